//! The metrics of a project on the command line: by what one asks for, and of whose answers.

#![expect(clippy::unwrap_used, reason = "a test stops where something fails")]

use std::fs;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

fn throughline(home: &TempDir, args: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("throughline"));
    command.current_dir(home.path()).env("THROUGHLINE_HOME", home.path().join("program"));
    command.args(args);
    command
}

fn output(home: &TempDir, args: &[&str]) -> String {
    let done = throughline(home, args).assert().success();
    String::from_utf8(done.get_output().stdout.clone()).unwrap()
}

fn complaint(home: &TempDir, args: &[&str]) -> String {
    let done = throughline(home, args).assert().failure();
    String::from_utf8(done.get_output().stderr.clone()).unwrap()
}

/// The sample with its survey of March to October 2026.
fn sample() -> TempDir {
    let home = TempDir::new().unwrap();
    let sample = include_str!("../assets/samples/mobile-switch.ron");
    fs::write(home.path().join("map.ron"), sample).unwrap();
    home
}

fn rows(home: &TempDir, args: &[&str]) -> Vec<Value> {
    let all = [&["metrics", "map.ron", "--json"], args].concat();
    serde_json::from_str::<Value>(&output(home, &all)).unwrap().as_array().unwrap().clone()
}

/// The rows of NPS, the whole first.
fn nps(rows: &[Value]) -> Vec<&Value> {
    rows.iter().filter(|row| row["kind"] == "NPS").collect()
}

fn n_of(row: &Value) -> u64 {
    row["n"].as_u64().unwrap()
}

#[test]
fn months_and_quarters_add_up_to_the_whole() {
    let home = sample();
    for by in ["month", "quarter"] {
        let rows = rows(&home, &["--by", by]);
        let nps = nps(&rows);
        let (whole, parts) = nps.split_first().unwrap();
        assert_eq!(whole["group"], Value::Null);
        assert_eq!(n_of(whole), parts.iter().map(|row| n_of(row)).sum::<u64>(), "{by}");
        assert!(parts.len() >= 3, "{by}: {parts:?}");
    }
    let by_month = rows(&home, &["--by", "month"]);
    assert_eq!(nps(&by_month)[1]["group"], "2026-03");
}

#[test]
fn a_persona_and_a_range_of_months_narrow_every_figure() {
    let home = sample();
    let all = rows(&home, &[]);
    let anna = rows(&home, &["--persona", "anna", "--from", "2026-04", "--to", "2026-05"]);
    let whole = |rows: &[Value]| n_of(nps(rows)[0]);
    let april_and_may: u64 = ["2026-04", "2026-05"]
        .map(|month| whole(&rows(&home, &["--persona", "Anna", "--from", month, "--to", month])))
        .iter()
        .sum();
    assert_eq!(whole(&anna), april_and_may);
    assert!(whole(&anna) < whole(&all));
    let personas: Vec<_> = anna.iter().filter_map(|row| row["persona"].as_str()).collect();
    assert!(personas.iter().all(|persona| *persona == "Anna"), "{personas:?}");
    let complete = rows(&home, &["--complete-only"]);
    assert!(whole(&complete) < whole(&all));
    let table = output(&home, &["metrics", "map.ron", "--persona", "Anna"]);
    assert!(table.starts_with("Answers: only Anna"), "{table}");
}

#[test]
fn what_no_answer_has_is_an_error_that_says_what_they_have() {
    let home = sample();
    let text = complaint(&home, &["metrics", "map.ron", "--persona", "Nobody"]);
    assert!(text.contains("“Nobody”") && text.contains("“Anna”, “Bernd”"), "{text}");
    let text = complaint(&home, &["metrics", "map.ron", "--segment", "Business"]);
    assert!(text.contains("knows no segments"), "{text}");
    let text = complaint(&home, &["metrics", "map.ron", "--from", "March"]);
    assert!(text.contains("2026-03") && text.contains("“March”"), "{text}");
    let range = ["metrics", "map.ron", "--from", "2026-05", "--to", "2026-04"];
    assert!(complaint(&home, &range).contains("No answer"));
    let text = output(&home, &["metrics", "map.ron", "--from", "2031-01"]);
    assert!(text.contains("The filter leaves no answers."), "{text}");
}

#[test]
fn key_figures_stand_with_their_target() {
    let home = sample();
    let project = fs::read_to_string(home.path().join("map.ron")).unwrap();
    let all = rows(&home, &[]);
    let named = all.iter().filter(|row| row["kind"] == "Key figure");
    for row in named {
        let name = row["question"].as_str().unwrap();
        assert!(project.contains(name), "{name}");
        assert!(row["value"].is_number() || row["note"].is_string(), "{row}");
    }
}

#[test]
fn key_figures_of_answers_keep_their_unit() {
    let home = sample();
    let table = output(&home, &["metrics", "map.ron"]);
    let line = table.lines().find(|line| line.contains("Satisfied")).unwrap();
    assert!(line.contains(" % ") && line.contains("(target 40 %"), "{line}");
}

#[test]
fn a_survey_without_a_name_is_called_by_its_file() {
    let home = sample();
    let text = fs::read_to_string(home.path().join("map.ron")).unwrap();
    let mut project = model::format::read(text.as_bytes()).unwrap().project;
    let (id, mut record) = project.surveys.iter().map(|(id, s)| (*id, s.clone())).next().unwrap();
    record.name.clear();
    project.surveys.insert_mut(id, record.clone());
    fs::write(home.path().join("map.ron"), model::format::write(&project).unwrap()).unwrap();
    let all = rows(&home, &[]);
    assert_eq!(all[0]["survey"], record.file.as_str());
}
