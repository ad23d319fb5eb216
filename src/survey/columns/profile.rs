//! What the cells of a column look like, over the sample.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::cell::{self, Cell};
use super::labels;
use crate::dates::{self, DateOrder, DateStats};
use crate::hash::FastHash;

/// Different values beyond this number are not kept.
const MAX_KEPT: usize = 2_000;

/// Different time zones beyond this number are not told apart: summer and winter are two.
const MAX_ZONES: usize = 4;

/// A column of the sample, summed up.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile {
    /// Cells that hold anything but a mark for nothing.
    pub(super) filled: u64,
    /// Cells that say that the question does not apply.
    pub(super) not_applicable: u64,
    /// Whole numbers, with or without a label, and how often.
    pub(super) whole: BTreeMap<i32, u64>,
    /// Cells with other numbers.
    pub(super) fractions: u64,
    /// Cells with texts that are no numbers, in the form of [`cell::label_key`].
    pub(super) texts: BTreeMap<String, u64>,
    /// The texts as they were first written.
    pub(super) spelling: BTreeMap<String, String>,
    /// Labels that stand beside numbers in the cells: `5 (very difficult)`.
    pub(super) beside: BTreeMap<i32, String>,
    /// Cells that hold a number with its label, as they were first written, and how often.
    numbered: BTreeMap<String, (String, i32, u64)>,
    /// Whether those may be the labels of a scale, which nobody knows.
    pub(super) labels_in_doubt: bool,
    /// How many cells are texts.
    pub(super) text_cells: u64,
    /// How many different contents there are.
    pub(super) distinct: usize,
    /// The mean length of the filled cells in characters.
    pub(super) mean_chars: f64,
    /// What the cells say about dates.
    pub(super) dates: DateStats,
    /// Cells that hold a time of day with a colon.
    pub(super) times: u64,
    /// Numbers that would be dates as spreadsheet serials or seconds.
    pub(super) date_numbers: u64,
    /// Cells that look like mail addresses or network addresses.
    pub(super) addresses: u64,
    /// Cells such as `01-May`, which spreadsheets make of `1-5`.
    pub(super) damaged_ranges: u64,
    /// The first of them.
    pub(super) damaged_sample: Option<String>,
    /// Cells that list several choices by their codes: `1,3,5`.
    pub(super) lists: u64,
    /// The time zones that dates name.
    pub(super) zones: BTreeSet<String>,
    /// Cells with a date and a time of day.
    pub(super) timed: u64,
    /// Whole numbers before the sign for minutes, which is also the one for points.
    pub(super) minutes: u64,
    /// Whether commas are decimal marks here.
    pub(super) decimal_comma: bool,
    /// The least and greatest number.
    pub(super) range: Option<(f64, f64)>,
    /// Up to three answers.
    pub(super) samples: Vec<String>,
}

impl Profile {
    /// Sums up the cells of one column. Each different content is looked at once.
    pub(super) fn of<'a>(cells: impl Iterator<Item = &'a str> + Clone) -> Self {
        let mut profile =
            Self { decimal_comma: has_decimal_comma(cells.clone()), ..Self::default() };
        let mut chars = 0;
        for (text, times) in contents(cells) {
            let value = cell::read(text, profile.decimal_comma);
            if value == Cell::Blank {
                continue;
            }
            if value == Cell::NotApplicable {
                profile.not_applicable += times;
                continue;
            }
            profile.filled += times;
            chars += text.chars().count() as u64 * times;
            profile.distinct += 1;
            if profile.samples.len() < 3 {
                profile.samples.push(text.trim().chars().take(80).collect());
            }
            profile.add(text, &value, times);
        }
        if profile.filled > 0 {
            profile.mean_chars = chars as f64 / profile.filled as f64;
        }
        profile
    }

    fn add(&mut self, text: &str, value: &Cell, times: u64) {
        self.dates.add(text, times as usize);
        let counted = |is_so: bool| if is_so { times } else { 0 };
        self.times += counted(text.contains(':') && dates::parse_time(text).is_some());
        self.addresses += counted(looks_like_address(text));
        if looks_like_damaged_range(text) {
            self.damaged_ranges += times;
            self.damaged_sample.get_or_insert_with(|| text.trim().to_owned());
        }
        self.lists += counted(is_list_of_codes(text));
        if text.contains(':') && dates::parse(text, DateOrder::DayFirst).is_some() {
            self.timed += times;
            if self.zones.len() < MAX_ZONES {
                self.zones.extend(dates::zone_of_cell(text));
            }
        }
        if let Cell::Number(number) = *value {
            self.date_numbers += counted(dates::parse_number(number).is_some());
            let (low, high) = self.range.unwrap_or((number, number));
            self.range = Some((low.min(number), high.max(number)));
            if number.fract() == 0.0 && number.abs() <= 1e9 {
                let whole = number as i32;
                if self.whole.len() < MAX_KEPT || self.whole.contains_key(&whole) {
                    *self.whole.entry(whole).or_insert(0) += times;
                }
                self.minutes += counted(text.trim_end().ends_with('\u{5206}'));
                self.note_label(text, whole, times);
            } else {
                self.fractions += times;
            }
        } else {
            self.text_cells += times;
            let key = cell::label_key(text);
            if self.texts.len() < MAX_KEPT || self.texts.contains_key(&key) {
                *self.texts.entry(key.clone()).or_insert(0) += times;
                self.spelling.entry(key).or_insert_with(|| cell::tidy(text).into_owned());
            }
        }
    }

    fn note_label(&mut self, text: &str, whole: i32, times: u64) {
        if text.len() <= 3 || self.numbered.len() >= MAX_KEPT {
            return;
        }
        let Some((_, label)) = cell::numbered_label(&cell::tidy(text)) else { return };
        if label.is_empty() {
            return;
        }
        self.beside.entry(whole).or_insert(label);
        let written = || (cell::tidy(text).into_owned(), whole, 0);
        self.numbered.entry(cell::label_key(text)).or_insert_with(written).2 += times;
    }

    /// Whether labels of no known scale stand beside the numbers of most cells. Those of a scale have
    /// a good side and a bad one.
    pub(super) fn has_unknown_labels(&self) -> bool {
        let cells: u64 = self.numbered.values().map(|(_, _, times)| times).sum();
        let sides: BTreeSet<i8> =
            self.beside.values().filter_map(|label| labels::side(label)).collect();
        let ordered = self.beside.values().map(|label| (cell::label_key(label), 1)).collect();
        self.beside.len() >= 2
            && cells * 10 >= self.filled * 6
            && !(sides.contains(&-1) && sides.contains(&1))
            && labels::find_scale(&ordered, self.filled).is_none()
    }

    /// Whether unknown labels seem to be those of a scale all the same: several of them are good or
    /// bad, or the numbers are explained as answers are, `1 (cold)` and `1 = cold`; things are
    /// numbered as in `1. Awareness` and `Store (3)`, and either as in `1 - Browsing`. The numbers
    /// begin at 1 and leave none out.
    pub(super) fn labels_are_answers(&self) -> bool {
        let numbers = self.beside.keys().chain(self.whole.keys()).collect::<BTreeSet<_>>();
        let gapless = (1..).zip(&numbers).all(|(expected, number)| **number == expected);
        let sides = self.beside.values().filter(|label| labels::side(label).is_some()).count();
        let marks = || {
            self.numbered.values().map(|(written, _, _)| {
                written.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start().chars().next()
            })
        };
        let explained = marks().all(|mark| matches!(mark, Some('(' | '=')));
        let dashed = marks().all(|mark| matches!(mark, Some('-' | '\u{2013}' | '\u{2014}')));
        (3..=10).contains(&numbers.len())
            && gapless
            && (sides >= 2 || explained || dashed && sides == 1)
    }

    /// The labels beside numbers as they are written, by their numbers.
    pub(super) fn numbered_labels(&self) -> Vec<String> {
        let mut labels: Vec<(i32, &String)> =
            self.numbered.values().map(|(written, whole, _)| (*whole, written)).collect();
        labels.sort();
        labels.dedup_by_key(|(whole, _)| *whole);
        labels.into_iter().map(|(_, written)| written.clone()).collect()
    }

    /// Takes numbers with labels for texts.
    pub(super) fn take_numbered_for_texts(&mut self) {
        self.beside.clear();
        for (key, (written, whole, times)) in std::mem::take(&mut self.numbered) {
            if let Some(cells) = self.whole.get_mut(&whole) {
                *cells = cells.saturating_sub(times);
            }
            self.text_cells += times;
            *self.texts.entry(key.clone()).or_insert(0) += times;
            self.spelling.entry(key).or_insert(written);
        }
        self.whole.retain(|_, cells| *cells > 0);
    }

    /// How many cells hold whole numbers.
    pub(super) fn whole_cells(&self) -> u64 {
        self.whole.values().sum()
    }

    /// The share of filled cells that hold any number.
    pub(super) fn number_share(&self) -> f64 {
        if self.filled == 0 {
            return 0.0;
        }
        (self.whole_cells() + self.fractions) as f64 / self.filled as f64
    }

    /// The share of whole numbers that are this one.
    pub(super) fn share(&self, value: i32) -> f64 {
        self.whole.get(&value).copied().unwrap_or(0) as f64 / self.whole_cells().max(1) as f64
    }

    /// The share of different contents among the filled cells.
    pub(super) fn distinct_share(&self) -> f64 {
        if self.filled == 0 { 0.0 } else { self.distinct as f64 / self.filled as f64 }
    }
}

/// The different contents in the order in which they first come, and how often each does.
fn contents<'a>(cells: impl Iterator<Item = &'a str>) -> Vec<(&'a str, u64)> {
    let mut found: Vec<(&str, u64)> = Vec::new();
    let mut places: HashMap<&str, usize, FastHash> = HashMap::default();
    for text in cells {
        let place = *places.entry(text).or_insert(found.len());
        match found.get_mut(place) {
            Some((_, times)) => *times += 1,
            None => found.push((text, 1)),
        }
    }
    found
}

/// Whether numbers such as `4,5` are commoner than numbers such as `4.5`.
fn has_decimal_comma<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let (mut commas, mut points) = (0_u32, 0_u32);
    for cell in cells.take(5_000) {
        let cell = cell.trim();
        // Where one cell says 1,3,5, another one's 1,3 is two choices.
        if is_list_of_codes(cell) {
            return false;
        }
        let is_number = |comma| cell::number(cell, comma).is_some();
        if cell.len() > 20 || !cell.contains([',', '.']) {
            continue;
        }
        match (is_number(true), is_number(false)) {
            (true, false) => commas += 1,
            (false, true) => points += 1,
            _ => {}
        }
    }
    commas > points
}

fn looks_like_address(text: &str) -> bool {
    let text = text.trim();
    let mail = text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !text.contains(char::is_whitespace)
    });
    mail || text.parse::<std::net::IpAddr>().is_ok()
}

/// Whether a cell is a day and a month without a year, as spreadsheets show what was typed as 1-5
/// or 1/5: `01-May`, `May-01`, `1. Mai`.
fn looks_like_damaged_range(text: &str) -> bool {
    let text = text.trim();
    if text.len() > 14 {
        return false;
    }
    let day = |part: &str| {
        let day = part.trim_end_matches('.');
        !day.is_empty() && day.len() <= 2 && day.parse::<u8>().is_ok_and(|day| day <= 31)
    };
    let month = |part: &str| {
        part.chars().count() >= 3 && part.chars().all(|c| c.is_alphabetic() || c == '.')
    };
    let month = |part: &str| month(part) && dates::is_month(part);
    text.split_once(['-', ' ']).is_some_and(|(a, b)| (day(a) && month(b)) || (month(a) && day(b)))
}

/// Whether a cell holds three or more small numbers with commas between them: the codes of a
/// question with several answers, and neither an amount nor a decimal number.
fn is_list_of_codes(text: &str) -> bool {
    let text = text.trim();
    let code = |part: &str| {
        let part = part.trim();
        (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    text.matches(',').count() >= 2 && text.trim_end_matches(',').split(',').all(code)
}
