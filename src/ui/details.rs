//! The pane with all that is known of one row: the reason, the outcomes, and what each party has said.

use egui::text::LayoutJob;
use egui::{Align, Grid, Layout, Response, RichText, Role, ScrollArea, Ui, Vec2, WidgetInfo, vec2};

use super::fonts;
use super::marks;
use super::pane;
use super::phrase;
use super::table::proposal_cell::response_ui;
use super::text::{self, Marker, Run};
use super::theme::{Colour, Palette};
use crate::app::command::Action;
use crate::app::state::State;
use crate::app::view::View;
use crate::sheet::{
    CellState, CiteLine, Details, DisputedLine, Mark, Outline, PartyDetails, ProposalColumn,
    Sought, Statement, TrendWords,
};

/// Least and greatest width of the column with the reason and the outcomes.
const REASON_WIDTHS: (f32, f32) = (340.0, 430.0);
/// Its share of the pane between these.
const REASON_SHARE: f32 = 0.36;
/// A party's column is at least so wide; with too many for the window, the pane scrolls sideways.
const LEAST_PARTY_WIDTH: f32 = 160.0;
/// With more parties than this, the answers on outcomes are marks without words.
const MOST_ANSWERS_IN_WORDS: usize = 3;
/// With more parties than this, the answers on outcomes are counted.
const MOST_ANSWERS: usize = 12;
/// No label of an outcome has less room.
const LEAST_OUTCOME_WIDTH: f32 = 130.0;
/// Room between two columns.
const COLUMN_GAP: f32 = 24.0;

/// Shows the pane.
pub(super) fn details_ui(
    ui: &mut Ui,
    details: &Details,
    state: &State,
    palette: &Palette,
    view: &mut View,
    actions: &mut Vec<Action>,
) {
    let sheet = state.sheet();
    let sought = Sought::of(&state.asked.filters);
    let look = Look {
        palette,
        marker: Marker::new(sought.as_ref(), palette),
    };
    let row = state.selected.as_ref().map(|(row, _)| *row);
    let is_other = view.details_of != row;
    view.details_of = row;
    let head = head_ui(ui, details, look, view);
    let scrolled = pane::scrolled(ui, &head, ui.available_height());
    hidden_ui(ui, state, palette, actions);
    ui.add_space(2.0);
    let n_columns = details.parties.len() + state.proposals().len();
    let n_parties = n_columns.max(1) as f32;
    let (least, most) = REASON_WIDTHS;
    let answers_width = details.parties.len().min(MOST_ANSWERS_IN_WORDS) as f32 * 94.0;
    let reason_width = (ui.available_width() * REASON_SHARE)
        .clamp(least, most)
        .max(LEAST_OUTCOME_WIDTH + answers_width + 16.0);
    let room = ui.available_width() - reason_width - COLUMN_GAP * n_parties - 8.0;
    let party_width = (room / n_parties).max(LEAST_PARTY_WIDTH);
    let mut area = ScrollArea::horizontal().auto_shrink([false, false]);
    if is_other {
        area = area.horizontal_scroll_offset(0.0);
    }
    let scroll = Scroll {
        is_at_top: is_other,
        by: vec2(0.0, scrolled.y),
    };
    area.show(ui, |ui| {
        let height = ui.available_height();
        let (reason, party) = (vec2(reason_width, height), vec2(party_width, height));
        ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
            ui.spacing_mut().item_spacing.x = COLUMN_GAP;
            column_ui(ui, "reason", reason, scroll, |ui| {
                reason_ui(ui, details, sheet, look);
            });
            for (index, known) in details.parties.iter().enumerate() {
                column_ui(ui, ("party", index), party, scroll, |ui| {
                    party_ui(ui, known, look);
                });
            }
            for (index, known) in state.proposals().iter().enumerate() {
                column_ui(ui, ("proposal", index), party, scroll, |ui| {
                    proposal_ui(ui, known, state, palette);
                });
            }
        });
        pane::scroll(ui, vec2(scrolled.x, 0.0));
    });
}

/// The colours of the pane, and what is marked in it.
#[derive(Clone, Copy)]
struct Look<'a> {
    palette: &'a Palette,
    marker: Option<Marker<'a>>,
}

impl Look<'_> {
    /// Text to be read.
    fn words(self, words: &str) -> LayoutJob {
        self.job(Run::body(words, self.palette))
    }

    /// Small text beside it.
    fn small(self, words: &str) -> LayoutJob {
        self.job(Run::small(words, self.palette))
    }

    /// Words in this style, which wrap as one text.
    fn job(self, run: Run<'_>) -> LayoutJob {
        text::job(&[run.marked(self.marker)])
    }
}

/// Where a column of the pane is scrolled to in this frame.
#[derive(Clone, Copy)]
struct Scroll {
    is_at_top: bool,
    by: Vec2,
}

/// A small button at the right end that closes a pane.
pub(super) fn close_button_ui(ui: &mut Ui, name: &str, is_shown: &mut bool) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let button = egui::Button::new(RichText::new("Close").small());
        let response = ui.add(button);
        // There may be several of these buttons, so the name says what each closes.
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
        if response.clicked() {
            *is_shown = false;
        }
    });
}

fn head_ui(ui: &mut Ui, details: &Details, look: Look<'_>, view: &mut View) -> Response {
    ui.horizontal(|ui| {
        let head = pane::head_ui(ui, &details.title);
        if let Some(question) = &details.question {
            let question = look.job(Run {
                colour: look.palette.muted.into(),
                ..Run::body(question, look.palette)
            });
            ui.add(egui::Label::new(question).truncate());
        }
        close_button_ui(ui, "Close the details", &mut view.panes.shows_details);
        head
    })
    .inner
}

/// Says that the filters hide the selected row, with a way to show it.
pub(super) fn hidden_ui(ui: &mut Ui, state: &State, palette: &Palette, actions: &mut Vec<Action>) {
    let Some((row, _)) = state.selected.as_ref().filter(|_| state.hides_selected) else {
        return;
    };
    ui.horizontal_wrapped(|ui| {
        ui.label(text::small("The filters hide this row.", palette));
        if ui.link(RichText::new("Show this row").small()).clicked() {
            actions.push(Action::Unhide(*row));
        }
    });
}

/// A column that scrolls on its own, so that a long history moves nothing else out of sight.
fn column_ui(
    ui: &mut Ui,
    salt: impl egui::AsIdSalt,
    size: Vec2,
    scroll: Scroll,
    add: impl FnOnce(&mut Ui),
) {
    ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
        ui.set_width(size.x);
        ui.spacing_mut().item_spacing = vec2(8.0, 5.0);
        let mut area = ScrollArea::vertical()
            .id_salt(salt)
            .auto_shrink([false, false]);
        if scroll.is_at_top {
            area = area.vertical_scroll_offset(0.0);
        }
        area.show(ui, |ui| {
            ui.set_width(size.x - 14.0);
            pane::scroll(ui, scroll.by);
            add(ui);
        });
    });
}

fn reason_ui(ui: &mut Ui, details: &Details, sheet: &Outline, look: Look<'_>) {
    let palette = look.palette;
    ui.horizontal(|ui| {
        marks::verdict_ui(ui, details.verdict, palette);
        ui.label(text::strong(details.verdict_word).color(palette.verdict(details.verdict)));
        if let Some(detail) = &details.verdict_detail {
            ui.label(RichText::new(detail).color(palette.muted));
        }
    });
    ui.label(look.words(&details.reason));
    if let Some(movement) = &details.movement {
        let response = ui.label(text::strong(movement));
        let meanings: Vec<String> = details
            .trend
            .iter()
            .flat_map(TrendWords::meanings)
            .collect();
        if !meanings.is_empty() {
            response.on_hover_text(meanings.join("\n"));
        }
    }
    if let Some(decided_by) = &details.decided_by {
        ui.label(text::small(format!("Decided by {decided_by}"), palette));
    }
    for remark in &details.remarks {
        ui.label(text::small(remark, palette));
    }
    if !details.outcomes.is_empty() {
        ui.add_space(6.0);
        outcomes_ui(ui, details, sheet, look);
    }
    if !details.linkages.is_empty() {
        ui.add_space(6.0);
        ui.label(text::label("What hangs on it", palette));
        for linkage in &details.linkages {
            ui.label(linkage.as_str());
        }
    }
}

/// Each outcome with how many parties gave which answer.
fn counted_outcomes_ui(ui: &mut Ui, details: &Details, sheet: &Outline, look: Look<'_>) {
    let palette = look.palette;
    for outcome in &details.outcomes {
        ui.label(look.job(Run::strong(&outcome.label, palette.text)));
        ui.horizontal_wrapped(|ui| {
            for known in &sheet.legend.marks {
                let answers = outcome.answers.iter();
                let count = answers.filter(|mark| **mark == known.mark).count();
                if count > 0 {
                    marks::answer_ui(ui, known.mark, palette);
                    ui.label(text::small(
                        format!("{count} {}", known.word.to_lowercase()),
                        palette,
                    ));
                }
            }
        });
    }
}

/// Each outcome with each party's answer, in words and as a mark.
fn outcomes_ui(ui: &mut Ui, details: &Details, sheet: &Outline, look: Look<'_>) {
    let palette = look.palette;
    if details.parties.len() > MOST_ANSWERS {
        counted_outcomes_ui(ui, details, sheet, look);
        return;
    }
    let n_parties = details.parties.len();
    let has_words = n_parties <= MOST_ANSWERS_IN_WORDS;
    let answer_width = if has_words { 84.0 } else { 54.0 };
    let answers_width = n_parties as f32 * (answer_width + 10.0);
    let label_width = (ui.available_width() - answers_width).max(LEAST_OUTCOME_WIDTH);
    Grid::new("outcomes")
        .num_columns(details.parties.len() + 1)
        .spacing([10.0, 5.0])
        .min_col_width(10.0)
        .show(ui, |ui| {
            fixed_ui(ui, label_width, |ui| {
                ui.label(text::label("Outcome", palette));
            });
            for party in &details.parties {
                fixed_ui(ui, answer_width, |ui| {
                    ui.add(egui::Label::new(text::label(&party.name, palette)).truncate());
                });
            }
            ui.end_row();
            for outcome in &details.outcomes {
                fixed_ui(ui, label_width, |ui| {
                    let words = if outcome.outlined {
                        Run::strong(&outcome.label, palette.text)
                    } else {
                        Run::body(&outcome.label, palette)
                    };
                    ui.add(egui::Label::new(look.job(words)).wrap());
                });
                for mark in &outcome.answers {
                    answer_ui(ui, *mark, has_words, sheet, palette);
                }
                ui.end_row();
            }
        });
}

/// An answer as its mark, with its word where the columns are wide enough.
fn answer_ui(ui: &mut Ui, mark: Mark, has_word: bool, sheet: &Outline, palette: &Palette) {
    let word = marks::word(mark, sheet);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        let response = marks::answer_ui(ui, mark, palette);
        if has_word {
            ui.label(text::small(word, palette));
        } else {
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, word));
            response.on_hover_text(word);
        }
    });
}

fn fixed_ui(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui)) {
    ui.vertical(|ui| {
        ui.set_width(width);
        add(ui);
    });
}

fn party_ui(ui: &mut Ui, party: &PartyDetails, look: Look<'_>) {
    let palette = look.palette;
    ui.horizontal(|ui| {
        ui.label(text::strong(&party.name));
        if let Some(movement) = party.cell.movement {
            let meaning = party.cell.movement_meaning().unwrap_or_default();
            let word = text::small(movement.to_lowercase(), palette);
            ui.label(word).on_hover_text(meaning);
        }
        if let Some(priority) = party.priority {
            ui.label(text::small(priority.to_lowercase(), palette));
        }
    });
    if matches!(
        party.cell.state,
        CellState::NotStated | CellState::Withdrawn
    ) {
        let absent = ui.label(text::absent(&party.cell.short, palette));
        if let (None, Some(meaning)) = (party.cell.movement, party.cell.movement_meaning()) {
            // Here the word for the change stands for the answer.
            absent.on_hover_text(meaning);
        }
    }
    for condition in &party.conditions {
        ui.label(look.words(condition));
    }
    if let Some(interest) = &party.interest {
        labelled_ui(ui, "Why it wants this", interest, look);
    }
    let (in_force, earlier): (Vec<&Statement>, Vec<&Statement>) = party
        .statements
        .iter()
        .partition(|statement| statement.in_force);
    for statement in in_force {
        statement_ui(ui, statement, look);
    }
    if !earlier.is_empty() {
        let head = match earlier.len() {
            1 => "1 other statement".to_owned(),
            number => format!("{number} other statements"),
        };
        ui.add_space(4.0);
        egui::CollapsingHeader::new(RichText::new(head).small())
            .id_salt(("earlier", &party.name))
            .show(ui, |ui| {
                for statement in earlier {
                    statement_ui(ui, statement, look);
                }
            });
    }
}

/// What a proposal says of the row, each party's response, and what else is known of the proposal.
fn proposal_ui(ui: &mut Ui, column: &ProposalColumn, state: &State, palette: &Palette) {
    // In a line as high as those of the parties' names.
    ui.horizontal(|ui| ui.label(text::strong(&column.title)));
    if !column.from.is_empty() {
        ui.label(text::small(format!("Proposal {}", column.from), palette));
    }
    let row = state.selected.as_ref().map(|(row, _)| *row);
    match row.and_then(|row| column.term(row)) {
        Some(term) => {
            ui.label(term.text.as_str());
            for known in &term.responses {
                response_ui(ui, known, palette);
            }
        }
        None => {
            ui.label(text::absent("Leaves this row out", palette));
        }
    }
    let answers = column.answers.iter().map(String::as_str).collect();
    let linkages = row.map(|row| column.linkages_on(row)).unwrap_or_default();
    for (head, sentences) in [
        ("What the parties have said of it", answers),
        ("Linkages broken or left open", linkages),
    ] {
        if !sentences.is_empty() {
            ui.add_space(4.0);
            ui.label(text::label(head, palette));
        }
        for sentence in sentences {
            ui.label(sentence);
        }
    }
}

fn statement_ui(ui: &mut Ui, statement: &Statement, look: Look<'_>) {
    let palette = look.palette;
    ui.horizontal_wrapped(|ui| {
        tighten(ui);
        ui.label(text::label(&statement.date, palette));
        if !statement.standing.is_empty() {
            ui.label(text::small(&statement.standing, palette));
        }
        if let Some(confidence) = statement.confidence {
            ui.label(text::small(confidence, palette));
        }
    });
    if let Some(summary) = &statement.summary {
        ui.label(look.words(summary));
    }
    for known in &statement.phrases {
        phrase::phrase_ui(ui, known, palette, look.marker);
    }
    for cite in &statement.cites {
        cite_ui(ui, cite, look);
    }
    for disputed in &statement.disputed {
        disputed_ui(ui, disputed, look);
    }
    ui.add_space(6.0);
}

/// Shows a text that wraps with a small label before it.
fn labelled_ui(ui: &mut Ui, label: &str, words: &str, look: Look<'_>) {
    let palette = look.palette;
    let runs = [
        Run::label(label, palette),
        Run::body("  ", palette),
        Run::body(words, palette).marked(look.marker),
    ];
    ui.label(text::job(&runs));
}

/// Sets a line of small text as close as a paragraph's, not as high as a button.
fn tighten(ui: &mut Ui) {
    ui.spacing_mut().item_spacing = vec2(6.0, 2.0);
    ui.spacing_mut().interact_size.y = 0.0;
}

fn cite_ui(ui: &mut Ui, cite: &CiteLine, look: Look<'_>) {
    let palette = look.palette;
    if let Some(quote) = &cite.quote {
        let quoted = format!("“{quote}”");
        let style = Run {
            font: fonts::italic(fonts::BODY_SIZE),
            ..Run::body(&quoted, palette)
        };
        ui.label(look.job(style));
    }
    ui.horizontal_wrapped(|ui| {
        tighten(ui);
        if let Some(speaker) = &cite.speaker {
            ui.label(look.small(&format!("{speaker},")));
        }
        let title = |colour: Colour| {
            look.job(Run {
                colour: colour.into(),
                ..Run::small(&cite.title, palette)
            })
        };
        match &cite.url {
            Some(url) => {
                ui.hyperlink_to(title(palette.link), url).on_hover_text(url);
            }
            None => {
                ui.label(title(palette.text));
            }
        }
        ui.label(look.small(&cite.from));
        if let Some(grade) = &cite.grade {
            ui.label(look.small(grade));
        }
    });
}

fn disputed_ui(ui: &mut Ui, disputed: &DisputedLine, look: Look<'_>) {
    labelled_ui(ui, "Disputed", &disputed.summary, look);
    for cite in &disputed.cites {
        cite_ui(ui, cite, look);
    }
}
