//! Formulas as people write them.

use super::*;

fn numbers(pairs: &[(&str, f64)]) -> BTreeMap<String, f64> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect()
}

#[track_caller]
fn value_of(text: &str, pairs: &[(&str, f64)]) -> f64 {
    Formula::parse(text).unwrap().evaluate(&numbers(pairs)).unwrap().value
}

#[test]
fn operators_bind_as_in_arithmetic() {
    assert_eq!(value_of("1 + 2 * 3 - 4 / 2", &[]), 5.0);
    assert_eq!(value_of("-2 ^ 2", &[]), -4.0);
    assert_eq!(value_of("2 ^ 3 ^ 2", &[]), 512.0);
    assert_eq!(value_of("8 − 2 − 1", &[]), 5.0);
    assert_eq!(value_of("(1 + 2) × 3 ÷ 2 · 2", &[]), 9.0);
}

#[test]
fn names_are_asked_for_once_in_their_order() {
    let formula = Formula::parse("b * (a + b) / größe_2").unwrap();
    assert_eq!(formula.names(), ["b", "a", "größe_2"]);
    assert_eq!(formula.evaluate(&numbers(&[("a", 1.0), ("b", 2.0)])), None, "one is missing");
}

#[test]
fn a_part_of_a_whole_has_an_interval() {
    let formula = Formula::parse("(at_end - joined) / at_start").unwrap();
    let outcome =
        formula.evaluate(&numbers(&[("at_end", 57.0), ("joined", 50.0), ("at_start", 50.0)]));
    let outcome = outcome.unwrap();
    assert_eq!((outcome.value, outcome.n), (0.14, Some(50)));
    let (low, high) = outcome.interval95.unwrap();
    assert!((low - 0.0695).abs() < 5e-5 && (high - 0.2619).abs() < 5e-5, "{low} {high}");
    let more = Formula::parse("a / b").unwrap().evaluate(&numbers(&[("a", 3.0), ("b", 2.0)]));
    assert_eq!(more.unwrap().interval95, None, "more than the whole is no share");
}

#[test]
fn what_comes_to_nothing_finite_has_no_value() {
    let none = numbers(&[("zero", 0.0)]);
    for text in ["1 / zero", "(0 - 1) ^ 0.5", "10 ^ 400"] {
        assert_eq!(Formula::parse(text).unwrap().evaluate(&none), None, "{text}");
    }
}

#[test]
fn mistakes_are_told_with_their_place() {
    let fails = |text: &str| Formula::parse(text).unwrap_err();
    assert_eq!(fails("a +").column, 4);
    assert_eq!(fails("(a + b").what, "A closing bracket is missing here.");
    assert_eq!(fails("a b").what, "An operator such as + or / is missing here.");
    assert_eq!(fails("a)").column, 2);
    assert_eq!(fails("1.2.3").what, "“1.2.3” is no number.");
    assert_eq!(fails("").what, "A number or a name is missing here.");
    assert!(fails(&"(".repeat(500)).what.contains("nested"));
    assert!(fails(&format!("{}1", "-".repeat(500))).what.contains("signs"));
}

#[test]
fn a_value_is_shown_as_arithmetic_by_hand() {
    let shown = |text: &str, pairs: &[(&str, f64)]| {
        let formula = Formula::parse(text).unwrap();
        formula.with_numbers(&numbers(pairs), |number| number.to_string())
    };
    let kept = [("at_end", 57.0), ("joined", 50.0), ("at_start", 50.0)];
    assert_eq!(shown("(at_end - joined)/at_start", &kept), "(57 − 50) ÷ 50");
    assert_eq!(shown("a*b + c", &[("a", 2.0), ("b", 3.5)]), "2 × 3.5 + c");
    assert_eq!(shown("a - (b - c)", &[]), "a − (b − c)");
    assert_eq!(shown("a / (b * c)", &[]), "a ÷ (b × c)");
    assert_eq!(shown("a - b", &[("a", -1.0), ("b", -3.0)]), "−1 − (−3)");
    assert_eq!(shown("(1 - c) ^ 12", &[("c", 0.03)]), "(1 − 0.03) ^ 12");
    assert_eq!(shown("a ^ b", &[("a", -2.0), ("b", -1.0)]), "(−2) ^ (−1)");
    assert_eq!(shown("-(a + b) * c", &[]), "−(a + b) × c");
}

#[test]
fn what_is_shown_means_the_same_as_what_was_written() {
    let pairs = [("a", 7.0), ("b", 2.0), ("c", -3.0)];
    for text in
        ["a - (b - c) * a", "a / (b / c)", "-a ^ b", "(a ^ b) ^ 2", "-(a - c) / -b", "a * -c"]
    {
        let formula = Formula::parse(text).unwrap();
        let shown = formula.with_numbers(&numbers(&pairs), |number| number.to_string());
        assert_eq!(value_of(&shown, &[]), value_of(text, &pairs), "{text} as {shown}");
    }
}

#[test]
fn typed_numbers_may_have_either_decimal_mark() {
    let cases = [
        ("57", 57.0),
        (" 2,5 ", 2.5),
        ("2.5", 2.5),
        ("2,014", 2_014.0),
        ("2.014", 2.014),
        ("0,125", 0.125),
        ("1.234,5", 1_234.5),
        ("1,234.5", 1_234.5),
        ("1.234.567", 1_234_567.0),
        ("1,234,567", 1_234_567.0),
        ("1 234,75", 1_234.75),
        ("1\u{2019}234", 1_234.0),
        ("−3", -3.0),
        ("12 %", 0.12),
        ("€ 4.20", 4.2),
        ("4,20 €", 4.2),
        (".5", 0.5),
        ("5.", 5.0),
    ];
    for (text, number) in cases {
        assert_eq!(typed_number(text), Some(number), "{text}");
    }
    for text in
        ["", "-", ".", "five", "1,2,3", "1.2.3", "1e5", "NaN", "inf", "12,34,567.8", "3 apples"]
    {
        assert_eq!(typed_number(text), None, "{text}");
    }
}
