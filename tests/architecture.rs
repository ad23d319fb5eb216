//! Holds the house rules that no compiler holds: the arrow between the crates, no toolkit outside
//! the application, no colours outside the theme, no disk in the crates that take readers.

#![expect(clippy::unwrap_used, reason = "helpers of tests stop at what fails")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The crates from left to right; each may use those before it, as far as they are listed.
const MAY_USE: [(&str, &[&str]); 5] = [
    ("survey", &[]),
    ("model", &["survey"]),
    ("store", &["model", "survey"]),
    ("scene", &["model", "survey"]),
    ("export", &["scene", "model", "survey"]),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file below a folder, with its text. What only tests and benchmarks use is left out.
fn sources(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if !matches!(&*name, "tests" | "benches" | "examples") {
                found.extend(sources(&path));
            }
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            found.insert(path, text);
        }
    }
    found
}

/// What of a file is part of the program: a module of tests stands at its end.
fn shipped(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default()
}

/// The lines of code of a file: no comments.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.starts_with("//"))
}

/// The names under `[dependencies]` (not those that only tests use).
fn dependencies(crate_name: &str) -> Vec<String> {
    let manifest =
        fs::read_to_string(root().join("src").join(crate_name).join("Cargo.toml")).unwrap();
    let section = manifest.split("[dependencies]").nth(1).unwrap_or_default();
    let section = section.split("\n[").next().unwrap_or_default();
    let names = section.lines().filter_map(|line| line.split(['.', '=', ' ']).next());
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

#[test]
fn the_arrow_points_one_way() {
    for (crate_name, allowed) in MAY_USE {
        for dependency in dependencies(crate_name) {
            let is_ours = MAY_USE.iter().any(|(ours, _)| *ours == dependency);
            assert!(
                !is_ours || allowed.contains(&dependency.as_str()),
                "{crate_name} must not use {dependency}"
            );
        }
    }
}

#[test]
fn only_the_application_knows_the_toolkit() {
    for (crate_name, _) in MAY_USE {
        for toolkit in ["egui", "eframe", "rfd", "egui_extras", "winit", "wgpu"] {
            assert!(
                !dependencies(crate_name).iter().any(|name| name == toolkit),
                "{crate_name} must not use {toolkit}"
            );
        }
    }
}

#[test]
fn survey_model_and_scene_never_touch_the_disk() {
    for crate_name in ["survey", "model", "scene"] {
        for (path, text) in sources(&root().join("src").join(crate_name)) {
            for line in code(shipped(&text)) {
                let touches = ["std::fs", "File::open", "File::create", "PathBuf"];
                let found = touches.iter().find(|word| line.contains(**word));
                assert!(found.is_none(), "{}: {line}", path.display());
            }
        }
    }
}

#[test]
fn colours_are_made_in_the_theme_only() {
    let makers = ["Color32::from_rgb", "Color32::from_gray", "Color32::from_rgba", "hex_color!"];
    for folder in ["src/app", "src/export", "src/scene"] {
        for (path, text) in sources(&root().join(folder)) {
            let name = path.to_string_lossy().replace('\\', "/");
            if name.contains("/scene/theme") {
                continue;
            }
            if name.ends_with("tests.rs") {
                continue;
            }
            for line in code(shipped(&text)) {
                let found = makers.iter().find(|maker| line.contains(**maker));
                assert!(found.is_none(), "{name}: {line}");
            }
        }
    }
}

#[test]
fn the_editor_itself_knows_no_toolkit() {
    for (path, text) in sources(&root().join("src/app/editor")) {
        for line in code(&text) {
            assert!(!line.contains("egui"), "{}: {line}", path.display());
        }
    }
}

#[test]
fn nothing_that_speaks_to_a_network_is_built_in() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let names: Vec<_> = lock.lines().filter_map(|line| line.strip_prefix("name = ")).collect();
    assert!(names.contains(&"\"egui\""), "the lock file lists what is built");
    for network in ["reqwest", "ureq", "hyper", "curl", "rustls", "native-tls", "openssl"] {
        assert!(!names.contains(&&*format!("\"{network}\"")), "{network}");
    }
}
