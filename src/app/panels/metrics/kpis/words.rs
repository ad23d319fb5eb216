//! Key figures in words: rounded once, for show only.

use model::answers::{KpiFigure, KpiPoint, Miss};
use model::{About, Kpi, Map, Measure, Project, Unit};
use survey::metric::Interval;
use survey::tally::{Direction, Kind};

use crate::panels::metrics::words;
pub(crate) use crate::texts::date_text as date;
use crate::texts::shortened;

/// The longest name of anything within a sentence, in characters.
const LONGEST_NAME: usize = 60;

/// How the values of a key figure are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look<'a> {
    /// Shares, 0.25 as 25 %.
    Percent,
    /// In the points of a question of this kind.
    Points(Kind),
    /// A number with this behind it, which may be empty.
    Number(&'a str),
}

impl<'a> Look<'a> {
    /// The look of a figure; `kind` is that of the answers it stands on.
    pub(crate) fn of(kpi: &'a Kpi, kind: Option<Kind>) -> Self {
        let own = match &kpi.unit {
            Unit::Percent => Self::Percent,
            Unit::Number => Self::Number(""),
            Unit::Named(unit) => Self::Number(unit.trim()),
        };
        match (&kpi.measure, kind) {
            (Measure::Conversion { .. }, _) => Self::Percent,
            (_, Some(kind)) if !kind.is_amount() => Self::Points(kind),
            (Measure::Answers { .. }, _) if own == Self::Percent => Self::Number(""),
            _ => own,
        }
    }

    /// A value: "14 %", "+18", "12.5 min".
    pub(crate) fn value(self, value: f64) -> String {
        match self {
            Self::Percent => format!("{} %", percent(value)),
            Self::Points(kind) => words::number(kind, value),
            Self::Number("") => plain(value),
            Self::Number(unit) => format!("{} {unit}", plain(value)),
        }
    }

    /// In what a value is typed, in a word or two (empty where there is nothing to be said), and how
    /// much of that one whole of the figure's own scale is: a share of 1 is 100 percent.
    pub(crate) const fn typed_in(self) -> (&'a str, f64) {
        match self {
            Self::Percent => ("percent", 100.0),
            Self::Points(Kind::Csat | Kind::Binary) => ("percent", 1.0),
            Self::Points(Kind::Nps) => ("points from −100 to 100", 1.0),
            Self::Points(_) => ("", 1.0),
            Self::Number(unit) => (unit, 1.0),
        }
    }

    /// A value to the digit, as it is typed: a share of 0.7 is "70".
    pub(crate) fn typed(self, value: f64) -> String {
        exact(value * self.typed_in().1)
    }

    /// A target, which nobody rounds: "12.25 %".
    pub(crate) fn target(self, value: f64) -> String {
        let typed = self.typed(value);
        match self {
            Self::Percent | Self::Points(Kind::Csat | Kind::Binary) => format!("{typed} %"),
            Self::Points(Kind::Nps) if value > 0.0 => format!("+{typed}"),
            Self::Points(_) | Self::Number("") => typed,
            Self::Number(unit) => format!("{typed} {unit}"),
        }
    }

    /// The ends of an interval, with the unit behind the second: "7 to 26 %".
    pub(crate) fn span(self, (low, high): Interval) -> String {
        let low = self.value(low);
        let bare = match self {
            Self::Percent | Self::Points(_) => low.trim_end_matches(" %"),
            Self::Number(unit) => low.strip_suffix(unit).map_or(&*low, str::trim_end),
        };
        format!("{bare} to {}", self.value(high))
    }

    /// "95 %: 7 to 26", empty where there is no interval.
    pub(crate) fn interval(self, point: &KpiPoint) -> String {
        let span = point.interval95.map(|interval| self.span(interval));
        span.map(|span| format!("95 %: {}", span.trim_end_matches(" %"))).unwrap_or_default()
    }

    /// "95 %: 7 to 26, n 50": what stands behind a value; empty where nothing is known.
    pub(crate) fn note(self, point: &KpiPoint) -> String {
        let n = point.n.map(words::n_text);
        let parts = [Some(self.interval(point)), n].into_iter().flatten();
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// A share in percent: to the tenth where it is close to one of its ends.
fn percent(share: f64) -> String {
    let percent = share * 100.0;
    let is_close = percent.abs() < 10.0 || (percent > 90.0 && percent < 100.0);
    if is_close { trimmed(percent, 1) } else { signed(percent.round(), |n| format!("{n:.0}")) }
}

/// A number with as many decimals as are worth reading: "1,204", "17.3", "0.42", "10".
fn plain(value: f64) -> String {
    if value.abs() >= 9e15 {
        format!("{value:.3e}")
    } else if value.abs() >= 100.0 {
        words::thousands(value.round() as i64)
    } else {
        trimmed(value, if value.abs() >= 10.0 { 1 } else { 2 })
    }
}

/// A number with all digits that a person would have typed.
pub(crate) fn exact(value: f64) -> String {
    if value.abs() >= 1e15 { format!("{value:e}") } else { trimmed(value, 9) }
}

/// At most so many decimals, without zeros at the end.
fn trimmed(value: f64, decimals: usize) -> String {
    let text = signed(value, |value| format!("{value:.decimals$}"));
    if !text.contains('.') {
        return text;
    }
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "−0" { "0".to_owned() } else { text.to_owned() }
}

/// With a minus that is as wide as a plus.
fn signed(value: f64, write: impl Fn(f64) -> String) -> String {
    let text = write(value.abs());
    let is_zero = text.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    if value < 0.0 && !is_zero { format!("−{text}") } else { text }
}

/// A number of a reading, within arithmetic.
pub(crate) fn in_arithmetic(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 9e15 {
        words::thousands(value as i64)
    } else {
        trimmed(value, 6)
    }
}

/// A name cut to what fits a sentence, on one line.
pub(crate) fn short(name: &str) -> String {
    shortened(name, LONGEST_NAME)
}

/// What a key figure is called; one without a name is not nameless.
pub(crate) fn name(kpi: &Kpi) -> String {
    match kpi.name.trim() {
        "" => "Key figure without a name".to_owned(),
        _ => short(&kpi.name),
    }
}

/// What a figure is about: "Whole project", "Payment · Anna", "Payment (gone)".
pub(crate) fn about(project: &Project, map: Option<&Map>, about: About) -> String {
    let maps = || project.maps.values();
    let mut parts = Vec::new();
    if let Some(id) = about.stage {
        let here = map.and_then(|map| map.stages.get(&id));
        let found = here.or_else(|| maps().find_map(|map| map.stages.get(&id)));
        parts.push(part("Stage", found.map(|stage| &*stage.name), here.is_some()));
    }
    if let Some(id) = about.card {
        let here = map.and_then(|map| map.cards.get(&id));
        let found = here.or_else(|| maps().find_map(|map| map.cards.get(&id)));
        parts.push(part("Touchpoint", found.map(|card| &*card.text), here.is_some()));
    }
    if let Some(id) = about.persona {
        let found = project.personas.get(&id);
        parts.push(part("Persona", found.map(|persona| &*persona.name), true));
    }
    if parts.is_empty() { "Whole project".to_owned() } else { parts.join(" · ") }
}

fn part(what: &str, name: Option<&str>, is_here: bool) -> String {
    match name.map(short) {
        None => format!("{what} (gone)"),
        Some(name) if name.is_empty() => format!("{what} without a name"),
        Some(name) if is_here => name,
        Some(name) => format!("{name} (other map)"),
    }
}

/// "Met" or "Missed".
pub(crate) const fn met(is_met: bool) -> &'static str {
    if is_met { "Met" } else { "Missed" }
}

/// The target in words, without its date: "Target at most 5 %"; none without one.
pub(crate) fn target(kpi: &Kpi, figure: &KpiFigure) -> Option<String> {
    let target = Look::of(kpi, figure.kind).target(kpi.target?);
    let sign = match kpi.good {
        Direction::HighGood => "at least",
        Direction::LowGood => "at most",
    };
    Some(format!("Target {sign} {target}"))
}

/// The value of a figure, or why there is none.
pub(crate) fn now(kpi: &Kpi, figure: &KpiFigure) -> String {
    match &figure.now {
        Ok(point) => Look::of(kpi, figure.kind).value(point.value),
        Err(why) => why.to_string(),
    }
}

/// A missed target in words.
pub(crate) struct MissWords<'a> {
    project: &'a Project,
    map: &'a Map,
    miss: &'a Miss,
    kpi: &'a Kpi,
    look: Look<'a>,
}

impl<'a> MissWords<'a> {
    /// The words; `kind` is that of the answers which the figure stands on. None where the figure
    /// is gone.
    pub(crate) fn of(
        project: &'a Project,
        map: &'a Map,
        miss: &'a Miss,
        kind: Option<Kind>,
    ) -> Option<Self> {
        let kpi = project.kpis.get(&miss.kpi)?;
        Some(Self { project, map, miss, kpi, look: Look::of(kpi, kind) })
    }

    fn place(&self, place: About) -> String {
        about(self.project, Some(self.map), place)
    }

    /// The value, and what was expected.
    fn values(&self) -> (String, String) {
        (self.look.value(self.miss.point.value), self.look.target(self.miss.target))
    }

    /// As a line of a list: "CSAT 52 % at Payment, expected 70 % (95 %: 44 to 60, n 143)".
    pub(crate) fn line(&self) -> String {
        let (value, expected) = self.values();
        let (name, place) = (name(self.kpi), self.place(self.miss.cause().about));
        let note = self.look.note(&self.miss.point);
        let note = if note.is_empty() { note } else { format!(" ({note})") };
        format!("{name} {value} at {place}, expected {expected}{note}")
    }

    /// As the opportunity that it becomes: "Raise CSAT at Payment from 52 % to 70 %".
    pub(crate) fn opportunity(&self) -> String {
        let verb = match self.kpi.good {
            Direction::HighGood => "Raise",
            Direction::LowGood => "Lower",
        };
        let place = About { persona: None, ..self.miss.cause().about };
        let place = match self.miss.card {
            Some(_) => self.place(About { stage: None, ..place }),
            None => self.place(place),
        };
        let (from, to) = self.values();
        // Within a sentence several words are not seen to be one name.
        let name = match name(self.kpi) {
            name if name.contains(' ') => format!("“{name}”"),
            name => name,
        };
        format!("{verb} {name} at {place} from {from} to {to}")
    }
}

#[cfg(test)]
mod tests {
    use model::Order;

    use super::*;

    fn kpi(unit: Unit) -> Kpi {
        let measure = Measure::Formula("a / b".to_owned());
        let order = Order::after(None);
        Kpi { unit, ..Kpi::new("Retention", measure, Direction::HighGood, order) }
    }

    fn point(value: f64) -> KpiPoint {
        KpiPoint { label: String::new(), value, interval95: None, n: None }
    }

    #[test]
    fn values_have_their_unit_and_no_more_digits_than_mean_something() {
        let percent = kpi(Unit::Percent);
        let percent = Look::of(&percent, None);
        let shown =
            [0.14, 0.061_892, 0.999, 1.0, 0.0, -0.034, 1.25].map(|value| percent.value(value));
        assert_eq!(shown, ["14 %", "6.2 %", "99.9 %", "100 %", "0 %", "−3.4 %", "125 %"]);
        let euros = kpi(Unit::Named(" € ".to_owned()));
        let euros = Look::of(&euros, None);
        assert_eq!([25_771.2, 12.5, 3.0].map(|v| euros.value(v)), ["25,771 €", "12.5 €", "3 €"]);
        assert_eq!(Look::Number("").value(-0.001), "0");
        assert_eq!(Look::Points(Kind::Nps).value(18.2), "+18");
    }

    #[test]
    fn an_interval_stands_beside_its_number_of_people() {
        let kept = KpiPoint { interval95: Some((0.069_5, 0.261_9)), n: Some(50), ..point(0.14) };
        assert_eq!(Look::Percent.note(&kept), "95 %: 7 to 26, n 50");
        assert_eq!(Look::Percent.note(&point(0.14)), "");
    }

    #[test]
    fn a_target_is_shown_as_it_was_typed() {
        assert_eq!(Look::Percent.typed(0.07), "7");
        assert_eq!(Look::Percent.target(0.122_5), "12.25 %");
        assert_eq!(Look::Points(Kind::Csat).target(70.0), "70 %");
        assert_eq!(Look::Number("min").target(5.5), "5.5 min");
        assert_eq!(in_arithmetic(52_430.0), "52,430");
        assert_eq!(in_arithmetic(0.213), "0.213");
    }

    #[test]
    fn long_names_are_cut_within_sentences() {
        let long = "Customers ".repeat(30);
        assert_eq!(short(&long).chars().count(), 60);
        assert!(short(&long).ends_with('…'));
        assert_eq!(short(" Two\nlines "), "Two lines");
    }
}
