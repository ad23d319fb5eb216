//! What the person chose about the program, as opposed to what is in a project.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::config::{ConfigError, load, store};
use crate::folders::Folders;
use crate::fs::Fs;

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThemeChoice {
    /// As the system has it.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// Which graphics library draws the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Renderer {
    /// wgpu, and glow if that fails.
    #[default]
    Automatic,
    /// Only wgpu.
    Wgpu,
    /// Only glow (OpenGL).
    Glow,
}

/// The settings. A field that a file lacks has its default, a field that we do not know is ignored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Light or dark.
    pub theme: ThemeChoice,
    /// Which graphics library draws the window.
    pub renderer: Renderer,
    /// The project that the next start opens.
    pub last_project: Option<PathBuf>,
    /// Which panels were closed or open, by their names; one that was never touched is open.
    pub panels: BTreeMap<String, bool>,
}

impl Settings {
    /// Reads the settings; what cannot be read is replaced by defaults, with the reason.
    pub fn load(fs: &dyn Fs, folders: &Folders) -> (Self, Option<ConfigError>) {
        load(fs, &path(folders))
    }

    /// Whether a panel is open.
    pub fn is_panel_open(&self, name: &str) -> bool {
        self.panels.get(name).copied().unwrap_or(true)
    }

    /// Opens a panel that is closed, closes one that is open.
    pub fn toggle_panel(&mut self, name: &str) {
        let open = !self.is_panel_open(name);
        self.panels.insert(name.to_owned(), open);
    }

    /// Writes the settings.
    pub fn save(&self, fs: &dyn Fs, folders: &Folders) -> Result<(), ConfigError> {
        store(fs, &path(folders), self)
    }
}

fn path(folders: &Folders) -> PathBuf {
    folders.config.join("settings.ron")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mem::MemFs;

    fn folders() -> Folders {
        Folders::in_folder("/home".as_ref())
    }

    #[test]
    fn settings_come_back_as_they_were_left() {
        let fs = MemFs::new();
        assert_eq!(Settings::load(&fs, &folders()).0, Settings::default());
        let mut settings = Settings { theme: ThemeChoice::Dark, ..Settings::default() };
        settings.last_project = Some("/maps/shop.ron".into());
        settings.toggle_panel("metrics");
        settings.save(&fs, &folders()).unwrap();
        let (back, error) = Settings::load(&fs, &folders());
        assert!(error.is_none());
        assert_eq!(back, settings);
        assert!(!back.is_panel_open("metrics") && back.is_panel_open("inspector"));
    }

    #[test]
    fn settings_of_another_version_keep_what_is_known() {
        let fs = MemFs::new();
        fs.put(&path(&folders()), b"(theme: Dark, of_the_future: [1, 2])");
        let (settings, error) = Settings::load(&fs, &folders());
        assert!(error.is_none());
        assert_eq!(settings, Settings { theme: ThemeChoice::Dark, ..Settings::default() });
    }

    #[test]
    fn damaged_settings_are_put_aside_and_defaults_used() {
        let fs = MemFs::new();
        fs.put(&path(&folders()), b"(theme: Pink");
        let (settings, error) = Settings::load(&fs, &folders());
        assert_eq!(settings, Settings::default());
        let message = error.unwrap().to_string();
        assert!(message.contains("1:") && message.contains("settings.damaged.ron"), "{message}");
        settings.save(&fs, &folders()).unwrap();
        let aside = folders().config.join("settings.damaged.ron");
        assert_eq!(fs.content(&aside).unwrap(), b"(theme: Pink");
    }
}
