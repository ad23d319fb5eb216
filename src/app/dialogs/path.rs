//! Our own path dialog, for systems that have none.

use std::fs;
use std::path::{Path, PathBuf};

use egui::{Key, ScrollArea, Ui};
use scene::icon::Icon;

use super::kit::{self, Kit};
use crate::action::{Action, Answer, PathPurpose};
use crate::panels::widgets;
use crate::style;

/// How many entries of a folder are listed.
const MOST_ENTRIES: usize = 2_000;

/// Something in a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    is_file: bool,
    /// The name in lower case, by which the list is sorted.
    key: String,
    name: String,
}

/// A folder, what is in it, and the name that is being typed.
#[derive(Clone, Debug)]
pub struct PathDialog {
    purpose: PathPurpose,
    folder: PathBuf,
    /// The folder as it is being typed.
    typed_folder: String,
    name: String,
    entries: Vec<Entry>,
    /// Whether files of every kind are listed.
    all_files: bool,
    /// What is wrong, said below the name.
    error: Option<String>,
    /// The file that would be overwritten, while that is asked.
    overwrites: Option<PathBuf>,
}

impl PathDialog {
    pub(super) fn new(purpose: PathPurpose, folder: Option<PathBuf>, name: String) -> Self {
        let here = || std::env::current_dir().unwrap_or_else(|_| PathBuf::from("/"));
        let mut dialog = Self {
            purpose,
            folder: PathBuf::new(),
            typed_folder: String::new(),
            name,
            entries: Vec::new(),
            all_files: false,
            error: None,
            overwrites: None,
        };
        dialog.go_to(folder.filter(|folder| folder.is_dir()).unwrap_or_else(here));
        dialog
    }

    pub(super) const fn title(&self) -> &str {
        self.purpose.title()
    }

    /// Lists another folder. A folder that cannot be read leaves the list as it was.
    fn go_to(&mut self, folder: PathBuf) {
        self.overwrites = None;
        match list(&folder, (!self.all_files).then(|| self.purpose.filter().1)) {
            Ok(entries) => {
                self.entries = entries;
                self.typed_folder = folder.display().to_string();
                self.folder = folder;
                self.error = None;
            }
            Err(error) => {
                self.error = Some(format!("“{}” cannot be listed: {error}.", folder.display()));
            }
        }
    }

    /// The path that the name stands for, with the usual ending.
    fn path(&self) -> PathBuf {
        self.purpose.with_ending(self.folder.join(self.name.trim()))
    }

    /// Takes the path that was typed, goes into it if it is a folder, or says what is wrong.
    fn accept(&mut self) -> Option<PathBuf> {
        let name = self.name.trim().to_owned();
        if name.is_empty() {
            self.error = Some("Type a name, or choose a file from the list.".to_owned());
            return None;
        }
        let typed = self.folder.join(&name);
        if typed.is_dir() {
            self.name.clear();
            self.go_to(typed);
            return None;
        }
        let path = self.path();
        let folder = path.parent().map_or_else(|| self.folder.clone(), Path::to_path_buf);
        if self.purpose.is_for_writing() {
            if !folder.is_dir() {
                self.error = Some(format!("There is no folder “{}”.", folder.display()));
                return None;
            }
            if path.exists() && self.overwrites.as_ref() != Some(&path) {
                self.overwrites = Some(path);
                return None;
            }
        } else if !path.is_file() {
            self.error = Some(format!("There is no file “{name}” in this folder."));
            return None;
        }
        Some(path)
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, kit: &mut Kit<'_>) {
        self.folder_ui(ui, kit);
        self.list_ui(ui, kit);
        let mut done = self.name_ui(ui, kit);
        if let Some(error) = &self.error {
            let response = widgets::warning_ui(ui, kit.theme(), error.as_str());
            ui.ctx().accesskit_node_builder(response.id, |node| {
                node.set_live(egui::accesskit::Live::Assertive);
            });
        }
        if let Some(path) = self.overwrites.clone() {
            done |= self.overwrite_ui(ui, kit, &path);
        } else {
            kit::buttons_ui(ui, |ui| {
                let text = if self.purpose.is_for_writing() { "Save" } else { "Open" };
                done |= ui.add(style::primary_button(kit.theme(), text)).clicked();
                if ui.button("Cancel").clicked() {
                    kit.close();
                }
            });
        }
        if done && let Some(path) = self.accept() {
            kit.actions.push(Action::Answer(Answer::Path(self.purpose.clone(), path)));
        }
    }

    fn folder_ui(&mut self, ui: &mut Ui, kit: &Kit<'_>) {
        let label = widgets::field_label_ui(ui, kit.theme(), "Folder");
        let mut to = None;
        ui.horizontal(|ui| {
            if widgets::icon_button_ui(ui, Icon::ArrowUpward, "Folder above").clicked() {
                to = self.folder.parent().map(Path::to_path_buf);
            }
            let field = egui::TextEdit::singleline(&mut self.typed_folder);
            let response = ui.add(field.desired_width(f32::INFINITY)).labelled_by(label.id);
            if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
                to = Some(PathBuf::from(self.typed_folder.trim()));
            }
        });
        if let Some(folder) = to {
            self.go_to(folder);
        }
    }

    fn list_ui(&mut self, ui: &mut Ui, kit: &mut Kit<'_>) {
        let theme = kit.theme();
        let mut clicked = None;
        let height = (kit.max_height - 360.0).clamp(120.0, 320.0);
        let frame = egui::Frame::new()
            .stroke(egui::Stroke::new(1.0, theme.ui.hairline))
            .corner_radius(6)
            .inner_margin(4);
        frame.show(ui, |ui| {
            widgets::name_group(ui, egui::accesskit::Role::List, "Files and folders");
            let scroll = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
            scroll.auto_shrink(false).show_rows(ui, 32.0, self.entries.len(), |ui, rows| {
                ui.spacing_mut().item_spacing.y = 0.0;
                for entry in self.entries.get(rows).unwrap_or_default() {
                    let icon = if entry.is_file { Icon::Description } else { Icon::FolderOpen };
                    let icon = Some((icon, theme.ui.secondary));
                    let selected = entry.is_file && entry.name == self.name;
                    if widgets::row_ui(ui, theme, icon, &entry.name, "", selected).clicked() {
                        clicked = Some(entry.clone());
                    }
                }
            });
        });
        if self.entries.is_empty() {
            let text = if self.all_files {
                "The folder is empty."
            } else {
                "The folder holds no folders and no files of this kind."
            };
            widgets::hint_ui(ui, theme, text);
        }
        if let Some(entry) = clicked {
            if entry.is_file {
                // A second click on the file that is chosen already opens it.
                let again = self.name == entry.name;
                self.name = entry.name;
                self.error = None;
                if again
                    && !self.purpose.is_for_writing()
                    && let Some(path) = self.accept()
                {
                    kit.actions.push(Action::Answer(Answer::Path(self.purpose.clone(), path)));
                }
            } else {
                self.go_to(self.folder.join(entry.name));
            }
        }
        let label = match self.purpose {
            PathPurpose::Open | PathPurpose::SaveAs | PathPurpose::SaveCopy => {
                "Show only Throughline projects (.ron)"
            }
            PathPurpose::ImportSurvey => "Show only survey files (.csv, .tsv, .txt, .xlsx)",
            PathPurpose::ExportPicture => "Show only PNG pictures (.png)",
            PathPurpose::SaveRejects => "Show only tables (.csv)",
        };
        let mut only = !self.all_files;
        if widgets::check_ui(ui, &mut only, label).changed() {
            self.all_files = !only;
            self.go_to(self.folder.clone());
        }
    }

    /// The line with the file's name; returns whether Enter was pressed in it.
    fn name_ui(&mut self, ui: &mut Ui, kit: &Kit<'_>) -> bool {
        let label = widgets::field_label_ui(ui, kit.theme(), "File name");
        let id = egui::Id::unique("path dialog name");
        if kit.opened {
            // The ending stays while the name is typed over.
            let stem = Path::new(&self.name).file_stem().unwrap_or_default();
            widgets::select_all(ui, id, &stem.to_string_lossy());
        }
        let field = egui::TextEdit::singleline(&mut self.name).desired_width(f32::INFINITY);
        let response = ui.add(field.id(id)).labelled_by(label.id);
        if response.changed() {
            self.error = None;
            self.overwrites = None;
        }
        response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
    }

    /// The question whether to replace a file; returns whether to.
    fn overwrite_ui(&mut self, ui: &mut Ui, kit: &Kit<'_>, path: &Path) -> bool {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        ui.add_space(8.0);
        kit::text_ui(ui, &format!("“{name}” exists already. Do you want to replace it?"));
        let mut replace = false;
        kit::buttons_ui(ui, |ui| {
            replace = ui.add(style::danger_button(kit.theme(), "Replace")).clicked();
            if ui.button("Choose another name").clicked() {
                self.overwrites = None;
            }
        });
        replace
    }
}

/// Folders, then the files with one of these endings (none: all files), each sorted by name.
/// Hidden ones are left out.
fn list(folder: &Path, endings: Option<&[&str]>) -> std::io::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_file = !entry.path().is_dir();
        let fits = |endings: &[&str]| {
            let ending = Path::new(&name).extension().unwrap_or_default().to_string_lossy();
            endings.iter().any(|wanted| ending.eq_ignore_ascii_case(wanted))
        };
        if name.starts_with('.') || (is_file && !endings.is_none_or(fits)) {
            continue;
        }
        entries.push(Entry { is_file, key: name.to_lowercase(), name });
        if entries.len() == MOST_ENTRIES {
            break;
        }
    }
    entries.sort();
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("Maps")).unwrap();
        for name in ["shop.ron", "Bank.ron", "answers.csv", ".hidden.ron"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        folder
    }

    #[test]
    fn folders_come_first_and_only_fitting_files_are_listed() {
        let folder = folder();
        let names = |endings| {
            let entries = list(folder.path(), endings).unwrap();
            entries.into_iter().map(|entry| entry.name).collect::<Vec<_>>()
        };
        assert_eq!(names(Some(&["ron"])), ["Maps", "Bank.ron", "shop.ron"]);
        assert_eq!(names(None), ["Maps", "answers.csv", "Bank.ron", "shop.ron"]);
    }

    #[test]
    fn a_file_that_is_there_is_replaced_only_after_it_was_asked() {
        let folder = folder();
        let at = Some(folder.path().to_path_buf());
        let mut dialog = PathDialog::new(PathPurpose::SaveAs, at, "shop".to_owned());
        assert_eq!(dialog.accept(), None, "asks first");
        let path = folder.path().join("shop.ron");
        assert_eq!(dialog.overwrites, Some(path.clone()));
        assert_eq!(dialog.accept(), Some(path));
        dialog.name = "new".to_owned();
        assert_eq!(dialog.accept(), Some(folder.path().join("new.ron")));
    }

    #[test]
    fn a_missing_file_is_said_and_a_folder_is_entered() {
        let folder = folder();
        let at = Some(folder.path().to_path_buf());
        let mut dialog = PathDialog::new(PathPurpose::Open, at, "nothing.ron".to_owned());
        assert_eq!(dialog.accept(), None);
        assert!(dialog.error.as_ref().unwrap().contains("nothing.ron"));
        dialog.name = "Maps".to_owned();
        assert_eq!(dialog.accept(), None);
        assert_eq!(dialog.folder, folder.path().join("Maps"));
        assert_eq!(dialog.error, None);
    }
}
