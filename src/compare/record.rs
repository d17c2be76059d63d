//! What the agenda records beside the stances: agreements, and judgements of words.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Question, Verdict};
use crate::model::{AssessedVerdict, PartialDate, Row, Talks};

/// The latest entry with its day; none comes before all days.
type Latest = (Option<Date>, usize);

/// The agreements and judgements that hold as of a day.
pub(super) struct Record {
    /// The latest agreement on all parts of an issue.
    on_issues: BTreeMap<usize, Latest>,
    /// The latest agreement that names a row.
    on_rows: BTreeMap<Row, Latest>,
    /// The latest judgement of the words of an issue.
    judged: BTreeMap<usize, (Latest, Verdict)>,
}

impl Record {
    pub(super) fn of(talks: &Talks, question: &Question) -> Self {
        let is_in_time = |day: Option<Date>| {
            question
                .as_of
                .is_none_or(|as_of| day.is_none_or(|day| day <= as_of))
        };
        let mut record = Self {
            on_issues: BTreeMap::new(),
            on_rows: BTreeMap::new(),
            judged: BTreeMap::new(),
        };
        for (index, agreement) in talks.agenda.agreements.iter().enumerate() {
            let found = (Some(agreement.date.first_day()), index);
            let issue = agreement.issue;
            match &agreement.parts {
                _ if !is_in_time(found.0) => {}
                None => keep(&mut record.on_issues, issue, found),
                Some(parts) => {
                    for part in parts.iter().copied().map(Some) {
                        keep(&mut record.on_rows, Row { issue, part }, found);
                    }
                }
            }
        }
        for (index, assessment) in talks.agenda.assessments.iter().enumerate() {
            let found = (assessment.date.map(PartialDate::first_day), index);
            let verdict = as_verdict(assessment.verdict);
            if is_in_time(found.0) {
                let known = record
                    .judged
                    .entry(assessment.issue)
                    .or_insert((found, verdict));
                if known.0 <= found {
                    *known = (found, verdict);
                }
            }
        }
        record
    }

    /// The latest agreement on a row, as an index; of one date, the later in the file.
    pub(super) fn agreed(&self, row: Row) -> Option<usize> {
        let on_issue = self.on_issues.get(&row.issue);
        let latest = on_issue.max(self.on_rows.get(&row));
        latest.map(|(_, index)| *index)
    }

    /// The latest judgement of a row by a person, with its place in the agenda; of one date, the later in the file.
    pub(super) fn assessed(&self, row: Row) -> Option<(usize, Verdict)> {
        let judged = self.judged.get(&row.issue);
        judged.map(|((_, index), verdict)| (*index, *verdict))
    }
}

fn keep<K: Ord>(latest: &mut BTreeMap<K, Latest>, key: K, found: Latest) {
    let known = latest.entry(key).or_insert(found);
    *known = found.max(*known);
}

/// The verdict that a person has given.
pub(super) fn as_verdict(assessed: AssessedVerdict) -> Verdict {
    match assessed {
        AssessedVerdict::Aligned => Verdict::Aligned,
        AssessedVerdict::Overlap => Verdict::Overlap,
        AssessedVerdict::Gap => Verdict::Gap,
        AssessedVerdict::Opposed => Verdict::Opposed,
    }
}
