//! A comparison as JSON.

use serde_json::value::RawValue;

use super::values::{Object, SetJson, number};
use crate::compare::{
    Answer, Comparison, ConditionStatus, Counts, Movement, RowComparison, SequenceConflict, Share,
    Standing, Trend, Verdict, pairs,
};
use crate::files::Problem;
use crate::model::{Condition, Confidence, Issue, IssueOrStep, OutcomeSet, Priority, Space};
use crate::sheet::{Material, reason};

/// The whole comparison.
#[derive(serde::Serialize)]
pub(super) struct Document<'a> {
    format: u32,
    title: &'a str,
    as_of: Option<String>,
    from: Option<String>,
    since: Option<String>,
    parties: Vec<PartyJson<'a>>,
    issues: Vec<RowJson<'a>>,
    totals: Object<'a, usize>,
    common: Option<Box<RawValue>>,
    pairs: Vec<PairJson<'a>>,
    not_spoken: Object<'a, usize>,
    matched_offers: Vec<MatchedJson<'a>>,
    sequence_conflicts: Vec<ConflictJson<'a>>,
    problems: &'a [Problem],
}

#[derive(serde::Serialize)]
struct PartyJson<'a> {
    id: &'a str,
    name: &'a str,
}

#[derive(serde::Serialize)]
struct RowJson<'a> {
    id: &'a str,
    part: Option<&'a str>,
    title: String,
    theme: Option<&'a str>,
    verdict: Verdict,
    assessed: bool,
    agreed: Option<AgreedJson<'a>>,
    zone: SetJson<'a>,
    room: SetJson<'a>,
    distance: Option<DistanceJson<'a>>,
    qualified: bool,
    conditional: bool,
    conditions: Vec<ConditionJson<'a>>,
    silent: Vec<&'a str>,
    withdrawn: Vec<&'a str>,
    basis: Option<&'static str>,
    stances: Object<'a, StanceJson<'a>>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    movement: Option<MovementJson<'a>>,
    reason: String,
}

#[derive(serde::Serialize)]
struct MovementJson<'a> {
    movement: Object<'a, &'static str>,
    was: Verdict,
    trend: Option<&'static str>,
}

#[derive(serde::Serialize)]
struct AgreedJson<'a> {
    date: String,
    is: Option<SetJson<'a>>,
}

#[derive(serde::Serialize)]
struct DistanceJson<'a> {
    value: Box<RawValue>,
    unit: &'a str,
    between: [&'a str; 2],
}

#[derive(serde::Serialize)]
#[serde(untagged)]
enum ConditionJson<'a> {
    On {
        party: &'a str,
        offers: SetJson<'a>,
        issue: &'a str,
        parts: Option<Vec<&'a str>>,
        is: SetJson<'a>,
        status: &'static str,
    },
    Words {
        party: &'a str,
        offers: SetJson<'a>,
        words: &'a str,
        status: &'static str,
    },
}

#[derive(serde::Serialize)]
struct StanceJson<'a> {
    date: Option<String>,
    asks: SetJson<'a>,
    accepts: SetJson<'a>,
    rejects: SetJson<'a>,
    blocked: SetJson<'a>,
    contradicted: SetJson<'a>,
    priority: Option<&'static str>,
    qualifier: Option<&'a str>,
    text: Option<&'a str>,
}

#[derive(serde::Serialize)]
struct PairJson<'a> {
    parties: [&'a str; 2],
    totals: Object<'a, usize>,
    common: Option<Box<RawValue>>,
}

#[derive(serde::Serialize)]
struct MatchedJson<'a> {
    parties: [&'a str; 2],
    issues: [&'a str; 2],
}

#[derive(serde::Serialize)]
struct ConflictJson<'a> {
    steps: Vec<&'a str>,
    wishes: Vec<WishJson<'a>>,
}

#[derive(serde::Serialize)]
struct WishJson<'a> {
    party: &'a str,
    first: &'a str,
    then: &'a str,
}

impl<'a> Document<'a> {
    pub(super) fn of(material: Material<'a>) -> Self {
        let writer = Writer { material };
        let Comparison {
            question,
            rows,
            counts,
            ..
        } = material.comparison;
        let places = 0..question.parties.len();
        Self {
            format: 1,
            title: &material.talks.agenda.title,
            as_of: question.as_of.map(|day| day.to_string()),
            from: question.from.map(|day| day.to_string()),
            since: question.since.map(|day| day.to_string()),
            parties: places
                .clone()
                .map(|place| PartyJson {
                    id: writer.id(place),
                    name: writer.name(place),
                })
                .collect(),
            issues: rows.iter().filter_map(|row| writer.row(row)).collect(),
            totals: totals(counts),
            common: counts.common().and_then(common),
            pairs: pairs(material.talks, question)
                .iter()
                .map(|pair| PairJson {
                    parties: [writer.id(pair.parties.0), writer.id(pair.parties.1)],
                    totals: totals(&pair.counts),
                    common: pair.counts.common().and_then(common),
                })
                .collect(),
            not_spoken: Object(
                places
                    .map(|place| writer.id(place))
                    .zip(material.comparison.not_spoken())
                    .collect(),
            ),
            matched_offers: writer.matched(),
            sequence_conflicts: material
                .comparison
                .sequence_conflicts
                .iter()
                .map(|one| writer.conflict(one))
                .collect(),
            problems: material.problems,
        }
    }
}

fn totals(counts: &Counts) -> Object<'static, usize> {
    Object(
        Verdict::ALL
            .into_iter()
            .map(|verdict| (verdict.name(), counts.get(verdict)))
            .collect(),
    )
}

/// A share rounded to four places, half up.
fn common(share: Share) -> Option<Box<RawValue>> {
    let value = share.ten_thousandths();
    let text = format!("{}.{:04}", value / 10_000, value % 10_000);
    let shortest = text.trim_end_matches('0').trim_end_matches('.');
    RawValue::from_string(shortest.to_owned()).ok()
}

struct Writer<'a> {
    material: Material<'a>,
}

impl<'a> Writer<'a> {
    fn party(&self, place: usize) -> Option<&'a crate::model::Party> {
        let index = self.material.comparison.question.parties.get(place)?;
        self.material
            .talks
            .positions
            .get(*index)
            .map(|position| &position.party)
    }

    fn id(&self, place: usize) -> &'a str {
        self.party(place).map_or("", |party| party.id.as_str())
    }

    fn name(&self, place: usize) -> &'a str {
        self.party(place).map_or("", |party| &party.name)
    }

    fn issue(&self, index: usize) -> Option<&'a Issue> {
        self.material.talks.agenda.issues.get(index)
    }

    fn thing(&self, thing: IssueOrStep) -> &'a str {
        let agenda = &self.material.talks.agenda;
        match thing {
            IssueOrStep::Issue(index) => agenda
                .issues
                .get(index)
                .map_or("", |issue| issue.id.as_str()),
            IssueOrStep::Step(index) => agenda.steps.get(index).map_or("", |step| step.id.as_str()),
        }
    }

    fn row(&self, row: &'a RowComparison) -> Option<RowJson<'a>> {
        let issue = self.issue(row.row.issue)?;
        let part = issue.part(row.row.part);
        let set = |set: &OutcomeSet| SetJson {
            set: set.clone(),
            space: &issue.space,
        };
        let of_kind = |wanted: fn(&Standing) -> bool| {
            let places = row
                .standings
                .iter()
                .enumerate()
                .filter(move |(_, standing)| wanted(standing));
            places.map(|(place, _)| self.id(place)).collect()
        };
        Some(RowJson {
            id: issue.id.as_str(),
            part: part.map(|part| part.id.as_str()),
            title: part.map_or_else(
                || issue.title.clone(),
                |part| format!("{}: {}", issue.title, part.label),
            ),
            theme: issue.theme.as_deref(),
            verdict: row.verdict,
            assessed: matches!(row.reason, crate::compare::Reason::Assessed(_)),
            agreed: self.agreed(row, issue),
            zone: set(&row.zone),
            room: set(&row.room),
            distance: self.distance(row, issue),
            qualified: row.is_qualified,
            conditional: row.is_conditional,
            conditions: self.conditions(row, issue),
            silent: of_kind(|standing| !standing.has_spoken()),
            withdrawn: of_kind(|standing| *standing == Standing::Withdrawn),
            basis: row.basis.map(confidence_name),
            stances: Object(
                row.spoken()
                    .map(|(place, answer)| (self.id(place), stance(answer, issue)))
                    .collect(),
            ),
            movement: row
                .movement
                .as_ref()
                .map(|movement| self.movement(movement)),
            reason: reason(self.material, row),
        })
    }

    fn movement(&self, movement: &Movement) -> MovementJson<'a> {
        let moves = movement.moves.iter().enumerate();
        let named = moves.filter_map(|(place, one)| one.map(|one| (self.id(place), one.name())));
        MovementJson {
            movement: Object(named.collect()),
            was: movement.was,
            trend: movement.trend.map(Trend::name),
        }
    }

    fn agreed(&self, row: &RowComparison, issue: &'a Issue) -> Option<AgreedJson<'a>> {
        let agreement = self.material.talks.agenda.agreements.get(row.agreed?)?;
        Some(AgreedJson {
            date: agreement.date.to_string(),
            is: agreement.is.as_ref().map(|set| SetJson {
                set: set.clone(),
                space: &issue.space,
            }),
        })
    }

    fn distance(&self, row: &RowComparison, issue: &'a Issue) -> Option<DistanceJson<'a>> {
        let distance = row.distance?;
        Some(DistanceJson {
            value: number(i64::try_from(distance.steps).ok()?, &issue.space)?,
            unit: match &issue.space {
                Space::Quantity(quantity) => &quantity.unit,
                Space::Dates(_) => "days",
                _ => "steps",
            },
            between: [self.id(distance.between.0), self.id(distance.between.1)],
        })
    }

    fn conditions(&self, row: &'a RowComparison, issue: &'a Issue) -> Vec<ConditionJson<'a>> {
        let mut conditions = Vec::new();
        for (place, answer) in row.spoken() {
            let party = self.id(place);
            for offer in &answer.offers {
                for judged in &offer.provided {
                    let offers = SetJson {
                        set: offer.outcomes.clone(),
                        space: &issue.space,
                    };
                    let status = status_name(judged.status);
                    conditions.push(match &judged.condition {
                        Condition::Words(words) => ConditionJson::Words {
                            party,
                            offers,
                            words,
                            status,
                        },
                        Condition::On {
                            issue: on,
                            outcomes,
                            parts,
                        } => {
                            let Some(on) = self.issue(*on) else { continue };
                            let id =
                                |part: &usize| on.parts.get(*part).map(|part| part.id.as_str());
                            ConditionJson::On {
                                party,
                                offers,
                                issue: on.id.as_str(),
                                parts: parts
                                    .as_ref()
                                    .map(|parts| parts.iter().filter_map(id).collect()),
                                is: SetJson {
                                    set: outcomes.clone(),
                                    space: &on.space,
                                },
                                status,
                            }
                        }
                    });
                }
            }
        }
        conditions
    }

    fn matched(&self) -> Vec<MatchedJson<'a>> {
        let issue = |index| self.issue(index).map_or("", |issue| issue.id.as_str());
        let matched = self.material.comparison.matched_offers.iter();
        matched
            .map(|pair| MatchedJson {
                parties: [self.id(pair.parties.0), self.id(pair.parties.1)],
                issues: [issue(pair.issues.0), issue(pair.issues.1)],
            })
            .collect()
    }

    fn conflict(&self, conflict: &SequenceConflict) -> ConflictJson<'a> {
        let wishes = conflict.wishes.iter().map(|wish| WishJson {
            party: self.id(wish.party),
            first: self.thing(wish.first),
            then: self.thing(wish.then),
        });
        ConflictJson {
            steps: conflict
                .steps
                .iter()
                .map(|&thing| self.thing(thing))
                .collect(),
            wishes: wishes.collect(),
        }
    }
}

fn stance<'a>(answer: &'a Answer, issue: &'a Issue) -> StanceJson<'a> {
    let set = |set: OutcomeSet| SetJson {
        set,
        space: &issue.space,
    };
    StanceJson {
        date: answer.date.map(|date| date.to_string()),
        asks: set(answer.asks.clone()),
        accepts: set(answer.takes()),
        rejects: set(answer.rejects.clone()),
        blocked: set(answer.blocked()),
        contradicted: set(answer.contradicted().clone()),
        priority: answer.priority.map(priority_name),
        qualifier: answer.qualifier(),
        text: answer.text(),
    }
}

fn confidence_name(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Stated => "stated",
        Confidence::Reported => "reported",
        Confidence::Inferred => "inferred",
    }
}

fn priority_name(priority: Priority) -> &'static str {
    match priority {
        Priority::Low => "low",
        Priority::Medium => "medium",
        Priority::High => "high",
    }
}

fn status_name(status: ConditionStatus) -> &'static str {
    match status {
        ConditionStatus::Met => "met",
        ConditionStatus::Open => "open",
        ConditionStatus::Refused => "refused",
    }
}
