//! Proposals: text to model.

use super::entries::{
    Known, NamedParties, SourceBook, Sources, read_cites, read_parts, read_party_ids, read_sources,
};
use super::fault::Fault;
use super::form::Written;
use super::reading::{LeftOut, Raw, Reading};
use super::schema::{FileText, TermText};
use super::sets::read_plain_set;
use crate::model::{Proposal, Space, Term};

/// Reads a proposal. Terms with an error are left out, and counted.
pub(super) fn read_proposal<'a>(
    reading: &mut Reading<'a>,
    text: FileText<'a>,
    known: Known<'_>,
    agenda_sources: &SourceBook,
    sources: &mut Sources,
    named: &mut NamedParties,
) -> Result<(Proposal, usize), LeftOut> {
    let FileText::Proposal {
        id,
        title,
        by,
        date,
        terms,
        sources: source_list,
        ..
    } = text
    else {
        return Err(LeftOut);
    };
    // All that is wrong is told before the proposal is left out.
    let id = reading.id(id);
    let title = reading.label(reading.text, "title", title);
    let date = reading.optional_date(date);
    let by = read_party_ids(reading, &by, named);
    let book = read_sources(reading, &source_list, agenda_sources, sources);
    let read: Vec<Result<Term, LeftOut>> = terms
        .iter()
        .map(|raw| read_term(reading, raw, known, &book))
        .collect();
    let left_out = read.iter().filter(|term| term.is_err()).count();
    let terms = read.into_iter().filter_map(Result::ok).collect();
    Ok((
        Proposal {
            id: id?,
            title: title?,
            by: by?,
            date: date?,
            terms,
        },
        left_out,
    ))
}

fn read_term<'a>(
    reading: &mut Reading<'a>,
    raw: Raw<'a>,
    known: Known<'_>,
    book: &SourceBook,
) -> Result<Term, LeftOut> {
    let text: TermText<'a> = reading.read(raw.get_ron())?;
    let issue = known.issue(reading, text.issue);
    let cites = read_cites::<Written<'a>>(reading, text.cites, book);
    let qualifier = reading.prose(raw.get_ron(), text.qualifier);
    // Of an unknown issue nothing more can be said.
    let issue = issue?;
    let on = known.get(issue)?;
    let at = raw.get_ron();
    let parts =
        read_parts::<Written<'a>>(reading, text.parts.as_deref(), known.parts_of(issue)?, at);
    if on.space == Space::Text {
        return Err(reading.error(text.issue.get_ron(), &Fault::OnText("term")));
    }
    let is = read_plain_set(reading, text.is, on);
    Ok(Term {
        issue,
        parts: parts?,
        is: is?,
        qualifier,
        cites: cites?,
    })
}
