//! What stands over the window until it is closed: opening a typed path, exporting, and explanations.

use std::path::PathBuf;

use egui::{Context, Frame, Grid, Key, Margin, Modal, RichText, ScrollArea, TextEdit, Ui};

use super::theme::Palette;
use super::{Window, marks, text};
use crate::app::command::Action;
use crate::export::Format;
use crate::sheet::Legend;

/// Room for what a word or mark means.
const MEANING_WIDTH: f32 = 500.0;

/// What stands over the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dialog {
    /// A field for the path of a file or folder.
    OpenPath(PathForm),
    /// In which format and to which file to write.
    Export(ExportForm),
    /// What the words and marks mean.
    Legend,
    /// What the program is.
    About,
}

/// A path to open, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PathForm {
    /// The text as typed.
    pub text: String,
    /// Why the user is asked to type.
    pub hint: Option<String>,
    /// Why the path was not opened.
    pub error: Option<String>,
    has_been_shown: bool,
}

/// What to write, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportForm {
    /// In which format.
    pub format: Format,
    /// To which file, as typed.
    pub path: String,
    /// Why it was not written.
    pub error: Option<String>,
    /// Whether to write although something could not be read.
    writes_the_rest: bool,
}

impl PathForm {
    /// Says why the user is asked to type.
    pub fn with_hint(hint: String) -> Self {
        Self {
            hint: Some(hint),
            ..Self::default()
        }
    }
}

impl ExportForm {
    /// Proposes a format and a file.
    pub fn new(format: Format, path: String) -> Self {
        Self {
            format,
            path,
            error: None,
            writes_the_rest: false,
        }
    }

    /// Takes another format, and its extension with it.
    fn choose(&mut self, format: Format) {
        self.format = format;
        let path = PathBuf::from(&self.path);
        self.path = path
            .with_extension(format.extension())
            .display()
            .to_string();
    }
}

/// Shows a dialog.
pub fn dialog_ui(
    context: &Context,
    window: &Window<'_>,
    dialog: &mut Dialog,
    actions: &mut Vec<Action>,
) {
    let palette = window.palette;
    let frame = Frame::popup(&context.global_style()).inner_margin(Margin::same(18));
    let response = Modal::new(egui::Id::unique("dialog"))
        .frame(frame)
        .show(context, |ui| match dialog {
            Dialog::OpenPath(form) => open_path_ui(ui, form, palette, actions),
            Dialog::Export(form) => export_ui(ui, form, window, actions),
            Dialog::Legend => legend_ui(ui, window, actions),
            Dialog::About => about_ui(ui, window, actions),
        });
    if response.should_close() {
        actions.push(Action::CloseDialog);
    }
}

fn open_path_ui(ui: &mut Ui, form: &mut PathForm, palette: &Palette, actions: &mut Vec<Action>) {
    ui.set_width(520.0);
    ui.label(text::head("Open path"));
    if let Some(hint) = &form.hint {
        ui.label(hint.as_str());
    }
    let label = ui.label(text::label("File, or folder of positions", palette));
    let editor = TextEdit::singleline(&mut form.text)
        .desired_width(f32::INFINITY)
        .hint_text("/home/me/talks");
    let response = ui.add(editor).labelled_by(label.id);
    if !std::mem::replace(&mut form.has_been_shown, true) {
        response.request_focus();
    }
    error_ui(ui, form.error.as_deref(), palette);
    let has_pressed_enter =
        response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if ui.button("Open").clicked() || has_pressed_enter {
            actions.push(Action::OpenTyped(form.text.clone()));
        }
        cancel_ui(ui, "Cancel", actions);
    });
}

fn export_ui(ui: &mut Ui, form: &mut ExportForm, window: &Window<'_>, actions: &mut Vec<Action>) {
    let palette = window.palette;
    ui.set_width(520.0);
    ui.label(text::head("Export the comparison"));
    ui.label(text::small(
        "What the filters and dates show now is written, with its sources and the method.",
        palette,
    ));
    ui.add_space(6.0);
    for format in Format::all().iter().copied() {
        if ui.radio(form.format == format, format.name()).clicked() {
            form.choose(format);
        }
    }
    ui.add_space(6.0);
    let label = ui.label(text::label("File", palette));
    ui.horizontal(|ui| {
        let editor = TextEdit::singleline(&mut form.path).desired_width(410.0);
        ui.add(editor).labelled_by(label.id);
        if ui.button("Choose…").clicked() {
            actions.push(Action::ChooseExportPath(form.format));
        }
    });
    let left_out = window
        .state
        .and_then(|state| state.sheet.left_out.as_deref());
    if left_out.is_some() {
        ui.add_space(6.0);
        error_ui(ui, left_out, palette);
        ui.checkbox(
            &mut form.writes_the_rest,
            "Export what could be read; the file says what is missing",
        );
    }
    error_ui(ui, form.error.as_deref(), palette);
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let is_complete = left_out.is_none() || form.writes_the_rest;
        let is_possible = is_complete && !window.is_exporting && !form.path.trim().is_empty();
        if ui
            .add_enabled(is_possible, egui::Button::new("Export"))
            .clicked()
        {
            form.error = None;
            actions.push(Action::ExportTo(
                form.format,
                PathBuf::from(form.path.trim()),
            ));
        }
        cancel_ui(ui, "Cancel", actions);
        if window.is_exporting {
            ui.label(text::small("Writing…", palette));
        }
    });
}

fn legend_ui(ui: &mut Ui, window: &Window<'_>, actions: &mut Vec<Action>) {
    ui.set_width(680.0);
    ui.label(text::head("What the words and marks mean"));
    ui.add_space(4.0);
    if let Some(state) = window.state {
        let height = ui.ctx().content_rect().height() - 190.0;
        ScrollArea::vertical().max_height(height).show(ui, |ui| {
            marks_ui(ui, &state.sheet.legend, window.palette);
            ui.add_space(10.0);
            ui.label(text::head("How the comparison is made"));
            for paragraph in &state.sheet.method {
                ui.label(paragraph.as_str());
            }
        });
    }
    ui.add_space(8.0);
    cancel_ui(ui, "Close", actions);
}

fn marks_ui(ui: &mut Ui, legend: &Legend, palette: &Palette) {
    Grid::new("verdicts")
        .num_columns(3)
        .spacing([10.0, 7.0])
        .max_col_width(MEANING_WIDTH)
        .show(ui, |ui| {
            for known in &legend.verdicts {
                marks::verdict_ui(ui, known.verdict, palette);
                ui.label(text::strong(known.word).color(palette.verdict(known.verdict)));
                ui.label(known.meaning);
                ui.end_row();
            }
            for known in &legend.marks {
                marks::answer_ui(ui, known.mark, palette);
                ui.label(text::strong(known.word));
                ui.label(known.meaning);
                ui.end_row();
            }
        });
    ui.add_space(4.0);
    ui.label(legend.outline.as_str());
}

fn about_ui(ui: &mut Ui, window: &Window<'_>, actions: &mut Vec<Action>) {
    let palette = window.palette;
    ui.set_width(440.0);
    ui.label(RichText::new("Common Ground").heading());
    ui.label(text::small(
        format!("Version {}", env!("CARGO_PKG_VERSION")),
        palette,
    ));
    ui.add_space(6.0);
    ui.label(concat!(env!("CARGO_PKG_DESCRIPTION"), "."));
    if let Some(state) = window.state
        && let Some(summary) = &state.sheet.summary
    {
        ui.add_space(8.0);
        ui.label(text::strong(&state.sheet.title));
        ui.label(summary.as_str());
    }
    ui.add_space(8.0);
    cancel_ui(ui, "Close", actions);
}

fn cancel_ui(ui: &mut Ui, words: &str, actions: &mut Vec<Action>) {
    if ui.button(words).clicked() {
        actions.push(Action::CloseDialog);
    }
}

fn error_ui(ui: &mut Ui, error: Option<&str>, palette: &Palette) {
    if let Some(error) = error {
        ui.label(RichText::new(error).color(palette.error));
    }
}
