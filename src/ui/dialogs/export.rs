//! In which format and to which file to write the comparison, with its beginning as it will be.

use std::fmt;
use std::path::{Path, PathBuf};

use egui::{
    Button, ColorImage, ComboBox, Grid, Image, Key, ScrollArea, TextEdit, TextureHandle,
    TextureOptions, Ui,
};

use super::{cancel_ui, error_ui};
use crate::app::command::Action;
use crate::app::export_choice::ExportChoice;
use crate::app::jobs::ExportStage;
use crate::app::state::State;
use crate::export::{Format, Paper, Preview};
use crate::sheet::Dates;
use crate::ui::{Window, text};

/// Width of the choices, and of the field for the file.
const WIDTH: f32 = 430.0;
const FIELD_WIDTH: f32 = 330.0;

/// The beginning of the file is shown this high and wide at most, and not at all where there is no room for this much.
const HIGHEST_PREVIEW: f32 = 560.0;
const WIDEST_PREVIEW: f32 = 760.0;
const NARROWEST_PREVIEW: f32 = 260.0;

/// High enough for every choice of a list.
const LIST_HEIGHT: f32 = 320.0;

/// What the dialog and the window leave free around the choices.
const AROUND: egui::Vec2 = egui::vec2(110.0, 76.0);

/// What to write, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportForm {
    /// In which format, and what is chosen of it.
    pub choice: ExportChoice,
    /// To which file, as typed.
    pub path: String,
    /// Why it was not written.
    pub error: Option<String>,
    /// The file that the user has agreed to replace.
    replaced: Option<PathBuf>,
    /// Whether to write although something could not be read.
    writes_the_rest: bool,
    /// For which choice the beginning of the file was asked for.
    previewed: Option<ExportChoice>,
    /// The beginning of the file.
    preview: Option<Result<Shown, String>>,
    has_been_shown: bool,
}

/// The beginning of a file, fit to be drawn.
#[derive(Clone, PartialEq, Eq)]
enum Shown {
    /// A page that is not drawn yet.
    Pixels(ColorImage),
    /// A page.
    Picture(TextureHandle),
    /// The first lines of a text.
    Text(String),
}

impl fmt::Debug for Shown {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Pixels(_) | Self::Picture(_) => "a page",
            Self::Text(_) => "a text",
        })
    }
}

impl ExportForm {
    /// Proposes a format and a file.
    pub fn new(format: Format, path: String) -> Self {
        Self {
            choice: ExportChoice::of(format),
            path,
            error: None,
            replaced: None,
            writes_the_rest: false,
            previewed: None,
            preview: None,
            has_been_shown: false,
        }
    }

    /// Takes the beginning of a file, unless another was chosen meanwhile.
    pub fn take_preview(&mut self, choice: ExportChoice, preview: Result<Preview, String>) {
        if self.previewed == Some(choice) {
            self.preview = Some(preview.map(|preview| match preview {
                Preview::Text(text) => Shown::Text(text),
                Preview::Page {
                    width,
                    height,
                    pixels,
                } => Shown::Pixels(ColorImage::from_rgba_premultiplied(
                    [width, height],
                    &pixels,
                )),
            }));
        }
    }

    /// Takes a file from the system's dialog, which has asked before replacing one.
    pub fn take_chosen(&mut self, path: PathBuf) {
        self.path = path.display().to_string();
        self.take_format_of_path();
        self.replaced = Some(path);
    }

    /// The file to write, with the extension of the format if it has none that says one.
    ///
    /// # Errors
    /// If none is typed, or a folder.
    pub fn file(&self) -> Result<PathBuf, String> {
        let mut path = super::file_path(&self.path)?;
        if !has_known_extension(&path)
            && let Some(name) = path.file_name()
        {
            let mut name = name.to_owned();
            name.push(format!(".{}", self.choice.format.file_ending()));
            path.set_file_name(name);
        }
        Ok(path)
    }

    /// Says once if this file is there already.
    ///
    /// # Errors
    /// If there is such a file and the user has not agreed to replace it; asking again is to agree.
    pub fn agree_to(&mut self, path: &Path) -> Result<(), String> {
        if path.is_file() && self.replaced.as_deref() != Some(path) {
            self.replaced = Some(path.to_owned());
            return Err(super::ask_to_replace(path, "Export"));
        }
        Ok(())
    }

    /// Takes another format, and its extension with it.
    fn choose(&mut self, format: Format) {
        let Ok(mut stem) = super::file_path(&self.path) else {
            // There is no name yet to go with the format.
            self.choice.format = format;
            return;
        };
        // What follows a dot in a name may be anything.
        if has_known_extension(&stem) {
            stem.set_extension("");
        }
        // What is no snapshot any more is not to be called one.
        let is_snapshot = stem.extension().is_some_and(|word| word == "snapshot");
        if self.choice.format == Format::Ron && is_snapshot {
            stem.set_extension("");
        }
        self.choice.format = format;
        self.path = format!("{}.{}", stem.display(), format.file_ending());
    }

    /// A typed extension says which format is meant.
    fn take_format_of_path(&mut self) {
        let extension = Path::new(super::typed_path(&self.path)).extension();
        let format = extension
            .and_then(|extension| extension.to_str())
            .and_then(Format::from_extension);
        self.choice.format = format.unwrap_or(self.choice.format);
    }
}

/// Whether a name ends as that of a file of some format.
fn has_known_extension(path: &Path) -> bool {
    let extension = path
        .extension()
        .map(|extension| extension.to_string_lossy());
    extension.is_some_and(|extension| Format::from_extension(&extension).is_some())
}

/// Shows the choices, with the beginning of the file beside them.
pub(super) fn export_ui(
    ui: &mut Ui,
    form: &mut ExportForm,
    window: &Window<'_>,
    actions: &mut Vec<Action>,
) {
    if form.previewed != Some(form.choice) {
        form.previewed = Some(form.choice);
        actions.push(Action::Preview(form.choice));
    }
    let room = ui.ctx().content_rect().size() - AROUND;
    let beside = (room.x - WIDTH).min(WIDEST_PREVIEW);
    ui.horizontal_top(|ui| {
        let area = ScrollArea::vertical().max_height(room.y);
        area.min_scrolled_height(room.y).show(ui, |ui| {
            ui.vertical(|ui| {
                ui.set_width(WIDTH.min(room.x));
                choices_ui(ui, form, window, actions);
            });
        });
        if beside >= NARROWEST_PREVIEW {
            ui.add_space(12.0);
            ui.vertical(|ui| {
                // As high for every format, so that nothing moves from under the pointer when another is chosen.
                let height = room.y.min(HIGHEST_PREVIEW);
                ui.set_min_height(height);
                preview_ui(ui, form, window, egui::vec2(beside, height));
            });
        }
    });
}

fn choices_ui(ui: &mut Ui, form: &mut ExportForm, window: &Window<'_>, actions: &mut Vec<Action>) {
    let palette = window.palette;
    ui.label(text::head("Export the comparison"));
    let what = "It is written as of the dates above, with the reasons, the legend and the method.";
    ui.label(text::small(what, palette));
    ui.add_space(6.0);
    format_ui(ui, form);
    ui.add_space(6.0);
    if let Some(state) = window.state {
        contents_ui(ui, form, state);
    }
    ui.add_space(6.0);
    let has_pressed_enter = path_ui(ui, form, window, actions);
    let left_out = window
        .state
        .and_then(|state| state.sheet().left_out.as_deref());
    if left_out.is_some() {
        ui.add_space(6.0);
        error_ui(ui, left_out, palette);
        let words = "Export what could be read; the file says what is missing";
        ui.checkbox(&mut form.writes_the_rest, words);
    }
    error_ui(ui, form.error.as_deref(), palette);
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let is_complete = left_out.is_none() || form.writes_the_rest;
        let is_possible = is_complete && !window.busy.is_exporting && !form.path.trim().is_empty();
        let button = ui.add_enabled(is_possible, Button::new("Export"));
        if button.clicked() || (has_pressed_enter && is_possible) {
            actions.push(Action::ExportAsTyped);
        }
        match window.export_stage {
            Some(stage) => stage_ui(ui, stage, window, actions),
            None => cancel_ui(ui, "Cancel", actions),
        }
    });
}

/// How far the writing has come, and a way to give it up.
fn stage_ui(ui: &mut Ui, stage: ExportStage, window: &Window<'_>, actions: &mut Vec<Action>) {
    let (words, can_stop) = match stage {
        ExportStage::LayingOut => ("Laying out what is written…", true),
        ExportStage::Writing => ("Writing the file…", false),
    };
    if ui
        .add_enabled(can_stop, Button::new("Stop the export"))
        .clicked()
    {
        actions.push(Action::StopExport);
    }
    ui.label(text::small(words, window.palette));
}

fn format_ui(ui: &mut Ui, form: &mut ExportForm) {
    Grid::new("export-formats")
        .num_columns(3)
        .spacing([18.0, 4.0])
        .min_col_width(96.0)
        .show(ui, |ui| {
            for (place, format) in (1..).zip(Format::all().iter().copied()) {
                if ui
                    .radio(form.choice.format == format, format.name())
                    .clicked()
                {
                    form.choose(format);
                }
                if place % 3 == 0 {
                    ui.end_row();
                }
            }
        });
}

/// What is written of the comparison, and how.
fn contents_ui(ui: &mut Ui, form: &mut ExportForm, state: &State) {
    let choice = &mut form.choice;
    let is_whole = choice.format == Format::Ron;
    let has_pages =
        choice.format.is_typeset() || matches!(choice.format, Format::Docx | Format::Xlsx);
    ui.add_enabled_ui(state.is_filtered(), |ui| {
        ui.checkbox(
            &mut choice.has_all_rows,
            "All rows, also those that the filters hide",
        );
    });
    let draft = state.asked.draft.as_ref();
    if draft.is_some_and(|draft| !draft.terms.is_empty()) {
        ui.checkbox(&mut choice.has_draft, "Include your proposal");
    }
    ui.add_enabled_ui(!is_whole && choice.format != Format::Json, |ui| {
        ui.checkbox(
            &mut choice.includes.has_details,
            "Questions and answers in plain words",
        );
        ui.checkbox(
            &mut choice.includes.has_sources,
            "Sources, as numbered notes",
        );
    });
    ui.horizontal(|ui| {
        ui.add_enabled_ui(has_pages, |ui| {
            let label = ui.label("Paper");
            let combo = ComboBox::from_id_salt("export-paper")
                .height(LIST_HEIGHT)
                .selected_text(choice.paper.name());
            let combo = combo.show_ui(ui, |ui| {
                for paper in Paper::ALL {
                    ui.selectable_value(&mut choice.paper, paper, paper.name());
                }
            });
            combo.response.labelled_by(label.id);
        });
        ui.add_space(10.0);
        ui.add_enabled_ui(!is_whole, |ui| {
            let label = ui.label("Dates in");
            let combo = ComboBox::from_id_salt("export-dates")
                .height(LIST_HEIGHT)
                .selected_text(choice.dates.name());
            let combo = combo.show_ui(ui, |ui| {
                for dates in Dates::ALL {
                    ui.selectable_value(&mut choice.dates, dates, dates.name());
                }
            });
            combo.response.labelled_by(label.id);
        });
        if choice.format == Format::Png {
            ui.add_space(10.0);
            let label = ui.label("Scale");
            let combo = ComboBox::from_id_salt("export-scale").width(50.0);
            let combo = combo.selected_text(format!("{} ×", choice.scale));
            let combo = combo.show_ui(ui, |ui| {
                for scale in ExportChoice::SCALES {
                    ui.selectable_value(&mut choice.scale, scale, format!("{scale} ×"));
                }
            });
            combo.response.labelled_by(label.id);
        }
    });
}

/// Shows the field for the file, and says whether it was left with Enter.
fn path_ui(
    ui: &mut Ui,
    form: &mut ExportForm,
    window: &Window<'_>,
    actions: &mut Vec<Action>,
) -> bool {
    let label = ui.label(text::label("File", window.palette));
    let response = ui.horizontal(|ui| {
        let editor = TextEdit::singleline(&mut form.path).desired_width(FIELD_WIDTH);
        // By its name and not by how many choices stand above, or it would lose the cursor when one comes or goes.
        let editor = editor.id_salt("export-path");
        let response = ui.add(editor).labelled_by(label.id);
        if ui.button("Choose…").clicked() {
            actions.push(Action::ChooseExportPath(form.choice.format));
        }
        response
    });
    let response = response.inner;
    if response.changed() {
        form.take_format_of_path();
    }
    let has_pressed_enter =
        response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    // If the path is wrong, or there is such a file already, it is here that it is mended or agreed to.
    if has_pressed_enter || !std::mem::replace(&mut form.has_been_shown, true) {
        response.request_focus();
        // With large text in a small window it may be out of sight.
        response.scroll_to_me(None);
    }
    has_pressed_enter
}

/// Shows the beginning of the file.
fn preview_ui(ui: &mut Ui, form: &mut ExportForm, window: &Window<'_>, room: egui::Vec2) {
    let palette = window.palette;
    let format = form.choice.format;
    let words = match format {
        Format::Pdf => "The first page".to_owned(),
        _ if format.is_typeset() || format.is_text() => "How it begins".to_owned(),
        _ => format!(
            "How it would begin on paper; {} lays out the same in its own way",
            format.name()
        ),
    };
    ui.label(text::label(&words, palette));
    ui.set_width(room.x);
    match &mut form.preview {
        None => {
            ui.label(text::small("Laying out…", palette));
        }
        Some(Err(reason)) => {
            ui.label(egui::RichText::new(reason.as_str()).color(palette.error));
        }
        Some(Ok(Shown::Text(text))) => {
            ScrollArea::both()
                .id_salt("export-preview")
                .max_height(room.y - 40.0)
                .min_scrolled_height(room.y - 40.0)
                .show(ui, |ui| {
                    let lines = egui::RichText::new(text.as_str()).monospace().small();
                    ui.add(egui::Label::new(lines).extend());
                });
        }
        Some(Ok(shown)) => picture_ui(ui, shown, room),
    }
}

fn picture_ui(ui: &mut Ui, shown: &mut Shown, room: egui::Vec2) {
    if let Shown::Pixels(pixels) = shown {
        let picture = ui.ctx().load_texture(
            "export-preview",
            std::mem::take(pixels),
            TextureOptions::LINEAR,
        );
        *shown = Shown::Picture(picture);
    }
    if let Shown::Picture(picture) = shown {
        let image = Image::new(&*picture)
            .max_size(egui::vec2(room.x, room.y - 40.0))
            .alt_text("The beginning of the file");
        ui.add(image);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_there_is_replaced_only_when_asked_twice() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("comparison.md");
        let mut form = ExportForm::new(Format::Markdown, path.display().to_string());
        assert_eq!(form.file(), Ok(path.clone()));
        assert!(form.agree_to(&path).is_ok());
        std::fs::write(&path, "old")?;
        assert!(form.agree_to(&path).is_err());
        assert!(form.agree_to(&path).is_ok());
        for typed in [
            format!("{}/", folder.path().display()),
            folder.path().display().to_string(),
        ] {
            assert!(ExportForm::new(Format::Markdown, typed).file().is_err());
        }
        Ok(())
    }

    #[test]
    fn the_extension_and_the_format_follow_each_other() {
        let mut form = ExportForm::new(Format::Pdf, "talks.pdf".to_owned());
        form.choose(Format::Markdown);
        assert_eq!(form.path, "talks.md");
        form.choose(Format::Ron);
        assert_eq!(form.path, "talks.snapshot.ron");
        form.choose(Format::Markdown);
        assert_eq!(form.path, "talks.md");
        form.path = "talks.pdf".to_owned();
        form.take_format_of_path();
        assert_eq!(form.choice.format, Format::Pdf);
        form.path = "talks".to_owned();
        form.take_format_of_path();
        assert_eq!(form.file(), Ok(PathBuf::from("talks.pdf")));
        form.path = " \"talks v1.2\" ".to_owned();
        form.take_format_of_path();
        assert_eq!(form.file(), Ok(PathBuf::from("talks v1.2.pdf")));
        for (typed, expect) in [
            ("talks v1.2", "talks v1.2.html"),
            ("\"talks.pdf\"", "talks.html"),
            ("", ""),
            ("out/", "out/"),
        ] {
            form.path = typed.to_owned();
            form.choose(Format::Pdf);
            form.choose(Format::Html);
            assert_eq!(form.path, expect, "{typed}");
        }
    }
}
