use super::{Dialect, SqlError, tally_sql};
use crate::import::{self, ColumnOverride, Granularity, Keep, Plan};
use crate::read::source::Bytes;

fn plan(file: &str, said: &[&str]) -> Plan {
    let mut plan = import::preview(&Bytes::from(file.as_bytes()), 100_000).unwrap().plan;
    for text in said {
        text.parse::<ColumnOverride>().unwrap().apply(&mut plan).unwrap();
    }
    plan
}

fn names(plan: &Plan) -> Vec<String> {
    plan.columns.iter().map(|column| column.name.clone()).collect()
}

fn sql(plan: &Plan, dialect: Dialect) -> Result<String, SqlError> {
    tally_sql(plan, &names(plan), &"research.answers".parse().unwrap(), dialect)
}

/// A survey with one column of each role that the statement minds.
fn survey() -> Plan {
    let file = "id,stage,answered,finished,weight,nps,ease,basket\n\
                a,Buy,2025-03-01 10:00:00,True,1.5,9,\"Very easy\",12.50\n\
                b,Use,2025-03-02 11:00:00,True,0.5,3,Difficult,7\n";
    let said = [
        "0=id",
        "1=stage",
        "2=date",
        "3=completion",
        "4=weight",
        "5=nps:0-10,It's \\ me=10",
        "6=ces:1-5,low-good,Very easy=1,Difficult=4,No idea=na",
        "7=amount",
    ];
    let mut plan = plan(file, &said);
    plan.options.keep = Keep::Latest;
    plan.options.complete_only = true;
    plan
}

#[test]
fn each_database_gets_its_own_words() {
    for dialect in Dialect::ALL {
        let name = format!("tally_{}", dialect.name().to_lowercase());
        insta::assert_snapshot!(name, sql(&survey(), dialect).unwrap());
    }
}

#[test]
fn a_mark_in_a_column_is_the_answer_that_the_column_is_for() {
    let header = "Respondent ID,Rate us,,,\n,Bad,Okay,Good,Great\n";
    let rows = "1,x,,,\n2,,x,,\n3,,,x,\n4,,,,x\n".repeat(10);
    let plan = plan(&format!("{header}{rows}"), &[]);
    let question = &plan.columns[1];
    assert_eq!(question.marked.len(), 4, "{question:?}");
    for dialect in Dialect::ALL {
        let sql = sql(&plan, dialect).unwrap();
        for answer in question.marked.iter().flatten() {
            assert!(sql.contains(&format!("THEN '{answer}'")), "{sql}");
        }
        assert!(sql.contains("NOT IN ('0', 'no', 'false'"), "{sql}");
    }
}

/// The statement without what stands in quotes; none where a quote stays open.
fn without_quoted(sql: &str, dialect: Dialect) -> Option<String> {
    let backslashes = matches!(dialect, Dialect::BigQuery | Dialect::Snowflake);
    let mut bare = String::new();
    let mut chars = sql.chars().peekable();
    while let Some(c) = chars.next() {
        if !matches!(c, '\'' | '"' | '`') {
            bare.push(c);
            continue;
        }
        let escaped = (backslashes && (c == '\'' || c == '`')) || bare.ends_with('E');
        loop {
            match chars.next()? {
                '\\' if escaped => drop(chars.next()?),
                end if end == c
                    && (dialect == Dialect::BigQuery || chars.next_if_eq(&c).is_none()) =>
                {
                    break;
                }
                _ => {}
            }
        }
        bare.push('?');
    }
    Some(bare)
}

#[test]
fn odd_names_and_labels_stay_in_their_quotes() {
    let odd = [
        "select",
        "two words",
        "it's \"so\"",
        "x\"; DROP TABLE y; --",
        "x'; DROP TABLE y; --",
        "`x`; DROP TABLE y; --",
        "back\\slash\\'; DROP TABLE y; --",
        "Zufriedenheit \u{4e2d}\u{1f600}",
        "two\nlines; DROP TABLE y",
        "--",
        "/*",
    ];
    let plain = without_quoted(
        &sql(&plan("nps,kind\n9,a\n3,b\n", &["0=nps", "1=segment"]), Dialect::Postgres).unwrap(),
        Dialect::Postgres,
    );
    assert!(plain.is_some());
    for dialect in Dialect::ALL {
        for name in odd {
            let mut plan = plan("nps,kind\n9,a\n3,b\n", &["0=nps", "1=segment"]);
            name.clone_into(&mut plan.columns[0].name);
            name.clone_into(&mut plan.columns[0].text);
            plan.columns[0].labels.insert(name.to_lowercase(), 10);
            plan.columns[0].not_applicable.insert(name.to_lowercase());
            plan.options.wave = Some(name.to_owned());
            let table = format!("\"{}\"", name.replace('"', "\"\"")).parse().unwrap();
            let found = tally_sql(&plan, &names(&plan), &table, dialect).unwrap();
            let (_, statement) = found.split_once("\nWITH ").unwrap();
            let bare = without_quoted(statement, dialect);
            let bare = bare.unwrap_or_else(|| panic!("{dialect:?} {name}: a quote stays open"));
            for word in ["DROP", "--", "/*", ";", "words", "lines"] {
                assert!(!bare.contains(word), "{dialect:?} {name}: {word} in {bare}");
            }
        }
    }
}

#[test]
fn what_sql_cannot_say_is_refused_with_what_to_do() {
    let file = "id,answered,nps\na,5th Jan 2020,9\nb,6th Jan 2020,3\n";
    let mut plan = plan(file, &["0=id", "1=date", "2=nps"]);
    assert!(sql(&plan, Dialect::DuckDb).is_ok(), "odd dates are left to the importer");
    plan.options.keep = Keep::First;
    let error = sql(&plan, Dialect::DuckDb).unwrap_err();
    assert!(matches!(error, SqlError::DateWithoutOrder(..)), "{error}");
    "1=other".parse::<ColumnOverride>().unwrap().apply(&mut plan).unwrap();
    assert_eq!(sql(&plan, Dialect::DuckDb), Err(SqlError::NoOrder));
    "0=other".parse::<ColumnOverride>().unwrap().apply(&mut plan).unwrap();
    assert_eq!(sql(&plan, Dialect::DuckDb), Err(SqlError::NoPerson));
    plan.options.keep = Keep::All;
    "2=other".parse::<ColumnOverride>().unwrap().apply(&mut plan).unwrap();
    assert_eq!(sql(&plan, Dialect::DuckDb), Err(SqlError::NoQuestion));
}

#[test]
fn columns_that_the_table_calls_alike_are_asked_about() {
    let plan = plan("nps,score\n9,1\n3,5\n", &["0=nps", "1=csat"]);
    let same = ["nps".to_owned(), "nps".to_owned()];
    let error = tally_sql(&plan, &same, &"t".parse().unwrap(), Dialect::Postgres).unwrap_err();
    assert!(error.to_string().contains("1=NAME"), "{error}");
}

#[test]
fn only_what_is_used_is_asked_for() {
    let mut plan = plan("id,nps,why\na,9,so\nb,3,no\n", &["0=id", "1=nps", "2=comment"]);
    plan.options.period = Granularity::None;
    let sql = sql(&plan, Dialect::Postgres).unwrap();
    assert!(
        sql.contains("\"nps\"") && !sql.contains("\"why\"") && !sql.contains("\"id\""),
        "{sql}"
    );
}
