//! The editor: document, selection, gesture and what is being written. It knows no toolkit, so
//! that everything one does to a map can be tested without a window.

mod gesture;
mod keys;
mod writing;

pub use gesture::{CanvasEvent, Gesture, GestureContext, HeaderId, Held};
pub use keys::Direction;
pub use writing::Writing;

use model::answers::{AnswerFilter, Answers, FilterChoices};
use model::{
    CardId, Cell, Edit, EditError, History, Map, MapId, Persona, PersonaId, Project, Selection,
    SurveyId, SurveyRecord, Table,
};
use scene::View;

/// By what answers can be told apart follows from surveys and personas alone.
type ToldApart = (Table<SurveyId, SurveyRecord>, Table<PersonaId, Persona>);

/// The document with everything that belongs to working on it.
#[derive(Debug)]
pub struct Editor {
    history: History,
    view: View,
    /// Which answers all figures stand on.
    answer_filter: AnswerFilter,
    selection: Selection,
    /// The cell in which something was selected last: where the arrow keys begin.
    last_cell: Option<Cell>,
    gesture: Gesture,
    preview: Option<Edit>,
    writing: Option<Writing>,
    /// What is laid out and painted: the project with the preview in it.
    shown: Project,
}

impl Editor {
    /// An editor for this project, showing its first map.
    pub fn new(project: Project) -> Self {
        let map = project.maps_in_order().first().map_or_else(MapId::new, |(id, _)| *id);
        Self {
            shown: project.clone(),
            history: History::new(project),
            view: View::of(map),
            answer_filter: AnswerFilter::default(),
            selection: Selection::Nothing,
            last_cell: None,
            gesture: Gesture::Idle,
            preview: None,
            writing: None,
        }
    }

    /// The project as it would be saved.
    pub fn project(&self) -> &Project {
        self.history.project()
    }

    /// The project with the preview of what is being dragged or begun.
    pub const fn shown(&self) -> &Project {
        &self.shown
    }

    /// What of the project is shown, and how.
    pub const fn view(&self) -> &View {
        &self.view
    }

    /// Which answers all figures, badges and curves stand on.
    pub const fn answer_filter(&self) -> &AnswerFilter {
        &self.answer_filter
    }

    /// Lets other answers through.
    pub fn set_answer_filter(&mut self, filter: AnswerFilter) {
        self.answer_filter = filter;
    }

    /// The answers of the shown map, through the filter; none when the project has no map.
    pub fn answers(&self) -> Option<Answers<'_>> {
        Answers::new(self.project(), self.map_id(), &self.answer_filter)
    }

    /// The shown map's identifier.
    pub const fn map_id(&self) -> MapId {
        self.view.map
    }

    /// The map that is shown, without any preview; none when the project has no map.
    pub fn map(&self) -> Option<&Map> {
        self.project().maps.get(&self.view.map)
    }

    /// The map that is shown, with the preview.
    pub fn shown_map(&self) -> Option<&Map> {
        self.shown.maps.get(&self.view.map)
    }

    /// What is selected.
    pub const fn selection(&self) -> &Selection {
        &self.selection
    }

    /// What the pointer is doing.
    pub const fn gesture(&self) -> &Gesture {
        &self.gesture
    }

    /// The card that is being written, if one is.
    pub const fn writing(&self) -> Option<&Writing> {
        self.writing.as_ref()
    }

    /// The edits and the saved state.
    pub const fn history(&self) -> &History {
        &self.history
    }

    /// Whether there are changes that the file does not have.
    pub fn is_dirty(&self) -> bool {
        self.history.is_dirty()
    }

    /// Notes that the state of this revision is on disk.
    pub fn mark_saved(&mut self, revision: u64) {
        self.history.mark_saved(revision);
    }

    /// Notes that no file holds the project as it is.
    pub fn mark_unsaved(&mut self) {
        self.history.mark_unsaved();
    }

    /// What "Undo" would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.history.undo_label()
    }

    /// What "Redo" would make again.
    pub fn redo_label(&self) -> Option<&str> {
        self.history.redo_label()
    }

    /// Applies an edit as one undo step (or as the continuation of the step before).
    pub fn edit(&mut self, edit: Edit) -> Result<(), EditError> {
        let edit = self.complete(edit);
        self.preview = None;
        let before = self.told_apart();
        let result = self.history.apply(edit, self.selection.clone());
        self.refresh();
        self.prune_filter(&before);
        result
    }

    /// A card that was begun is only shown until something is set on it: that makes it.
    fn complete(&self, edit: Edit) -> Edit {
        match (&edit, &self.preview) {
            (Edit::SetCard { id, field, .. }, Some(Edit::AddCard { map, id: begun, card }))
                if id == begun =>
            {
                let mut card = card.clone();
                field.apply(&mut card);
                Edit::AddCard { map: *map, id: *id, card }
            }
            _ => edit,
        }
    }

    /// Applies an edit and selects what it made or moved.
    pub fn edit_and_select(&mut self, edit: Edit, selection: Selection) -> Result<(), EditError> {
        self.seal();
        self.edit(edit)?;
        self.select(selection);
        Ok(())
    }

    /// Ends the undo step: the next edit begins a new one.
    pub fn seal(&mut self) {
        self.history.seal();
    }

    /// Takes back one step and selects what was selected before it.
    pub fn undo(&mut self) -> Option<String> {
        self.stop_writing();
        let before = self.told_apart();
        let (label, selection) = self.history.undo(self.selection.clone())?;
        self.after_time_travel(selection, &before);
        Some(label)
    }

    /// Makes one step again.
    pub fn redo(&mut self) -> Option<String> {
        self.stop_writing();
        let before = self.told_apart();
        let (label, selection) = self.history.redo(self.selection.clone())?;
        self.after_time_travel(selection, &before);
        Some(label)
    }

    fn after_time_travel(&mut self, selection: Selection, before: &ToldApart) {
        self.preview = None;
        self.gesture = Gesture::Idle;
        self.selection = selection;
        self.refresh();
        self.prune_filter(before);
    }

    /// By what answers can be told apart now.
    fn told_apart(&self) -> ToldApart {
        (self.project().surveys.clone(), self.project().personas.clone())
    }

    /// What no survey holds any more is not filtered by either. Looking through all answers takes
    /// its time, and most edits leave them as they are.
    fn prune_filter(&mut self, (surveys, personas): &ToldApart) {
        let project = self.history.project();
        let is_as_before = surveys.ptr_eq(&project.surveys) && personas.ptr_eq(&project.personas);
        if !self.answer_filter.is_empty() && !is_as_before {
            self.answer_filter.prune(&FilterChoices::of(project));
        }
    }

    /// Selects something; what was written elsewhere is finished first.
    pub fn select(&mut self, selection: Selection) {
        if self.writing.as_ref().is_some_and(|writing| !selection.has_card(writing.card)) {
            self.stop_writing();
        }
        if self.selection != selection {
            self.seal();
        }
        self.selection = selection;
        self.prune();
        match &self.selection {
            Selection::Cell(cell) => self.last_cell = Some(*cell),
            Selection::Cards(_) => self.last_cell = self.target_cell(),
            _ => {}
        }
    }

    /// Sets what the pointer is doing.
    pub fn set_gesture(&mut self, gesture: Gesture) {
        self.gesture = gesture;
    }

    /// Shows the project as if this edit had been made. An edit that cannot be made shows nothing.
    pub fn set_preview(&mut self, preview: Option<Edit>) {
        if self.preview != preview {
            self.preview = preview;
            self.refresh();
        }
    }

    /// The edit that is shown but not made.
    pub const fn preview(&self) -> Option<&Edit> {
        self.preview.as_ref()
    }

    /// Shows another map.
    pub fn show_map(&mut self, map: MapId) {
        self.stop_writing();
        self.selection = Selection::Nothing;
        let show_measured = self.view.show_measured;
        self.view = View::of(map);
        self.view.show_measured = show_measured;
        self.refresh();
    }

    /// Changes what of the map is shown. Nothing of this is saved or undone.
    pub fn change_view(&mut self, change: impl FnOnce(&mut View)) {
        change(&mut self.view);
        self.deselect_hidden();
    }

    /// Cards that are no longer shown are not selected either: nobody deletes what is not seen.
    fn deselect_hidden(&mut self) {
        let (map, view) = (self.history.project().maps.get(&self.view.map), &self.view);
        if let (Selection::Cards(cards), Some(map)) = (&mut self.selection, map) {
            cards.retain(|id| {
                let persona = map.cards.get(id).and_then(|card| card.place.persona);
                persona.is_none_or(|id| view.shows(id) && !view.is_collapsed(id))
            });
            if cards.is_empty() {
                self.selection = Selection::Nothing;
            }
        }
    }

    /// Collapses or expands a band.
    pub fn toggle_band(&mut self, persona: PersonaId) {
        if !self.view.collapsed.remove(&persona) {
            self.view.collapsed.insert(persona);
        }
        let persona = Selection::Persona(persona);
        self.deselect_hidden();
        if self.selection == Selection::Nothing {
            // Where one was, so that the same key opens the band again.
            self.selection = persona;
        }
    }

    /// The persona in whose band the selection lies.
    pub fn selected_persona(&self) -> Option<PersonaId> {
        match &self.selection {
            Selection::Persona(id) => Some(*id),
            Selection::Cell(cell) => cell.persona,
            Selection::Point(at) => Some(at.persona),
            Selection::Cards(cards) => {
                let card = self.map()?.cards.get(cards.first()?)?;
                card.place.persona
            }
            Selection::Nothing | Selection::Stage(_) | Selection::Lane(_) => None,
        }
    }

    /// Whether typing would write: into the selected card, or into a new one of the selected cell.
    pub fn can_write(&self) -> bool {
        match &self.selection {
            Selection::Cell(cell) => self.holds_cards(*cell),
            selection => selection.single_card().is_some(),
        }
    }

    /// Whether cards can stand in a cell; figures have cells too.
    pub fn holds_cards(&self, cell: Cell) -> bool {
        let lane = self.map().and_then(|map| map.lanes.get(&cell.lane));
        lane.is_some_and(|lane| lane.card_kind().is_some())
    }

    /// The cell in which a new or pasted card would go: the selected one, that of the (last)
    /// selected card, or the first of the map. None while a cell is selected that holds no cards.
    pub fn target_cell(&self) -> Option<Cell> {
        let map = self.map()?;
        match &self.selection {
            Selection::Cell(cell) => Some(*cell).filter(|cell| self.holds_cards(*cell)),
            Selection::Cards(cards) => {
                let places =
                    cards.iter().filter_map(|id| map.cards.get(id)).map(|card| &card.place);
                places.max_by_key(|place| &place.order).map(model::Place::cell)
            }
            _ => self.first_cell(),
        }
    }

    /// The card below which a new one would go, when cards are selected.
    pub fn card_after_selection(&self) -> Option<CardId> {
        let map = self.map()?;
        let cell = self.target_cell()?;
        let cards = map.cards_in(cell);
        let last = cards.iter().rposition(|(id, _)| self.selection.has_card(*id))?;
        cards.get(last + 1).map(|(id, _)| *id)
    }

    /// Brings everything that follows from the document up to date.
    fn refresh(&mut self) {
        self.shown = self.project().clone();
        if let Some(preview) = &self.preview
            && preview.apply(&mut self.shown).is_err()
        {
            self.shown = self.project().clone();
        }
        if !self.shown.maps.contains_key(&self.view.map)
            && let Some((id, _)) = self.shown.maps_in_order().first()
        {
            self.view = View::of(*id);
        }
        let shown = &self.shown;
        self.view.collapsed.retain(|id| shown.personas.contains_key(id));
        if self.view.focus.is_some_and(|id| !shown.personas.contains_key(&id)) {
            self.view.focus = None;
        }
        self.prune();
    }

    fn prune(&mut self) {
        match self.shown.maps.get(&self.view.map) {
            Some(map) => self.selection.prune(&self.shown, map),
            None => self.selection = Selection::Nothing,
        }
        let gone = |writing: &Writing| {
            self.shown_map().is_none_or(|map| !map.cards.contains_key(&writing.card))
        };
        if self.writing.as_ref().is_some_and(gone) {
            self.writing = None;
        }
        self.view.editing = self.writing.as_ref().map(|writing| writing.card);
    }
}
