//! Tallies put together: other files, later waves.

use std::collections::BTreeMap;

use super::{Funnel, FunnelRow, Question, Tally};

impl Tally {
    /// Adds the answers of another tally. Questions are matched by name, not by position, and keep
    /// the rule of this tally; those that only `other` has are put at the end.
    ///
    /// Answers on another scale are never added up. A question that `other` asks under the name of
    /// one here, but on another scale or for an amount, is kept apart under that name and its own
    /// scale: `ease (0 to 10)`. So is a funnel of other steps: `Order (2)`.
    ///
    /// Labels that differ only in their spelling become one, as within a file.
    pub fn merge(&mut self, other: &Self) {
        let mut kept_apart: BTreeMap<&str, String> = BTreeMap::new();
        for question in &other.questions {
            let fits = self.question(&question.name).is_none_or(|own| own.fits(question));
            let name = if fits { question.name.clone() } else { self.name_apart(question, other) };
            if self.question(&name).is_none() {
                self.questions.push(Question { name: name.clone(), ..question.clone() });
            }
            if !fits {
                kept_apart.insert(&question.name, name);
            }
        }
        self.rows.extend(other.rows.iter().cloned().map(|mut row| {
            if let Some(name) = kept_apart.get(row.question.as_str()) {
                row.question.clone_from(name);
            }
            row
        }));
        for funnel in &other.funnels {
            self.merge_funnel(funnel);
        }
        self.unite_spellings();
        self.normalise();
    }

    /// The name of a question that cannot be counted together with the one that has its name here:
    /// the same each time it comes, and none that another question has.
    fn name_apart(&self, question: &Question, other: &Self) -> String {
        let scale = question.scale;
        let start = if question.kind.is_amount() {
            format!("{} (amount)", question.name)
        } else {
            format!("{} ({} to {})", question.name, scale.low, scale.high)
        };
        let is_free = |name: &String| {
            other.question(name).is_none()
                && self.question(name).is_none_or(|own| own.fits(question))
        };
        let found = names(&start).find(is_free);
        found.unwrap_or(start)
    }

    fn merge_funnel(&mut self, funnel: &Funnel) {
        let found = names(&funnel.name).find_map(|name| {
            let own = self.funnels.iter().position(|own| own.name == name);
            let fits =
                own.and_then(|at| self.funnels.get(at)).is_none_or(|own| own.steps == funnel.steps);
            fits.then_some((name, own))
        });
        let Some((name, own)) = found else { return };
        if own.is_none() {
            self.funnels.push(Funnel { name, steps: funnel.steps.clone(), rows: Vec::new() });
        }
        let at = own.unwrap_or(self.funnels.len() - 1);
        if let Some(own) = self.funnels.get_mut(at) {
            for row in &funnel.rows {
                own.add(row);
            }
            own.rows.sort_by(|a, b| a.labels.cmp(&b.labels));
        }
    }
}

impl Funnel {
    /// Adds how many people of some labels reached each step.
    fn add(&mut self, row: &FunnelRow) {
        let Some(own) = self.rows.iter_mut().find(|own| own.labels == row.labels) else {
            self.rows.push(row.clone());
            return;
        };
        if own.reached.len() < row.reached.len() {
            own.reached.resize(row.reached.len(), 0);
        }
        for (sum, reached) in own.reached.iter_mut().zip(&row.reached) {
            *sum += reached;
        }
    }
}

/// A name, and the same with numbers behind it, from 2.
fn names(start: &str) -> impl Iterator<Item = String> {
    let numbered = (2_u64..).map(move |number| format!("{start} ({number})"));
    std::iter::once(start.to_owned()).chain(numbered)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::Filter;
    use crate::tally::{Counts, Direction, Kind, Labels, Scale, TallyRow};

    fn tally(name: &str, kind: Kind, scale: (i32, i32), answers: &[(i32, u64)]) -> Tally {
        let scale = Scale::new(scale.0, scale.1);
        let counts = Counts { answers: answers.iter().copied().collect(), ..Counts::default() };
        Tally {
            questions: vec![Question::new(name, kind, scale, Direction::HighGood)],
            rows: vec![TallyRow {
                question: name.to_owned(),
                labels: Labels::default(),
                wave: None,
                complete: true,
                counts,
            }],
            funnels: Vec::new(),
        }
    }

    fn answers(tally: &Tally, name: &str) -> Vec<(i32, u64)> {
        tally.select(name, &Filter::default()).answers.into_iter().collect()
    }

    #[test]
    fn answers_on_another_scale_are_kept_apart_and_found_again() {
        let mut all = tally("ease", Kind::Rating, (1, 5), &[(5, 3)]);
        let later = tally("ease", Kind::Rating, (0, 10), &[(5, 4)]);
        all.merge(&later);
        all.merge(&later);
        assert_eq!(answers(&all, "ease"), [(5, 3)]);
        assert_eq!(answers(&all, "ease (0 to 10)"), [(5, 8)]);
        assert_eq!(all.questions.len(), 2);
        all.merge(&tally("ease", Kind::Amount, (0, 0), &[]));
        assert!(all.question("ease (amount)").is_some());
    }

    #[test]
    fn a_name_that_another_question_has_is_not_taken() {
        let mut all = tally("ease", Kind::Rating, (1, 5), &[(5, 3)]);
        let mut later = tally("ease", Kind::Rating, (0, 10), &[(5, 4)]);
        later.merge(&tally("ease (0 to 10)", Kind::Rating, (0, 10), &[(9, 1)]));
        all.merge(&later);
        assert_eq!(answers(&all, "ease (0 to 10)"), [(9, 1)]);
        assert_eq!(answers(&all, "ease (0 to 10) (2)"), [(5, 4)]);
    }

    #[test]
    fn a_question_keeps_the_rule_that_it_had() {
        let mut all = tally("recommend", Kind::Nps, (0, 10), &[(9, 1)]);
        all.merge(&tally("recommend", Kind::Rating, (0, 10), &[(9, 1)]));
        assert_eq!(all.questions.len(), 1);
        assert_eq!(all.questions[0].kind, Kind::Nps);
        assert_eq!(answers(&all, "recommend"), [(9, 2)]);
    }

    #[test]
    fn funnels_add_up_by_their_steps() {
        let funnel = |steps: &[&str], reached: &[u64]| Tally {
            funnels: vec![Funnel {
                name: "Order".to_owned(),
                steps: steps.iter().map(|step| (*step).to_owned()).collect(),
                rows: vec![FunnelRow { labels: Labels::default(), reached: reached.to_vec() }],
            }],
            ..Tally::default()
        };
        let mut all = funnel(&["Saw", "Paid"], &[10, 2]);
        all.merge(&funnel(&["Saw", "Paid"], &[5, 1]));
        all.merge(&funnel(&["Saw", "Chose", "Paid"], &[7, 3, 1]));
        all.merge(&funnel(&["Saw", "Chose", "Paid"], &[1, 1, 1]));
        let read: Vec<(&str, &[u64])> = all
            .funnels
            .iter()
            .map(|funnel| (funnel.name.as_str(), funnel.rows[0].reached.as_slice()))
            .collect();
        assert_eq!(read, [("Order", &[15, 3][..]), ("Order (2)", &[8, 4, 2][..])]);
    }
}
