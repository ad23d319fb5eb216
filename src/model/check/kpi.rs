//! The rules of key figures.

use survey::formula::MAX_FORMULA_BYTES;

use super::{Checker, quoted};
use crate::{Fault, HideBelow, Kpi, KpiId, Measure, Object, Reading, Unit};

impl Checker<'_> {
    pub(super) fn kpi(&mut self, id: KpiId) -> Option<()> {
        let (object, kpi) = (Object::Kpi(id), self.project.kpis.get(&id)?);
        let name = format!("the key figure {}", quoted(&kpi.name));
        self.order(object, &name, &kpi.order);
        self.texts(object, &name, &[("name", &kpi.name), ("notes", &kpi.notes)]);
        self.ext(object, &name, &kpi.ext);
        match &kpi.measure {
            Measure::Formula(text) if text.len() > MAX_FORMULA_BYTES => {
                let message = format!("The formula of {name} is too long.");
                self.report(object, Fault::TooLong, message);
            }
            Measure::Answers { question, .. } | Measure::Conversion { question, .. } => {
                self.texts(object, &name, &[("question", question)]);
            }
            Measure::Formula(_) => {}
        }
        if let Unit::Named(unit) = &kpi.unit {
            self.texts(object, &name, &[("unit", unit)]);
        }
        let noted = kpi.readings.values().flat_map(|reading| reading.values());
        if !noted.chain(&kpi.target).all(|number| number.is_finite()) {
            let message = format!("A number of {name} is none.");
            self.report(object, Fault::Number, message);
        }
        if kpi.readings.len() > Kpi::MAX_READINGS {
            let message = format!("The list of {name} has more than {} days.", Kpi::MAX_READINGS);
            self.report(object, Fault::Number, message);
        }
        let is_crowded = |reading: &Reading| reading.len() > Kpi::MAX_NUMBERS;
        if kpi.readings.values().any(is_crowded) {
            let message = format!("A day of {name} has more than {} numbers.", Kpi::MAX_NUMBERS);
            self.report(object, Fault::Number, message);
        }
        let mut names = kpi.readings.values().flat_map(|reading| reading.keys());
        if names.any(|name| name.len() > Kpi::MAX_NAME_BYTES) {
            let message = format!("The name of a number of {name} is too long.");
            self.report(object, Fault::Number, message);
        }
        Some(())
    }

    /// The least number of answers is one that may be chosen.
    pub(super) fn hide_below(&mut self) {
        let HideBelow(limit) = self.project.hide_below;
        if !HideBelow::ALLOWED.contains(&limit) {
            let (low, high) = (HideBelow::ALLOWED.start(), HideBelow::ALLOWED.end());
            let message = format!(
                "Figures are hidden under {limit} answers; the limit must be {low} to {high}."
            );
            self.report(Object::Project, Fault::Number, message);
        }
    }
}
