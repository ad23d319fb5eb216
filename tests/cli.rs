//! The command line, as a script sees it: what is printed, what is written, which exit code.

#![expect(clippy::unwrap_used, reason = "helpers of tests stop at what fails")]

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

/// The program, away from the settings of whoever runs the tests, and without a display.
fn throughline(home: &TempDir) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("throughline"));
    command
        .current_dir(home.path())
        .env("THROUGHLINE_HOME", home.path().join("home"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY");
    command
}

/// Runs it and returns what it printed; it must succeed.
fn output(command: &mut Command) -> String {
    let output = command.assert().success().get_output().stdout.clone();
    String::from_utf8(output).unwrap()
}

/// Runs it and returns what it complained about; it must fail with exit code 1.
fn complaint(command: &mut Command) -> String {
    let assert = command.assert().code(1);
    let output = assert.get_output();
    String::from_utf8([output.stdout.clone(), output.stderr.clone()].concat()).unwrap()
}

/// A file of these lines.
fn lines(lines: impl IntoIterator<Item = impl ToString>) -> String {
    let lines: Vec<_> = lines.into_iter().map(|line| line.to_string()).collect();
    lines.join("\n") + "\n"
}

/// Width and height of a PNG file.
fn png_size(path: &Path) -> (u32, u32) {
    let file = std::io::BufReader::new(fs::File::open(path).unwrap());
    let info = png::Decoder::new(file).read_info().unwrap();
    (info.info().width, info.info().height)
}

#[test]
fn without_a_display_one_sentence_names_the_export_command() {
    let home = TempDir::new().unwrap();
    if cfg!(all(unix, not(target_os = "macos"))) {
        let text = complaint(&mut throughline(&home));
        assert!(text.contains("No display") && text.contains("throughline export"), "{text}");
    }
}

#[test]
fn the_sample_exports_without_a_file_name() {
    let home = TempDir::new().unwrap();
    let printed = output(throughline(&home).args(["export", "--scale", "0.5"]));
    let path = home.path().join(printed.trim());
    let (width, height) = png_size(&path);
    assert!(width > 500 && height > 500, "{width} x {height}");
}

#[test]
fn a_picture_of_two_stages_is_narrower_and_twice_the_scale_twice_as_large() {
    let home = TempDir::new().unwrap();
    let export = |name: &str, args: &[&str]| {
        let mut command = throughline(&home);
        output(command.args(["export", "--no-title", "--no-legend", "-o", name]).args(args));
        png_size(&home.path().join(name))
    };
    let whole = export("whole.png", &["--scale", "0.5"]);
    let part = export("part.png", &["--scale", "0.5", "--stages", "2..3"]);
    let double = export("double.png", &["--scale", "1", "--stages", "2..3"]);
    let one = export("one.png", &["--scale", "0.5", "--persona", "anna", "--theme", "dark"]);
    assert!(part.0 < whole.0, "{part:?} {whole:?}");
    assert!(double.0.abs_diff(2 * part.0) <= 1, "{double:?} {part:?}");
    assert!(one.1 < whole.1, "{one:?} {whole:?}");
}

#[test]
fn export_says_which_stages_and_personas_there_are() {
    let home = TempDir::new().unwrap();
    let text = complaint(throughline(&home).args(["export", "--stages", "Nowhere"]));
    assert!(text.contains("Nowhere") && text.contains("Awareness"), "{text}");
    let text = complaint(throughline(&home).args(["export", "--persona", "Nobody"]));
    assert!(text.contains("Nobody") && text.contains("Anna"), "{text}");
}

#[test]
fn every_template_makes_a_project_that_passes_the_check() {
    let home = TempDir::new().unwrap();
    let list = output(throughline(&home).args(["new", "--list"]));
    assert!(list.lines().count() >= 6, "{list}");
    for line in list.lines() {
        let name = line.split_whitespace().next().unwrap();
        let file = format!("{name}.ron");
        output(throughline(&home).args(["new", "--template", name, "-o", &file]));
        let report = output(throughline(&home).args(["check", &file]));
        assert!(report.contains("whole"), "{report}");
    }
}

#[test]
fn new_does_not_write_over_a_file_unless_told() {
    let home = TempDir::new().unwrap();
    let path = home.path().join("shop.ron");
    fs::write(&path, "mine").unwrap();
    let text =
        complaint(throughline(&home).args(["new", "--template", "online-shop", "-o", "shop.ron"]));
    assert!(text.contains("Nothing was written"), "{text}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    output(throughline(&home).args([
        "new",
        "--template",
        "online-shop",
        "-o",
        "shop.ron",
        "--force",
    ]));
    output(throughline(&home).args(["check", "shop.ron"]));
}

#[test]
fn check_names_line_and_column_of_what_is_wrong() {
    let home = TempDir::new().unwrap();
    output(throughline(&home).args(["new", "-o", "map.ron"]));
    let path = home.path().join("map.ron");
    let text = fs::read_to_string(&path).unwrap();
    let line = text.lines().position(|line| line.contains("order: \"")).unwrap() + 1;
    fs::write(&path, text.replacen("order: \"", "order: 7, was: \"", 1)).unwrap();
    let report = complaint(throughline(&home).args(["check", "map.ron"]));
    assert!(report.contains(&format!("map.ron:{line}:")), "line {line}: {report}");
    fs::write(&path, &text[..text.len() / 2]).unwrap();
    let report = complaint(throughline(&home).args(["check", "map.ron"]));
    assert!(report.contains("map.ron"), "{report}");
}

#[test]
fn arguments_that_make_no_sense_end_with_exit_code_2() {
    let home = TempDir::new().unwrap();
    throughline(&home).args(["export", "--scale"]).assert().code(2);
    throughline(&home).args(["frobnicate", "x"]).assert().code(2);
}

#[test]
fn help_names_every_command() {
    let home = TempDir::new().unwrap();
    let help = output(throughline(&home).arg("--help"));
    for command in ["new", "check", "survey", "import", "metrics", "export"] {
        assert!(help.contains(command), "{command} in {help}");
    }
}

#[test]
fn a_survey_can_be_imported_and_its_metrics_printed() {
    let home = TempDir::new().unwrap();
    output(throughline(&home).args(["new", "--template", "six-stages", "-o", "map.ron"]));
    let survey = "id,How likely are you to recommend us?,Stage\n\
                  1,10,Awareness\n2,9,Awareness\n3,9,Awareness\n4,3,Awareness\n5,8,Awareness\n\
                  6,10,Purchase\n7,,Purchase\n8,11,Purchase\n9,7,Purchase\n10,6,Elsewhere\n\
                  11,8,Decision\n12,7,Decision\n13,8,Decision\n";
    fs::write(home.path().join("answers.csv"), survey).unwrap();
    let before = fs::read(home.path().join("map.ron")).unwrap();
    let dry = output(throughline(&home).args(["import", "map.ron", "answers.csv", "--dry-run"]));
    assert!(dry.contains("11 answers, 1 blank"), "{dry}");
    assert_eq!(fs::read(home.path().join("map.ron")).unwrap(), before, "a dry run writes nothing");
    output(throughline(&home).args(["import", "map.ron", "answers.csv"]));
    output(throughline(&home).args(["check", "map.ron"]));
    let json = output(throughline(&home).args(["metrics", "map.ron", "--json"]));
    let rows: serde_json::Value = serde_json::from_str(&json).unwrap();
    let whole = &rows[0];
    // 11 answers on the scale: promoters 10, 9, 9, 10; detractors 3, 6.
    assert_eq!(whole["n"], 11, "{json}");
    assert_eq!(whole["value"], 200.0 / 11.0, "{json}");
    let of = |stage: &str| {
        let rows = rows.as_array().unwrap();
        rows.iter().find(|row| row["stage"] == stage).cloned().unwrap()
    };
    assert_eq!((&of("Awareness")["n"], &of("Awareness")["value"]), (&5.into(), &40.0.into()));
    assert_eq!((&of("Purchase")["n"], &of("Purchase")["value"]), (&2.into(), &().into()));
    let table = output(throughline(&home).args(["metrics", "map.ron"]));
    assert!(table.contains("NPS") && table.contains("too few"), "{table}");
}

#[test]
fn a_small_group_does_not_follow_from_the_others() {
    let home = TempDir::new().unwrap();
    output(throughline(&home).args(["new", "--template", "six-stages", "-o", "map.ron"]));
    let many = lines((0..30).map(|row| format!("{},Awareness", row % 11)));
    let some = lines((0..9).map(|row| format!("{},Decision", row % 11)));
    let survey = format!("NPS,Stage\n{many}{some}0,Purchase\n0,Purchase\n");
    fs::write(home.path().join("answers.csv"), survey).unwrap();
    output(throughline(&home).args(["import", "map.ron", "answers.csv"]));
    let json = output(throughline(&home).args(["metrics", "map.ron", "--json"]));
    let rows: serde_json::Value = serde_json::from_str(&json).unwrap();
    let hidden = |stage: &str| {
        rows.as_array().unwrap().iter().find(|row| row["stage"] == stage).unwrap()["hidden"] == true
    };
    assert!(hidden("Purchase"), "two answers are too few");
    assert!(hidden("Decision"), "the whole without it would tell the two");
    assert!(!hidden("Awareness"));
}

#[test]
fn every_command_explains_itself() {
    let home = TempDir::new().unwrap();
    for command in ["new", "check", "survey", "import", "metrics", "export"] {
        let help = output(throughline(&home).args([command, "--help"]));
        assert!(help.contains("Usage: throughline") && help.contains("Options:"), "{help}");
    }
}

#[test]
fn a_missing_file_is_said_once_and_fails() {
    let home = TempDir::new().unwrap();
    output(throughline(&home).args(["new", "-o", "map.ron"]));
    let cases: [&[&str]; 5] = [
        &["check", "nothing.ron"],
        &["export", "nothing.ron", "-o", "picture.png"],
        &["metrics", "nothing.ron"],
        &["survey", "nothing.csv"],
        &["import", "map.ron", "nothing.csv"],
    ];
    for args in cases {
        let text = complaint(throughline(&home).args(args));
        assert!(text.contains("nothing."), "{args:?}: {text}");
        let said = text.matches("os error").count() + text.matches("There is no file").count();
        assert_eq!(said, 1, "{args:?}: {text}");
    }
    assert!(!home.path().join("picture.png").exists());
}

#[test]
fn one_broken_file_among_several_fails_the_check_and_the_others_are_still_checked() {
    let home = TempDir::new().unwrap();
    output(throughline(&home).args(["new", "-o", "good.ron"]));
    fs::write(home.path().join("bad.ron"), "Dear customer").unwrap();
    let report = complaint(throughline(&home).args(["check", "bad.ron", "good.ron"]));
    assert!(report.contains("bad.ron") && report.contains("good.ron: whole"), "{report}");
}

#[test]
fn a_survey_is_described_without_a_project() {
    let home = TempDir::new().unwrap();
    let rows = [10, 9, 9, 3, 8, 10].map(|score| format!("{score}\tAwareness"));
    let text = format!("How likely are you to recommend us?\tStage\n{}", lines(rows));
    fs::write(home.path().join("answers.tsv"), text).unwrap();
    let said = output(throughline(&home).args(["survey", "answers.tsv"]));
    assert!(said.contains("6 answers") && said.contains("NPS 50"), "{said}");
    let json = output(throughline(&home).args(["survey", "answers.tsv", "--json"]));
    let told: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&told["rows"], &told["columns"][0]["valid"]), (&6.into(), &6.into()), "{json}");
    let said =
        output(throughline(&home).args(["survey", "answers.tsv", "--column", "0=score:0-9"]));
    assert!(said.contains("off scale"), "{said}");
}

#[test]
fn importing_the_same_file_again_replaces_its_answers() {
    let home = TempDir::new().unwrap();
    output(throughline(&home).args(["new", "-o", "map.ron"]));
    for scores in [vec![10, 9, 9, 8, 3], vec![0, 1, 2, 10, 3, 4]] {
        let text = format!("NPS\n{}", lines(&scores));
        fs::write(home.path().join("answers.csv"), text).unwrap();
        output(throughline(&home).args(["import", "map.ron", "answers.csv"]));
        let json = output(throughline(&home).args(["metrics", "map.ron", "--json"]));
        let rows: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(rows[0]["n"], scores.len(), "{json}");
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let home = TempDir::new().unwrap();
    let odd = lines((0..20_000).map(|row| format!("odd answer {row}")));
    let even = lines((0..100).map(|row| row % 11));
    fs::write(home.path().join("answers.csv"), format!("NPS\n{odd}{even}")).unwrap();
    for args in [["survey", "answers.csv", "--json"], ["export", "--help", "--help"]] {
        let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("throughline"))
            .current_dir(home.path())
            .args(args)
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8(ended.stderr).unwrap(), "", "{args:?}");
    }
}
