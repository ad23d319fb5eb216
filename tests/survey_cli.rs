//! `throughline survey`, as a script sees it: the JSON, the corrections, the profiles.

#![expect(clippy::unwrap_used, reason = "helpers of tests stop at what fails")]

use std::fmt::Write as _;
use std::fs;

use assert_cmd::Command;
use serde_json::{Value, json};
use tempfile::TempDir;

fn throughline(home: &TempDir) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("throughline"));
    command.current_dir(home.path()).env("THROUGHLINE_HOME", home.path().join("home"));
    command
}

/// What `survey FILE --json` prints with these arguments.
fn survey(home: &TempDir, arguments: &[&str]) -> Value {
    let mut command = throughline(home);
    command.arg("survey").args(arguments).arg("--json");
    serde_json::from_slice(&command.assert().success().get_output().stdout).unwrap()
}

/// A folder with a file of twenty answers, of which eight say "Absolutely" instead of 10.
fn folder() -> TempDir {
    let home = TempDir::new().unwrap();
    let mut file = "Respondent;Would you recommend us?;team\n".to_owned();
    for (row, score) in
        ["Absolutely", "9", "3", "Absolutely", "8"].iter().cycle().take(20).enumerate()
    {
        writeln!(file, "{row};{score};{}", ["red", "blue"][row % 2]).unwrap();
    }
    fs::write(home.path().join("spring.csv"), file).unwrap();
    home
}

#[test]
fn everything_that_was_understood_is_in_the_json() {
    let said = survey(&folder(), &["spring.csv"]);
    assert_eq!(said["tool"], "Unknown");
    assert_eq!(said["encoding"], "utf-8");
    assert_eq!(said["delimiter"], ";");
    assert_eq!((&said["header_rows"], &said["rows"]), (&json!(1), &json!(20)));
    let column = &said["columns"][1];
    assert_eq!(column["index"], 1);
    assert_eq!(column["name"], "Would you recommend us?");
    assert_eq!((&column["role"], &column["kind"]), (&json!("score"), &json!("nps")));
    assert_eq!((&column["scale"], &column["direction"]), (&json!([0, 10]), &json!("high_good")));
    assert_eq!((&column["valid"], &column["blank"]), (&json!(12), &json!(0)));
    assert_eq!((&column["not_applicable"], &column["off_scale"]), (&json!(0), &json!(8)));
    assert_eq!(column["counts"], json!({"3": 4, "8": 4, "9": 4}));
    assert_eq!(column["value"], 0.0);
    assert!(column["interval95"][0].as_f64().unwrap() < 0.0);
    assert!(column["confidence"].as_f64().unwrap() < 0.7, "the label is not confirmed");
    let asked = said["warnings"].to_string();
    assert!(asked.contains("1=score:0-10,Absolutely=10"), "{asked}");
    assert_eq!(said["columns"][2]["valid"], Value::Null, "a team is not counted");
}

#[test]
fn guesses_can_be_corrected_and_answers_kept_apart() {
    let said =
        survey(&folder(), &["spring.csv", "--column", "1=score:0-10,Absolutely=10", "--by", "2"]);
    let column = &said["columns"][1];
    assert_eq!((&column["valid"], &column["value"]), (&json!(20), &json!(40.0)));
    assert_eq!(said["warnings"], json!([]));
    let labels: Vec<&Value> =
        column["by"].as_array().unwrap().iter().map(|g| &g["label"]).collect();
    assert_eq!(labels, ["blue", "red"]);
    assert_eq!(column["by"][0]["valid"], 10);
}

#[test]
fn answers_of_weight_zero_are_said_to_weigh_nothing() {
    let home = TempDir::new().unwrap();
    fs::write(home.path().join("weighted.csv"), "id,nps,weight\na,10,0\nb,9,0\n").unwrap();
    let said = throughline(&home)
        .args(["survey", "weighted.csv", "--column", "1=nps", "--column", "2=weight"])
        .assert()
        .success();
    let said = String::from_utf8(said.get_output().stdout.clone()).unwrap();
    assert!(said.contains("no answers that weigh, n 2"), "{said}");
}

#[test]
fn a_net_promoter_score_from_one_to_five_is_refused_in_words() {
    let refused = throughline(&folder())
        .args(["survey", "spring.csv", "--column", "1=nps:1-5"])
        .assert()
        .failure();
    let said = String::from_utf8(refused.get_output().stderr.clone()).unwrap();
    assert!(said.contains("the Net Promoter Score is asked from 0 to 10"), "{said}");
}

#[test]
fn what_was_decided_serves_the_next_wave_and_the_import() {
    let home = folder();
    let decide = ["--column", "1=score:0-10,Absolutely=10", "--save-profile", "profile.ron"];
    survey(&home, &[&["spring.csv"], &decide[..]].concat());
    let profile = fs::read_to_string(home.path().join("profile.ron")).unwrap();
    assert!(!profile.contains("blue"), "no answer is saved with it");
    fs::write(
        home.path().join("autumn.csv"),
        "team,Respondent,Would you recommend us?\nred,1,Absolutely\nred,2,2\n",
    )
    .unwrap();
    let said = survey(&home, &["autumn.csv", "--profile", "profile.ron"]);
    assert_eq!(
        (&said["columns"][2]["valid"], &said["columns"][2]["value"]),
        (&json!(2), &json!(0.0))
    );
    throughline(&home).args(["new", "-o", "map.ron"]).assert().success();
    let import = ["import", "map.ron", "autumn.csv", "--profile", "profile.ron", "--dry-run"];
    throughline(&home).args(import).assert().success();
}

#[test]
fn one_row_per_answer_becomes_one_row_per_person() {
    let home = TempDir::new().unwrap();
    let long = "Question,Answer,Person\nrecommend,10,a\nday,2024-01-05,a\nrecommend,0,a\n\
        day,2024-01-09,a\nrecommend,9,b\nday,2024-01-02,b\n";
    fs::write(home.path().join("long.csv"), long).unwrap();
    let said = survey(&home, &["long.csv"]);
    assert!(said["warnings"].to_string().contains("--long 0,1"), "{}", said["warnings"]);
    let wide = ["long.csv", "--long", "0,1", "--column", "1=nps", "--unique-by", "0"];
    for (keep, value, duplicate) in
        [("all", 100.0 / 3.0, 0), ("first", 100.0, 1), ("latest", 0.0, 1)]
    {
        let said = survey(&home, &[&wide[..], &["--keep", keep]].concat());
        assert!((said["columns"][1]["value"].as_f64().unwrap() - value).abs() < 1e-9, "{keep}");
        assert_eq!(said["duplicate"], duplicate);
    }
}

#[test]
fn what_could_not_be_used_is_saved_with_the_reason() {
    let home = folder();
    survey(&home, &["spring.csv", "--rejects", "rejects.csv"]);
    let rejects = fs::read_to_string(home.path().join("rejects.csv")).unwrap();
    assert_eq!(rejects.lines().count(), 9);
    assert!(rejects.contains("2,Would you recommend us?,Absolutely,"), "{rejects}");
}

#[test]
fn a_correction_that_makes_no_sense_is_explained() {
    let home = folder();
    for (said, why) in [("1=skore", "is no role"), ("9=nps", "There is no column 9")] {
        let assert =
            throughline(&home).args(["survey", "spring.csv", "--column", said]).assert().failure();
        let complaint = String::from_utf8(assert.get_output().stderr.clone()).unwrap();
        assert!(complaint.contains(why), "{complaint}");
    }
}

/// A folder with a project, and two waves of a survey in which "a" and "b" answer twice.
fn two_waves() -> TempDir {
    let home = TempDir::new().unwrap();
    let write = |name: &str, text: &str| fs::write(home.path().join(name), text).unwrap();
    let header = "Response ID,Date,How likely are you to recommend us? (0-10)";
    write(
        "May.csv",
        &format!("{header}\na,2026-05-01,9\nb,2026-05-02,9\nc,2026-05-03,9\nd,2026-05-04,2\n"),
    );
    write("June.csv", &format!("{header}\na,2026-06-01,1\nb,2026-06-02,1\ne,2026-06-03,10\n"));
    throughline(&home).args(["new", "-o", "map.ron"]).assert().success();
    home
}

fn said(home: &TempDir, arguments: &[&str]) -> String {
    let output = throughline(home).args(arguments).assert().success().get_output().stdout.clone();
    String::from_utf8(output).unwrap()
}

#[test]
fn a_file_becomes_another_wave_in_which_the_first_or_the_latest_answers_count() {
    let import = ["import", "map.ron"];
    let wave = ["--wave-of", "May", "--wave", "Early summer"];
    for (keep, n) in [("all", 7), ("first", 5), ("latest", 5)] {
        let home = two_waves();
        said(&home, &[&import[..], &["May.csv", "--remember-people"]].concat());
        let told = said(&home, &[&import[..], &["June.csv", "--keep", keep], &wave[..]].concat());
        assert!(told.contains("Of 4 people who answered before, 2 answered again"), "{told}");
        assert!(
            told.contains("Wave \u{201c}Early summer\u{201d} of \u{201c}May\u{201d}"),
            "{told}"
        );
        let told = said(&home, &["metrics", "map.ron", "--json"]);
        let metrics: Value = serde_json::from_str(&told).unwrap();
        assert!(
            told.contains(&format!("\"n\": {n}")) || told.contains(&format!("\"n\":{n}")),
            "{keep}: {metrics}"
        );
        let file = fs::read_to_string(home.path().join("map.ron")).unwrap();
        assert!(file.contains("\"Early summer\"") && file.contains("\"2026-05\""), "{keep}");
    }
}

#[test]
fn a_wave_that_comes_again_keeps_its_own_people_without_being_named() {
    let home = two_waves();
    let june = ["import", "map.ron", "June.csv", "--wave-of", "May", "--keep", "first"];
    said(&home, &["import", "map.ron", "May.csv", "--remember-people"]);
    for _ in 0..2 {
        let told = said(&home, &[&june[..], &["--remember-people"]].concat());
        assert!(told.contains("Wave \u{201c}2026-06\u{201d}"), "{told}");
        assert!(told.contains("3 rows, 1 used"), "only \"e\" is new: {told}");
        assert!(told.contains("Of 4 people who answered before, 2 answered again"), "{told}");
    }
}

#[test]
fn when_everybody_answers_again_the_latest_answers_count_alone() {
    let home = two_waves();
    let may = fs::read_to_string(home.path().join("May.csv")).unwrap();
    fs::write(home.path().join("June.csv"), may.replace("2026-05", "2026-06")).unwrap();
    said(&home, &["import", "map.ron", "May.csv", "--remember-people"]);
    said(&home, &["import", "map.ron", "June.csv", "--wave-of", "May", "--keep", "latest"]);
    let told = said(&home, &["metrics", "map.ron", "--json"]);
    let metrics: Value = serde_json::from_str(&told).unwrap();
    assert!(told.contains("\"n\": 4") || told.contains("\"n\":4"), "{metrics}");
}

#[test]
fn people_are_known_only_of_the_answers_that_were_counted_from_their_file() {
    let home = two_waves();
    let people =
        || fs::read_dir(home.path().join("home/data/survey-people")).map_or(0, Iterator::count);
    said(&home, &["import", "map.ron", "May.csv", "--remember-people"]);
    fs::copy(home.path().join("map.ron"), home.path().join("five.ron")).unwrap();
    assert_eq!(people(), 1);
    // As many answers, read by another plan on another computer.
    let other = ["import", "map.ron", "May.csv", "--column", "2=rating:1-10"];
    let elsewhere = TempDir::new().unwrap();
    let path = |name: &str| home.path().join(name).to_string_lossy().into_owned();
    let other = other.map(|part| if part.contains('.') { path(part) } else { part.to_owned() });
    throughline(&elsewhere).args(other).assert().success();
    let wave = ["--wave-of", "May", "--keep", "first", "--dry-run"];
    let told = said(&home, &[&["import", "map.ron", "June.csv"], &wave[..]].concat());
    assert!(told.contains("does not know who answered"), "{told}");
    let told = said(&home, &[&["import", "five.ron", "June.csv"], &wave[..]].concat());
    assert!(told.contains("2 answered again"), "{told}");
    said(&home, &["import", "map.ron", "May.csv"]);
    assert_eq!(people(), 0, "nobody is remembered any more");
}

#[test]
fn a_file_becomes_what_the_dialog_would_propose_and_that_is_said() {
    let home = two_waves();
    said(&home, &["import", "map.ron", "May.csv"]);
    // The export of the next month comes under the same name.
    fs::copy(home.path().join("June.csv"), home.path().join("May.csv")).unwrap();
    let import = ["import", "map.ron", "May.csv"];
    let with = |more: &[&str]| said(&home, &[&import[..], more].concat());
    let count = || {
        let told = said(&home, &["metrics", "map.ron", "--json"]);
        let rows: Value = serde_json::from_str(&told).unwrap();
        rows.as_array().unwrap().iter().map(|row| row["n"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    let otherwise = "use --wave-of, --in-place-of or --as-new";
    for told in [with(&["--dry-run"]), with(&[])] {
        assert!(told.contains("Wave \u{201c}2026-06\u{201d} of \u{201c}May\u{201d}"), "{told}");
        assert!(told.contains(otherwise), "{told}");
    }
    assert_eq!(count(), [7], "the answers of May are still there");
    let place = "takes the place of the answers of \u{201c}May\u{201d}";
    for told in [with(&["--in-place-of", "May", "--dry-run"]), with(&["--in-place-of", "May"])] {
        assert!(told.contains(place) && !told.contains(otherwise), "{told}");
    }
    assert_eq!(count(), [3]);
    let told = with(&["--dry-run"]);
    assert!(told.contains(place) && told.contains(otherwise), "the same answers again: {told}");
    with(&["--as-new"]);
    assert_eq!(count(), [3, 3]);
}

#[test]
fn what_was_imported_is_told_even_when_nobody_can_be_remembered() {
    let home = two_waves();
    fs::create_dir_all(home.path().join("home/data")).unwrap();
    fs::write(home.path().join("home/data/survey-people"), "no folder").unwrap();
    let import = ["import", "map.ron", "May.csv", "--remember-people"];
    let failed = throughline(&home).args(import).assert().failure();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let output = failed.get_output();
    let (told, complaint) = (text(&output.stdout), text(&output.stderr));
    assert!(told.contains("4 rows, 4 used") && told.contains("map.ron"), "{told}");
    assert!(complaint.contains("The survey was imported, but"), "{complaint}");
    let told = said(&home, &["metrics", "map.ron", "--json"]);
    assert!(told.contains("\"n\": 4") || told.contains("\"n\":4"), "{told}");
}

#[test]
fn a_wave_whose_people_are_not_wanted_forgets_nobody() {
    let home = two_waves();
    said(&home, &["import", "map.ron", "May.csv", "--remember-people"]);
    let june = ["import", "map.ron", "June.csv", "--wave-of", "May", "--first-wave", "Spring"];
    said(&home, &june);
    let again = ["import", "map.ron", "June.csv", "--wave-of", "May", "--wave", "2026-06"];
    let told = said(&home, &[&again[..], &["--keep", "first", "--dry-run"]].concat());
    assert!(told.contains("Of 4 people who answered before, 2 answered again"), "{told}");
}

#[test]
fn a_damaged_memory_of_people_is_begun_anew() {
    let home = two_waves();
    said(&home, &["import", "map.ron", "May.csv", "--remember-people"]);
    let folder = home.path().join("home/data/survey-people");
    let file = fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    fs::write(&file, "torn").unwrap();
    let june = ["import", "map.ron", "June.csv", "--wave-of", "May", "--remember-people"];
    said(&home, &june);
    assert!(fs::read(&file).unwrap().len() > 100, "June is remembered");
}

#[test]
fn the_latest_answers_need_the_file_before_and_a_wave_needs_its_survey() {
    let home = two_waves();
    said(&home, &["import", "map.ron", "May.csv", "--remember-people"]);
    fs::remove_file(home.path().join("May.csv")).unwrap();
    let before = fs::read(home.path().join("map.ron")).unwrap();
    for (arguments, why) in [
        (["--wave-of", "May", "--keep", "latest"], "Use --keep first or --keep all."),
        (["--wave-of", "April", "--keep", "all"], "its surveys are: \u{201c}May\u{201d}"),
    ] {
        let refused = throughline(&home)
            .args(["import", "map.ron", "June.csv"])
            .args(arguments)
            .assert()
            .failure();
        let told = String::from_utf8(refused.get_output().stderr.clone()).unwrap();
        assert!(told.contains(why), "{told}");
    }
    assert_eq!(fs::read(home.path().join("map.ron")).unwrap(), before, "nothing was written");
}

#[test]
fn a_question_in_other_words_is_the_same_where_that_is_said() {
    let home = two_waves();
    let june = fs::read_to_string(home.path().join("June.csv")).unwrap();
    let june = june.replace("How likely are you to recommend us?", "Would you recommend us?");
    fs::write(home.path().join("June.csv"), june).unwrap();
    said(&home, &["import", "map.ron", "May.csv"]);
    let wave = ["import", "map.ron", "June.csv", "--wave-of", "May"];
    let told = said(&home, &[&wave[..], &["--dry-run"]].concat());
    assert!(told.contains("  0 questions are the same\n  new: Would you"), "{told}");
    let unknown = [&wave[..], &["--same-as", "2=Was it fast?"]].concat();
    let failed = throughline(&home).args(unknown).assert().failure();
    let told = String::from_utf8(failed.get_output().stderr.clone()).unwrap();
    assert!(told.contains("its questions are: \u{201c}How likely are you"), "{told}");
    let same = ["--same-as", "2=How likely are you to recommend us? (0-10)"];
    let told = said(&home, &[&wave[..], &same[..]].concat());
    assert!(told.contains("  1 questions are the same\n  in other words: Would you"), "{told}");
    let told = said(&home, &["metrics", "map.ron", "--json"]);
    assert!(told.contains("\"n\": 7") || told.contains("\"n\":7"), "{told}");
}

#[test]
fn a_profile_remembers_that_each_row_holds_one_answer() {
    let home = TempDir::new().unwrap();
    let long = "Question,Answer,Person\nrecommend,10,a\nrecommend,0,b\nrecommend,9,c\n";
    fs::write(home.path().join("May.csv"), long).unwrap();
    fs::write(home.path().join("June.csv"), long.replace(",0,", ",10,")).unwrap();
    let decide = ["--long", "0,1", "--column", "1=nps", "--save-profile", "profile.ron"];
    survey(&home, &[&["May.csv"], &decide[..]].concat());
    let said = survey(&home, &["June.csv", "--profile", "profile.ron"]);
    assert_eq!((&said["rows"], &said["columns"][1]["value"]), (&json!(3), &json!(100.0)));
    let table = ["tally-sql", "--table", "t", "--dialect", "duckdb", "--profile", "profile.ron"];
    let failed = throughline(&home).args(table).assert().failure();
    let told = String::from_utf8(failed.get_output().stderr.clone()).unwrap();
    assert!(told.contains("one row per answer"), "{told}");
}
