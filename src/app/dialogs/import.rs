//! Importing a survey: what was understood of the file, changeable, with the figures that result.
//! Nothing is written to the project until Import is pressed.

mod answers;
mod changes;
mod columns;
mod counting;
mod details;
mod layout;
mod left_out;
mod matching;
mod parts;
mod result;
mod target;
mod understood;
mod warnings;

pub use counting::Outcome;

use std::path::PathBuf;

use egui::{ScrollArea, Ui};
use model::{Project, SurveyId};
use survey::import::{Plan, Preview};

use super::kit::{self, Kit};
use crate::action::Action;
use crate::panels::widgets;
use crate::style;
use crate::survey_file::count::{CountRequest, Counted};
use crate::survey_file::target::Candidate;
use crate::survey_file::{Looked, NewSurvey, RowsSaid, Target};

/// How much of the window the figures take, and how high they are at least and at most, in points.
const FIGURES_SHARE: f32 = 0.2;
const FIGURES_PT: [f32; 2] = [64.0, 168.0];
/// How high a tab is at least and at most, in points.
const TAB_PT: [f32; 2] = [100.0, 460.0];
/// What stands below a tab at first, until it was laid out once, in points.
const BELOW_PT: f32 = 220.0;

/// The parts of the dialog.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
enum Tab {
    /// What each column is for.
    #[default]
    Columns,
    /// Which answers count.
    Answers,
    /// Which label is which element of the map.
    Matching,
    /// What is different from the survey that the file belongs to.
    Changes,
    /// The first rows of the file.
    Rows,
    /// What could not be used.
    LeftOut,
}

/// What the dialog is set to.
#[derive(Clone, Debug)]
pub struct ImportDialog {
    path: PathBuf,
    file: String,
    preview: Box<Preview>,
    plan: Plan,
    /// Decisions about an earlier file like this one.
    profile: Option<Box<understood::Profile>>,
    salt: u64,
    /// Whether people are to be recognised in the next wave, where somebody said so.
    remembers_people: Option<bool>,
    /// The request that was sent to be counted last.
    asked: Option<CountRequest>,
    /// Whether it is still being counted: what is shown belongs to the one before.
    is_counting: bool,
    /// Whether the same is to be counted once more: it was stopped, or the file could not be read.
    counts_again: bool,
    counted: Option<Box<Counted>>,
    figures: result::Figures,
    problem: Option<String>,
    /// What is to be imported.
    survey: Option<NewSurvey>,
    /// The labels that can be matched, with their answers.
    labels: matching::Labels,
    /// What they can stand for.
    choices: matching::Choices,
    chosen: matching::Chosen,
    /// The surveys that it may belong to, for the plan that was asked about last.
    candidates: Vec<Candidate>,
    /// What becomes of the file: as somebody chose, or as is most likely.
    target: Option<Target>,
    proposed: Target,
    /// The likeliest survey when that was proposed, and whether it was.
    proposed_for: Option<SurveyId>,
    has_proposal: bool,
    names: changes::WaveNames,
    details: details::Details,
    layout: layout::Layout,
    tab: Tab,
    show_all: bool,
    /// Whether Import was there to be pressed already.
    was_ready: bool,
    /// How high what stands below the tab is, in points.
    below_pt: f32,
    /// How high all of it is, in points.
    height_pt: f32,
}

impl ImportDialog {
    /// The dialog for a file of which the beginning was read.
    pub fn new(path: PathBuf, file: String, looked: Looked, project: &Project) -> Self {
        let Looked { preview, profile, salt } = looked;
        let mut plan = preview.plan.clone();
        let profile = profile.map(|saved| Box::new(understood::Profile::adopt(saved, &mut plan)));
        let layout = layout::Layout::of(&preview.plan, &preview.warnings);
        let mut dialog = Self {
            path,
            file,
            preview: Box::new(preview),
            plan,
            remembers_people: profile.as_ref().and_then(|profile| profile.remembers_people()),
            profile,
            salt,
            asked: None,
            is_counting: false,
            counts_again: false,
            counted: None,
            figures: result::Figures::default(),
            problem: None,
            survey: None,
            labels: matching::Labels::default(),
            choices: matching::Choices::default(),
            chosen: matching::Chosen::default(),
            candidates: Vec::new(),
            target: None,
            proposed: Target::New,
            proposed_for: None,
            has_proposal: false,
            names: changes::WaveNames::default(),
            details: details::Details::default(),
            layout,
            tab: Tab::default(),
            show_all: false,
            was_ready: false,
            below_pt: BELOW_PT,
            height_pt: 0.0,
        };
        dialog.find_candidates(project);
        dialog
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, kit: &mut Kit<'_>) {
        self.understood_ui(ui, kit);
        ui.add_space(4.0);
        self.tabs_ui(ui);
        // What stands below keeps its room; the tab gets what is left of the window.
        let left = kit.max_height - 48.0 - ui.min_rect().height() - self.below_pt;
        let height = left.clamp(TAB_PT[0], TAB_PT[1]);
        let scroll = match self.tab {
            Tab::Rows | Tab::LeftOut => ScrollArea::both(),
            _ => ScrollArea::vertical(),
        };
        let scroll = scroll.id_salt(self.tab).max_height(height).min_scrolled_height(height);
        scroll.auto_shrink([false, false]).show(ui, |ui| self.tab_ui(ui, kit));
        let top = ui.min_rect().bottom();
        widgets::divider_ui(ui, kit.theme());
        self.figures_ui(ui, kit);
        self.target_ui(ui, kit);
        self.buttons_ui(ui, kit);
        self.settle(ui, top);
        self.ask_for_count(kit);
    }

    /// Notes how much room there is for the tab, which ends at `top`, in the next frame. That frame,
    /// and one more in which the dialog is put into the middle again, come at once.
    fn settle(&mut self, ui: &Ui, top: f32) {
        if ui.is_sizing_pass() {
            return;
        }
        let now = (ui.min_rect().bottom() - top, ui.min_rect().height());
        let is_other = |now: f32, before: f32| (now - before).abs() > 0.5;
        if is_other(now.0, self.below_pt) || is_other(now.1, self.height_pt) {
            (self.below_pt, self.height_pt) = now;
            ui.ctx().request_repaint();
        }
    }

    /// What was understood of the file, and whose decisions were taken over.
    fn understood_ui(&mut self, ui: &mut Ui, kit: &mut Kit<'_>) {
        let theme = kit.theme();
        let (plan, preview) = (&self.plan, &*self.preview);
        let (layout, all) = (&mut self.layout, &mut self.show_all);
        let rows = understood::format_ui(ui, theme, &self.file, (plan, preview), layout, all);
        if let Some(row) = rows.row {
            let header_rows = preview.plan.file_format().header_rows;
            let said = RowsSaid { header_rows, long: row.layout() };
            kit.actions.push(Action::ReadRows { path: self.path.clone(), said });
        }
        if let Some(rows) = rows.header_rows {
            *self.preview = (*self.preview).clone().with_header_rows(rows);
            self.plan = self.preview.plan.clone();
            if let Some(profile) = &mut self.profile {
                profile.adopt_again(&mut self.plan);
            }
        }
        if let Some(profile) = &mut self.profile {
            ui.add_space(4.0);
            profile.banner_ui(ui, theme, &mut self.plan, &self.preview.plan);
        }
    }

    fn tabs_ui(&mut self, ui: &mut Ui) {
        let numbered = |name: &str, count: u64| match count {
            0 => name.to_owned(),
            _ => format!("{name} ({count})"),
        };
        let unassigned = self.survey.as_ref().map_or(0, |survey| self.labels.unassigned(survey));
        let matching = match unassigned {
            0 => "Matching".to_owned(),
            count => format!("Matching ({count} unassigned)"),
        };
        let rejected = self.counted.as_ref().map_or(0, |counted| counted.rejects.total);
        let mut tabs = vec![
            (Tab::Columns, "Columns".to_owned()),
            (Tab::Answers, "Answers".to_owned()),
            (Tab::Matching, matching),
        ];
        if let Some(candidate) = changes::candidate_of(&self.candidates, self.target()) {
            let changes = &candidate.changes;
            let count = [&changes.new, &changes.gone].map(Vec::len).iter().sum::<usize>()
                + changes.rescaled.len();
            tabs.push((Tab::Changes, numbered("Changes", count as u64)));
        } else if self.tab == Tab::Changes {
            self.tab = Tab::Columns;
        }
        tabs.push((Tab::Rows, "First rows".to_owned()));
        tabs.push((Tab::LeftOut, numbered("Left out", rejected)));
        ui.horizontal_wrapped(|ui| {
            for (tab, name) in tabs {
                if ui.selectable_value(&mut self.tab, tab, name).changed() {
                    // The tab that was chosen before is drawn already.
                    ui.ctx().request_repaint();
                }
            }
        });
    }

    fn tab_ui(&mut self, ui: &mut Ui, kit: &Kit<'_>) {
        let theme = kit.theme();
        match self.tab {
            Tab::Columns => {
                let counted = self.counted.iter().flat_map(|counted| &counted.warnings);
                for text in warnings::open(self.preview.warnings.iter().chain(counted), &self.plan)
                {
                    widgets::warning_ui(ui, theme, text);
                }
                let columns = columns::Columns {
                    plan: &mut self.plan,
                    spreads: &self.figures.spreads,
                    show_all: self.show_all,
                    details: &mut self.details,
                };
                columns::columns_ui(ui, theme, columns);
            }
            Tab::Answers => {
                let answers = answers::Answers {
                    is_wave: self.is_wave(),
                    is_counting: self.is_counting,
                    plan: &mut self.plan,
                    counted: self.counted.as_deref(),
                };
                answers::answers_ui(ui, theme, answers);
            }
            Tab::Matching => {
                let (labels, choices) = (&self.labels, &self.choices);
                let survey = self.survey.as_mut();
                matching::matching_ui(ui, kit, survey, labels, choices, &mut self.chosen);
            }
            Tab::Changes => {
                self.changes_ui(ui, kit);
            }
            Tab::Rows => result::rows_ui(ui, theme, &self.preview),
            Tab::LeftOut => {
                result::left_out_ui(ui, theme, self.counted.as_deref(), &self.plan);
            }
        }
    }

    /// What is different from the survey that the file belongs to. What is said of a question is
    /// kept with its column.
    fn changes_ui(&mut self, ui: &mut Ui, kit: &Kit<'_>) {
        let Some(candidate) = changes::candidate_of(&self.candidates, self.target()) else {
            return;
        };
        let Some(record) = kit.shown.editor.project().surveys.get(&candidate.id) else { return };
        let before = &record.tally.questions;
        let Some(said) = changes::changes_ui(ui, kit.theme(), candidate, before) else { return };
        let mut columns = self.plan.columns.iter_mut();
        if let Some(column) = columns.find(|column| column.name == said.name) {
            column.same_as = said.same_as;
        }
    }

    /// How far the count is, what became of the rows, and the figures that result.
    fn figures_ui(&mut self, ui: &mut Ui, kit: &mut Kit<'_>) {
        let theme = kit.theme();
        if self.is_counting {
            ui.horizontal(|ui| {
                let count = kit.shown.counting;
                let text = count.map_or("Counting answers…", |count| count.text.as_str());
                widgets::hint_ui(ui, theme, text);
                if count.is_some_and(|count| count.can_cancel)
                    && ui.button("Stop counting").clicked()
                {
                    kit.actions.push(Action::StopCounting);
                }
            });
        } else if let Some(counted) = &self.counted {
            let counts = &counted.counts;
            let text = result::rows_text(counts, self.plan.options.complete_only);
            ui.add(egui::Label::new(text).wrap());
        }
        if let Some(problem) = &self.problem {
            widgets::warning_ui(ui, theme, problem);
            self.counts_again |= ui.button("Count again").clicked();
        }
        if self.counted.is_some() {
            let height = (kit.max_height * FIGURES_SHARE).clamp(FIGURES_PT[0], FIGURES_PT[1]);
            ui.scope(|ui| {
                parts::dim_old(ui, self.is_counting);
                result::figures_ui(ui, theme, &self.figures, height);
            });
        }
    }

    fn buttons_ui(&mut self, ui: &mut Ui, kit: &mut Kit<'_>) {
        let ready = self.is_ready();
        kit::buttons_ui(ui, |ui| {
            let import = ui.add_enabled(ready, style::primary_button(kit.theme(), "Import"));
            if ready && !std::mem::replace(&mut self.was_ready, true) {
                // Enter presses it as soon as there is something to import, unless somebody is busy
                // elsewhere in the dialog.
                let is_free = ui.memory(|memory| memory.focused().is_none());
                if is_free {
                    import.request_focus();
                }
            }
            if import.clicked()
                && let Some(import) = self.import()
            {
                kit.actions.push(Action::ImportSurvey(Box::new(import)));
            }
            if ui.button("Cancel").clicked() {
                kit.close();
            }
            self.left_out_buttons_ui(ui, kit);
        });
    }
}
