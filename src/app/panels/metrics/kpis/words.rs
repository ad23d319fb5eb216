//! Key figures in words: rounded once, for show only.

use jiff::civil::Date;
use model::answers::{KpiFigure, KpiPoint, Miss};
use model::{About, Kpi, Map, Measure, Project, Unit};
use survey::tally::{Direction, Kind};

use crate::panels::metrics::words;

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

    /// What a person typed as a target, in the figure's own scale.
    pub(crate) const fn is_typed_in_percent(self) -> bool {
        matches!(self, Self::Percent)
    }

    /// A value to the digit, as it is typed: 0.7 is "70" where shares are percent.
    pub(crate) fn typed(self, value: f64) -> String {
        exact(if self.is_typed_in_percent() { value * 100.0 } else { value })
    }

    /// A target, which nobody rounds: "12.25 %".
    pub(crate) fn target(self, value: f64) -> String {
        match self {
            Self::Percent | Self::Points(Kind::Csat | Kind::Binary) => {
                format!("{} %", self.typed(value))
            }
            Self::Points(Kind::Nps) if value > 0.0 => format!("+{}", exact(value)),
            Self::Points(_) | Self::Number("") => exact(value),
            Self::Number(unit) => format!("{} {unit}", exact(value)),
        }
    }

    /// "95 %: 7 to 26", empty where there is no interval.
    pub(crate) fn interval(self, point: &KpiPoint) -> String {
        let Some((low, high)) = point.interval95 else { return String::new() };
        let bare = |value: f64| self.value(value).trim_end_matches(" %").to_owned();
        format!("95 %: {} to {}", bare(low), bare(high))
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
    let line = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST_NAME {
        return line;
    }
    let start: String = line.chars().take(LONGEST_NAME - 1).collect();
    format!("{}…", start.trim_end())
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

/// "31 December 2026".
pub(crate) fn date(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// "Met" or "Missed".
pub(crate) const fn met(is_met: bool) -> &'static str {
    if is_met { "Met" } else { "Missed" }
}

/// The target in words: "Target 5 % by 31 December 2026"; none without one.
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

/// Where a target is missed, as a line of a list: "CSAT 52 % at Payment, expected 70 % (95 %: 44
/// to 60, n 143)".
pub(crate) fn miss(
    project: &Project,
    map: &Map,
    miss: &Miss,
    figure: Option<&KpiFigure>,
) -> String {
    let Some(kpi) = project.kpis.get(&miss.kpi) else { return String::new() };
    let look = Look::of(kpi, figure.and_then(|figure| figure.kind));
    let value = look.value(miss.point.value);
    let (name, place) = (name(kpi), about(project, Some(map), miss.cause().about));
    let expected = look.target(miss.target);
    match look.note(&miss.point).as_str() {
        "" => format!("{name} {value} at {place}, expected {expected}"),
        note => format!("{name} {value} at {place}, expected {expected} ({note})"),
    }
}

/// What the opportunity says that a missed target becomes: "Raise CSAT at Payment from 52 % to
/// 70 %".
pub(crate) fn opportunity(
    project: &Project,
    map: &Map,
    miss: &Miss,
    figure: Option<&KpiFigure>,
) -> String {
    let Some(kpi) = project.kpis.get(&miss.kpi) else { return String::new() };
    let look = Look::of(kpi, figure.and_then(|figure| figure.kind));
    let verb = match kpi.good {
        Direction::HighGood => "Raise",
        Direction::LowGood => "Lower",
    };
    let place = About { persona: None, ..miss.cause().about };
    let place = match miss.card {
        Some(_) => about(project, Some(map), About { stage: None, ..place }),
        None => about(project, Some(map), place),
    };
    let (from, to) = (look.value(miss.point.value), look.target(miss.target));
    // Within a sentence several words are not seen to be one name.
    let name = match name(kpi) {
        name if name.contains(' ') => format!("“{name}”"),
        name => name,
    };
    format!("{verb} {name} at {place} from {from} to {to}")
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
