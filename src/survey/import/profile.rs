//! Decisions about one file, taken over for the next one of the same kind.

use std::collections::BTreeSet;

use xxhash_rust::xxh3::xxh3_64;

use crate::columns::Column;
use crate::columns::cell::label_key;
use crate::columns::tool::Tool;
use crate::import::plan::Plan;

/// What became of a saved profile in a new file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Adopted {
    /// How many columns were found again.
    pub matched: usize,
    /// Questions of the new file that the profile does not know, as they were asked; they keep their
    /// guesses.
    pub new: Vec<String>,
    /// Columns of the profile that are counted or keep answers apart, and that the new file lacks, as
    /// they were asked.
    pub missing: Vec<String>,
}

impl Plan {
    /// The plan as it may be saved: without any answers that serve as samples, without sentences
    /// that may quote some, and without what holds for this file only.
    pub fn profile(&self) -> Self {
        let mut profile = self.clone();
        profile.options.wave = None;
        for column in &mut profile.columns {
            column.samples.clear();
            column.proposals.clear();
            column.reason.clear();
        }
        profile
    }

    /// A number that files of the same kind have in common: the names of their columns, in any
    /// order. Of a file with one row per answer it is the columns that it has itself.
    pub fn fingerprint(&self) -> u64 {
        let mut names: Vec<String> = self.file_names().iter().map(|name| label_key(name)).collect();
        names.sort_unstable();
        xxh3_64(names.join("\n").as_bytes())
    }

    /// Whether a saved profile is probably of a file of the same kind: at least four of five columns
    /// that it counts are here, and at least half of all its columns. Of a file with one row per
    /// answer, the columns that name the question and hold the answer must be here.
    pub fn is_like(&self, profile: &Self) -> bool {
        let own = self.file_names();
        let names: BTreeSet<String> = own.iter().map(|name| label_key(name)).collect();
        if let Some(long) = &profile.long {
            let found = long.names.iter().filter(|name| names.contains(&label_key(name))).count();
            return long.layout_among(&own).is_some() && found * 5 >= long.names.len() * 4;
        }
        let share = |columns: &mut dyn Iterator<Item = &Column>| {
            let (mut found, mut all) = (0_usize, 0_usize);
            for column in columns {
                all += 1;
                found += usize::from(names.contains(&label_key(&column.name)));
            }
            (found, all)
        };
        let (counted, of_counted) =
            share(&mut profile.columns.iter().filter(|column| column.question().is_some()));
        let (found, of_all) = share(&mut profile.columns.iter());
        of_counted > 0 && counted * 5 >= of_counted * 4 && found * 2 >= of_all
    }

    /// Takes over what was decided in a saved profile. Columns are matched by their names, not by
    /// their places, so that a question that was added moves nothing. What the file itself says
    /// stays: its wave, and of a database's tally how finely its dates are kept.
    pub fn adopt(&mut self, profile: &Self) -> Adopted {
        let places: Vec<Option<usize>> =
            profile.columns.iter().map(|saved| self.place_of(saved)).collect();
        let place = |index: &usize| places.get(*index).copied().flatten();
        let mut adopted = Adopted::default();
        for (saved, found) in profile.columns.iter().zip(&places) {
            let Some(column) = found.and_then(|found| self.columns.get_mut(found)) else {
                if saved.question().is_some() || saved.role.dimension().is_some() {
                    adopted.missing.push(saved.text.clone());
                }
                continue;
            };
            adopted.matched += 1;
            take_over(column, saved);
            column.take_parts(saved, place);
        }
        adopted.new = self
            .columns
            .iter()
            .filter(|column| !places.contains(&Some(column.index)) && column.question().is_some())
            .map(|column| column.text.clone())
            .collect();
        let own = std::mem::replace(&mut self.options, profile.options.clone());
        self.options.unique_by = profile.options.unique_by.iter().filter_map(place).collect();
        if own.wave.is_some() {
            self.options.wave = own.wave;
        }
        if self.tool == Tool::ThroughlineTally {
            self.options.period = own.period;
        }
        adopted
    }

    fn place_of(&self, saved: &Column) -> Option<usize> {
        let key = label_key(&saved.name);
        self.columns.iter().position(|column| label_key(&column.name) == key)
    }
}

fn take_over(column: &mut Column, saved: &Column) {
    let mut proposals = std::mem::take(&mut column.proposals);
    proposals.retain(|proposal| {
        let key = label_key(&proposal.text);
        // On another scale they would stand for other answers.
        let is_known = saved.labels.contains_key(&key) || saved.not_applicable.contains(&key);
        column.scale == saved.scale && !is_known
    });
    let proven = column.date_order.filter(|_| column.date_order_is_certain);
    *column = Column {
        index: column.index,
        name: column.name.clone(),
        text: column.text.clone(),
        decimal_comma: column.decimal_comma,
        time_zone: column.time_zone.take(),
        date_order: proven.or(saved.date_order),
        date_order_is_certain: column.date_order_is_certain,
        proposals,
        samples: std::mem::take(&mut column.samples),
        confidence: saved.confidence,
        reason: "It is taken for the same as in the saved profile.".to_owned(),
        ..saved.clone()
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::Role;
    use crate::dates::DateOrder;
    use crate::import::preview;
    use crate::read::source::Bytes;

    fn plan(text: &str) -> Plan {
        preview(&Bytes::from(text.as_bytes()), 4096).unwrap().plan
    }

    const MAY: &str = "id,nps,ease,team\na,9,3,red\nb,10,5,blue\nc,3,4,red\n";

    #[test]
    fn files_of_one_kind_have_one_fingerprint_whatever_the_order_of_their_columns() {
        let may = plan(MAY);
        assert_eq!(may.fingerprint(), plan("team,id,NPS ,ease\nred,a,9,3\n").fingerprint());
        assert_ne!(may.fingerprint(), plan("id,nps,ease\na,9,3\n").fingerprint());
    }

    #[test]
    fn a_file_with_one_more_question_is_like_the_one_before_and_a_stranger_is_not() {
        let may = plan(MAY).profile();
        assert!(plan("id,nps,ease,fast,team\na,9,3,4,red\nb,1,2,3,red\n").is_like(&may));
        assert!(!plan("id,ease,team\na,3,red\nb,4,red\n").is_like(&may), "half the questions");
        let one = plan("nps,a,b,c,d\n9,x,x,x,x\n3,y,y,y,y\n").profile();
        assert!(!plan("nps,e,f,g,h\n9,x,x,x,x\n3,y,y,y,y\n").is_like(&one), "all else is new");
    }

    #[test]
    fn a_profile_holds_no_answers_and_no_wave() {
        let mut plan = plan(MAY);
        plan.options.wave = Some("May".to_owned());
        let profile = plan.profile();
        assert_eq!(profile.options.wave, None);
        for column in &profile.columns {
            assert!(column.samples.is_empty() && column.reason.is_empty(), "{}", column.name);
        }
    }

    #[test]
    fn what_was_decided_is_taken_over_by_name_and_what_is_new_is_said() {
        let mut may = plan(MAY);
        may.columns[2].role = Role::Other;
        may.columns[1].top_box = 1;
        may.options.unique_by = vec![0];
        may.keep_apart_by(3);
        let mut june = plan("id,fast,nps,ease\na,1,9,3\nb,4,10,5\nc,5,3,4\n");
        let adopted = june.adopt(&may.profile());
        assert_eq!((june.columns[2].top_box, june.columns[3].role), (1, Role::Other));
        assert_eq!(
            adopted,
            Adopted { matched: 3, new: vec!["fast".to_owned()], missing: vec!["team".to_owned()] }
        );
        assert_eq!(june.options.unique_by, [0]);
    }

    #[test]
    fn an_order_of_dates_that_the_new_file_proves_is_kept_and_a_guess_is_not() {
        let dated = |dates: [&str; 2]| {
            plan(&format!("Date,nps\n{} 10:00,9\n{} 10:00,3\n", dates[0], dates[1]))
        };
        let may = dated(["05/25/2026", "05/26/2026"]).profile();
        assert_eq!(may.columns[0].date_order, Some(DateOrder::MonthFirst));
        for (dates, order) in [
            (["25/06/2026", "26/06/2026"], DateOrder::DayFirst),
            (["06/05/2026", "06/04/2026"], DateOrder::MonthFirst),
        ] {
            let mut june = dated(dates);
            june.adopt(&may);
            assert_eq!(june.columns[0].date_order, Some(order), "{dates:?}");
        }
    }

    #[test]
    fn only_labels_that_nobody_decided_about_are_asked_about_again() {
        let scores = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
        let may = plan(&format!("Would you recommend us?\n{scores}10\n0\n")).profile();
        let text = format!("Would you recommend us?\n{}{scores}0\n", "Absolutely\n".repeat(9));
        let mut june = plan(&text);
        june.adopt(&may);
        let asked: Vec<_> = june.columns[0].proposals.iter().map(|p| p.text.as_str()).collect();
        assert_eq!(asked, ["Absolutely"]);
        let mut decided = may;
        decided.columns[0].labels.insert("absolutely".to_owned(), 10);
        let mut july = plan(&text);
        july.adopt(&decided);
        assert!(july.columns[0].proposals.is_empty(), "{:?}", july.columns[0].proposals);
    }

    #[test]
    fn a_question_that_was_said_to_be_another_one_is_so_next_time() {
        let mut june = plan(MAY);
        june.columns[2].same_as = Some("Was it easy?".to_owned());
        let mut july = plan("id,ease,nps\na,5,9\nb,4,3\n");
        july.adopt(&june.profile());
        assert_eq!(july.said_same(), [("ease".to_owned(), "Was it easy?".to_owned())].into());
    }

    #[test]
    fn the_wave_that_a_file_names_outlives_a_profile() {
        let may = plan(MAY).profile();
        let mut june = plan(MAY);
        june.options.wave = Some("June".to_owned());
        june.adopt(&may);
        assert_eq!(june.options.wave.as_deref(), Some("June"));
    }
}
