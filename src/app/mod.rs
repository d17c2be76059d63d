//! The window: what it holds, how it starts, and how what the user asks for is done.

mod actions;
pub mod answer;
pub mod columns;
pub mod command;
mod days;
pub mod desktop;
pub mod draft;
pub mod drafting;
pub mod export_choice;
mod exporting;
mod files;
pub mod folds;
pub mod health;
pub mod jobs;
pub mod keeping;
pub mod opening;
pub mod order;
pub mod panes;
pub mod place;
pub mod recent;
pub mod reread;
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
use keeping::{Keeper, Remembered};
use opening::OpenJob;
use place::Follower;
use recent::Recent;
use settings::Settings;
use starting::{Renderer, WindowError};
use state::{Origin, State};
use view::View;
use wish::Wish;

/// Under which name the system knows the program.
const APP_ID: &str = "common-ground";

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
    /// The folder for what the window remembers; with none, it remembers nothing.
    pub folder: Option<PathBuf>,
}

/// Something that the user should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// In one or two sentences.
    pub text: String,
    /// Whether something went wrong.
    pub is_error: bool,
    /// What it is about.
    pub subject: Subject,
}

/// What a notice is about, where that can pass without the user.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Subject {
    /// Anything else.
    #[default]
    Anything,
    /// The file that was written, which can be opened.
    Written(PathBuf),
    /// Parties whose files are gone.
    MissingParties,
    /// That there are too few parties for a matrix.
    TooFewForMatrix,
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
    keeper: Keeper,
    follower: Follower,
    theme: Theme,
    jobs: Jobs,
    dialog: Option<Dialog>,
    notice: Option<Notice>,
    /// The problems of files that could not be opened, while others stay on screen.
    failed: Vec<crate::files::Problem>,
    /// That what is shown is from before its files changed, since they cannot be read as they are now.
    outdated: Option<String>,
}

/// Opens the window and comes back when it is closed.
///
/// # Errors
/// If there is no screen, or this renderer cannot draw on it.
pub fn run(opening: Opening, renderer: Renderer) -> Result<(), WindowError> {
    let remembered = Remembered::restore(opening.folder.clone());
    let viewport = remembered.settings.place.viewport();
    let mut viewport = viewport.with_app_id(APP_ID).with_title("Common Ground");
    if let Some(icon) = ui::icon::icon() {
        viewport = viewport.with_icon(icon);
    }
    let options = eframe::NativeOptions {
        viewport,
        ..renderer.options()
    };
    let is_up = Rc::new(Cell::new(false));
    let comes_up = Rc::clone(&is_up);
    let run = || {
        let make: eframe::AppCreator<'_> = Box::new(move |creation| {
            comes_up.set(true);
            Ok(Box::new(App::with(creation, opening, remembered)?))
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
        let remembered = Remembered::restore(opening.folder.clone());
        Self::with(creation, opening, remembered)
    }

    fn with(
        creation: &CreationContext<'_>,
        opening: Opening,
        remembered: Remembered,
    ) -> Result<Self, ron::error::SpannedError> {
        let context = &creation.egui_ctx;
        let theme = Theme::bundled()?;
        fonts::install(context);
        let mut settings = remembered.settings;
        settings.drawing = health::drawing(creation);
        theme.apply(context, settings.is_high_contrast);
        context.set_theme(egui::ThemePreference::from(settings.theme));
        context.set_zoom_factor(settings.text_size);
        context.options_mut(|options| options.zoom_with_keyboard = false);
        let mut view = View::default();
        view.pane_sizes = settings.pane_sizes;
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
            view,
            follower: Follower::new(creation, settings.place, settings.text_size),
            settings,
            recent: remembered.recent,
            keeper: remembered.keeper,
            theme,
            jobs,
            dialog: None,
            notice: remembered.complaint.map(|text| Notice {
                text,
                is_error: true,
                subject: Subject::Anything,
            }),
            failed: Vec::new(),
            outdated: None,
        })
    }

    /// Remembers how the window is left.
    fn remember(&mut self, context: &egui::Context) {
        if !self.keeper.has_folder() {
            return;
        }
        self.settings.pane_sizes = self.view.pane_sizes;
        self.follower.follow(context, &mut self.settings.place);
        if let Some(complaint) = self.keeper.keep(context, &self.settings, &self.recent) {
            self.notify(complaint, true);
        }
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
            outdated: self.outdated.as_deref(),
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
        self.remember(&context);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.settings.place = self.follower.last();
        self.keeper.finish(&self.settings, &self.recent);
    }
}
