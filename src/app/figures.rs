//! The survey figures that the canvas shows: chips in the bands' heads, measured curves.

use model::answers::{self, Scope};
use model::{MapId, Project};
use scene::{Chip, Figures};
use survey::tally::Kind;

/// Works out what the canvas shows of the surveys on this map.
pub fn figures(project: &Project, map: MapId) -> Figures {
    let mut figures = Figures::default();
    if project.surveys.is_empty() {
        return figures;
    }
    for (persona, _) in project.personas_in_order() {
        let scope = Scope { persona: Some(persona), ..Scope::default() };
        let chips = answers::metrics(project, map, scope, answers::MIN_ANSWERS)
            .into_iter()
            .filter(|entry| entry.metric.kind == Kind::Nps)
            .filter_map(|entry| {
                let value = entry.metric.value?;
                Some(Chip {
                    label: "NPS".to_owned(),
                    value: format!("{value:+.0}"),
                    note: format!("n {}", entry.metric.n),
                })
            })
            .take(1)
            .collect::<Vec<_>>();
        if !chips.is_empty() {
            figures.chips.insert(persona, chips);
        }
        let points = answers::measured_curve(project, map, Some(persona));
        if !points.is_empty() {
            figures.measured.insert(persona, points);
        }
    }
    figures
}
