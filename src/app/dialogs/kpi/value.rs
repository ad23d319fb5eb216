//! What a key figure comes to, how that came about, and how it went.

use std::sync::Arc;

use egui::emath::TSTransform;
use egui::{Grid, RichText, Sense, Ui, pos2, vec2};
use model::Measure;
use model::answers::{KpiPoint, Reached};
use scene::chart::{self, TrendPoint};
use scene::draw::{DrawList, Stroke};
use scene::icon::Icon;

use super::Form;
use crate::canvas::painter;
use crate::panels::kpi_words::{self, Look};
use crate::panels::widgets::{self, SMALL_PX};
use crate::panels::words::{grouped, why_hidden};
use crate::panels::{kpi_details_ui, met_look};
use crate::style;

/// What opens the card of the answers.
const SOURCE: &str = "Where this comes from";
/// Height of the trend, in points.
const TREND_HEIGHT: f32 = 104.0;

impl Form<'_, '_, '_> {
    pub(super) fn value_ui(&mut self, ui: &mut Ui) {
        let theme = self.kit.theme();
        let (kpi, now) = (self.kpi, Arc::clone(&self.now));
        let figure = &now.figure;
        let look = Look::of(kpi, figure.kind);
        widgets::heading_ui(ui, "Now");
        match &figure.now {
            Ok(point) => {
                ui.horizontal_wrapped(|ui| {
                    ui.label(style::semibold(look.value(point.value), 28.0));
                    if let Some(is_met) = figure.met {
                        let (icon, color, word) = met_look(theme, is_met);
                        ui.label(style::icon(icon, 18.0).color(color));
                        let target = kpi_words::target(kpi, figure).unwrap_or_default();
                        ui.label(RichText::new(format!("{word}. {target}")).size(SMALL_PX));
                    }
                });
                let text = self.came_about(look, point);
                if !text.is_empty() {
                    ui.add(egui::Label::new(RichText::new(text).size(SMALL_PX)).wrap());
                }
            }
            Err(why) => {
                widgets::hint_ui(ui, theme, format!("{why}."));
            }
        }
        self.source_ui(ui);
        self.trend_ui(ui, look);
        self.funnel_ui(ui);
    }

    /// The way to the card of the answers that the figure stands on.
    fn source_ui(&mut self, ui: &mut Ui) {
        let Measure::Answers { survey, question } = &self.kpi.measure else { return };
        ui.add_space(4.0);
        let button = widgets::icon_text_button(Icon::Quiz, SOURCE);
        let response = widgets::named(ui.add(button), SOURCE);
        let of = (*survey, question.as_str(), self.kpi.about);
        let (shown, actions) = (self.kit.shown, &mut *self.kit.actions);
        kpi_details_ui(shown, self.details, (&response, SOURCE), of, actions);
    }

    /// The arithmetic behind a value, or what it stands on.
    fn came_about(&self, look: Look<'_>, point: &KpiPoint) -> String {
        let note = look.note(point);
        let in_brackets = if note.is_empty() { String::new() } else { format!(" ({note})") };
        let (kpi, value) = (self.kpi, look.value(point.value));
        if let Some(formula) = kpi.formula() {
            let last = kpi.readings.iter().next_back();
            let numbers = last.map(|(_, reading)| reading.clone()).unwrap_or_default();
            let arithmetic = formula.with_numbers(&numbers, kpi_words::in_arithmetic);
            let day =
                last.map_or_else(String::new, |(day, _)| format!("{}: ", kpi_words::date(*day)));
            return format!("{day}{arithmetic} = {value}{in_brackets}");
        }
        match self.now.figure.median {
            Some(median) => format!("Mean {value}{in_brackets}; median {}", look.value(median)),
            None => note,
        }
    }

    /// The values over time with their intervals, and in words for those who do not see them.
    fn trend_ui(&mut self, ui: &mut Ui, look: Look<'_>) {
        let now = Arc::clone(&self.now);
        let history = &now.figure.history;
        let (Some(first), Some(last)) = (history.first(), history.last()) else { return };
        if history.len() < 2 {
            return;
        }
        let ends = history.iter().flat_map(|point| {
            let (low, high) = point.interval95.unwrap_or((point.value, point.value));
            [low, high, point.value]
        });
        // What is larger is drawn at the edge, so that every length stays a number.
        let all = ends.chain(self.kpi.target).map(|value| value.clamp(-1e300, 1e300));
        let (low, high) =
            all.fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(v), high.max(v)));
        let span = high - low;
        let room = if span > 0.0 { span * 0.05 } else { low.abs().max(1.0) * 0.1 };
        let points: Vec<TrendPoint> = history
            .iter()
            .map(|point| TrendPoint {
                label: point.label.clone(),
                value: Some(point.value),
                interval: point.interval95,
            })
            .collect();
        let size = vec2(ui.available_width(), TREND_HEIGHT);
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        let name = format!(
            "{} values, from {} ({}) to {} ({})",
            history.len(),
            look.value(first.value),
            first.label,
            look.value(last.value),
            last.label
        );
        if ui.is_rect_visible(rect) {
            let range = (low - room, high + room);
            let theme = self.kit.shown.theme;
            let mut list = DrawList::new();
            if let Some(target) = self.kpi.target {
                let plot = chart::trend_plot(rect);
                let share = ((target - range.0) / (range.1 - range.0)).clamp(0.0, 1.0);
                let y = plot.bottom() - plot.height() * share as f32;
                let stroke = Stroke::solid(1.0, theme.chart.bar_strong);
                list.line(pos2(plot.left(), y), pos2(plot.right(), y), stroke);
            }
            list.extend(chart::trend(&points, range, rect, theme, self.kit.text));
            painter::paint(ui.painter(), list.items(), TSTransform::IDENTITY);
        }
        widgets::name_as(&response, egui::accesskit::Role::Image, &name);
        response.on_hover_text(name);
    }

    /// How many reached each stage, for a conversion.
    fn funnel_ui(&self, ui: &mut Ui) {
        let shown = self.kit.shown;
        let Measure::Conversion { .. } = &self.kpi.measure else { return };
        let project = shown.editor.project();
        let reached = &self.now.reached;
        if reached.is_empty() {
            let hint = "No label of the survey stands for a stage of this map yet. Labels are \
                        assigned under Surveys in the inspector while nothing is selected.";
            widgets::hint_ui(ui, shown.theme, hint);
            return;
        }
        widgets::divider_ui(ui, shown.theme);
        widgets::heading_ui(ui, "From stage to stage");
        let small = |text: &str| RichText::new(text).size(SMALL_PX);
        let grid = Grid::new("funnel").num_columns(3).spacing([20.0, 4.0]).min_row_height(18.0);
        grid.show(ui, |ui| {
            for head in ["Stage", "Reached", "Of those before"] {
                ui.label(small(head).color(shown.theme.ui.secondary));
            }
            ui.end_row();
            for step in reached {
                let mut maps = project.maps.values();
                let stage = maps.find_map(|map| map.stages.get(&step.stage));
                ui.label(small(&kpi_words::short(stage.map_or("", |stage| &stage.name))));
                let count = if step.is_hidden {
                    why_hidden(step.n, project.hide_below.0).to_owned()
                } else {
                    grouped(step.count)
                };
                ui.label(small(&count));
                ui.label(small(&rate_text(step)));
                ui.end_row();
            }
        });
    }
}

/// "40 % (95 %: 33 to 47)"; a dash where there is no rate: at the first stage, where more reached
/// one than the one before, or where too few did.
fn rate_text(step: &Reached) -> String {
    let Some(rate) = step.from_previous else { return "–".to_owned() };
    let (low, high) = rate.interval95;
    let span = Look::Percent.span((low / 100.0, high / 100.0));
    let span = span.trim_end_matches(" %");
    format!("{} (95 %: {span})", Look::Percent.value(rate.percent / 100.0))
}
