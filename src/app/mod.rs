//! The window: what it holds, how it starts, and how what the user asks for is done.

mod actions;
pub mod answer;
pub mod columns;
pub mod command;
pub mod desktop;
pub mod draft;
pub mod drafting;
pub mod export_choice;
mod exporting;
mod files;
pub mod folds;
pub mod health;
pub mod jobs;
mod keeping;
pub mod opening;
pub mod order;
pub mod panes;
pub mod recent;
pub mod row_lines;
pub mod settings;
pub mod starting;
pub mod state;
pub mod view;
mod watch;
pub mod wish;

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::rc::Rc;

use eframe::CreationContext;
use jiff::civil::Date;

use crate::ui::dialogs::Dialog;
use crate::ui::theme::Theme;
use crate::ui::{self, fonts};
use command::Action;
use desktop::Desktop;
use jobs::{Busy, Jobs};
use opening::OpenJob;
use recent::Recent;
use settings::Settings;
use starting::{Renderer, WindowError};
use state::{Origin, State};
use view::View;
use wish::Wish;

/// Under which name the system knows the program.
const APP_ID: &str = "common-ground";

/// Smaller than this, the table has no room.
const LEAST_SIZE: egui::Vec2 = egui::vec2(840.0, 480.0);
/// The size at the first start.
const FIRST_SIZE: egui::Vec2 = egui::vec2(1280.0, 800.0);

/// With what the window starts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opening {
    /// What to open; with none, the bundled talks.
    pub paths: Vec<PathBuf>,
    /// As of which day.
    pub as_of: Option<Date>,
    /// Counting from which day.
    pub from: Option<Date>,
    /// Since which day to tell what has changed.
    pub since: Option<Date>,
    /// Which parties, by id.
    pub parties: Option<Vec<String>>,
    /// What shows file dialogs and opens files in other programs.
    pub desktop: Desktop,
}

/// Something that the user should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// In one or two sentences.
    pub text: String,
    /// Whether something went wrong.
    pub is_error: bool,
    /// The file that was written, which can be opened.
    pub file: Option<PathBuf>,
}

/// The window.
pub struct App {
    /// What is open; nothing before the first files are read.
    state: Option<State>,
    /// What was read of other talks, while the user is asked whether to show it instead.
    waiting: Option<Box<State>>,
    /// The question that is being answered.
    asked: Option<answer::Asked>,
    /// Whether files have changed on disk while others were being read.
    has_changed: bool,
    view: View,
    settings: Settings,
    recent: Recent,
    /// Where what is remembered of the user's files is stored; nowhere if nothing is to be stored.
    folder: Option<PathBuf>,
    theme: Theme,
    /// What the window is drawn with, in the words of its driver; nothing where no window is.
    drawing: Option<String>,
    jobs: Jobs,
    dialog: Option<Dialog>,
    notice: Option<Notice>,
    /// The problems of files that could not be opened, while others stay on screen.
    failed: Vec<crate::files::Problem>,
}

/// Opens the window and comes back when it is closed.
///
/// # Errors
/// If there is no screen, or this renderer cannot draw on it.
pub fn run(opening: Opening, renderer: Renderer) -> Result<(), WindowError> {
    let mut viewport = egui::ViewportBuilder::default()
        .with_app_id(APP_ID)
        .with_title("Common Ground")
        .with_inner_size(FIRST_SIZE)
        .with_min_inner_size(LEAST_SIZE);
    if let Some(icon) = ui::icon::icon() {
        viewport = viewport.with_icon(icon);
    }
    let options = eframe::NativeOptions {
        viewport,
        ..renderer.options()
    };
    if let Some(folder) = eframe::storage_dir(APP_ID) {
        keeping::keep_whole(&folder);
    }
    let is_up = Rc::new(Cell::new(false));
    let comes_up = Rc::clone(&is_up);
    let run = || {
        let make: eframe::AppCreator<'_> = Box::new(move |creation| {
            comes_up.set(true);
            Ok(Box::new(App::new(creation, opening)?))
        });
        eframe::run_native(APP_ID, options, make)
    };
    match panic::catch_unwind(AssertUnwindSafe(run)) {
        Ok(done) => done.map_err(|error| WindowError::new(renderer, &error)),
        // Some libraries of the system are asked for by code that knows no other answer than that they are there.
        Err(payload) if !is_up.get() => Err(WindowError::of_panic(renderer, payload.as_ref())),
        Err(payload) => panic::resume_unwind(payload),
    }
}

impl App {
    /// Starts reading what is to be opened.
    ///
    /// # Errors
    /// If the theme that comes with the program has a mistake, which a test rules out.
    pub fn new(
        creation: &CreationContext<'_>,
        opening: Opening,
    ) -> Result<Self, ron::error::SpannedError> {
        let context = &creation.egui_ctx;
        let theme = Theme::bundled()?;
        fonts::install(context);
        let (settings, complaint) = Settings::restore(creation.storage);
        // Without a place for settings, as in tests, nothing else is stored either.
        let folder = creation.storage.and_then(|_| eframe::storage_dir(APP_ID));
        let (recent, other_complaint) = Recent::restore(folder.as_deref());
        theme.apply(context, settings.is_high_contrast);
        context.set_theme(egui::ThemePreference::from(settings.theme));
        context.set_zoom_factor(settings.text_size);
        context.options_mut(|options| options.zoom_with_keyboard = false);
        let mut jobs = Jobs::new(context.clone());
        jobs.desktop = opening.desktop;
        let wish = Wish {
            as_of: opening.as_of,
            from: opening.from,
            since: opening.since,
            parties: opening.parties,
            sort: settings.sort,
            ..Wish::default()
        };
        let origin = if opening.paths.is_empty() {
            files::first_bundled()
        } else {
            Origin::Paths(files::absolute(opening.paths))
        };
        jobs.open(OpenJob {
            origin,
            wish,
            beside: None,
            is_again: false,
        });
        Ok(Self {
            state: None,
            waiting: None,
            asked: None,
            has_changed: false,
            view: View::default(),
            settings,
            recent,
            folder,
            theme,
            drawing: health::drawing(creation),
            jobs,
            dialog: None,
            notice: complaint.or(other_complaint).map(|text| Notice {
                text,
                is_error: true,
                file: None,
            }),
            failed: Vec::new(),
        })
    }

    /// Whether nothing is being read, worked out or written.
    pub fn is_idle(&self) -> bool {
        self.jobs.busy() == Busy::default()
    }
}

impl eframe::App for App {
    fn logic(&mut self, context: &egui::Context, _frame: &mut eframe::Frame) {
        for done in self.jobs.finished() {
            self.finish(context, done);
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        let context = ui.ctx().clone();
        self.guard_closing(&context);
        let mut actions = Vec::new();
        if self.dialog.is_none() {
            actions.extend(command::pressed(&context, ui::row_has_focus(&context)).map(Action::Do));
        }
        let palette = self
            .theme
            .palette(context.theme(), self.settings.is_high_contrast)
            .clone();
        // A copy, since the view is changed while the window is shown; it is small.
        let columns = self.view.columns.clone();
        let window = ui::Window {
            state: self.state.as_ref(),
            settings: &self.settings,
            recent: &self.recent.openings,
            columns: &columns,
            palette: &palette,
            notice: self.notice.as_ref(),
            waiting: self
                .waiting
                .as_ref()
                .map(|state| state.sheet().title.as_str()),
            failed: &self.failed,
            room: ui::Room::of(&context),
            busy: self.jobs.busy(),
            export_stage: self.jobs.export_stage(),
            has_dialog: self.dialog.is_some(),
        };
        ui::window_ui(ui, &window, &mut self.view, &mut actions);
        if let Some(dialog) = &mut self.dialog {
            ui::dialogs::dialog_ui(&context, &window, dialog, &mut actions);
        }
        for action in actions {
            self.perform(&context, frame, action);
        }
        self.ask();
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        self.settings.store(storage);
        if let Some(drawing) = &self.drawing {
            health::store_drawing(drawing, storage);
        }
        if let Some(folder) = &self.folder {
            self.recent.store(folder);
        }
    }
}
