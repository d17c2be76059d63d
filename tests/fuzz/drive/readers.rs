//! Bytes as files of every kind.

use std::collections::BTreeSet;

use common_ground::compare::{Question, compare};
use common_ground::export::{Format, Options, Snapshot, render_snapshot};
use common_ground::files::{Loaded, load, load_as_written, proposal_text};
use common_ground::sheet::{Filters, HeldProposal, Material, Sheet, as_text, sheet};

use super::{BETWEEN, Desk, question_of_all};

/// The bytes as an agenda and the files beside it: both ways of reading agree, and what was read can be compared.
pub(crate) fn texts(bytes: &[u8]) {
    let files = bytes.split(|&byte| char::from(byte) == BETWEEN);
    let name = |place: usize| match place {
        0 => "agenda.ron".to_owned(),
        place => format!("file{place}.ron"),
    };
    let files: Vec<(String, &[u8])> = (0..8).map(name).zip(files).collect();
    let desk = Desk::with(&files);
    let loaded = load(&desk.paths());
    let written = load_as_written(&desk.paths());
    assert_eq!(loaded.talks, written.talks);
    assert_eq!(told(&loaded), told(&written));
    assert_eq!(loaded.left_out, written.left_out);
    check_shown(&loaded, &[Format::Json]);
    check_proposals(&desk, &loaded);
}

/// The problems in words, whatever their order in one place.
fn told(loaded: &Loaded) -> Vec<String> {
    let mut told: Vec<String> = loaded.problems.iter().map(ToString::to_string).collect();
    told.sort();
    told
}

/// Compares and shows what was loaded, and writes it in these formats.
pub(crate) fn check_shown(loaded: &Loaded, formats: &[Format]) {
    for problem in &loaded.problems {
        assert!(problem.line >= 1 && problem.column >= 1, "{problem}");
        assert!(!problem.message.is_empty());
    }
    let question = question_of_all(loaded);
    let filters = Filters::default();
    with_snapshot(loaded, &question, &filters, |snapshot| {
        check_text(snapshot.sheet);
        for format in formats {
            let written = render_snapshot(snapshot, *format, Options::default());
            assert!(written.is_ok(), "{}: {:?}", format.name(), written.err());
        }
    });
}

/// Nothing that cannot be seen comes out.
fn check_text(shown: &Sheet) {
    let text = as_text(shown, 80);
    let hidden = |letter: char| letter.is_control() && letter != '\n';
    // Line by line as the terminal has it: a carriage return before the end of a line is hidden, too.
    let found = text.split('\n').find(|line| line.contains(hidden));
    assert_eq!(found, None);
}

/// Makes a comparison and hands it on with all that a file is made of.
pub(super) fn with_snapshot<R>(
    loaded: &Loaded,
    question: &Question,
    filters: &Filters,
    then: impl FnOnce(Snapshot<'_>) -> R,
) -> R {
    let comparison = compare(&loaded.talks, question);
    let proposals = loaded.talks.proposals.iter();
    let proposals: Vec<HeldProposal<'_>> = proposals
        .map(|known| HeldProposal::of(&loaded.talks, question, known, false))
        .collect();
    let material = Material {
        proposals: &proposals,
        ..Material::new(loaded, &comparison)
    };
    let sheet = sheet(material, filters);
    then(Snapshot {
        material,
        filters,
        sheet: &sheet,
    })
}

/// A proposal that is saved reads back as the same.
fn check_proposals(desk: &Desk, loaded: &Loaded) {
    for proposal in &loaded.talks.proposals {
        let text = proposal_text(&loaded.talks.agenda, proposal);
        let text = text.unwrap_or_else(|error| panic!("{error}"));
        let again = desk.load_alone("saved.ron", text.as_bytes());
        // Beside an agenda that was made up from the positions, or that is broken, there is nothing to read it by.
        let Some(same) = again.talks.proposals.first() else {
            continue;
        };
        if again.talks.agenda == loaded.talks.agenda {
            assert_eq!(same.id, proposal.id);
            assert_eq!(same.date, proposal.date);
            assert_eq!(same.by, proposal.by);
            let terms = |proposal: &common_ground::model::Proposal| {
                let terms = proposal.terms.iter();
                terms
                    .map(|term| (term.issue, term.parts.clone(), term.is.clone()))
                    .collect::<Vec<_>>()
            };
            assert_eq!(terms(same), terms(proposal), "{text}");
        }
    }
}

/// The bytes as a snapshot: what it holds is shown, and written down again it opens to the same.
pub(crate) fn snapshot(bytes: &[u8]) {
    let desk = Desk::with(&[]);
    let loaded = desk.load_alone("kept.ron", bytes);
    check_shown(&loaded, &[]);
    if let Some(frozen) = &loaded.frozen {
        let parties = frozen.parties.iter();
        let parties: BTreeSet<usize> = parties
            .filter_map(|id| loaded.talks.party_index(id))
            .collect();
        let question = Question {
            as_of: frozen.as_of,
            from: frozen.from,
            since: frozen.since,
            parties: parties.into_iter().collect(),
        };
        let filters = Filters::of_snapshot(frozen, frozen.since);
        // What was wrong with the snapshot itself is gone when it is written down again.
        let mended = written_down(&loaded, &question, &filters);
        let mended = Desk::with(&[]).load_alone("kept.ron", &mended);
        check_reopened(&mended, &question, &filters);
    }
}

fn written_down(loaded: &Loaded, question: &Question, filters: &Filters) -> Vec<u8> {
    with_snapshot(loaded, question, filters, |snapshot| {
        render_snapshot(snapshot, Format::Ron, Options::default()).unwrap()
    })
}

/// A snapshot of this opens to the same, and written down again it is the same bytes.
pub(super) fn check_reopened(loaded: &Loaded, question: &Question, filters: &Filters) {
    let first = written_down(loaded, question, filters);
    let again = Desk::with(&[]).load_alone("kept.ron", &first);
    assert_eq!(again.talks, loaded.talks);
    assert_eq!(again.inputs, loaded.inputs);
    assert_eq!(again.left_out, loaded.left_out);
    let frozen = again.frozen.as_ref().unwrap();
    assert_eq!(&Filters::of_snapshot(frozen, frozen.since), filters);
    let second = written_down(&again, question, filters);
    assert!(first == second, "{}", String::from_utf8_lossy(&second));
}
