//! Key figures with their values, and where they miss what is expected.

use jiff::civil::Date;
use survey::formula::Formula;
use survey::metric::{Interval, Metric};
use survey::tally::{Direction, Kind};

use super::home::Shape;
use super::table::{Axis, Share};
use super::{Answers, Reached, Scope, Step};
use crate::{About, CardId, Kpi, KpiId, Map, Measure, PersonaId, Reading, StageId, SurveyId, Unit};

/// Why a key figure has no value, as far as a person can do something about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoValue {
    /// Nothing was noted yet.
    #[error("Nothing was noted yet")]
    NothingNoted,
    /// Numbers of the formula are missing on the last day, by their names.
    #[error("Still missing: {}", .0.join(", "))]
    Missing(Vec<String>),
    /// The text is no formula.
    #[error("The formula cannot be read: {0}")]
    Formula(survey::formula::FormulaError),
    /// The numbers come to nothing finite, such as a division by zero.
    #[error("The numbers of the last day come to no value")]
    NotFinite,
    /// The survey or its question are gone.
    #[error("The survey or its question is gone")]
    QuestionGone,
    /// What the figure is about is gone.
    #[error("What it is about is no longer on the map")]
    PlaceGone,
    /// There are too few answers to show one; how many there are.
    #[error("Too few answers (n {0})")]
    TooFew(u64),
    /// The value would tell that of a small group beside it or left out by the filter; how many answers there are.
    #[error("Hidden for a small group (n {0})")]
    Withheld(u64),
    /// Nobody answered.
    #[error("No answers")]
    NoAnswers,
}

/// A value of a key figure at one time.
#[derive(Clone, Debug, PartialEq)]
pub struct KpiPoint {
    /// The day (`2026-03-14`), month or wave.
    pub label: String,
    /// The value; shares are 0 to 1, answers in the points of their metric.
    pub value: f64,
    /// Its 95 % interval, where one follows from counts.
    pub interval95: Option<Interval>,
    /// How many answers or cases it stands on, where that is known.
    pub n: Option<u64>,
}

/// A key figure with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct KpiFigure {
    /// The value now: of the last day that was noted, or of all answers that the filter lets
    /// through; or why there is none.
    pub now: Result<KpiPoint, NoValue>,
    /// Whether the target is met; none without target or value.
    pub met: Option<bool>,
    /// The values over time, the oldest first.
    pub history: Vec<KpiPoint>,
    /// What kind of answers the value is of; none for formulas.
    pub kind: Option<Kind>,
    /// The median beside the mean, for amounts that were observed.
    pub median: Option<f64>,
}

/// A place on the map where a key figure misses its target.
#[derive(Clone, Debug, PartialEq)]
pub struct Miss {
    /// The key figure.
    pub kpi: KpiId,
    /// The stage where it is missed.
    pub stage: StageId,
    /// The touchpoint, where the figure is about one or answers name one.
    pub card: Option<CardId>,
    /// The persona that the figure is about, if it is about one.
    pub persona: Option<PersonaId>,
    /// The value there.
    pub point: KpiPoint,
    /// What it should be.
    pub target: f64,
    /// Whether the whole interval misses it, and not the value alone; never where there is no
    /// interval.
    pub is_sure: bool,
}

impl Kpi {
    /// Whether a value is good enough; none without a target.
    pub fn is_met_by(&self, value: f64) -> Option<bool> {
        let target = self.target?;
        Some(match self.good {
            Direction::HighGood => value >= target,
            Direction::LowGood => value <= target,
        })
    }

    /// The value on one day.
    fn noted(&self, formula: &Formula, day: Date, reading: &Reading) -> Result<KpiPoint, NoValue> {
        let missing = |name: &&String| !reading.contains_key(*name);
        let missing: Vec<String> = formula.names().iter().filter(missing).cloned().collect();
        if !missing.is_empty() {
            return Err(NoValue::Missing(missing));
        }
        let outcome = formula.evaluate(reading).ok_or(NoValue::NotFinite)?;
        // Only a share is a proportion of people; "spent / customers" is not.
        let interval95 = outcome.interval95.filter(|_| self.unit == Unit::Percent);
        let n = outcome.n.filter(|_| self.unit == Unit::Percent);
        Ok(KpiPoint { label: day.to_string(), value: outcome.value, interval95, n })
    }

    /// The values of a formula over time.
    fn of_formula(&self, text: &str) -> KpiFigure {
        let formula = match Formula::parse(text) {
            Ok(formula) => formula,
            Err(error) => return KpiFigure::without(NoValue::Formula(error)),
        };
        let points: Vec<_> = self
            .readings
            .iter()
            .map(|(day, reading)| self.noted(&formula, *day, reading))
            .collect();
        let history: Vec<KpiPoint> =
            points.iter().filter_map(|point| point.as_ref().ok()).cloned().collect();
        let now = match points.into_iter().next_back() {
            Some(last) => last,
            // A formula of plain numbers needs nothing to be noted.
            None if formula.names().is_empty() => match formula.evaluate(&Reading::new()) {
                Some(outcome) => Ok(KpiPoint {
                    label: String::new(),
                    value: outcome.value,
                    interval95: None,
                    n: None,
                }),
                None => Err(NoValue::NotFinite),
            },
            None => Err(NoValue::NothingNoted),
        };
        KpiFigure::of(now, history)
    }
}

impl KpiFigure {
    const fn of(now: Result<KpiPoint, NoValue>, history: Vec<KpiPoint>) -> Self {
        Self { now, met: None, history, kind: None, median: None }
    }

    const fn without(why: NoValue) -> Self {
        Self::of(Err(why), Vec::new())
    }
}

impl From<About> for Scope {
    fn from(about: About) -> Self {
        Self { stage: about.stage, persona: about.persona, card: about.card }
    }
}

impl Answers<'_> {
    /// The value of a key figure, and those that it had.
    ///
    /// One about a stage or a touchpoint is counted on the map that has it, whichever map is looked
    /// at, and one about neither on all maps.
    pub fn kpi(&self, kpi: &Kpi) -> KpiFigure {
        let mut figure = self.kpi_now(kpi);
        figure.history = match &kpi.measure {
            Measure::Formula(_) => figure.history,
            Measure::Answers { survey, question } => self
                .about(kpi.about)
                .map(|answers| answers.history_of_answers(*survey, question, kpi.about.into()))
                .unwrap_or_default(),
            Measure::Conversion { survey, question } => self
                .about(kpi.about)
                .map(|answers| answers.history_of_conversion(*survey, question, kpi.about))
                .unwrap_or_default(),
        };
        figure
    }

    /// The value of a key figure. Only that of a formula comes with those that it had.
    pub fn kpi_now(&self, kpi: &Kpi) -> KpiFigure {
        let mut figure = match (&kpi.measure, self.about(kpi.about)) {
            (Measure::Formula(text), _) => kpi.of_formula(text),
            (_, None) => KpiFigure::without(NoValue::PlaceGone),
            (Measure::Answers { survey, question }, Some(answers)) => {
                answers.kpi_of_answers(*survey, question, kpi.about.into())
            }
            (Measure::Conversion { survey, question }, Some(answers)) => {
                answers.kpi_of_conversion(*survey, question, kpi.about)
            }
        };
        figure.met = figure.now.as_ref().ok().and_then(|point| kpi.is_met_by(point.value));
        figure
    }

    /// The answers where something stands that a key figure is about: on its map, or on all of them;
    /// none where it is on no map any more.
    pub fn about(&self, about: About) -> Option<Self> {
        if about.persona.is_some_and(|id| !self.project.personas.contains_key(&id)) {
            return None;
        }
        let has_all = |map: &Map| {
            about.stage.is_none_or(|id| map.stages.contains_key(&id))
                && about.card.is_none_or(|id| map.cards.contains_key(&id))
        };
        if about.stage.is_none() && about.card.is_none() {
            return Some(Self { of_all_maps: true, ..*self });
        }
        let others = self.project.maps.values();
        let map = std::iter::once(self.map).chain(others).find(|map| has_all(map))?;
        Some(Self { map, ..*self })
    }

    fn kpi_of_answers(&self, survey: SurveyId, question: &str, scope: Scope) -> KpiFigure {
        let Some((record, asked)) = self.asked(survey, question) else {
            return KpiFigure::without(NoValue::QuestionGone);
        };
        let table = self.table(record, question, Axis::Nothing, scope.shape());
        let nobody = Share::default();
        let metric = table.of(scope).unwrap_or(&nobody).metric(asked, self.options());
        let now = point(String::new(), &metric).ok_or(match metric.n {
            0 => NoValue::NoAnswers,
            n if n < self.options().hide_below => NoValue::TooFew(n),
            n => NoValue::Withheld(n),
        });
        let median = metric.median.filter(|_| asked.kind.is_amount() && !metric.hidden);
        KpiFigure { kind: Some(asked.kind), median, ..KpiFigure::of(now, Vec::new()) }
    }

    /// By month; a survey without dates is followed by its waves.
    fn history_of_answers(&self, survey: SurveyId, question: &str, scope: Scope) -> Vec<KpiPoint> {
        let by_month = self.trend(survey, question, scope, Step::Month);
        let trend = if by_month.is_empty() {
            self.trend(survey, question, scope, Step::Wave)
        } else {
            by_month
        };
        trend.into_iter().filter_map(|group| point(group.name, &group.metric)).collect()
    }

    fn kpi_of_conversion(&self, survey: SurveyId, question: &str, about: About) -> KpiFigure {
        let Some((_, asked)) = self.asked(survey, question) else {
            return KpiFigure::without(NoValue::QuestionGone);
        };
        let scope = Scope { persona: about.persona, ..Scope::default() };
        let reached = self.conversion(survey, question, scope);
        let now = converted(about.stage, String::new(), &reached, self.least_reached(asked));
        KpiFigure::of(now, Vec::new())
    }

    fn history_of_conversion(
        &self,
        survey: SurveyId,
        question: &str,
        about: About,
    ) -> Vec<KpiPoint> {
        let Some((_, asked)) = self.asked(survey, question) else { return Vec::new() };
        let scope = Scope { persona: about.persona, ..Scope::default() };
        let over = |step| self.conversion_over_time(survey, question, scope, step);
        let by_month = over(Step::Month);
        let over_time = if by_month.is_empty() { over(Step::Wave) } else { by_month };
        let limit = self.least_reached(asked);
        let points = over_time.into_iter();
        let point =
            |(time, reached): (String, Vec<_>)| converted(about.stage, time, &reached, limit).ok();
        points.filter_map(point).collect()
    }

    /// Everywhere on the map where a key figure misses its target: stage by stage, then touchpoint
    /// by touchpoint, for figures of answers; at its own stage for all others.
    ///
    /// Places with too few answers are passed over: nothing is known of them.
    pub fn misses(&self) -> Vec<Miss> {
        let mut misses = Vec::new();
        for (id, kpi) in self.project.kpis_in_order() {
            let Some(target) = kpi.target else { continue };
            for (stage, card, point) in self.places(kpi) {
                if kpi.is_met_by(point.value) == Some(false) {
                    let nearest = point.interval95.map(|(low, high)| match kpi.good {
                        Direction::HighGood => high,
                        Direction::LowGood => low,
                    });
                    let is_sure = nearest.is_some_and(|end| kpi.is_met_by(end) == Some(false));
                    let persona = kpi.about.persona;
                    misses.push(Miss { kpi: id, stage, card, persona, point, target, is_sure });
                }
            }
        }
        misses
    }

    /// The places of this map that a key figure has a value for.
    fn places(&self, kpi: &Kpi) -> Vec<(StageId, Option<CardId>, KpiPoint)> {
        let about = kpi.about;
        let own_card =
            about.card.and_then(|id| self.map.cards.get(&id)).map(|card| card.place.stage);
        let own_stage = about.stage.filter(|id| self.map.stages.contains_key(id)).or(own_card);
        if let Some(stage) = own_stage {
            let point = self.kpi_now(kpi).now.ok();
            return point.map(|point| (stage, about.card, point)).into_iter().collect();
        }
        let is_elsewhere = about.stage.is_some() || about.card.is_some();
        let Measure::Answers { survey, question } = &kpi.measure else { return Vec::new() };
        let Some((record, asked)) = self.asked(*survey, question).filter(|_| !is_elsewhere) else {
            return Vec::new();
        };
        let of_cards = Shape { stage: false, persona: about.persona.is_some(), card: true };
        let table = self.table(record, question, Axis::Nothing, of_cards);
        let scope = Scope::from(about);
        let at = |part: Scope| point(String::new(), &table.of(part)?.metric(asked, self.options()));
        let stages = self.map.stages_in_order().into_iter();
        let stages =
            stages.filter_map(|(id, _)| Some((id, None, at(Scope { stage: Some(id), ..scope })?)));
        let cards = self.map.cards.iter().filter_map(|(id, card)| {
            Some((card.place.stage, Some(*id), at(Scope { card: Some(*id), ..scope })?))
        });
        stages.chain(cards).collect()
    }
}

/// Of those who reached a stage, how many reached the one after it; without a stage, how many of
/// those at the first one reached the last one. Under `limit` people at the first there is none.
fn converted(
    stage: Option<StageId>,
    label: String,
    reached: &[Reached],
    limit: u64,
) -> Result<KpiPoint, NoValue> {
    let steps = match stage {
        Some(stage) => {
            let at = reached.iter().position(|step| step.stage == stage);
            at.and_then(|at| Some((reached.get(at)?, reached.get(at + 1)?)))
        }
        // Of one stage alone there is nothing to be told.
        None => reached.split_first().and_then(|(first, others)| Some((first, others.last()?))),
    };
    let (from, to) = steps.ok_or(NoValue::NoAnswers)?;
    let rate = if stage.is_some() { to.from_previous } else { to.from_first };
    let Some(rate) = rate else {
        let hidden = [from, to].into_iter().find(|step| step.is_hidden && step.n > 0);
        return Err(match hidden {
            Some(step) if step.n >= limit => NoValue::Withheld(step.n),
            Some(step) => NoValue::TooFew(step.n),
            None if from.plain() > 0 && from.plain() < limit => NoValue::TooFew(from.plain()),
            None => NoValue::NoAnswers,
        });
    };
    let (low, high) = rate.interval95;
    Ok(KpiPoint {
        label,
        value: rate.percent / 100.0,
        interval95: Some((low / 100.0, high / 100.0)),
        n: Some(from.plain()),
    })
}

/// A metric as a point; none where it is hidden or without answers.
fn point(label: String, metric: &Metric) -> Option<KpiPoint> {
    let value = metric.value?;
    Some(KpiPoint { label, value, interval95: metric.interval95, n: Some(metric.n) })
}

#[cfg(test)]
mod tests;
