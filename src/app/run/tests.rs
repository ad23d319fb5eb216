//! What happens when jobs report back later than people act.

use std::path::{Path, PathBuf};
use std::time::Duration;

use model::{Edit, ProjectField};

use crate::action::{Action, PathPurpose};
use crate::app::{App, Start};
use crate::dialogs::Dialog;
use crate::done::Done;
use crate::jobs::Jobs;
use crate::survey_file::count::CountRequest;

/// A program of its own with the sample in it.
fn app(home: &Path) -> App {
    let folders = Some(store::Folders::in_folder(&home.join("settings")));
    let start = Start { folders, own_path_dialog: true, ..Start::default() };
    App::new(&egui::Context::default(), start).unwrap()
}

fn rename(app: &mut App, name: &str) {
    app.run(Action::Edit(Edit::SetProject(ProjectField::Name(name.to_owned()))));
}

/// Lets everything in the background end.
fn wait(app: &mut App) {
    for _ in 0..2_000 {
        app.poll();
        if !app.is_busy() {
            return;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("a job does not end");
}

fn name_in(path: &Path) -> String {
    store::open(&store::RealFs, path).unwrap().0.project.name
}

fn titles(app: &App) -> Vec<String> {
    app.dialogs().iter().map(Dialog::title).collect()
}

#[test]
fn a_save_that_ends_late_gives_its_file_to_no_other_map() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("first.ron");
    let mut app = app(home.path());
    rename(&mut app, "First");
    app.save_to(path.clone(), None, false);
    app.run(Action::NewFromTemplate(0));
    app.run(Action::Answer(crate::action::Answer::DropChanges));
    wait(&mut app);
    assert_eq!(name_in(&path), "First", "what was to be saved is saved");
    assert_eq!(app.document.path, None, "the new map has no file");
    assert_ne!(app.editor().project().name, "First");
    assert!(!app.document.is_saving);
}

#[test]
fn saves_wait_for_each_other() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("map.ron");
    let mut app = app(home.path());
    for name in ["One", "Two", "Three"] {
        rename(&mut app, name);
        app.save_to(path.clone(), None, false);
    }
    wait(&mut app);
    assert_eq!(name_in(&path), "Three");
    assert!(!app.editor().is_dirty());
    assert_eq!(titles(&app), Vec::<String>::new(), "nobody else changed the file");
}

#[test]
fn of_two_maps_that_were_opened_the_later_one_stays() {
    let home = tempfile::tempdir().unwrap();
    let mut app = app(home.path());
    let paths = ["first", "second"].map(|name| home.path().join(name).with_extension("ron"));
    for path in &paths {
        rename(&mut app, "Saved");
        app.save_to(path.clone(), None, false);
        wait(&mut app);
    }
    let [first, second] = paths;
    app.run(Action::OpenPath(first));
    app.run(Action::OpenPath(second.clone()));
    wait(&mut app);
    assert_eq!(app.document.path, Some(second));
}

#[test]
fn work_done_behind_the_file_dialog_is_asked_about() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("map.ron");
    let mut app = app(home.path());
    app.save_to(path.clone(), None, false);
    wait(&mut app);
    let of = app.present_state();
    rename(&mut app, "Changed meanwhile");
    let path = Some(path);
    app.on_done(Done::Picked { purpose: PathPurpose::Open, path, of, at_once: false });
    wait(&mut app);
    assert_eq!(app.editor().project().name, "Changed meanwhile");
    assert!(app.dialogs().iter().any(Dialog::is_unsaved));
}

#[test]
fn what_was_typed_before_a_command_of_the_same_frame_is_not_lost() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("map.ron");
    let mut app = app(home.path());
    app.save_to(path.clone(), None, false);
    wait(&mut app);
    let ctx = app.ctx.clone();
    let frame = |app: &mut App, events: Vec<egui::Event>| {
        let input = egui::RawInput { events, focused: true, ..egui::RawInput::default() };
        ctx.run_ui(input, |ui| app.update(ui)).drop_without_applying_deltas();
    };
    let typed = |text: &str| egui::Event::Text(text.to_owned());
    let modifiers = egui::Modifiers { ctrl: true, command: true, ..egui::Modifiers::NONE };
    let key = egui::Key::S;
    let save =
        egui::Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
    let cell = app.editor().target_cell().unwrap();
    for _ in 0..3 {
        frame(&mut app, Vec::new());
    }
    app.run(Action::Select(model::Selection::Cell(cell)));
    frame(&mut app, vec![typed("Wai")]);
    frame(&mut app, Vec::new());
    frame(&mut app, vec![typed("ts"), save]);
    wait(&mut app);
    let saved = store::open(&store::RealFs, &path).unwrap().0.project;
    let texts: Vec<&str> =
        saved.maps.values().flat_map(|map| map.cards.values()).map(|card| &*card.text).collect();
    assert!(texts.contains(&"Waits"), "{texts:?}");
}

#[test]
fn a_file_under_the_completed_name_is_not_replaced_unasked() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("Journey 2.0.ron");
    std::fs::write(&path, "somebody's").unwrap();
    let mut app = app(home.path());
    let of = app.present_state();
    app.picked(&PathPurpose::SaveAs, &home.path().join("Journey 2.0"), of);
    wait(&mut app);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "somebody's");
    assert_eq!(titles(&app), ["Save project as"]);
}

#[test]
fn only_the_usual_ending_is_an_ending() {
    let ended = |name: &str| PathPurpose::SaveAs.with_ending(PathBuf::from(name));
    assert_eq!(ended("Journey 2.0"), PathBuf::from("Journey 2.0.ron"));
    assert_eq!(ended("shop.RON"), PathBuf::from("shop.RON"));
    assert_eq!(PathPurpose::Open.with_ending("shop".into()), PathBuf::from("shop"));
}

/// A survey file beside the program's own files, with so many answers.
fn survey(home: &Path, answers: usize) -> PathBuf {
    let path = home.join("answers.csv");
    let rows = "r,9\n".repeat(answers);
    std::fs::write(&path, format!("team,How likely are you to recommend us? (0-10)\n{rows}"))
        .unwrap();
    path
}

/// How the survey would be counted that an import dialog begins with.
fn request(path: &Path) -> CountRequest {
    let plan =
        survey::preview(&crate::survey_file::FileSource(path.to_owned()), 4096).unwrap().plan;
    CountRequest {
        plan,
        related: None,
        is_wave: false,
        replaces: None,
        wants_people: false,
        salt: 1,
    }
}

#[test]
fn the_end_of_the_program_and_another_map_stop_what_is_being_counted() {
    let home = tempfile::tempdir().unwrap();
    let path = survey(home.path(), 100);
    let mut app = app(home.path());
    let count = |app: &mut App| {
        app.count_survey(path.clone(), Box::new(request(&path)));
        app.counting.clone().unwrap()
    };
    app.run(Action::ImportFrom(path.clone()));
    wait(&mut app);
    assert_eq!(titles(&app), ["Import survey"]);
    let counting = count(&mut app);
    app.run(Action::Show(Dialog::missed()));
    app.run(Action::Show(Dialog::shortcuts()));
    app.run(Action::NewFromTemplate(0));
    assert!(counting.is_cancelled());
    assert_eq!(titles(&app), ["Keyboard shortcuts"], "the others were about the map before");
    wait(&mut app);
    let counting = count(&mut app);
    app.end();
    assert!(counting.is_cancelled());
    assert!(!app.is_busy());
}

#[test]
fn the_end_of_the_program_does_not_wait_for_what_was_left_out() {
    let home = tempfile::tempdir().unwrap();
    let mut app = app(home.path());
    let saving = app.jobs.start(super::surveys::SAVING_REJECTS, |progress| {
        while !progress.is_cancelled() {
            std::thread::sleep(Duration::from_millis(1));
        }
        Done::SurveyRemembered(Ok(()))
    });
    app.end();
    assert!(saving.is_cancelled() && !app.is_busy());
}

/// Everything that the open import dialog is set to.
fn import_dialog(app: &App) -> String {
    let found = app.dialogs().iter().find_map(|dialog| match dialog {
        Dialog::Import(import) => Some(format!("{import:?}")),
        _ => None,
    });
    found.unwrap()
}

#[test]
fn of_several_looks_at_survey_files_the_last_one_stays() {
    let home = tempfile::tempdir().unwrap();
    let path = survey(home.path(), 20);
    let other = home.path().join("other.csv");
    std::fs::copy(&path, &other).unwrap();
    let mut app = app(home.path());
    let look = |app: &mut App, path: &Path, is_again| {
        let result = crate::survey_file::Looked::at(path, &app.folders, None).map(Box::new);
        app.looks_begun += 1;
        Done::SurveyPreviewed { number: app.looks_begun, path: path.to_owned(), is_again, result }
    };
    let begun = look(&mut app, &path, false);
    app.on_done(begun);
    let again = look(&mut app, &path, true);
    let of_other = look(&mut app, &other, false);
    app.on_done(of_other);
    app.on_done(again);
    assert!(import_dialog(&app).contains("other.csv"), "the file that was chosen last");
}

#[test]
fn stopping_the_count_stops_nothing_else() {
    let home = tempfile::tempdir().unwrap();
    let path = survey(home.path(), 100);
    let mut app = app(home.path());
    app.count_survey(path.clone(), Box::new(request(&path)));
    let newest = app.jobs.start("Remembering the survey’s columns…", |progress| {
        while !progress.is_cancelled() {
            std::thread::sleep(Duration::from_millis(1));
        }
        Done::SurveyRemembered(Ok(()))
    });
    let counting = app.counting.clone().unwrap();
    app.run(Action::StopCounting);
    assert!(counting.is_cancelled() && !newest.is_cancelled());
    app.run(Action::CancelJob);
    assert!(newest.is_cancelled());
    wait(&mut app);
}

#[test]
fn a_count_that_breaks_off_is_reported_to_who_waits_for_it() {
    let mut jobs = Jobs::new(egui::Context::default());
    let broken = |why| Done::SurveyCounted { number: 7, result: Err(anyhow::Error::msg(why)) };
    jobs.start_or("Counting…", |_| panic!("on purpose"), broken);
    let done = jobs.finish();
    let [Done::SurveyCounted { number: 7, result: Err(error) }] = &done[..] else {
        panic!("{done:?}")
    };
    assert!(error.to_string().contains("a fault in the program"), "{error}");
}

#[test]
fn a_job_that_breaks_off_says_so_and_lets_the_program_end() {
    let mut jobs = Jobs::new(egui::Context::default());
    jobs.start("Counting…", |_| panic!("on purpose"));
    let done = jobs.finish();
    assert!(matches!(&done[..], [Done::Failed(text)] if text.contains("Counting…")), "{done:?}");
    assert!(!jobs.is_busy());
}
