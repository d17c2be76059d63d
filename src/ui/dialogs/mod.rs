//! What stands over the window until it is closed: opening a typed path, exporting, and explanations.

mod about;
mod columns;
mod export;
mod findings;
mod legend;
mod open_path;
mod palette;
mod save;
mod shortcuts;

use std::path::{Path, PathBuf};

use egui::{Context, Frame, Margin, Modal, RichText, Ui};

use super::theme::Palette;
use super::{Window, text};
use crate::app::command::Action;
use crate::app::health::Fact;

pub use export::ExportForm;
pub use open_path::PathForm;
pub use palette::PaletteForm;
pub use save::SaveForm;

/// What stands over the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dialog {
    /// A field for the path of a file or folder.
    OpenPath(PathForm),
    /// Whether to show other talks in place of those that are open.
    Replace,
    /// In which format and to which file to write.
    Export(ExportForm),
    /// To which file to write the user's own proposal.
    SaveDraft(SaveForm),
    /// Whether to throw the user's own proposal away.
    Discard {
        /// Whether the window is to be closed then.
        quits: bool,
    },
    /// A field that finds commands.
    Palette(PaletteForm),
    /// Which columns the table shows.
    Columns,
    /// Every key.
    Shortcuts,
    /// What comes out of all rows together.
    Findings,
    /// What the words and marks mean.
    Legend,
    /// What the program is, and what there is to say of it on this machine.
    About(Vec<Fact>),
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
    // Each kind has an id of its own, or a large dialog would be cut to the size of a small one before it.
    let id = egui::Id::unique(("dialog", std::mem::discriminant(dialog)));
    let response = Modal::new(id)
        .frame(frame)
        .show(context, |ui| match dialog {
            Dialog::OpenPath(form) => open_path::open_path_ui(ui, form, palette, actions),
            Dialog::Export(form) => export::export_ui(ui, form, window, actions),
            Dialog::SaveDraft(form) => save::save_ui(ui, form, window, actions),
            Dialog::Discard { quits } => save::discard_ui(ui, *quits, window, actions),
            Dialog::Palette(form) => palette::palette_ui(ui, form, window, actions),
            Dialog::Columns => columns::columns_ui(ui, window, actions),
            Dialog::Shortcuts => shortcuts::shortcuts_ui(ui, window, actions),
            Dialog::Replace => replace_ui(ui, window, actions),
            Dialog::Findings => findings::findings_ui(ui, window, actions),
            Dialog::Legend => legend::legend_ui(ui, window, actions),
            Dialog::About(facts) => about::about_ui(ui, facts, window, actions),
        });
    if response.should_close() {
        actions.push(Action::CloseDialog);
    }
}

fn replace_ui(ui: &mut Ui, window: &Window<'_>, actions: &mut Vec<Action>) {
    set_width(ui, 440.0);
    ui.label(text::head("Other talks"));
    let open = window.state.map_or("", |state| &state.sheet().title);
    let other = window.waiting.unwrap_or("these");
    // A snapshot of these talks is a comparison of its own, too.
    let what = if open == other {
        format!("is another comparison of “{other}”, and cannot be put together with it.")
    } else {
        format!("belongs to other talks, “{other}”, and cannot be compared with it.")
    };
    ui.label(format!("“{open}” is open. What you have chosen {what}"));
    let draft = window.state.and_then(|state| state.draft.as_ref());
    if let Some(draft) = draft.filter(|draft| draft.is_unsaved()) {
        ui.label(text::strong(format!(
            "Your proposal “{}” has not been saved and would be lost.",
            draft.title()
        )));
    }
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if ui
            .button(if open == other {
                "Close what is open and open the other".to_owned()
            } else {
                format!("Close “{open}” and open “{other}”")
            })
            .clicked()
        {
            actions.push(Action::Replace);
        }
        cancel_ui(ui, "Cancel", actions);
    });
}

/// A path as typed or pasted, without the quotation marks that file managers copy along.
pub(crate) fn typed_path(text: &str) -> &str {
    text.trim().trim_matches('"')
}

/// Asks before a file is replaced. `verb` is what the user does once more to agree.
fn ask_to_replace(path: &Path, verb: &str) -> String {
    format!(
        "“{}” is there already. {verb} once more to replace it.",
        path.display()
    )
}

/// A path as typed, if a file can have it.
///
/// # Errors
/// If there is none, or it is that of a folder.
fn file_path(text: &str) -> Result<PathBuf, String> {
    let typed = typed_path(text);
    if typed.is_empty() {
        return Err("Type the path of the file to write.".to_owned());
    }
    if Path::new(typed).is_dir() || typed.ends_with(std::path::is_separator) {
        return Err(format!("“{typed}” is a folder. Add the name of a file."));
    }
    Ok(PathBuf::from(typed))
}

/// Makes a dialog so wide, or as wide as the window has room for.
fn set_width(ui: &mut Ui, width: f32) {
    ui.set_width(width.min(ui.ctx().content_rect().width() - 60.0));
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
