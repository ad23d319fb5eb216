use super::*;

fn scale(labels: &[&str]) -> Option<LabelScale> {
    let labels = labels.iter().map(|label| (label_key(label), 20)).collect();
    find_scale(&labels, 100)
}

#[track_caller]
fn worst_to_best(labels: &[&str], kind: Kind) {
    let found = scale(labels).unwrap_or_else(|| panic!("{labels:?}"));
    assert_eq!(found.theme.kind(), kind, "{labels:?}");
    assert_eq!(found.scale, Scale::new(1, labels.len() as i32), "{labels:?}");
    for (value, label) in (1..).zip(labels) {
        assert_eq!(found.labels.get(&label_key(label)), Some(&value), "{label}");
    }
}

#[test]
fn scales_in_words_are_ordered_in_many_languages() {
    worst_to_best(
        &[
            "Very dissatisfied",
            "Somewhat dissatisfied",
            "Neither satisfied nor dissatisfied",
            "Somewhat satisfied",
            "Very satisfied",
        ],
        Kind::Csat,
    );
    worst_to_best(
        &[
            "Very difficult",
            "Somewhat difficult",
            "Neither easy nor difficult",
            "Somewhat easy",
            "Very easy",
        ],
        Kind::Ces,
    );
    worst_to_best(
        &[
            "Strongly disagree",
            "Disagree",
            "Somewhat disagree",
            "Neutral",
            "Somewhat agree",
            "Agree",
            "Strongly agree",
        ],
        Kind::Rating,
    );
    worst_to_best(
        &[
            "Very unfavorably",
            "Somewhat unfavorably",
            "Neither favorably nor unfavorably (neutral)",
            "Somewhat favorably",
            "Very favorably",
        ],
        Kind::Csat,
    );
    worst_to_best(
        &[
            "Sehr unzufrieden",
            "Eher unzufrieden",
            "Teils, teils",
            "Eher zufrieden",
            "Sehr zufrieden",
        ],
        Kind::Csat,
    );
    worst_to_best(
        &["Très insatisfait", "Insatisfait", "Neutre", "Satisfait", "Très satisfait"],
        Kind::Csat,
    );
    worst_to_best(
        &[
            "Muy insatisfecho",
            "Insatisfecho",
            "Ni satisfecho ni insatisfecho",
            "Satisfecho",
            "Muy satisfecho",
        ],
        Kind::Csat,
    );
    worst_to_best(&["Très mauvaise", "Mauvaise", "Moyenne", "Bonne", "Très bonne"], Kind::Csat);
    worst_to_best(&["Poor", "Fair", "Good", "Very good", "Excellent"], Kind::Csat);
    worst_to_best(&["bad", "good"], Kind::Csat);
}

#[test]
fn an_answer_that_nobody_gave_keeps_its_place() {
    let found =
        scale(&["Somewhat difficult", "Neither easy nor difficult", "Somewhat easy", "Very easy"])
            .unwrap();
    assert_eq!(found.scale, Scale::new(1, 5));
    assert_eq!(found.labels["very easy"], 5);
    assert_eq!(found.labels["somewhat difficult"], 2);
}

#[test]
fn other_words_are_no_scale() {
    assert_eq!(scale(&["Prometheus", "OpenTelemetry", "Neither"]), None);
    assert_eq!(scale(&["Male", "Female"]), None);
    assert_eq!(scale(&["Yes", "No"]), None);
    assert_eq!(
        scale(&["Yes, and my needs were generally met", "No", "Other (please specify)"]),
        None
    );
}

#[test]
fn parts_of_a_whole_are_weaker_than_most_of_it() {
    worst_to_best(
        &["Not satisfied", "Partly satisfied", "Mostly satisfied", "Completely satisfied"],
        Kind::Csat,
    );
    worst_to_best(
        &["Not satisfied", "Partially satisfied", "Largely satisfied", "Fully satisfied"],
        Kind::Csat,
    );
    worst_to_best(
        &["nicht zufrieden", "weniger zufrieden", "zufrieden", "sehr zufrieden"],
        Kind::Csat,
    );
    worst_to_best(
        &["Pas du tout satisfaisant", "Peu satisfaisant", "Satisfaisant", "Très satisfaisant"],
        Kind::Csat,
    );
    worst_to_best(
        &[
            "Zdecydowanie się nie zgadzam",
            "Raczej się nie zgadzam",
            "Trudno powiedzieć",
            "Raczej się zgadzam",
            "Zdecydowanie się zgadzam",
        ],
        Kind::Rating,
    );
}

#[test]
fn a_word_that_is_not_understood_leaves_the_order_in_doubt() {
    let found = scale(&["Dissatisfied", "Satisfied", "Very satisfied", "Wildly satisfied"]);
    let found = found.filter(|found| found.in_doubt);
    assert!(found.is_none_or(|found| found.confidence <= 0.4));
    let known = scale(&["I am not satisfied", "I am satisfied", "I am very satisfied"]).unwrap();
    assert!(!known.in_doubt);
    let strange = scale(&["Very dissatisfied", "Neutral", "Kinda satisfied"]).unwrap();
    assert!(!strange.in_doubt, "nothing stands beside it that it could change places with");
}

#[test]
fn scales_that_say_no_theme_are_listed() {
    for (labels, kind) in [
        (&["Terrible", "Poor", "Average", "Very Good", "Excellent"][..], Kind::Csat),
        (&["Poor value", "Fair value", "Good value", "Excellent value"], Kind::Csat),
        (
            &["Below expectations", "Meets expectations", "Exceeds expectations", "Outstanding"],
            Kind::Csat,
        ),
        (&["None at all", "A little", "A moderate amount", "A lot", "A great deal"], Kind::Rating),
        (&["Never", "Rarely", "Sometimes", "Often", "Always"], Kind::Rating),
        (&["Non, pas du tout", "Non, plutôt pas", "Oui, plutôt", "Oui, tout à fait"], Kind::Rating),
    ] {
        worst_to_best(labels, kind);
    }
    assert_eq!(scale(&["Yes", "No", "Maybe"]), None);
}
