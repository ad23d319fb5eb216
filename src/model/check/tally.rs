//! Whether the numbers of a tally can be right, so that metrics never overflow or divide by them.

use std::collections::BTreeSet;

use survey::amount::{AmountSum, LAST_BUCKET};
use survey::tally::{Counts, Dimension, Tally};

use super::{MAX_ROWS, MAX_TEXT_BYTES};
use crate::{Project, SurveyId};

/// More answers than all people could give; sums below it cannot overflow.
const MOST_ANSWERS: u64 = 1_000_000_000_000_000;

/// The first survey that has no room beside those before it.
pub(super) fn crowded_from(project: &Project) -> Option<SurveyId> {
    let mut rows = 0;
    let mut surveys = project.surveys.iter();
    let first = surveys.find(|(_, survey)| {
        rows += survey.tally.rows.len();
        rows > MAX_ROWS
    });
    first.map(|(id, _)| *id)
}

/// What to say of a survey without room.
pub(super) fn crowded(name: &str) -> String {
    format!(
        "The answers of {name} are kept apart by too much: the surveys of a project can have \
         {MAX_ROWS} combinations of question and labels together. Keep fewer columns apart, or \
         dates by month."
    )
}

/// Why a tally cannot be right, as the end of a sentence.
pub(super) fn fault(tally: &Tally) -> Option<String> {
    let mut names = BTreeSet::new();
    for question in &tally.questions {
        if !question.kind.is_amount() && question.scale.low > question.scale.high {
            return Some(format!("the scale of the question “{}” is crossed", question.name));
        }
        if !names.insert(question.name.as_str()) {
            return Some(format!("two questions are named “{}”", question.name));
        }
        let ends = [&question.low_label, &question.high_label].into_iter().flatten();
        if ends.chain([&question.name, &question.text]).any(|text| is_too_long(text)) {
            return Some("the text of a question is too long".to_owned());
        }
    }
    // Figures look for the answers of a question where they must stand.
    if !tally.is_sorted() {
        return Some("the rows are not in their order".to_owned());
    }
    let mut total = 0_u64;
    for row in &tally.rows {
        if !names.contains(row.question.as_str()) {
            return Some(format!("answers belong to “{}”, which is no question", row.question));
        }
        let labels = Dimension::ALL.into_iter().filter_map(|dimension| row.labels.get(dimension));
        let texts = row.counts.off_scale.keys().map(String::as_str).chain(row.wave.as_deref());
        if labels.chain(texts).any(is_too_long) {
            return Some("a label is too long".to_owned());
        }
        let reason = row_fault(&row.counts, &mut total);
        if reason.is_some() {
            return reason.map(str::to_owned);
        }
    }
    for funnel in &tally.funnels {
        if funnel.steps.iter().chain([&funnel.name]).any(|text| is_too_long(text)) {
            return Some("the text of a funnel is too long".to_owned());
        }
        if funnel.rows.iter().any(|row| row.reached.len() != funnel.steps.len()) {
            return Some(format!("the funnel “{}” has more numbers than steps", funnel.name));
        }
        let mut reached = funnel.rows.iter().flat_map(|row| &row.reached);
        if reached.any(|count| !add(&mut total, *count)) {
            return Some("a count is too great".to_owned());
        }
    }
    None
}

fn is_too_long(text: &str) -> bool {
    text.len() > MAX_TEXT_BYTES
}

/// Adds a count; false when the sum gets out of hand.
fn add(total: &mut u64, count: u64) -> bool {
    *total = total.saturating_add(count);
    *total <= MOST_ANSWERS
}

fn row_fault(counts: &Counts, total: &mut u64) -> Option<&'static str> {
    let plain = [counts.blank, counts.not_applicable];
    let mut all = counts.answers.values().chain(counts.off_scale.values()).chain(&plain);
    if all.any(|count| !add(total, *count)) {
        return Some("a count is too great");
    }
    let good = |value: f64| value.is_finite() && value >= 0.0;
    if counts.weights.values().any(|w| !good(w.sum) || !good(w.sum_of_squares)) {
        return Some("a weight is negative or no number");
    }
    counts.amount.as_ref().and_then(|amount| amount_fault(amount, total))
}

fn amount_fault(amount: &AmountSum, total: &mut u64) -> Option<&'static str> {
    let sums = [&amount.sum, &amount.sum_of_squares];
    let numbers = sums.iter().flat_map(|sum| [sum.high, sum.low]).chain([amount.min, amount.max]);
    if !{ numbers }.all(f64::is_finite) || amount.min > amount.max {
        return Some("an amount is no number");
    }
    let sketch = &amount.sketch;
    let buckets = || sketch.positive.iter().chain(&sketch.negative);
    if buckets().any(|(bucket, _)| bucket.unsigned_abs() > LAST_BUCKET) {
        return Some("an amount is too great");
    }
    let mut counts = buckets().map(|(_, count)| *count).chain([amount.count, sketch.zero]);
    if counts.any(|count| !add(total, count)) {
        return Some("a count is too great");
    }
    None
}
