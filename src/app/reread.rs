//! What becomes of what the user asks, and of the own proposal, when files are read again or further ones are added.

use super::opening::OpenedKind;
use super::state::State;
use super::wish::Wish;
use crate::model::Position;
use crate::sheet;

/// What was compared until the files of some parties were gone: they are compared again once they are back, or left out
/// again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missed {
    /// The parties that were compared, by id.
    compared: Vec<String>,
    /// Those that were not.
    left_out: Vec<String>,
    /// The parties that are compared instead, as places among those that are left. With others, the user has chosen anew.
    instead: Vec<usize>,
}

/// What was read again, with what the user asks now, which may have changed while it was read. Also gives the titles of the
/// rows on which the user's own proposal has lost what it said.
pub(super) fn following(mut fresh: State, old: &State, kind: OpenedKind) -> (State, Vec<String>) {
    ask_again(&mut fresh, old, kind);
    let mut lost = Vec::new();
    if let Some(draft) = &old.draft {
        let agenda = &old.loaded.talks.agenda;
        let (draft, rows) = draft.moved(agenda, &fresh.loaded.talks.agenda);
        fresh.set_draft(Some(draft));
        let rows = rows.into_iter();
        lost = rows.map(|row| sheet::row_title(agenda, row)).collect();
    }
    if let Some(row) = fresh.row_selected_in(old) {
        fresh.select(row);
    }
    (fresh, lost)
}

/// Asks of what was read what is asked of what is open. A party that nobody has seen before is compared if all are, or if
/// it was just added.
fn ask_again(fresh: &mut State, old: &State, kind: OpenedKind) {
    let Missed {
        mut compared,
        left_out,
        ..
    } = choice(old);
    for position in &fresh.loaded.talks.positions {
        let id = position.party.id.to_string();
        let is_new = !compared.contains(&id) && !left_out.contains(&id);
        if is_new && (left_out.is_empty() || kind == OpenedKind::Added) {
            compared.push(id);
        }
    }
    let wish = Wish {
        parties: Some(compared.clone()),
        ..Wish::again(old)
    };
    (fresh.asked, _) = wish.asked_of(&fresh.loaded.talks);
    let is_gone = |id: &String| fresh.loaded.talks.party_index(id).is_none();
    let are_missed = compared.iter().chain(&left_out).any(is_gone);
    fresh.missed = are_missed.then(|| Missed {
        compared,
        left_out,
        instead: fresh.asked.question.parties.clone(),
    });
}

/// Which parties the user has chosen to compare, and which not, some of which may be missed already.
fn choice(state: &State) -> Missed {
    let instead = &state.asked.question.parties;
    if let Some(missed) = &state.missed
        && missed.instead == *instead
    {
        return missed.clone();
    }
    let positions = state.loaded.talks.positions.iter().enumerate();
    let (compared, left_out): (Vec<_>, Vec<_>) =
        positions.partition(|(place, _)| instead.contains(place));
    let ids = |of: Vec<(usize, &Position)>| {
        let ids = of.into_iter();
        ids.map(|(_, position)| position.party.id.to_string())
            .collect()
    };
    Missed {
        compared: ids(compared),
        left_out: ids(left_out),
        instead: instead.clone(),
    }
}
