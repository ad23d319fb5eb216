//! Key figures with their values, and where they miss what is expected.

use std::collections::BTreeMap;

use jiff::civil::Date;
use survey::formula::Formula;
use survey::metric::{Interval, Metric};
use survey::tally::{Direction, Kind};

use super::{Answers, Reached, Scope, Step};
use crate::{About, CardId, Kpi, KpiId, Measure, PersonaId, Reading, StageId, SurveyId, Unit};

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
    pub fn kpi(&self, kpi: &Kpi) -> KpiFigure {
        let mut figure = match &kpi.measure {
            Measure::Formula(text) => kpi.of_formula(text),
            Measure::Answers { survey, question } => {
                if self.is_gone(kpi.about) {
                    return KpiFigure::without(NoValue::PlaceGone);
                }
                self.kpi_of_answers(*survey, question, kpi.about.into())
            }
            Measure::Conversion { survey, question } => {
                self.kpi_of_conversion(*survey, question, kpi.about)
            }
        };
        figure.met = figure.now.as_ref().ok().and_then(|point| kpi.is_met_by(point.value));
        figure
    }

    /// Whether something that a figure is about is on no map any more.
    fn is_gone(&self, about: About) -> bool {
        let maps = || self.project.maps.values();
        about.stage.is_some_and(|id| !maps().any(|map| map.stages.contains_key(&id)))
            || about.card.is_some_and(|id| !maps().any(|map| map.cards.contains_key(&id)))
            || about.persona.is_some_and(|id| !self.project.personas.contains_key(&id))
    }

    fn kpi_of_answers(&self, survey: SurveyId, question: &str, scope: Scope) -> KpiFigure {
        let record = self.project.surveys.get(&survey);
        let Some(asked) = record.and_then(|record| record.tally.question(question)) else {
            return KpiFigure::without(NoValue::QuestionGone);
        };
        let counts = self.counts(survey, question, scope);
        let mut metric = survey::evaluate(asked, &counts, self.options());
        if self.is_withheld(survey, question, scope) {
            metric.hide();
        }
        let now = point(String::new(), &metric).ok_or(match metric.n {
            0 => NoValue::NoAnswers,
            n if n < self.options().hide_below => NoValue::TooFew(n),
            n => NoValue::Withheld(n),
        });
        let by_month = self.trend(survey, question, scope, Step::Month);
        // A survey without dates is followed by its waves.
        let trend = if by_month.is_empty() {
            self.trend(survey, question, scope, Step::Wave)
        } else {
            by_month
        };
        let history = trend.into_iter().filter_map(|group| point(group.name, &group.metric));
        let median = metric.median.filter(|_| asked.kind.is_amount() && !metric.hidden);
        KpiFigure { kind: Some(asked.kind), median, ..KpiFigure::of(now, history.collect()) }
    }

    fn kpi_of_conversion(&self, survey: SurveyId, question: &str, about: About) -> KpiFigure {
        let record = self.project.surveys.get(&survey);
        let limit = match record.and_then(|record| record.tally.question(question)) {
            // Amounts count people and are not their answers.
            Some(asked) if !asked.kind.is_amount() => self.options().hide_below,
            Some(_) => 0,
            None => return KpiFigure::without(NoValue::QuestionGone),
        };
        if self.is_gone(about) {
            return KpiFigure::without(NoValue::PlaceGone);
        }
        let scope = Scope { persona: about.persona, ..Scope::default() };
        let reached = self.conversion(survey, question, scope);
        let now = converted(about.stage, String::new(), &reached, limit);
        let over = |step| self.conversion_over_time(survey, question, scope, step);
        let by_month = over(Step::Month);
        let over_time = if by_month.is_empty() { over(Step::Wave) } else { by_month };
        let history = over_time
            .into_iter()
            .filter_map(|(time, reached)| converted(about.stage, time, &reached, limit).ok());
        KpiFigure::of(now, history.collect())
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
            let point = self.kpi(kpi).now.ok();
            return point.map(|point| (stage, about.card, point)).into_iter().collect();
        }
        let is_elsewhere = about.stage.is_some() || about.card.is_some();
        let Measure::Answers { survey, question } = &kpi.measure else { return Vec::new() };
        if is_elsewhere {
            return Vec::new();
        }
        let scope = Scope::from(about);
        let by_stage = self.points_by(*survey, question, scope, |answers, record, row| {
            answers.stage_of(record, row)
        });
        let stages = self
            .map
            .stages_in_order()
            .into_iter()
            .filter_map(|(id, _)| Some((id, None, by_stage.get(&id)?.clone())));
        let by_card = self
            .points_by(*survey, question, scope, |_, record, row| super::touchpoint(record, row));
        let cards = by_card.into_iter().filter_map(|(id, point)| {
            Some((self.map.cards.get(&id)?.place.stage, Some(id), point))
        });
        stages.chain(cards).collect()
    }

    fn points_by<K: Ord + Clone>(
        &self,
        survey: SurveyId,
        question: &str,
        scope: Scope,
        key: impl Fn(&Self, &crate::SurveyRecord, &survey::TallyRow) -> Option<K>,
    ) -> BTreeMap<K, KpiPoint> {
        let record = self.project.surveys.get(&survey);
        let Some(asked) = record.and_then(|record| record.tally.question(question)) else {
            return BTreeMap::new();
        };
        let key = |record: &crate::SurveyRecord, row: &survey::TallyRow| key(self, record, row);
        let groups = self.group(survey, question, scope, key);
        // One hidden place could be worked out from all others and the whole.
        let hidden = self.sizes_of(survey, question, scope, key).hidden(self.options().hide_below);
        let points = groups.into_iter().filter(|(key, _)| !hidden.contains(key));
        let points = points.filter_map(|(key, counts)| {
            let metric = survey::evaluate(asked, &counts, self.options());
            Some((key, point(String::new(), &metric)?))
        });
        points.collect()
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
