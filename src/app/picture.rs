//! Pictures of a map: what the export dialog, the command line and the clipboard make.

use std::collections::BTreeSet;
use std::ops::{ControlFlow, RangeInclusive};

use anyhow::{Context as _, bail};
use egui::Rect;
use export::page::{LegendEntry, LegendSign, Page, PageOptions};
use model::{
    Card, CardKind, CurveAt, Evidence, Initiator, Map, MapId, PersonaId, Project, Selection,
    StageId,
};
use scene::draw::{DrawList, Items};
use scene::text::TextEngine;
use scene::theme::Theme;
use scene::{Layout, Scene, SceneCache, View};

use crate::figures;

/// Around a picture without title and legend, and around a selection, in document units.
const MARGIN: f32 = 16.0;

/// What a picture shows, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct PictureOptions {
    /// The map.
    pub map: MapId,
    /// The stages, counted from 0 in their order; none: all of them.
    pub stages: Option<RangeInclusive<usize>>,
    /// The only persona that is shown; none: all of them.
    pub persona: Option<PersonaId>,
    /// The bands that show their curve only.
    pub collapsed: BTreeSet<PersonaId>,
    /// Pixels per document unit: 1, 2 or 4.
    pub scale: f32,
    /// Whether the dark theme is used.
    pub dark: bool,
    /// Whether the measured curve is drawn.
    pub measured: bool,
    /// Whether the title stands above the map.
    pub title: bool,
    /// The title, when it is not the map's name: the finding that the slide is about.
    pub headline: String,
    /// Whether the legend stands below the map.
    pub legend: bool,
}

impl PictureOptions {
    /// The whole of a map at twice its size, light, with title and legend.
    pub fn of(map: MapId) -> Self {
        Self {
            map,
            stages: None,
            persona: None,
            collapsed: BTreeSet::new(),
            scale: 2.0,
            dark: false,
            measured: true,
            title: true,
            headline: String::new(),
            legend: true,
        }
    }

    /// The theme that the picture is painted with.
    pub fn theme(&self) -> &'static Theme {
        Theme::of(self.dark)
    }
}

/// Lays out the picture: everything but its pixels.
pub fn compose(
    project: &Project,
    options: &PictureOptions,
    text: &mut TextEngine,
) -> anyhow::Result<Page> {
    let map = project.maps.get(&options.map).context("The project has no such map.")?;
    let scene = build(project, options, text);
    let content = items_of(&scene);
    let bounds = scene.layout.rect();
    let theme = options.theme();
    if !options.title && !options.legend {
        let background = theme.map.lane;
        let bounds = bounds.expand(MARGIN);
        return Ok(Page { items: content, bounds, background, content_scale: 1.0 });
    }
    let title = match (options.title, options.headline.trim()) {
        (false, _) => "",
        (true, "") => map.name.as_str(),
        (true, headline) => headline,
    };
    let subtitle = if options.title { subtitle(project, map, options) } else { String::new() };
    let legend = if options.legend { legend(project, map, options) } else { Vec::new() };
    let page =
        PageOptions { title, subtitle: &subtitle, legend: &legend, footer: "", size: None, theme };
    Ok(export::page::compose(text, &content, bounds, &page))
}

/// Writes the picture as PNG. `progress` is told the share that is done and can stop it.
pub fn write_png(
    project: &Project,
    options: &PictureOptions,
    text: &mut TextEngine,
    out: &mut dyn std::io::Write,
    progress: &mut dyn FnMut(f32) -> ControlFlow<()>,
) -> anyhow::Result<()> {
    let page = compose(project, options, text)?;
    let background = Some(page.background);
    export::png::render_png(&page.items, page.bounds, options.scale, background, out, progress)?;
    Ok(())
}

/// The picture of what is selected, or of the whole map, at twice its size.
pub fn of_selection(
    project: &Project,
    options: &PictureOptions,
    selection: &Selection,
    text: &mut TextEngine,
) -> anyhow::Result<egui::ColorImage> {
    let scene = build(project, options, text);
    let part = selected_part(&scene.layout, selection);
    let (items, bounds, background) = if let Some(part) = part {
        (items_of(&scene), part.expand(MARGIN), options.theme().map.lane)
    } else {
        let page = compose(project, options, text)?;
        (page.items, page.bounds, page.background)
    };
    rgba(&items, bounds, options.scale, background)
}

/// A picture of a page that is at most so many pixels wide and high.
pub fn preview(page: &Page, max_px: egui::Vec2) -> anyhow::Result<egui::ColorImage> {
    let scale = (max_px / page.bounds.size()).min_elem().clamp(0.01, 2.0);
    rgba(&page.items, page.bounds, scale, page.background)
}

fn rgba(
    items: &Items,
    bounds: Rect,
    scale: f32,
    background: egui::Color32,
) -> anyhow::Result<egui::ColorImage> {
    let image = export::png::render_rgba(items, bounds, scale, Some(background))?;
    if image.pixels.is_empty() {
        bail!("There is nothing to draw.");
    }
    let size = [image.width as usize, image.height as usize];
    Ok(egui::ColorImage::from_rgba_unmultiplied(size, &image.pixels))
}

fn build(project: &Project, options: &PictureOptions, text: &mut TextEngine) -> Scene {
    let mut view = View::of(options.map);
    view.stages.clone_from(&options.stages);
    view.focus = options.persona;
    view.collapsed.clone_from(&options.collapsed);
    view.show_measured = options.measured;
    view.foldable = false;
    let figures = figures::figures(project, options.map);
    Scene::build(project, &view, &figures, options.theme(), text, &mut SceneCache::default())
}

/// Everything of a scene at its natural place.
fn items_of(scene: &Scene) -> Items {
    let mut list = DrawList::new();
    list.extend(scene.content());
    list.finish()
}

/// The part of the map that a selection covers.
fn selected_part(layout: &Layout, selection: &Selection) -> Option<Rect> {
    match selection {
        Selection::Cards(cards) => {
            cards.iter().filter_map(|id| layout.card_rect(*id)).reduce(Rect::union)
        }
        Selection::Cell(cell) => layout.cell_rect(*cell),
        Selection::Stage(id) => {
            let stage = layout.stage(*id)?;
            Some(Rect::from_x_y_ranges(stage.x, layout.rect().y_range()))
        }
        Selection::Persona(id) => layout.band(Some(*id)).map(|band| band.rect),
        Selection::Lane(id) => {
            let lanes = layout.rows().filter(|(_, lane)| lane.lane == *id);
            lanes.map(|(_, lane)| lane.rect).reduce(Rect::union)
        }
        Selection::Point(at) => {
            let lanes = layout.rows().filter(|(band, _)| band.persona == Some(at.persona));
            let curve = lanes.into_iter().find(|(_, lane)| lane.curve.is_some());
            curve.map(|(_, lane)| lane.rect)
        }
        Selection::Nothing => None,
    }
}

/// "Current journey · Anna · stages 1 to 4 of 6 · 754 answers".
fn subtitle(project: &Project, map: &Map, options: &PictureOptions) -> String {
    let mut parts = Vec::new();
    if !options.headline.trim().is_empty() {
        parts.push(map.name.clone());
    }
    parts.push(
        match map.variant {
            model::Variant::Current => "current journey",
            model::Variant::Future => "future journey",
            model::Variant::Segment => "journey of a segment",
        }
        .to_owned(),
    );
    if let Some(persona) = options.persona.and_then(|id| project.personas.get(&id)) {
        parts.push(persona.name.clone());
    }
    if let Some(stages) = &options.stages {
        let all = map.stages.size();
        let (from, to) = (stages.start() + 1, (stages.end() + 1).min(all));
        parts.push(if from == to {
            format!("stage {from} of {all}")
        } else {
            format!("stages {from} to {to} of {all}")
        });
    }
    let answers: u64 = match (options.measured, &map.measured) {
        (true, Some(_)) => {
            let curve = model::answers::measured_curve(project, options.map, options.persona);
            curve.values().map(|point| point.n).sum()
        }
        _ => 0,
    };
    if answers > 0 {
        parts.push(format!("measured with {answers} answers"));
    }
    let mut text = parts.join(" · ");
    if let Some(first) = text.get(..1).map(str::to_uppercase) {
        text.replace_range(..1, &first);
    }
    text
}

/// The stages that the picture shows.
fn stages_of(map: &Map, options: &PictureOptions) -> BTreeSet<StageId> {
    let stages = map.stages_in_order().into_iter().enumerate();
    let shown =
        stages.filter(|(at, _)| options.stages.as_ref().is_none_or(|range| range.contains(at)));
    shown.map(|(_, (id, _))| id).collect()
}

/// Whether the cards of a persona are in the picture: a persona alone is never folded up.
fn shows_cards_of(options: &PictureOptions, id: PersonaId) -> bool {
    options.persona.map_or_else(|| !options.collapsed.contains(&id), |only| only == id)
}

/// What the signs mean that are in the picture, and no others.
fn legend(project: &Project, map: &Map, options: &PictureOptions) -> Vec<LegendEntry> {
    let stages = stages_of(map, options);
    let cards: Vec<&Card> = map
        .cards
        .values()
        .filter(|card| {
            let persona = card.place.persona;
            stages.contains(&card.place.stage)
                && persona.is_none_or(|id| shows_cards_of(options, id))
                && map.lanes.get(&card.place.lane).is_some_and(|lane| !lane.hidden)
        })
        .collect();
    let mut entries = Vec::new();
    for kind in CardKind::ALL {
        if cards.iter().any(|card| card.kind == kind) {
            entries.push(LegendEntry::new(LegendSign::Kind(kind), kind.name().to_lowercase()));
        }
    }
    if cards.iter().any(|card| card.moment_of_truth) {
        entries.push(LegendEntry::new(LegendSign::KeyMoment, "moment of truth"));
    }
    for initiator in Initiator::ALL {
        if cards.iter().any(|card| card.initiator == Some(initiator)) {
            let who = match initiator {
                Initiator::Customer => "started by the customer",
                Initiator::Company => "started by the business",
                Initiator::ThirdParty => "started by a third party",
            };
            entries.push(LegendEntry::new(LegendSign::Letter(initiator.letter()), who));
        }
    }
    if cards.iter().any(|card| card.evidence == Evidence::Assumed) {
        entries.push(LegendEntry::new(LegendSign::Evidence(Evidence::Assumed), "assumed, not yet validated"));
    }
    for (id, persona) in project.personas_in_order() {
        let shown = options.persona.is_none_or(|only| only == id);
        let on_page = |at: &CurveAt| at.persona == id && stages.contains(&at.stage);
        if shown && map.points.keys().any(on_page) {
            let mark = options.theme().persona(persona.mark);
            let label = format!("{}, believed", persona.name);
            entries.push(LegendEntry::new(LegendSign::Persona(mark), label));
        }
    }
    if options.measured && map.measured.is_some() {
        entries.push(LegendEntry::new(LegendSign::Measured, "measured, with 95 % interval"));
    }
    entries
}
