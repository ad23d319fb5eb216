//! What is shipped with the program: every template and the sample is a sound file that the
//! program would write in the same bytes, and the sample holds what it promises.

#![allow(clippy::unwrap_used, reason = "a test stops at the first thing that fails")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use model::{CurveAt, LaneKind, Map, Project, answers, format};
use survey::columns::Role;
use survey::filter::Filter;
use survey::import;
use survey::read::source::Bytes;

/// The files of a folder of `assets/` with this extension, sorted.
fn assets(folder: &str, extension: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets").join(folder);
    let entries = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> =
        entries.filter(|path| path.extension().is_some_and(|found| found == extension)).collect();
    files.sort();
    assert!(!files.is_empty(), "nothing in {}", folder.display());
    files
}

/// The sound project of a file.
fn project(path: &Path) -> Project {
    let opened = format::read(&fs::read(path).unwrap()).unwrap();
    assert_eq!(opened.damage, [], "{}", path.display());
    assert_eq!(opened.notes, [""; 0], "{}", path.display());
    opened.project
}

fn first_map(project: &Project) -> &Map {
    project.maps_in_order().first().unwrap().1
}

fn stage_names(map: &Map) -> Vec<&str> {
    map.stages_in_order().into_iter().map(|(_, stage)| stage.name.as_str()).collect()
}

fn channel_names(project: &Project) -> BTreeSet<&str> {
    project.channels.values().map(|channel| channel.name.as_str()).collect()
}

#[test]
fn every_shipped_project_is_sound_and_comes_out_in_the_same_bytes() {
    for path in [assets("templates", "ron"), assets("samples", "ron")].concat() {
        let text = fs::read_to_string(&path).unwrap();
        let project = project(&path);
        assert_eq!(project.check(), [], "{}", path.display());
        let written = format::write(&project).unwrap();
        let lines = |text: &str| -> Vec<String> {
            // The version of the program that wrote it may be an older one.
            text.lines().filter(|line| !line.starts_with("  app: ")).map(str::to_owned).collect()
        };
        assert!(lines(&text) == lines(&written), "{} is written differently", path.display());
    }
}

#[test]
fn every_channel_of_a_shipped_project_has_an_icon_of_its_own() {
    for path in [assets("templates", "ron"), assets("samples", "ron")].concat() {
        for channel in project(&path).channels.values() {
            let icon = scene::channel_icon(&channel.icon);
            assert_ne!(icon, scene::icon::Icon::Circle, "{channel:?} in {}", path.display());
        }
    }
}

#[test]
fn the_program_offers_every_template_file_and_no_other() {
    let files: BTreeSet<_> = assets("templates", "ron")
        .iter()
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    let offered: BTreeSet<_> =
        throughline::templates::all().iter().map(|template| template.name.to_owned()).collect();
    assert_eq!(files, offered);
}

#[test]
fn every_template_can_be_started_from_at_once() {
    for path in assets("templates", "ron") {
        let project = project(&path);
        let map = first_map(&project);
        let name = path.display();
        assert!(!project.personas.is_empty(), "{name}");
        assert!(map.stages.size() >= 3, "{name}");
        assert!(map.lanes.values().any(|lane| lane.kind == LaneKind::Curve), "{name}");
        let lanes = map.lanes.values().filter(|lane| lane.card_kind().is_some()).count();
        assert!(lanes >= 3, "{name} has {lanes} lanes for cards");
    }
}

#[test]
fn the_shop_on_the_street_is_not_the_online_shop_with_another_name() {
    let files = assets("templates", "ron");
    let named = |name: &str| {
        let path = files.iter().find(|path| path.file_stem().is_some_and(|stem| stem == name));
        project(path.unwrap())
    };
    let (online, street) = (named("online-shop"), named("brick-and-mortar"));
    let stages = |project| -> BTreeSet<String> {
        stage_names(first_map(project)).into_iter().map(str::to_owned).collect()
    };
    assert!(stages(&online).is_disjoint(&stages(&street)));
    let common = channel_names(&online).intersection(&channel_names(&street)).count();
    assert!(common * 3 <= channel_names(&street).len(), "{common} channels are the same");
    let texts = |project| -> BTreeSet<String> {
        first_map(project).cards.values().map(|card| card.text.clone()).collect()
    };
    assert!(texts(&online).is_disjoint(&texts(&street)));
}

#[test]
fn the_sample_shows_what_a_map_can_hold() {
    let files = assets("samples", "ron");
    let project = project(files.first().unwrap());
    let map = first_map(&project);
    assert_eq!((project.personas.size(), map.stages.size()), (3, 6));
    assert!((36..=48).contains(&map.cards.size()), "{} cards", map.cards.size());

    let key_moments = map.cards.values().filter(|card| card.moment_of_truth).count();
    assert!((1..=5).contains(&key_moments), "{key_moments} moments of truth");
    let kinds: BTreeSet<_> = map.cards.values().map(|card| card.kind).collect();
    assert_eq!(kinds.len(), model::CardKind::ALL.len(), "every kind of card is there");
    let evidence: BTreeSet<_> = map.cards.values().map(|card| card.evidence).collect();
    assert_eq!(evidence.len(), model::Evidence::ALL.len(), "every evidence status is there");
    let initiators: BTreeSet<_> = map.cards.values().filter_map(|card| card.initiator).collect();
    assert_eq!(initiators.len(), model::Initiator::ALL.len(), "everybody starts something");
    let used: BTreeSet<_> = map.cards.values().filter_map(|card| card.channel).collect();
    assert!(used.len() >= 8, "only {} channels are used", used.len());

    let missing = project.personas.size() * map.stages.size() - map.points.size();
    assert_eq!(missing, 1, "one point of one curve is not known");
}

/// The sample's survey, read anew with its stage, persona and month kept apart.
fn sample_survey() -> import::Imported {
    let bytes = fs::read(assets("samples", "csv").first().unwrap()).unwrap();
    let source = Bytes::from(bytes);
    let mut plan = import::preview(&source, 256 * 1024).unwrap().plan;
    for column in &mut plan.columns {
        if matches!(column.role, Role::Touchpoint | Role::Channel | Role::Segment) {
            column.role = Role::Other;
        }
    }
    import::run(&source, &plan, &|_| true).unwrap()
}

#[test]
fn the_sample_survey_is_counted_as_its_rows_stand() {
    let imported = sample_survey();
    let counts = imported.counts;
    assert_eq!((counts.rows, counts.used), (2046, 2040));
    assert_eq!((counts.preview, counts.incomplete), (6, 87));

    // Counted from the same file by a script with another CSV reader.
    let select = |question: &str| imported.tally.select(question, &Filter::default());
    let nps = select("NPS");
    assert_eq!((nps.n(), nps.blank, nps.off_scale_total()), (1925, 100, 15));
    let count_of = |range: std::ops::RangeInclusive<i32>| -> u64 {
        nps.answers.range(range).map(|(_, count)| count).sum()
    };
    assert_eq!((count_of(0..=6), count_of(7..=8), count_of(9..=10)), (463, 590, 872));
    let csat = select("CSAT");
    assert_eq!((csat.n(), csat.not_applicable + csat.off_scale_total()), (1865, 27));
    let ces = select("CES");
    assert_eq!((ces.n(), ces.off_scale_total()), (1710, 6));
}

#[test]
fn the_sample_map_holds_the_answers_of_its_survey_file() {
    let project = project(assets("samples", "ron").first().unwrap());
    let record = project.surveys.values().next().unwrap();
    assert!(record.tally == sample_survey().tally, "make the sample map's survey anew");
    let (map, _) = *project.maps_in_order().first().unwrap();
    assert_eq!(record.links, answers::suggest_links(&project, map, &record.tally));
    let unassigned: Vec<_> =
        answers::unassigned(record).into_iter().map(|label| label.label).collect();
    assert_eq!(unassigned, ["Something else"]);
}

#[test]
fn the_sample_tells_of_a_stage_that_is_worse_than_anybody_believed() {
    let project = project(assets("samples", "ron").first().unwrap());
    let (map_id, map) = *project.maps_in_order().first().unwrap();
    let (anna, _) = *project.personas_in_order().first().unwrap();
    let filter = answers::AnswerFilter::default();
    let seen = answers::Answers::new(&project, map_id, &filter).unwrap();
    let measured = seen.measured_curve(Some(anna));
    let gaps: Vec<_> = map
        .stages_in_order()
        .into_iter()
        .map(|(stage, named)| {
            let believed = map.points.get(&CurveAt { persona: anna, stage }).unwrap().value();
            (named.name.as_str(), measured.get(&stage).unwrap().emotion - f64::from(believed))
        })
        .collect();
    let worst = gaps.iter().min_by(|a, b| a.1.total_cmp(&b.1)).unwrap();
    assert_eq!(worst.0, "Number transfer");
    assert!(worst.1 < -1.2, "{gaps:?}");
    assert!(gaps.iter().filter(|gap| gap.1 < -1.0).count() == 1, "{gaps:?}");
}
