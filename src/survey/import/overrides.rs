//! What a person says about a column: `62=score:0-10,Absolutely=10`.

use std::collections::BTreeSet;
use std::str::FromStr;

use thiserror::Error;

use crate::columns::cell::{label_key, tidy};
use crate::columns::measure::kind_by_heading;
use crate::columns::scale::heading_of;
use crate::columns::{Column, Role};
use crate::import::plan::Plan;
use crate::tally::{Direction, Kind, Scale};

/// Why a text is no column override.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum OverrideError {
    /// The text has no column number.
    #[error(
        "\u{201c}{0}\u{201d} does not begin with a column number; write for instance 3=score:0-10"
    )]
    NoColumn(String),
    /// There is no such role or kind.
    #[error(
        "\u{201c}{0}\u{201d} is no role; use score, nps, csat, ces, rating, binary, amount, count, id, \
         date, completion, stage, touchpoint, persona, segment, channel, wave, weight, comment, \
         personal, derived or other"
    )]
    NoRole(String),
    /// The scale is not two numbers.
    #[error("\u{201c}{0}\u{201d} is no scale; write for instance 0-10")]
    NoScale(String),
    /// An item behind the comma is not understood.
    #[error(
        "\u{201c}{0}\u{201d} is not understood; write LABEL=VALUE, LABEL=na, low-good, high-good, top=2 or \
         order=1>6>2"
    )]
    NoItem(String),
    /// The text is not two columns.
    #[error("\u{201c}{0}\u{201d} is not two column numbers; write for instance 0,1")]
    NoPair(String),
    /// The file has fewer columns.
    #[error("There is no column {0}; the columns are counted from 0 and the last one is {1}")]
    NoSuchColumn(usize, usize),
    /// A Net Promoter Score on another scale.
    #[error(
        "Column {0} cannot be an NPS from {1} to {2}: the Net Promoter Score is asked from 0 to 10. \
         Write for instance {0}=nps:0-10 if people saw that scale, or {0}=rating:{1}-{2}"
    )]
    NoNpsScale(usize, i32, i32),
    /// Yes or no on a scale with more than two answers.
    #[error(
        "Column {0} cannot be yes or no from {1} to {2}: that takes two answers. Write for instance \
         {0}=binary:0-1 or {0}=binary:1-2, or else {0}=rating:{1}-{2}"
    )]
    NoBinaryScale(usize, i32, i32),
    /// A score needs a scale.
    #[error("Column {0} has no scale that could be guessed; write for instance {0}=score:0-10")]
    ScaleMissing(usize),
}

/// A decision about one column. Written `INDEX=ROLE[:LOW-HIGH][,LABEL=VALUE][,low-good][,top=N]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnOverride {
    /// The column, from 0.
    pub index: usize,
    /// Its role.
    pub role: Role,
    /// What it measures, where that was said.
    pub kind: Option<Kind>,
    /// Its scale, where that was said.
    pub scale: Option<Scale>,
    /// What texts stand for; none for "does not apply".
    pub labels: Vec<(String, Option<i32>)>,
    /// Which end is good, where that was said.
    pub direction: Option<Direction>,
    /// How many answers count as good, where that was said.
    pub top_box: Option<u32>,
    /// The codes of the answers from worst to best, where they are not in order by themselves. The
    /// scale then goes from 1 to their number.
    pub order: Vec<String>,
}

/// The words for kinds.
pub(super) const KINDS: [(&str, Kind); 7] = [
    ("nps", Kind::Nps),
    ("csat", Kind::Csat),
    ("ces", Kind::Ces),
    ("rating", Kind::Rating),
    ("binary", Kind::Binary),
    ("amount", Kind::Amount),
    ("count", Kind::Count),
];

impl FromStr for ColumnOverride {
    type Err = OverrideError;

    fn from_str(text: &str) -> Result<Self, OverrideError> {
        let no_column = || OverrideError::NoColumn(text.to_owned());
        let (index, rest) = text.split_once('=').ok_or_else(no_column)?;
        let index = index.trim().parse().map_err(|_| no_column())?;
        let (head, items) = rest.split_once(',').unwrap_or((rest, ""));
        let (name, scale) = match head.split_once(':') {
            Some((name, scale)) => (name, Some(parse_scale(scale)?)),
            None => (head, None),
        };
        let name = name.trim().to_lowercase();
        let kind = KINDS.iter().find(|(own, _)| *own == name).map(|found| found.1);
        let role = match kind {
            Some(kind) if kind.is_amount() => Role::Amount,
            Some(_) => Role::Score,
            None => Role::from_name(&name).ok_or(OverrideError::NoRole(name))?,
        };
        let mut parsed = Self { index, role, kind, scale, ..Self::new(index, role) };
        for item in items_of(items) {
            parsed.item(&item)?;
        }
        Ok(parsed)
    }
}

/// The items of a text. Commas also stand in answers that are put in order: what follows one there
/// and is no item itself belongs to the answer.
fn items_of(text: &str) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for part in text.split(',').filter(|_| !text.is_empty()) {
        let is_item = part.contains('=') || ["low-good", "high-good"].contains(&part.trim());
        match items.last_mut() {
            Some(order) if !is_item && order.trim_start().starts_with("order=") => {
                order.push(',');
                order.push_str(part);
            }
            _ => items.push(part.to_owned()),
        }
    }
    items
}

/// Reads `0-10`, also with negative ends: `-2-2`.
///
/// # Errors
///
/// Where these are no two whole numbers, the lower one first, or too far apart.
pub fn parse_scale(text: &str) -> Result<Scale, OverrideError> {
    let no_scale = || OverrideError::NoScale(text.to_owned());
    let trimmed = text.trim();
    let dash = trimmed.char_indices().skip(1).find(|(_, c)| *c == '-').map(|(at, _)| at);
    let (low, high) = trimmed.split_at_checked(dash.ok_or_else(no_scale)?).ok_or_else(no_scale)?;
    let low: i32 = low.trim().parse().map_err(|_| no_scale())?;
    let high: i32 = high.trim_start_matches('-').trim().parse().map_err(|_| no_scale())?;
    let scale = Scale::new(low, high);
    if low < high && scale.points() <= 1001 { Ok(scale) } else { Err(no_scale()) }
}

/// Reads `1>6>2>3>4`: codes from worst to best, at least two, each once.
pub fn parse_order(text: &str) -> Option<Vec<String>> {
    let codes: Vec<String> = text.split('>').map(|code| tidy(code).into_owned()).collect();
    let keys: BTreeSet<String> = codes.iter().map(|code| label_key(code)).collect();
    let is_order = codes.len() >= 2 && keys.len() == codes.len() && !keys.contains("");
    is_order.then_some(codes)
}

impl ColumnOverride {
    /// This role, with nothing said beyond it.
    pub const fn new(index: usize, role: Role) -> Self {
        Self {
            index,
            role,
            kind: None,
            scale: None,
            labels: Vec::new(),
            direction: None,
            top_box: None,
            order: Vec::new(),
        }
    }

    fn item(&mut self, item: &str) -> Result<(), OverrideError> {
        let no_item = || OverrideError::NoItem(item.to_owned());
        match item.trim() {
            "low-good" => self.direction = Some(Direction::LowGood),
            "high-good" => self.direction = Some(Direction::HighGood),
            other => {
                let (label, value) = other.rsplit_once('=').ok_or_else(no_item)?;
                let value = value.trim();
                if label.trim() == "top" {
                    self.top_box = Some(value.parse().map_err(|_| no_item())?);
                } else if label.trim() == "order" {
                    self.order = parse_order(value).ok_or_else(no_item)?;
                } else if value.eq_ignore_ascii_case("na") {
                    self.labels.push((label.trim().to_owned(), None));
                } else {
                    let value = value.parse().map_err(|_| no_item())?;
                    self.labels.push((label.trim().to_owned(), Some(value)));
                }
            }
        }
        Ok(())
    }

    /// Changes the plan; leaves it as it is when the column cannot be what was said.
    pub fn apply(&self, plan: &mut Plan) -> Result<(), OverrideError> {
        let last = plan.columns.len().saturating_sub(1);
        let Some(column) = plan.columns.get(self.index) else {
            return Err(OverrideError::NoSuchColumn(self.index, last));
        };
        let scale = self.scale_of(column)?;
        // Of columns that answers are kept apart by there is one of each role.
        if self.role.dimension().is_some() || matches!(self.role, Role::Weight | Role::Wave) {
            for column in plan.columns.iter_mut().filter(|column| column.role == self.role) {
                column.role = Role::Other;
            }
        }
        let Some(column) = plan.columns.get_mut(self.index) else {
            return Err(OverrideError::NoSuchColumn(self.index, last));
        };
        match self.role {
            Role::Score => {
                if let Some(scale) = scale {
                    self.apply_score(column, scale);
                }
            }
            Role::Amount => column.set_amount(self.kind.unwrap_or(Kind::Amount)),
            role => {
                column.role = role;
                column.kind = None;
                column.scale = None;
            }
        }
        column.confidence = 1.0;
        "A person decided it.".clone_into(&mut column.reason);
        Ok(())
    }

    /// The scale of a column that becomes a score, if that is what was said.
    fn scale_of(&self, column: &Column) -> Result<Option<Scale>, OverrideError> {
        if !self.order.is_empty() {
            return Ok(Some(self.scale_of_order(column)));
        }
        let usual = self.kind.map(|kind| match kind {
            Kind::Nps => Scale::new(0, 10),
            Kind::Binary => Scale::new(0, 1),
            Kind::Ces => Scale::new(1, 7),
            _ => Scale::new(1, 5),
        });
        let guessed = column.scale.filter(|_| self.kind != Some(Kind::Nps));
        let scale = self.scale.or(guessed).or(usual);
        match (scale, self.kind) {
            (None, _) if self.role == Role::Score => Err(OverrideError::ScaleMissing(self.index)),
            // A scale from 1 is common by mistake; the metric is warned of, and not refused.
            (Some(Scale { low, high }), Some(Kind::Nps))
                if high != 10 || !(0..=1).contains(&low) =>
            {
                Err(OverrideError::NoNpsScale(self.index, low, high))
            }
            (Some(scale), Some(Kind::Binary)) if scale.points() != 2 => {
                Err(OverrideError::NoBinaryScale(self.index, scale.low, scale.high))
            }
            _ => Ok(scale),
        }
    }

    /// The scale of codes in their order: the one that was said or guessed where it has as many
    /// points, and else from 1 on.
    fn scale_of_order(&self, column: &Column) -> Scale {
        let codes = self.order.len();
        let nps = (self.kind == Some(Kind::Nps)).then_some(Scale::new(0, 10));
        [self.scale, nps, column.scale]
            .into_iter()
            .flatten()
            .find(|scale| scale.points() as usize == codes)
            .unwrap_or(Scale::new(1, codes as i32))
    }

    fn apply_score(&self, column: &mut Column, scale: Scale) {
        let heading = heading_of(column);
        let same_scale = column.scale == Some(scale);
        let kept = column.kind.filter(|kind| same_scale && !kind.is_amount());
        let kind = self.kind.or(kept).unwrap_or_else(|| kind_by_heading(&heading, scale));
        if !same_scale {
            // Labels of another scale would put answers where nobody gave them.
            column.labels.clear();
        }
        column.set_score(kind, scale);
        if !self.order.is_empty() {
            column.labels =
                (scale.low..).zip(&self.order).map(|(v, code)| (label_key(code), v)).collect();
            column.direction = Direction::HighGood;
            column.proposals.clear();
            column.codes_in_doubt = false;
        }
        for (label, value) in &self.labels {
            let key = label_key(label);
            column.proposals.retain(|proposal| label_key(&proposal.text) != key);
            match value {
                Some(value) => {
                    if *value == scale.low {
                        column.low_label = Some(label.clone());
                    } else if *value == scale.high {
                        column.high_label = Some(label.clone());
                    }
                    column.labels.insert(key, *value);
                }
                None => {
                    column.not_applicable.insert(key);
                }
            }
        }
        let usual = if kind == Kind::Nps { Direction::HighGood } else { column.direction };
        column.direction = self.direction.unwrap_or(usual);
        column.top_box = self.top_box.unwrap_or(column.top_box);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::Filter;
    use crate::import::{preview, run};
    use crate::read::source::Bytes;

    #[test]
    fn a_score_with_end_labels_is_read() {
        let parsed: ColumnOverride =
            "62=score:0-10,Absolutely=10,Not for me=na,low-good,top=3".parse().unwrap();
        assert_eq!(parsed.index, 62);
        assert_eq!(parsed.scale, Some(Scale::new(0, 10)));
        assert_eq!(
            parsed.labels,
            [("Absolutely".to_owned(), Some(10)), ("Not for me".to_owned(), None)]
        );
        assert_eq!(parsed.direction, Some(Direction::LowGood));
        assert_eq!(parsed.top_box, Some(3));
    }

    #[test]
    fn kinds_and_negative_scales_are_read() {
        let parsed: ColumnOverride = "3=rating:-2-2".parse().unwrap();
        assert_eq!((parsed.kind, parsed.scale), (Some(Kind::Rating), Some(Scale::new(-2, 2))));
        let parsed: ColumnOverride = "4=persona".parse().unwrap();
        assert_eq!(parsed.role, Role::Persona);
    }

    #[test]
    fn codes_that_are_not_in_order_are_put_in_order() {
        let file = "q\n1\n6\n2\n3\n4\n5\n6 - Somewhat\n";
        let source = Bytes::from(file.as_bytes());
        let mut plan = preview(&source, 1000).unwrap().plan;
        let order: ColumnOverride = "0=rating,order=1>6>2>3>4".parse().unwrap();
        order.apply(&mut plan).unwrap();
        assert_eq!(plan.columns[0].scale, Some(Scale::new(1, 5)));
        let imported = run(&source, &plan, &|_| true).unwrap();
        let counts = imported.tally.select("q", &Filter::default());
        let answers: Vec<_> = counts.answers.into_iter().collect();
        assert_eq!(answers, [(1, 1), (2, 2), (3, 1), (4, 1), (5, 1)], "6 is the second worst");
        assert_eq!(counts.off_scale.keys().collect::<Vec<_>>(), ["5"], "5 is no code of these");
        let commas: ColumnOverride =
            "0=rating,order=Non, pas du tout>Oui, plutôt,top=1".parse().unwrap();
        assert_eq!(commas.order, ["Non, pas du tout", "Oui, plutôt"]);
        assert_eq!(commas.top_box, Some(1));
        for text in ["0=rating,order=1", "0=rating,order=1>1", "0=rating,order=1>>2"] {
            assert!(text.parse::<ColumnOverride>().is_err(), "{text}");
        }
    }

    #[test]
    fn mistakes_are_explained() {
        for text in
            ["", "score", "x=score", "3=skore", "3=score:10", "3=score:10-0", "3=score:0-10,x"]
        {
            let error = text.parse::<ColumnOverride>().unwrap_err().to_string();
            assert!(error.contains("write") || error.contains("use"), "{text}: {error}");
        }
    }
}
