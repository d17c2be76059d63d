//! The command palette: every command, every opening of late and all bundled talks, found by typing parts of their
//! words.

use egui::{Button, Key, KeyboardShortcut, Modifiers, ScrollArea, TextEdit, Ui};

use crate::app::command::{Action, Command, ENTRIES, Entry};
use crate::app::drafting::DraftCommand;
use crate::ui::{Window, menu, text};

/// Width of the palette.
const WIDTH: f32 = 520.0;
/// Height of the list.
const LIST_HEIGHT: f32 = 330.0;

/// What was typed so far, and which command Enter would give.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PaletteForm {
    /// The text as typed.
    pub text: String,
    place: usize,
    has_been_shown: bool,
}

/// Shows the palette.
pub(super) fn palette_ui(
    ui: &mut Ui,
    form: &mut PaletteForm,
    window: &Window<'_>,
    actions: &mut Vec<Action>,
) {
    super::set_width(ui, WIDTH);
    let (up, down, enter) = ui.input_mut(|input| {
        let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
        (
            pressed(Key::ArrowUp),
            pressed(Key::ArrowDown),
            pressed(Key::Enter),
        )
    });
    let label = ui.label(text::label("Find a command", window.palette));
    let editor = TextEdit::singleline(&mut form.text)
        .desired_width(f32::INFINITY)
        .hint_text("a few letters of its words");
    let response = ui.add(editor).labelled_by(label.id);
    if !std::mem::replace(&mut form.has_been_shown, true) {
        response.request_focus();
    }
    if response.changed() {
        form.place = 0;
    }
    let found = found(&form.text, window);
    let last = found.len().saturating_sub(1);
    form.place = match (up, down) {
        (true, false) => form.place.saturating_sub(1),
        (false, true) => form.place + 1,
        _ => form.place,
    }
    .min(last);
    ui.add_space(4.0);
    let height = LIST_HEIGHT.min(ui.ctx().content_rect().height() - 160.0);
    ScrollArea::vertical()
        .max_height(height)
        .min_scrolled_height(height)
        // The field must not move while it is typed in.
        .auto_shrink(false)
        .show(ui, |ui| {
            if found.is_empty() {
                ui.label(text::absent("No command has these letters", window.palette));
            }
            for (place, item) in found.iter().enumerate() {
                let is_chosen = place == form.place;
                if item_ui(ui, item, is_chosen, up || down) || is_chosen && enter {
                    actions.push(Action::CloseDialog);
                    actions.push(item.action.clone());
                }
            }
        });
}

/// Something that the palette finds.
struct Item {
    /// Where it belongs: "View", "Open recent".
    group: &'static str,
    words: String,
    /// Other words that people look for it by.
    other_words: &'static str,
    /// What else can be said of it, in a tooltip.
    more: String,
    shortcut: Option<KeyboardShortcut>,
    action: Action,
}

fn item_ui(ui: &mut Ui, item: &Item, is_chosen: bool, scrolls: bool) -> bool {
    let shortcut = item
        .shortcut
        .map(|shortcut| ui.ctx().format_shortcut(&shortcut))
        .unwrap_or_default();
    let words = format!("{}: {}", item.group, item.words);
    let button = Button::selectable(is_chosen, words)
        .shortcut_text(shortcut)
        .min_size(egui::vec2(ui.available_width(), 0.0));
    let mut response = ui.add(button);
    if !item.more.is_empty() {
        response = response.on_hover_text(&item.more);
    }
    if is_chosen && scrolls {
        response.scroll_to_me(None);
    }
    response.clicked()
}

/// The commands that are now possible, the files opened of late and the talks that come with the program, as far as
/// every typed word is somewhere in theirs; the best first.
fn found(typed: &str, window: &Window<'_>) -> Vec<Item> {
    let commands = ENTRIES
        .iter()
        .filter(|entry| menu::is_possible(entry.command, window))
        .map(item_of);
    let recent = window.recent.iter().map(|paths| {
        let (words, more) = menu::opening_in_words(paths);
        Item {
            group: "Open recent",
            words,
            other_words: "",
            more,
            shortcut: None,
            action: Action::Open(paths.clone()),
        }
    });
    let talks = menu::TALKS.iter().map(|talks| Item {
        group: "Bundled talks",
        words: talks.title.clone(),
        other_words: "examples samples",
        more: String::new(),
        shortcut: None,
        action: Action::OpenTalks(talks.folder.clone()),
    });
    let typed = typed.trim().to_lowercase();
    let mut found: Vec<(u8, Item)> = commands
        .chain(recent)
        .chain(talks)
        .filter_map(|item| Some((rank_of(&typed, &item)?, item)))
        .collect();
    // The sort is stable: of equals, the first in the menus comes first.
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, item)| item).collect()
}

fn item_of(entry: &Entry) -> Item {
    Item {
        group: entry.menu.text(),
        words: entry.text.to_owned(),
        other_words: other_words(entry.command),
        more: String::new(),
        shortcut: entry.shortcut,
        action: Action::Do(entry.command),
    }
}

/// What people look for a command by who do not know what it is called here.
fn other_words(command: Command) -> &'static str {
    match command {
        Command::OpenFiles | Command::OpenFolder | Command::OpenPath => "import load add party",
        Command::Reload => "refresh reload update",
        Command::Stop => "cancel abort",
        Command::OpenBundled => "examples samples demo",
        Command::Export => {
            "save as snapshot report print pdf html markdown excel xlsx word docx csv svg json"
        }
        Command::CopyRow | Command::CopyTable => "clipboard spreadsheet excel",
        Command::CopyRowAsMarkdown | Command::CopyTableAsMarkdown => "clipboard",
        Command::Quit => "exit close",
        Command::ShowMatrix => "pairs coalitions heat map",
        Command::ShowTimeline => "history chronology",
        Command::Find => "search look for filter",
        Command::ClearFilters => "reset clear filters",
        Command::ToggleFilters => "parties themes verdicts",
        Command::ToggleProblems => "errors warnings",
        Command::Findings => "summary results",
        Command::ToggleCompact => "dense",
        Command::FoldAll => "collapse group",
        Command::UnfoldAll => "expand",
        Command::SortByAgenda | Command::SortByVerdict | Command::SortByDate => "order",
        Command::FollowSystemTheme | Command::UseLight | Command::UseDark => "theme mode colours",
        Command::ToggleHighContrast => "accessibility colours",
        Command::LargerText => "zoom in bigger font scale",
        Command::SmallerText => "zoom out font scale",
        Command::NormalText => "reset zoom font scale",
        Command::EarlierDate => "day back previous as of",
        Command::LaterDate => "day forward next as of",
        Command::LatestDate => "today now as of",
        Command::EarlierSince | Command::LaterSince => "movement compare dates",
        Command::NoChanges => "movement hide",
        Command::Draft(DraftCommand::Toggle) => "draft new deal package compromise",
        Command::Draft(DraftCommand::Save) => "draft write file",
        Command::Draft(DraftCommand::Discard) => "draft delete",
        Command::Legend => "help legend glossary guide",
        Command::Shortcuts => "help keyboard shortcuts hotkeys",
        Command::About => "help version licence health",
        _ => "",
    }
}

/// How well an item is what was typed; other words for it come after its own.
fn rank_of(typed: &str, item: &Item) -> Option<u8> {
    rank(typed, item.group, &item.words).or_else(|| {
        let all = format!("{}: {} {}", item.group, item.words, item.other_words).to_lowercase();
        let is_it = typed.split_whitespace().all(|word| all.contains(word));
        is_it.then_some(4)
    })
}

/// How well the words are what was typed, from 0: the same, the beginning, the beginning of a word, somewhere. Nothing
/// if a typed word is nowhere.
fn rank(typed: &str, group: &str, words: &str) -> Option<u8> {
    let words = words.trim_end_matches('…').to_lowercase();
    let all = format!("{}: {words}", group.to_lowercase());
    if !typed.split_whitespace().all(|word| all.contains(word)) {
        return None;
    }
    let begins_a_word = |known: &str| {
        known
            .split(|letter: char| !letter.is_alphanumeric())
            .any(|word| word.starts_with(typed))
    };
    Some(if words == typed || all == typed {
        0
    } else if words.starts_with(typed) || all.starts_with(typed) {
        1
    } else if begins_a_word(&words) {
        2
    } else {
        3
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_come_before_longer_ones() {
        let check = |typed: &str, words: &str, expect: Option<u8>| {
            assert_eq!(rank(typed, "View", words), expect, "{typed} in {words}");
        };
        check("light", "Light", Some(0));
        check("open path", "Open path…", Some(0));
        check("light", "Light or dark as the system", Some(1));
        check("dark", "Light or dark as the system", Some(2));
        check("ight", "Light", Some(3));
        check("view dark", "Dark", Some(3));
        check("view: light", "Light", Some(0));
        check("view: light", "Light or dark as the system", Some(1));
        check("light blue", "Light", None);
        check("", "Light", Some(1));
    }

    #[test]
    fn a_command_is_found_by_what_others_call_it() {
        let check = |typed: &str, expect: &[&str]| {
            let items = ENTRIES.iter().map(item_of);
            let found = items.filter(|item| rank_of(typed, item).is_some());
            let words: Vec<String> = found.map(|item| item.words).collect();
            assert_eq!(words, expect, "{typed}");
        };
        check("pdf", &["Export…"]);
        check("day back", &["Earlier date"]);
        check("refresh", &["Read again"]);
        check("zoom in", &["Larger text"]);
        check("search", &["Find text"]);
        check("coalitions", &["Matrix"]);
    }
}
