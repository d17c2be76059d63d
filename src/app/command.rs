//! Everything that a user can do: one list, read by the menus, the keys and the tests.

use std::path::PathBuf;

use egui::{Key, KeyboardShortcut, Modifiers};

use super::columns::ColumnKey;
use super::drafting::{DraftAction, DraftCommand};
use super::export_choice::ExportChoice;
use super::view::RowStep;
use crate::compare::Verdict;
use crate::export::Format;
use crate::model::Row;
use crate::sheet::Filters;

/// Something to do that needs to know no more than its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Choose files to open.
    OpenFiles,
    /// Choose a folder to open.
    OpenFolder,
    /// Type the path of a file or folder to open.
    OpenPath,
    /// Read what is open once more.
    Reload,
    /// Stop reading or writing files.
    Stop,
    /// Go back to the talks that come with the program.
    OpenBundled,
    /// Write the comparison to a file.
    Export,
    /// Copy the selected row as plain text.
    CopyRow,
    /// Copy the selected row as Markdown.
    CopyRowAsMarkdown,
    /// Copy the rows that are shown as plain text.
    CopyTable,
    /// Copy the rows that are shown as Markdown.
    CopyTableAsMarkdown,
    /// Close the window.
    Quit,
    /// Find a command by its words.
    Palette,
    /// Show the rows, with the parties as columns.
    ShowTable,
    /// Show the parties against each other.
    ShowMatrix,
    /// Show what was said when.
    ShowTimeline,
    /// Choose which columns the table shows.
    Columns,
    /// Compare all parties.
    CompareAll,
    /// Show the rows in the order of the agenda.
    SortByAgenda,
    /// Show the rows by verdict.
    SortByVerdict,
    /// Show the rows by date.
    SortByDate,
    /// Colours as far apart as they can be, or the usual ones.
    ToggleHighContrast,
    /// Show or hide the filters.
    ToggleFilters,
    /// Show or hide the details of the selected row.
    ToggleDetails,
    /// Put the details away.
    CloseDetails,
    /// Show or hide the problems of the files.
    ToggleProblems,
    /// Put the cursor into the field that finds text.
    Find,
    /// Show all rows.
    ClearFilters,
    /// Rows of one line, or of several.
    ToggleCompact,
    /// Show the themes alone.
    FoldAll,
    /// Show all that is folded away.
    UnfoldAll,
    /// Follow the system.
    FollowSystemTheme,
    /// Dark ink on light ground.
    UseLight,
    /// Light ink on dark ground.
    UseDark,
    /// Everything larger.
    LargerText,
    /// Everything smaller.
    SmallerText,
    /// The size at first.
    NormalText,
    /// Give the focus to the next pane.
    NextPane,
    /// Give the focus to the pane before.
    PreviousPane,
    /// Select another row.
    Row(RowStep),
    /// Select the next row with this verdict.
    Next(Verdict),
    /// Select the previous row with this verdict.
    Previous(Verdict),
    /// Select the next row on which an answer has changed.
    NextChanged,
    /// Select the previous row on which an answer has changed.
    PreviousChanged,
    /// Go back to the date before, on which something was said.
    EarlierDate,
    /// Go on to the next date on which something was said.
    LaterDate,
    /// Count all dates.
    LatestDate,
    /// Something about the own proposal.
    Draft(DraftCommand),
    /// Tell what has changed since the date before, on which something was said.
    EarlierSince,
    /// Tell what has changed since the next date on which something was said.
    LaterSince,
    /// Tell no changes.
    NoChanges,
    /// Say what comes out of all rows together.
    Findings,
    /// Show every key.
    Shortcuts,
    /// Explain the words and marks.
    Legend,
    /// Say what the program is.
    About,
}

/// Where a command stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Menu {
    /// Opening and writing.
    File,
    /// What is shown, and how.
    View,
    /// Moving about.
    Go,
    /// The user's own proposal.
    Proposal,
    /// Explanations.
    Help,
}

/// A command as users meet it.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// What to do.
    pub command: Command,
    /// Its words.
    pub text: &'static str,
    /// Its menu.
    pub menu: Menu,
    /// Its place in the menu: a line parts different groups.
    pub group: u8,
    /// Its key.
    pub shortcut: Option<KeyboardShortcut>,
}

/// What a view asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Do this.
    Do(Command),
    /// Select this row.
    Select(Row),
    /// Select this row and show its details.
    Inspect(Row),
    /// Select this row and bring it into sight.
    GoTo(Row),
    /// Show this row in the table with its details, whatever hides it.
    Show(Row),
    /// Show this row in the table, whatever hides it.
    Unhide(Row),
    /// Fold a theme, or unfold it.
    FoldTheme(String, bool),
    /// Fold the parts of an issue, or unfold them.
    FoldParts(usize, bool),
    /// Show these rows.
    SetFilters(Filters),
    /// Compare this party, or leave it out.
    SetParty(usize, bool),
    /// Compare as of the day that was typed.
    SetAsOf(String),
    /// Count from the day that was typed.
    SetFrom(String),
    /// Tell what has changed since the day that was typed.
    SetSince(String),
    /// Show this proposal as a column, or take the column away.
    SetProposal(usize, bool),
    /// Compare the parties in these two columns alone.
    CompareTwo(usize, usize),
    /// Open these files or folders.
    Open(Vec<PathBuf>),
    /// Open the talks in this folder of those that come with the program.
    OpenTalks(String),
    /// Show what was read of other talks in place of what is open.
    Replace,
    /// Open the file or folder whose path was typed.
    OpenTyped(String),
    /// Show or hide this column.
    SetColumn(ColumnKey, bool),
    /// Move this column, among all columns as they are shown, to the right or to the left.
    MoveColumn(Vec<ColumnKey>, ColumnKey, bool),
    /// Choose the file to write.
    ChooseExportPath(Format),
    /// Write the comparison as the dialog says.
    ExportAsTyped,
    /// Do this to the own proposal.
    Draft(DraftAction),
    /// Make the beginning of the file that the dialog describes.
    Preview(ExportChoice),
    /// Give up the file that is being written.
    StopExport,
    /// Open a file that was written, or its folder.
    OpenWritten(PathBuf),
    /// Close the dialog.
    CloseDialog,
    /// Put the notice away.
    DismissNotice,
}

/// Every command, in menu order.
pub const ENTRIES: &[Entry] = &[
    file(Command::OpenFiles, "Open files…", 0, Some(ctrl(Key::O))),
    file(
        Command::OpenFolder,
        "Open folder…",
        0,
        Some(ctrl_shift(Key::O)),
    ),
    file(Command::OpenPath, "Open path…", 0, Some(ctrl(Key::L))),
    file(Command::Reload, "Read again", 1, Some(plain(Key::F5))),
    file(
        Command::Stop,
        "Stop reading or writing",
        1,
        Some(ctrl(Key::Period)),
    ),
    file(Command::OpenBundled, "Show the bundled talks", 1, None),
    file(Command::Export, "Export…", 2, Some(ctrl(Key::E))),
    file(Command::CopyRow, "Copy row", 3, Some(ctrl(Key::R))),
    file(
        Command::CopyRowAsMarkdown,
        "Copy row as Markdown",
        3,
        Some(ctrl_shift(Key::R)),
    ),
    file(Command::CopyTable, "Copy table", 3, Some(ctrl(Key::T))),
    file(
        Command::CopyTableAsMarkdown,
        "Copy table as Markdown",
        3,
        Some(ctrl_shift(Key::T)),
    ),
    file(Command::Quit, "Quit", 4, Some(ctrl(Key::Q))),
    view(Command::ShowTable, "Table", 0, Some(ctrl(Key::Num1))),
    view(Command::ShowMatrix, "Matrix", 0, Some(ctrl(Key::Num2))),
    view(Command::ShowTimeline, "Timeline", 0, Some(ctrl(Key::Num3))),
    view(Command::Palette, "Find a command…", 1, Some(ctrl(Key::K))),
    view(Command::Find, "Find text", 1, Some(ctrl(Key::F))),
    view(Command::ClearFilters, "Show all rows", 1, None),
    view(Command::CompareAll, "Compare all parties", 1, None),
    view(Command::ToggleFilters, "Filters", 2, Some(plain(Key::F2))),
    view(
        Command::ToggleDetails,
        "Details",
        2,
        Some(plain(Key::Enter)),
    ),
    view(
        Command::CloseDetails,
        "Close the details",
        2,
        Some(plain(Key::Escape)),
    ),
    view(Command::ToggleProblems, "Problems", 2, Some(plain(Key::F8))),
    view(Command::Findings, "Findings", 2, Some(plain(Key::F3))),
    view(
        Command::ToggleCompact,
        "Compact rows",
        3,
        Some(ctrl(Key::D)),
    ),
    view(Command::Columns, "Columns…", 3, None),
    view(Command::FoldAll, "Fold all themes", 3, None),
    view(Command::UnfoldAll, "Unfold all", 3, None),
    view(Command::SortByAgenda, "Sort as in the agenda", 4, None),
    view(
        Command::SortByVerdict,
        "Sort by verdict, the farthest apart first",
        4,
        None,
    ),
    view(
        Command::SortByDate,
        "Sort by date, the latest answer first",
        4,
        None,
    ),
    view(
        Command::FollowSystemTheme,
        "Light or dark as the system",
        5,
        None,
    ),
    view(Command::UseLight, "Light", 5, None),
    view(Command::UseDark, "Dark", 5, None),
    view(Command::ToggleHighContrast, "High contrast", 5, None),
    view(Command::LargerText, "Larger text", 6, Some(ctrl(Key::Plus))),
    view(
        Command::SmallerText,
        "Smaller text",
        6,
        Some(ctrl(Key::Minus)),
    ),
    view(
        Command::NormalText,
        "Normal text size",
        6,
        Some(ctrl(Key::Num0)),
    ),
    go(Command::NextPane, "Next pane", 0, Some(plain(Key::F6))),
    go(
        Command::PreviousPane,
        "Previous pane",
        0,
        Some(shift(Key::F6)),
    ),
    go(
        Command::Row(RowStep::Next),
        "Next row",
        1,
        Some(plain(Key::ArrowDown)),
    ),
    go(
        Command::Row(RowStep::Previous),
        "Previous row",
        1,
        Some(plain(Key::ArrowUp)),
    ),
    go(
        Command::Row(RowStep::PageDown),
        "A page of rows down",
        1,
        Some(plain(Key::PageDown)),
    ),
    go(
        Command::Row(RowStep::PageUp),
        "A page of rows up",
        1,
        Some(plain(Key::PageUp)),
    ),
    go(
        Command::Row(RowStep::First),
        "First row",
        1,
        Some(plain(Key::Home)),
    ),
    go(
        Command::Row(RowStep::Last),
        "Last row",
        1,
        Some(plain(Key::End)),
    ),
    go(
        Command::Next(Verdict::Gap),
        "Next gap",
        2,
        Some(plain(Key::N)),
    ),
    go(
        Command::Previous(Verdict::Gap),
        "Previous gap",
        2,
        Some(shift(Key::N)),
    ),
    go(
        Command::Next(Verdict::Overlap),
        "Next overlap",
        2,
        Some(plain(Key::O)),
    ),
    go(
        Command::Previous(Verdict::Overlap),
        "Previous overlap",
        2,
        Some(shift(Key::O)),
    ),
    go(
        Command::Next(Verdict::Opposed),
        "Next opposed",
        2,
        Some(plain(Key::P)),
    ),
    go(
        Command::Previous(Verdict::Opposed),
        "Previous opposed",
        2,
        Some(shift(Key::P)),
    ),
    go(Command::NextChanged, "Next changed", 2, Some(plain(Key::C))),
    go(
        Command::PreviousChanged,
        "Previous changed",
        2,
        Some(shift(Key::C)),
    ),
    go(
        Command::EarlierDate,
        "Earlier date",
        3,
        Some(alt(Key::ArrowLeft)),
    ),
    go(
        Command::LaterDate,
        "Later date",
        3,
        Some(alt(Key::ArrowRight)),
    ),
    go(Command::LatestDate, "All dates", 3, None),
    go(
        Command::EarlierSince,
        "Changes since an earlier date",
        4,
        Some(alt_shift(Key::ArrowLeft)),
    ),
    go(
        Command::LaterSince,
        "Changes since a later date",
        4,
        Some(alt_shift(Key::ArrowRight)),
    ),
    go(Command::NoChanges, "Tell no changes", 4, None),
    proposal(
        Command::Draft(DraftCommand::Toggle),
        "Put a proposal together",
        0,
        Some(plain(Key::F4)),
    ),
    proposal(
        Command::Draft(DraftCommand::PickOutcome),
        "Go to the outcomes to pick",
        1,
        Some(plain(Key::T)),
    ),
    proposal(
        Command::Draft(DraftCommand::RemoveTerm),
        "Leave this row out of your proposal",
        1,
        Some(plain(Key::Delete)),
    ),
    proposal(
        Command::Draft(DraftCommand::Undo),
        "Undo",
        2,
        Some(ctrl(Key::Z)),
    ),
    proposal(
        Command::Draft(DraftCommand::Redo),
        "Redo",
        2,
        Some(ctrl_shift(Key::Z)),
    ),
    proposal(
        Command::Draft(DraftCommand::Save),
        "Save your proposal…",
        3,
        Some(ctrl(Key::S)),
    ),
    proposal(
        Command::Draft(DraftCommand::Discard),
        "Discard your proposal",
        3,
        None,
    ),
    help(
        Command::Legend,
        "What the words and marks mean",
        0,
        Some(plain(Key::F1)),
    ),
    help(Command::Shortcuts, "Keys", 0, Some(ctrl(Key::Slash))),
    help(Command::About, "About Common Ground", 0, None),
];

impl Menu {
    /// Every menu, from left to right.
    pub const ALL: [Self; 5] = [Self::File, Self::View, Self::Go, Self::Proposal, Self::Help];

    /// Its word.
    pub fn text(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::View => "View",
            Self::Go => "Go",
            Self::Proposal => "Proposal",
            Self::Help => "Help",
        }
    }
}

impl Entry {
    /// Whether the key is one that a text field also wants.
    fn is_for_tables_only(&self) -> bool {
        self.shortcut.is_some_and(|shortcut| {
            let is_function_key = matches!(
                shortcut.logical_key,
                Key::F1 | Key::F2 | Key::F3 | Key::F4 | Key::F5 | Key::F6 | Key::F8
            );
            !shortcut.modifiers.command && !is_function_key
        })
    }
}

/// The command whose key was pressed, if any. Keys without Ctrl go to what has the focus first, be it a text field or
/// a button; a row of the table has no use for them.
pub fn pressed(context: &egui::Context, row_has_focus: bool) -> Option<Command> {
    let is_typing = context.egui_wants_keyboard_input() && !row_has_focus;
    // Escape closes an open menu or leaves a field first. It has taken the focus away by now, so what had it in the
    // frame before is remembered.
    let is_menu_open = egui::Popup::is_any_open(context);
    let keeps_escape = is_menu_open || was_editing(context);
    // A field has steps of its own to take back.
    let is_editing = context.text_edit_focused();
    // More modifiers come first, or Ctrl+Shift+O would count as Ctrl+O.
    let mut entries: Vec<&Entry> = ENTRIES
        .iter()
        .filter(|entry| !((is_typing || is_menu_open) && entry.is_for_tables_only()))
        .filter(|entry| !(keeps_escape && entry.command == Command::CloseDetails))
        .filter(|entry| {
            !(is_editing
                && matches!(
                    entry.command,
                    Command::Draft(DraftCommand::Undo | DraftCommand::Redo)
                ))
        })
        .collect();
    entries.sort_by_key(|entry| {
        let modifiers = entry.shortcut.map(|shortcut| shortcut.modifiers);
        modifiers.is_none_or(|modifiers| !modifiers.shift)
    });
    context.input_mut(|input| {
        // Plus stands on the key of the equals sign on many keyboards, and needs Shift there.
        if input.consume_key(Modifiers::COMMAND, Key::Equals) {
            return Some(Command::LargerText);
        }
        entries
            .into_iter()
            .find(|entry| {
                entry
                    .shortcut
                    .is_some_and(|shortcut| input.consume_shortcut(&shortcut))
            })
            .map(|entry| entry.command)
    })
}

/// Whether a text field had the focus when this was last asked; asked once a frame.
fn was_editing(context: &egui::Context) -> bool {
    let id = egui::Id::unique("was-editing");
    let is_editing = context.text_edit_focused();
    context.data_mut(|data| {
        let known = data.get_temp_mut_or_default::<bool>(id);
        std::mem::replace(known, is_editing)
    })
}

const fn file(
    command: Command,
    text: &'static str,
    group: u8,
    shortcut: Option<KeyboardShortcut>,
) -> Entry {
    entry(Menu::File, command, text, group, shortcut)
}

const fn view(
    command: Command,
    text: &'static str,
    group: u8,
    shortcut: Option<KeyboardShortcut>,
) -> Entry {
    entry(Menu::View, command, text, group, shortcut)
}

const fn go(
    command: Command,
    text: &'static str,
    group: u8,
    shortcut: Option<KeyboardShortcut>,
) -> Entry {
    entry(Menu::Go, command, text, group, shortcut)
}

const fn proposal(
    command: Command,
    text: &'static str,
    group: u8,
    shortcut: Option<KeyboardShortcut>,
) -> Entry {
    entry(Menu::Proposal, command, text, group, shortcut)
}

const fn help(
    command: Command,
    text: &'static str,
    group: u8,
    shortcut: Option<KeyboardShortcut>,
) -> Entry {
    entry(Menu::Help, command, text, group, shortcut)
}

const fn entry(
    menu: Menu,
    command: Command,
    text: &'static str,
    group: u8,
    shortcut: Option<KeyboardShortcut>,
) -> Entry {
    Entry {
        command,
        text,
        menu,
        group,
        shortcut,
    }
}

const fn plain(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

const fn shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::SHIFT, key)
}

const fn alt(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::ALT, key)
}

const fn alt_shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::ALT.plus(Modifiers::SHIFT), key)
}

const fn ctrl(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

const fn ctrl_shift(key: Key) -> KeyboardShortcut {
    let modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
    KeyboardShortcut::new(modifiers, key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_groups_of_a_menu_follow_each_other() {
        for (index, one) in ENTRIES.iter().enumerate() {
            let next = ENTRIES.iter().skip(index + 1);
            let next = next.into_iter().find(|other| other.menu == one.menu);
            let is_in_order = next.is_none_or(|next| (0..=1).contains(&(next.group - one.group)));
            assert!(is_in_order, "{}", one.text);
        }
    }

    #[test]
    fn no_two_commands_share_a_key_or_their_words() {
        for (index, one) in ENTRIES.iter().enumerate() {
            for other in ENTRIES.iter().skip(index + 1) {
                assert_ne!(one.text, other.text);
                assert!(
                    one.shortcut.is_none() || one.shortcut != other.shortcut,
                    "{}",
                    one.text
                );
            }
        }
    }
}
