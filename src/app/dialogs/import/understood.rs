//! What was understood of the file as a whole, and whose decisions were taken over.

use egui::{DragValue, Frame, Ui};
use store::SurveyProfile;
use survey::columns::Role;
use survey::import::{Adopted, Plan, Preview};

use super::layout::{Layout, RowIs};
use super::parts;
use crate::panels::widgets;
use scene::theme::Theme;

/// Decisions about an earlier file, and what became of them in this one.
#[derive(Clone, Debug)]
pub(super) struct Profile {
    saved: SurveyProfile,
    adopted: Adopted,
    /// Whether they are used, and not what was guessed.
    is_used: bool,
}

impl Profile {
    /// Takes the decisions over into a plan.
    pub(super) fn adopt(saved: SurveyProfile, plan: &mut Plan) -> Self {
        let adopted = plan.adopt(&saved.plan);
        Self { saved, adopted, is_used: true }
    }

    /// That the person wanted people to be recognised in the next wave. Where it was not wanted, it
    /// may be now.
    pub(super) fn remembers_people(&self) -> Option<bool> {
        self.saved.remembers_people.then_some(true)
    }

    /// Takes the decisions over into a plan of other header rows, if they are used.
    pub(super) fn adopt_again(&mut self, plan: &mut Plan) {
        if self.is_used {
            self.adopted = plan.adopt(&self.saved.plan);
        }
    }

    /// What was taken over, in a sentence.
    fn text(&self) -> String {
        let columns = widgets::counted(self.adopted.matched, "column", "columns");
        let mut parts = vec![format!("{columns} taken over")];
        let (new, missing) = (&self.adopted.new, &self.adopted.missing);
        if !new.is_empty() {
            let what = widgets::counted(new.len(), "new question", "new questions");
            parts.push(format!("{what}: {}", parts::quoted(new)));
        }
        if !missing.is_empty() {
            parts.push(format!("{} missing: {}", missing.len(), parts::quoted(missing)));
        }
        format!("Set up as for “{}”: {}.", self.saved.file, parts.join(", "))
    }

    /// The banner. Changes the plan when somebody wants fresh guesses, or the decisions back.
    pub(super) fn banner_ui(
        &mut self,
        ui: &mut Ui,
        theme: &Theme,
        plan: &mut Plan,
        guessed: &Plan,
    ) {
        let margin = egui::Margin::symmetric(12, 6);
        let ground = Frame::new().fill(theme.ui.selection).corner_radius(6).inner_margin(margin);
        ground.show(ui, |ui| {
            ui.spacing_mut().interact_size.y = 24.0;
            ui.horizontal_wrapped(|ui| {
                let text = if self.is_used {
                    self.text()
                } else {
                    format!("Guessed anew, not set up as for “{}”.", self.saved.file)
                };
                let label = ui.label(egui::RichText::new(text).size(widgets::SMALL_PX));
                let full = [&self.adopted.new, &self.adopted.missing]
                    .map(|names| names.join("\n"))
                    .join("\n");
                if self.is_used && !full.trim().is_empty() {
                    label.on_hover_text(full.trim());
                }
                let button = if self.is_used {
                    "Use fresh guesses".to_owned()
                } else {
                    format!("Set up as for “{}”", self.saved.file)
                };
                if ui.button(button).clicked() {
                    self.is_used = !self.is_used;
                    *plan = guessed.clone();
                    self.adopt_again(plan);
                }
            });
        });
    }
}

/// What was said anew of the rows of a file.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Rows {
    /// How many of them are headers.
    pub(super) header_rows: Option<usize>,
    /// What each of the others is.
    pub(super) row: Option<RowIs>,
}

/// One line on the file, and what its rows are. Returns what was said of them.
pub(super) fn format_ui(
    ui: &mut Ui,
    theme: &Theme,
    file: &str,
    (plan, preview): (&Plan, &Preview),
    layout: &mut Layout,
    show_all: &mut bool,
) -> Rows {
    let format = plan.file_format();
    let delimiter = match format.delimiter() {
        None => "workbook",
        Some(',') => "commas",
        Some(';') => "semicolons",
        Some('\t') => "tabs",
        Some(_) => "other separators",
    };
    let text = format!(
        "{}: {}, {}, {}.",
        crate::texts::shortened(file, 60),
        match plan.tool {
            survey::columns::tool::Tool::Unknown => "no known tool",
            tool => tool.name(),
        },
        format.encoding_name(),
        delimiter
    );
    let personal = plan.with_role(Role::Personal).len();
    let mut header_rows = format.header_rows;
    let mut rows = Rows::default();
    ui.horizontal_wrapped(|ui| {
        widgets::hint_ui(ui, theme, text).on_hover_text(file);
        let label = ui.label("Header rows");
        // They are those of the file, before its rows are put together.
        let field = DragValue::new(&mut header_rows).range(1..=3);
        ui.add_enabled(plan.long.is_none(), field).labelled_by(label.id);
        rows.row = layout.ui(ui, plan);
        ui.checkbox(show_all, "Show every column");
        if personal > 0 {
            let text = format!(
                "{} not imported.",
                widgets::counted(personal, "personal column is", "personal columns are")
            );
            widgets::hint_ui(ui, theme, text);
        }
    });
    if let Some(problem) = layout.problem() {
        widgets::hint_ui(ui, theme, problem);
    }
    rows.header_rows =
        (header_rows != preview.plan.file_format().header_rows).then_some(header_rows);
    rows
}

#[cfg(test)]
mod tests {
    use survey::read::source::Bytes;

    use super::*;

    #[test]
    fn the_banner_says_what_is_new_and_what_is_missing_by_name() {
        let plan = |text: &str| survey::preview(&Bytes::from(text.as_bytes()), 4096).unwrap().plan;
        let may = plan("id,nps,ease,team\na,9,3,red\nb,10,5,blue\n");
        let mut june = plan("id,nps,fast\na,9,3\nb,10,5\n");
        let now = std::time::SystemTime::UNIX_EPOCH;
        let saved = SurveyProfile::new("May.csv", &may, true, now);
        let text = Profile::adopt(saved, &mut june).text();
        assert!(text.starts_with("Set up as for “May.csv”: 2 columns taken over"), "{text}");
        assert!(text.contains("1 new question: “fast”"), "{text}");
        assert!(text.contains("missing: “ease”"), "{text}");
    }
}
