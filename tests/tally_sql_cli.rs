//! `throughline tally-sql` as a person runs it, without any database.

#![expect(clippy::unwrap_used, reason = "helpers of tests stop at what fails")]

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

const SAMPLE: &str = "id,Stage \"of\" journey,nps,answered\n\
    a,Buy,9,2025-03-01\nb,Use,3,2025-03-02\nc,Buy,10,2025-04-01\nd,Use,7,2025-04-03\n";

fn throughline(folder: &Path, words: &[&str]) -> std::process::Output {
    let mut command = Command::cargo_bin("throughline").unwrap();
    command.current_dir(folder).env("THROUGHLINE_HOME", folder).args(words).output().unwrap()
}

fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    let sample = SAMPLE.replacen("Stage \"of\" journey", "\"Stage \"\"of\"\" journey\"", 1);
    fs::write(folder.path().join("sample.csv"), sample).unwrap();
    folder
}

/// What a command prints; it has to succeed.
fn said(folder: &TempDir, words: &[&str]) -> String {
    let output = throughline(folder.path(), words);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// What a command says when it fails.
fn refused(folder: &TempDir, words: &[&str]) -> String {
    let output = throughline(folder.path(), words);
    assert!(!output.status.success());
    assert!(output.stdout.is_empty(), "nothing that could be run by mistake");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn a_sample_is_enough_for_a_statement_in_each_language() {
    let folder = folder();
    for (dialect, quoted) in [
        ("postgres", "\"Stage \"\"of\"\" journey\""),
        ("duckdb", "\"Stage \"\"of\"\" journey\""),
        ("bigquery", "`Stage \\\"of\\\" journey`"),
        ("snowflake", "\"Stage \"\"of\"\" journey\""),
    ] {
        let words = [
            "tally-sql",
            "sample.csv",
            "--dialect",
            dialect,
            "--table",
            "t",
            "--column",
            "1=stage",
        ];
        let sql = said(&folder, &words);
        assert!(sql.starts_with("-- ") && sql.contains("GROUP BY"), "{sql}");
        assert!(sql.contains(quoted), "{dialect}: {sql}");
    }
}

#[test]
fn a_profile_is_enough_and_columns_may_have_other_names_in_the_table() {
    let folder = folder();
    let words = ["survey", "sample.csv", "--column", "1=stage", "--save-profile", "profile.ron"];
    said(&folder, &words);
    let sql = said(
        &folder,
        &[
            "tally-sql",
            "--profile",
            "profile.ron",
            "--dialect",
            "postgres",
            "--table",
            "research.\"Odd table\"",
            "--name",
            "2=Likely to \"recommend\"",
        ],
    );
    assert!(sql.contains("FROM research.\"Odd table\""), "{sql}");
    assert!(sql.contains("CAST(\"Likely to \"\"recommend\"\"\" AS TEXT)"), "{sql}");
}

#[test]
fn what_cannot_be_said_in_sql_is_refused() {
    let folder = folder();
    let table = ["--dialect", "duckdb", "--table", "t"];
    let long = [&["tally-sql", "sample.csv", "--long", "1,2"], &table[..]].concat();
    assert!(refused(&folder, &long).contains("one row per answer"));
    let nothing = [&["tally-sql"], &table[..]].concat();
    assert!(refused(&folder, &nothing).contains("Give some rows of the table"));
    let first =
        [&["tally-sql", "sample.csv", "--keep", "first", "--column", "3=other"], &table[..]]
            .concat();
    assert!(refused(&folder, &first).contains("no order"));
    let far = [&["tally-sql", "sample.csv", "--name", "9=x"], &table[..]].concat();
    assert!(refused(&folder, &far).contains("the last one is 3"));
}

#[test]
fn a_tally_is_described_and_imported_like_any_file() {
    let folder = folder();
    let header = "throughline_tally_v1,place,role,kind,name,wording,scale_low,scale_high,direction,\
                  top_box,stage,complete,answer,n\n";
    let tally = "column,0,score,nps,nps,How likely?,0,10,high_good,2,,,,\n\
                 column,1,stage,,Stage,Stage,,,,,,,,\n\
                 rows,-1,,,,,,,,,Buy,1,used,200\n\
                 answers,0,,,,,,,,,Buy,1,9,120\n\
                 answers,0,,,,,,,,,Buy,1,3,60\n\
                 answers,0,,,,,,,,,Buy,1,N/A,20\n";
    fs::write(folder.path().join("tally.csv"), format!("{header}{tally}")).unwrap();
    let json = said(&folder, &["survey", "tally.csv", "--json", "--by", "1"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["tool"], "Throughline tally");
    assert_eq!(json["rows"], 200);
    let nps = &json["columns"][0];
    assert_eq!((&nps["name"], &nps["kind"]), (&"nps".into(), &"nps".into()));
    assert_eq!((&nps["valid"], &nps["not_applicable"]), (&180.into(), &20.into()));
    assert!((nps["value"].as_f64().unwrap() - 100.0 * 60.0 / 180.0).abs() < 1e-9);
    assert_eq!(nps["by"][0]["label"], "Buy");

    said(&folder, &["new", "--template", "online-shop", "-o", "shop.ron"]);
    let imported = said(&folder, &["import", "shop.ron", "tally.csv"]);
    assert!(imported.contains("200 rows, 200 used"), "{imported}");
    let metrics = said(&folder, &["metrics", "shop.ron"]);
    assert!(metrics.contains("NPS") && metrics.contains("180"), "{metrics}");
}
