//! Pictures of a map: what the export dialog, the command line and the clipboard make.

mod words;

use std::collections::BTreeSet;
use std::ops::{ControlFlow, RangeInclusive};

use anyhow::{Context as _, bail};
use egui::Rect;
use export::page::{Page, PageOptions};
use model::answers::AnswerFilter;
use model::{CardId, MapId, PersonaId, Project, Selection};
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
    /// Which answers the figures and curves stand on.
    pub filter: AnswerFilter,
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
            filter: AnswerFilter::default(),
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
    let (layout, figures) = (&scene.layout, &scene.figures);
    let shown = words::Shown { project, map, options, layout, figures };
    let subtitle = if options.title { shown.subtitle() } else { String::new() };
    let legend = if options.legend { shown.legend() } else { Vec::new() };
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
    let (items, bounds, background) = if let Some((items, part)) = selected(&scene, selection) {
        (items, part.expand(MARGIN), options.theme().map.lane)
    } else {
        let page = compose(project, options, text)?;
        (page.items, page.bounds, page.background)
    };
    rgba(&items, bounds, options.scale, background)
}

/// What a selection shows: its cards alone, or a part of the map with everything in it.
fn selected(scene: &Scene, selection: &Selection) -> Option<(Items, Rect)> {
    match selection {
        Selection::Cards(cards) => cards_alone(scene, cards),
        _ => Some((items_of(scene), selected_part(&scene.layout, selection)?)),
    }
}

/// These cards at their places, without the lines and the other cards around them.
fn cards_alone(scene: &Scene, cards: &BTreeSet<CardId>) -> Option<(Items, Rect)> {
    let mut list = DrawList::new();
    let mut part: Option<Rect> = None;
    for id in cards {
        if let (Some(rect), Some(items)) = (scene.layout.card_rect(*id), scene.card_items(*id)) {
            list.group(items, rect.min.to_vec2());
            part = Some(part.map_or(rect, |part| part.union(rect)));
        }
    }
    Some((list.finish(), part?))
}

/// A picture of a page that is at most so many pixels wide and high.
pub fn preview(page: &Page, max_px: egui::Vec2) -> anyhow::Result<egui::ColorImage> {
    let scale = (max_px / page.bounds.size()).min_elem().clamp(0.01, 2.0);
    rgba(&page.items, page.bounds, scale, page.background)
}

/// The picture of a page, with so many pixels per document unit.
pub fn of_page(page: &Page, scale: f32) -> anyhow::Result<egui::ColorImage> {
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
    let figures = figures::figures(project, options.map, &options.filter, options.persona);
    Scene::build(project, &view, &figures, options.theme(), text, &mut SceneCache::default())
}

/// Everything of a scene at its natural place.
fn items_of(scene: &Scene) -> Items {
    let mut list = DrawList::new();
    list.extend(scene.content());
    list.finish()
}

/// The part of the map that a selection of other things than cards covers.
fn selected_part(layout: &Layout, selection: &Selection) -> Option<Rect> {
    match selection {
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
        Selection::Nothing | Selection::Cards(_) => None,
    }
}

#[cfg(test)]
mod tests;
