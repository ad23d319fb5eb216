//! The top bar: what is open, every command, and the way out as a picture.

use egui::{
    Align, Id, Key, Layout, Pos2, Rect, Response, RichText, Sense, Stroke, Ui, UiBuilder, Vec2,
    vec2,
};
use model::{Edit, MapField};
use scene::icon::Icon;

use super::widgets;
use crate::action::Action;
use crate::command::Command;
use crate::shown::Shown;
use crate::style;

mod menus;

/// Height of the bar's content.
const HEIGHT: f32 = 32.0;
/// Below this width the search is only an icon.
const SHORT_SEARCH_PX: f32 = 1_120.0;
/// Below this width undo and redo are only in the menu.
const NO_UNDO_PX: f32 = 960.0;

/// Fills the top bar.
pub fn top_bar_ui(ui: &mut Ui, shown: Shown<'_>, actions: &mut Vec<Action>) {
    let width = ui.available_width();
    let rect = Rect::from_min_size(ui.cursor().min, vec2(width, HEIGHT));
    // Both groups are drawn from left to right, which is the way the Tab key goes. How wide the
    // right one is is known from the frame before.
    let key = ui.scope_id().with("right group");
    let known: f32 = ui.data(|data| data.get_temp(key)).unwrap_or_default();
    let middle = rect.right() - known;
    let part = |rect| UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center));
    let gap = ui.spacing().item_spacing.x;
    let mut left = ui.new_child(part(rect.with_max_x(middle - gap)).id_salt("left"));
    mark_ui(&mut left, shown);
    menus::menu_bar_ui(&mut left, shown, actions);
    left.add_space(8.0);
    maps_ui(&mut left, shown, actions);
    state_ui(&mut left, shown);
    let mut right = ui.new_child(part(rect.with_min_x(middle)).id_salt("right"));
    right_ui(&mut right, shown, actions, width);
    let taken = right.min_rect().width();
    if (taken - known).abs() > 0.5 {
        ui.data_mut(|data| data.insert_temp(key, taken));
        ui.ctx().request_discard("the top bar's right group has another width");
    }
    ui.advance_cursor_after_rect(rect);
}

/// The product's mark: a journey's line from one end over its peak to the other.
fn mark_ui(ui: &mut Ui, shown: Shown<'_>) {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(24.0), Sense::hover());
    let at = |x: f32, y: f32| -> Pos2 { rect.min + vec2(x, y) };
    let color = shown.theme.ui.accent_text;
    let curve = egui::epaint::CubicBezierShape::from_points_stroke(
        [at(3.0, 18.0), at(10.0, 18.0), at(9.0, 5.0), at(13.0, 5.0)],
        false,
        egui::Color32::TRANSPARENT,
        Stroke::new(2.5, color),
    );
    let fall = egui::epaint::CubicBezierShape::from_points_stroke(
        [at(13.0, 5.0), at(17.0, 5.0), at(15.0, 14.0), at(21.0, 14.0)],
        false,
        egui::Color32::TRANSPARENT,
        Stroke::new(2.5, color),
    );
    ui.painter().add(curve);
    ui.painter().add(fall);
    ui.painter().circle_filled(at(3.0, 18.0), 2.5, shown.theme.map.key_moment);
    ui.painter().circle_filled(at(21.0, 14.0), 2.5, shown.theme.map.key_moment);
    response.on_hover_text("Throughline");
}

/// The map's name, which a click lets one change, and the other maps of the project.
fn maps_ui(ui: &mut Ui, shown: Shown<'_>, actions: &mut Vec<Action>) {
    let Some(map) = shown.editor.map() else { return };
    let id = Id::unique(("top bar name", shown.editor.map_id()));
    let being_renamed = ui.data(|data| data.get_temp::<bool>(id)).unwrap_or(false);
    let most = (ui.available_width() * 0.55).clamp(80.0, 320.0);
    if being_renamed {
        let mut name = map.name.clone();
        let field = egui::TextEdit::singleline(&mut name).id(id.with("field"));
        let response = ui.add(field.desired_width(most).char_limit(1_000));
        let response = widgets::named(response, "Map name");
        if response.changed() && name != map.name {
            let edit = Edit::SetMap { id: shown.editor.map_id(), field: MapField::Name(name) };
            actions.push(Action::Edit(edit));
        }
        let by_key =
            ui.input(|input| input.key_pressed(Key::Enter) || input.key_pressed(Key::Escape));
        if response.lost_focus() || (by_key && !response.has_focus()) {
            ui.data_mut(|data| data.insert_temp(id, false));
            actions.push(Action::Seal);
        } else if !response.has_focus() {
            response.request_focus();
        }
        return;
    }
    let name = if map.name.trim().is_empty() { "Map without a name" } else { &map.name };
    let text = style::semibold(name, 16.0);
    let button = egui::Button::new(text).truncate().frame_when_inactive(false);
    let response = ui
        .scope(|ui| {
            ui.set_max_width(most);
            ui.add(button)
        })
        .inner;
    let response = widgets::named(response.on_hover_text("Rename the map"), "Rename map");
    if response.clicked() {
        actions.push(Action::Seal);
        ui.data_mut(|data| data.insert_temp(id, true));
        widgets::select_all(ui, id.with("field"), &map.name);
    }
    switcher_ui(ui, shown, actions);
}

fn switcher_ui(ui: &mut Ui, shown: Shown<'_>, actions: &mut Vec<Action>) {
    let maps = shown.editor.project().maps_in_order();
    if maps.len() < 2 {
        return;
    }
    let button = egui::Button::new(style::icon(Icon::ExpandMore, 18.0)).frame_when_inactive(false);
    let (response, _) = egui::containers::menu::MenuButton::from_button(button).ui(ui, |ui| {
        for (id, map) in &maps {
            let is_shown = *id == shown.editor.map_id();
            if ui.selectable_label(is_shown, map.name.as_str()).clicked() {
                actions.push(Action::ShowMap(*id));
                ui.close();
            }
        }
    });
    widgets::named(response.on_hover_text("Show another map of the project"), "Maps");
}

/// Whether the work is on disk, in words; red when it is not safe.
fn state_ui(ui: &mut Ui, shown: Shown<'_>) {
    let (text, is_bad) = state(shown);
    let color = if is_bad { shown.theme.ui.danger_text } else { shown.theme.ui.secondary };
    let label = egui::Label::new(RichText::new(&text).size(widgets::SMALL_PX).color(color));
    if ui.available_width() < 40.0 {
        return;
    }
    let tip = match (&shown.document.journal_error, &shown.document.path) {
        (Some(error), _) => {
            format!("{error} Save now (Ctrl+S): until then a crash would lose your changes.")
        }
        (None, Some(path)) => path.display().to_string(),
        (None, None) => {
            "The map has no file yet. Changes are kept safe meanwhile, even if the program ends."
                .to_owned()
        }
    };
    let response = ui.add(label.truncate()).on_hover_text(tip);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_live(if is_bad {
            egui::accesskit::Live::Assertive
        } else {
            egui::accesskit::Live::Off
        });
    });
}

fn state(shown: Shown<'_>) -> (String, bool) {
    let document = shown.document;
    if document.journal_error.is_some() {
        return ("Changes are not kept safe".to_owned(), true);
    }
    if document.is_saving {
        return ("saving…".to_owned(), false);
    }
    let text = match (shown.editor.is_dirty(), &document.saved_at, &document.path) {
        (true, Some(at), _) => format!("edited · saved {at}"),
        (true, None, Some(_)) => "edited".to_owned(),
        (_, None, None) => "not saved yet".to_owned(),
        (false, Some(at), _) => format!("saved {at}"),
        (false, None, Some(_)) => "saved".to_owned(),
    };
    (text, false)
}

/// What stands at the right edge.
fn right_ui(ui: &mut Ui, shown: Shown<'_>, actions: &mut Vec<Action>, width: f32) {
    let mut command = |response: Response, command: Command| {
        if response.clicked() {
            actions.push(Action::Command(command));
        }
    };
    if width >= NO_UNDO_PX {
        let editor = shown.editor;
        let undo = undo_ui(ui, shown, Icon::Undo, Command::Undo, editor.undo_label());
        command(undo, Command::Undo);
        let redo = undo_ui(ui, shown, Icon::Redo, Command::Redo, editor.redo_label());
        command(redo, Command::Redo);
    }
    let search = if width < SHORT_SEARCH_PX {
        let button = egui::Button::new(style::icon(Icon::Search, 18.0));
        ui.add(button.min_size(Vec2::splat(HEIGHT)))
    } else {
        let keys = Command::Palette.shortcuts().first();
        let keys = keys.map(|keys| ui.ctx().format_shortcut(keys)).unwrap_or_default();
        let keys = RichText::new(keys).size(widgets::SMALL_PX).color(shown.theme.ui.secondary);
        let text = RichText::new(Command::Palette.name()).color(shown.theme.ui.text);
        ui.add(egui::Button::new(text).shortcut_text(keys).min_size(vec2(160.0, HEIGHT)))
    };
    command(
        widgets::named(with_tip(search, Command::Palette), Command::Palette.name()),
        Command::Palette,
    );
    zoom_ui(ui, shown, &mut command);
    let (icon, name) = if shown.theme.dark {
        (Icon::LightMode, "Light theme")
    } else {
        (Icon::DarkMode, "Dark theme")
    };
    command(widgets::icon_button_ui(ui, icon, name), Command::ToggleTheme);
    let export = ui.add(style::primary_button(shown.theme, "Export"));
    command(with_tip(export, Command::Export), Command::Export);
}

fn undo_ui(
    ui: &mut Ui,
    shown: Shown<'_>,
    icon: Icon,
    command: Command,
    label: Option<&str>,
) -> Response {
    let tip = match label {
        Some(label) => format!("{} “{label}”", command.name()),
        None => command.help().to_owned(),
    };
    let button = egui::Button::new(style::icon(icon, 18.0)).frame_when_inactive(false);
    let button = button.min_size(Vec2::splat(HEIGHT));
    let response = ui.add_enabled(command.is_enabled(shown.editor), button);
    let keys = command.shortcuts().first().map(|keys| ui.ctx().format_shortcut(keys));
    let tip = keys.map_or_else(|| tip.clone(), |keys| format!("{tip} ({keys})"));
    let response = response
        .on_hover_text(&tip)
        .on_disabled_hover_text("There is nothing to take back or make again");
    widgets::named(response, command.name())
}

fn with_tip(response: Response, command: Command) -> Response {
    let keys = command.shortcuts().first().map(|keys| response.ctx.format_shortcut(keys));
    let tip = keys
        .map_or_else(|| command.help().to_owned(), |keys| format!("{} ({keys})", command.help()));
    response.on_hover_text(tip)
}

fn zoom_ui(ui: &mut Ui, shown: Shown<'_>, command: &mut impl FnMut(Response, Command)) {
    const ITEMS: [Command; 5] = [
        Command::FitAll,
        Command::FitSelection,
        Command::Zoom100,
        Command::ZoomIn,
        Command::ZoomOut,
    ];
    let percent = format!("{:.0} %", shown.zoom * 100.0);
    let button = egui::Button::new(RichText::new(&percent)).min_size(vec2(72.0, HEIGHT));
    let (response, _) = egui::containers::menu::MenuButton::from_button(button).ui(ui, |ui| {
        for item in ITEMS {
            let response = menus::item_ui(ui, shown, item);
            command(response, item);
        }
    });
    let response = widgets::named(response.on_hover_text("Zoom"), "Zoom");
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_value(percent));
}
