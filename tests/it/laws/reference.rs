//! A comparison worked out the long way, outcome by outcome, from what the method says.
//!
//! Numbers and days stand for themselves in a window that is wider than every end of a range, so that what is true
//! of its outermost numbers is true of all beyond them.

use std::collections::{BTreeMap, BTreeSet};

use super::cases::{
    BEYOND, Case, Condition, Issue, Kind, Offer, Outcome, Says, Set, Sets, Stance, first_day,
};

/// Outcomes, one by one.
pub(super) type Points = BTreeSet<i64>;

/// What is compared.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) parties: Vec<usize>,
    pub(super) as_of: Option<&'static str>,
    pub(super) from: Option<&'static str>,
}

/// What comes out of it on one row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Outcomes {
    pub(super) verdict: &'static str,
    pub(super) zone: Points,
    pub(super) room: Points,
    pub(super) distance: Option<(u64, (usize, usize))>,
    pub(super) is_qualified: bool,
    pub(super) is_conditional: bool,
    pub(super) basis: Option<usize>,
    pub(super) parties: Vec<Party>,
}

/// Where one party stands on one row.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Party {
    Silent,
    Withdrawn,
    Spoken(Box<Spoken>),
}

#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Spoken {
    pub(super) asks: Points,
    pub(super) accepts: Points,
    pub(super) rejects: Points,
    pub(super) contradicted: Points,
    /// The outcomes of each offer, and whether it is "refused", "met" or "open".
    pub(super) offers: Vec<(Points, Vec<&'static str>)>,
    pub(super) qualifier: Option<&'static str>,
    pub(super) date: Option<&'static str>,
}

/// What is in force, before conditions are judged and outcomes outside the row are left out.
#[derive(Debug, Clone, Default)]
struct InForce<'a> {
    asks: Points,
    accepts: Points,
    rejects: Points,
    contradicted: Points,
    offers: Vec<(Points, &'a [Condition])>,
    stances: Vec<&'a Stance>,
    is_withdrawn: bool,
}

/// Every outcome of an issue, for any part and day.
fn everything(issue: &Issue) -> Points {
    match &issue.kind {
        Kind::List { outcomes, .. } => (0..).zip(outcomes).map(|(at, _)| at).collect(),
        Kind::Quantity {
            is_bounded, beyond, ..
        } => {
            let numbers = if *is_bounded { 0..=10 } else { -20..=30 };
            numbers.chain(beyond.iter().map(|_| BEYOND)).collect()
        }
        Kind::Dates { is_bounded: true } => (0..=10).collect(),
        Kind::Dates { is_bounded: false } => (-20..=30).collect(),
        Kind::Text => Points::new(),
    }
}

/// The outcomes of a set as written; none for Rest, which only the whole stance can tell.
pub(super) fn points(issue: &Issue, set: &Set) -> Points {
    let all = everything(issue);
    let holds = |point: &i64| match set {
        Set::List(points) => points.contains(point),
        Set::AtLeast(low) => low <= point,
        Set::AtMost(high) => point <= high,
        Set::Between(low, high) => low <= point && point <= high,
        Set::AnyNumber => *point != BEYOND,
        Set::Anything => true,
        Set::Rest => false,
    };
    all.into_iter().filter(holds).collect()
}

/// The outcomes that a set names by id.
pub(super) fn named(set: &Set) -> Vec<i64> {
    match set {
        Set::List(points) => points.clone(),
        Set::AtLeast(end) | Set::AtMost(end) => vec![*end],
        Set::Between(low, high) => vec![*low, *high],
        Set::AnyNumber | Set::Anything | Set::Rest => Vec::new(),
    }
}

fn outcome(issue: &Issue, point: i64) -> Option<&Outcome> {
    match &issue.kind {
        Kind::List { outcomes, .. } => usize::try_from(point).ok().and_then(|at| outcomes.get(at)),
        Kind::Quantity { beyond, .. } if point == BEYOND => beyond.as_ref(),
        _ => None,
    }
}

fn fields(sets: &Sets) -> impl Iterator<Item = &Set> {
    let plain = [&sets.asks, &sets.accepts, &sets.rejects];
    let offers = sets.offers.iter().map(|offer| &offer.outcomes);
    plain.into_iter().flatten().chain(offers)
}

/// "Nothing else": what the stance names in no other field, save what was added after its date.
fn rest(issue: &Issue, stance: &Stance, sets: &Sets) -> Points {
    let others: Points = fields(sets).flat_map(|set| points(issue, set)).collect();
    let is_later = |point: i64| {
        let added = outcome(issue, point).and_then(|outcome| outcome.added);
        match (added, stance.date) {
            (Some(added), Some(date)) => first_day(added) > first_day(date),
            (Some(_), None) => true,
            (None, _) => false,
        }
    };
    let left = everything(issue).into_iter();
    left.filter(|&point| !others.contains(&point) && !is_later(point))
        .collect()
}

/// The outcomes of one field of a stance.
fn field(issue: &Issue, stance: &Stance, sets: &Sets, set: Option<&Set>) -> Points {
    match set {
        None => Points::new(),
        Some(Set::Rest) => rest(issue, stance, sets),
        Some(set) => points(issue, set),
    }
}

fn taken(issue: &Issue, stance: &Stance) -> Points {
    let Says::Sets(sets) = &stance.says else {
        return Points::new();
    };
    let one = |set: Option<&Set>| field(issue, stance, sets, set);
    let offers = sets
        .offers
        .iter()
        .flat_map(|offer| one(Some(&offer.outcomes)));
    let plain = one(sets.asks.as_ref())
        .into_iter()
        .chain(one(sets.accepts.as_ref()));
    plain.chain(offers).collect()
}

fn rejected(issue: &Issue, stance: &Stance) -> Points {
    match &stance.says {
        Says::Sets(sets) => field(issue, stance, sets, sets.rejects.as_ref()),
        _ => Points::new(),
    }
}

impl<'a> InForce<'a> {
    /// What several stances of one date say together.
    fn joined(issue: &Issue, stances: &[&'a Stance]) -> Self {
        let mut all = Self {
            stances: stances.to_vec(),
            ..Self::default()
        };
        for stance in stances {
            let Says::Sets(sets) = &stance.says else {
                continue;
            };
            let one = |set: Option<&Set>| field(issue, stance, sets, set);
            all.asks.extend(one(sets.asks.as_ref()));
            all.accepts.extend(one(sets.accepts.as_ref()));
            all.rejects.extend(one(sets.rejects.as_ref()));
            let offer = |offer: &'a Offer| (one(Some(&offer.outcomes)), offer.provided.as_slice());
            all.offers.extend(sets.offers.iter().map(offer));
        }
        let mut yes: Points = all.asks.union(&all.accepts).copied().collect();
        yes.extend(all.offers.iter().flat_map(|(outcomes, _)| outcomes));
        let both: Points = yes.intersection(&all.rejects).copied().collect();
        all.forget(&both, &both);
        all.contradicted = both;
        all
    }

    /// Takes outcomes out of what is taken, and others out of what is refused.
    fn forget(&mut self, from_taken: &Points, from_rejects: &Points) {
        for set in [&mut self.asks, &mut self.accepts] {
            set.retain(|point| !from_taken.contains(point));
        }
        for (outcomes, _) in &mut self.offers {
            outcomes.retain(|point| !from_taken.contains(point));
        }
        self.rejects.retain(|point| !from_rejects.contains(point));
    }

    /// Adds what is said on top: the later word wins.
    fn add(&mut self, later: Self) {
        let mut yes: Points = later.asks.union(&later.accepts).copied().collect();
        yes.extend(later.offers.iter().flat_map(|(outcomes, _)| outcomes));
        let no = &later.rejects;
        let unclear = &later.contradicted;
        self.forget(
            &no.union(unclear).copied().collect(),
            &yes.union(unclear).copied().collect(),
        );
        self.contradicted
            .retain(|point| !yes.contains(point) && !no.contains(point));
        self.asks.extend(later.asks);
        self.accepts.extend(later.accepts);
        self.rejects.extend(later.rejects);
        self.contradicted.extend(later.contradicted);
        self.offers.extend(later.offers);
        self.stances.extend(later.stances);
    }
}

/// Those that name the part, if any do.
fn nearest(stances: Vec<&Stance>) -> Vec<&Stance> {
    let naming: Vec<&Stance> = stances
        .iter()
        .copied()
        .filter(|stance| stance.parts.is_some())
        .collect();
    if naming.is_empty() { stances } else { naming }
}

/// What a party says on a row as of the day, counting from the other.
fn in_force<'a>(
    case: &'a Case,
    party: usize,
    row: (usize, Option<usize>),
    asked: &Asked,
) -> InForce<'a> {
    let issue = &case.issues[row.0];
    let day = |date: Option<&str>| date.map(first_day);
    let counts = |stance: &&Stance| {
        let is_of_row = stance.issue == row.0
            && match (&stance.parts, row.1) {
                (Some(parts), Some(part)) => parts.contains(&part),
                _ => true,
            };
        let date = day(stance.date);
        let is_in_time = asked
            .as_of
            .is_none_or(|as_of| date.as_ref().is_none_or(|date| date.as_str() <= as_of));
        let is_counted = asked
            .from
            .is_none_or(|from| date.as_ref().is_some_and(|date| date.as_str() >= from));
        let has_ended = match (day(stance.until), asked.as_of) {
            (Some(until), Some(as_of)) => until.as_str() <= as_of,
            (until, None) => until.is_some(),
            (None, _) => false,
        };
        is_of_row && is_in_time && is_counted && !has_ended && stance.says != Says::Wishes
    };
    let mut by_day: BTreeMap<Option<String>, Vec<&Stance>> = BTreeMap::new();
    for stance in case.parties[party].iter().filter(counts) {
        by_day.entry(day(stance.date)).or_default().push(stance);
    }
    let mut now = InForce::default();
    for stances in by_day.into_values() {
        let (adding, replacing): (Vec<&Stance>, Vec<&Stance>) = stances
            .into_iter()
            .partition(|stance| stance.adds && stance.says != Says::Withdrawn);
        let (adding, replacing) = (nearest(adding), nearest(replacing));
        if replacing
            .iter()
            .any(|stance| stance.says == Says::Withdrawn)
        {
            now = InForce {
                is_withdrawn: true,
                ..InForce::default()
            };
            continue;
        }
        if !replacing.is_empty() {
            now = InForce::joined(issue, &replacing);
        }
        if !adding.is_empty() {
            now.add(InForce::joined(issue, &adding));
        }
    }
    now
}

/// The outcomes of a row, given what is in force on it.
fn space(issue: &Issue, part: Option<usize>, as_of: Option<&str>, all: &[InForce<'_>]) -> Points {
    let mut named_in_force = Points::new();
    for stance in all.iter().flat_map(|one| &one.stances) {
        if let Says::Sets(sets) = &stance.says {
            named_in_force.extend(fields(sets).flat_map(named));
        }
    }
    let is_inside = |point: &i64| {
        let Some(outcome) = outcome(issue, *point) else {
            return true;
        };
        let is_elsewhere = match (&outcome.parts, part) {
            (Some(parts), Some(part)) => !parts.contains(&part),
            _ => false,
        };
        let is_later = match (outcome.added, as_of) {
            (Some(added), Some(as_of)) => first_day(added).as_str() > as_of,
            _ => false,
        };
        !is_elsewhere && (!is_later || named_in_force.contains(point))
    };
    everything(issue).into_iter().filter(is_inside).collect()
}

/// What has changed on a row since a day: what each party has done, the verdict then, and the trend.
pub(super) type Changes = (
    Vec<Option<&'static str>>,
    &'static str,
    Option<&'static str>,
);

/// What has changed on each row since a day, as the method says.
pub(super) fn changes(case: &Case, asked: &Asked, since: &'static str) -> Vec<Changes> {
    let then = Asked {
        as_of: Some(since),
        ..asked.clone()
    };
    let (before, after) = (rows(case, &then), rows(case, asked));
    // Both days are measured in the later day's outcomes, so that hearing of an outcome moves nobody.
    let later: Vec<&Points> = after.iter().map(|row| &row.space).collect();
    let verdicts = judged(case, &then, Some(&later))
        .into_iter()
        .zip(compare(case, asked));
    let both = before.iter().zip(&after).zip(verdicts);
    both.map(|((before, after), (was, is))| {
        let parties = before.said.iter().zip(&after.said);
        let moves = parties.map(|(before, after_said)| movement(before, after_said, &after.space));
        (
            moves.collect(),
            was.verdict,
            super::verdicts::trend(&was, &is),
        )
    })
    .collect()
}

fn movement(before: &InForce<'_>, after: &InForce<'_>, space: &Points) -> Option<&'static str> {
    match (before.stances.is_empty(), after.stances.is_empty()) {
        (true, true) => return None,
        (true, false) => return Some("new"),
        (false, true) => return Some("withdrawn"),
        (false, false) => {}
    }
    let within = |set: &Points| -> Points { set.intersection(space).copied().collect() };
    let takes = |said: &InForce<'_>| -> Points {
        let offers = said.offers.iter().flat_map(|(outcomes, _)| outcomes);
        let all: Points = said
            .asks
            .iter()
            .chain(&said.accepts)
            .chain(offers)
            .copied()
            .collect();
        within(&all)
    };
    let (old_takes, takes) = (takes(before), takes(after));
    let (old_rejects, rejects) = (within(&before.rejects), within(&after.rejects));
    let is_same = within(&before.asks) == within(&after.asks)
        && old_takes == takes
        && old_rejects == rejects
        && words(before) == words(after);
    let grew = |old: &Points, new: &Points| old.is_subset(new) && old != new;
    Some(if is_same {
        "unchanged"
    } else if grew(&old_takes, &takes) && rejects.is_subset(&old_rejects) {
        "softened"
    } else if grew(&old_rejects, &rejects) && takes.is_subset(&old_takes) {
        "hardened"
    } else if (old_takes != takes || old_rejects != rejects)
        && takes.is_subset(&old_takes)
        && rejects.is_subset(&old_rejects)
    {
        "not-repeated"
    } else {
        "shifted"
    })
}

/// The words in force, white space aside.
fn words<'a>(said: &InForce<'a>) -> Vec<&'a str> {
    let texts = said
        .stances
        .iter()
        .rev()
        .find_map(|stance| match stance.says {
            Says::Text(text) => Some(text),
            _ => None,
        });
    texts.unwrap_or_default().split_whitespace().collect()
}

/// A row with its outcomes and what each party says on it.
struct Row<'a> {
    at: (usize, Option<usize>),
    space: Points,
    said: Vec<InForce<'a>>,
}

fn rows<'a>(case: &'a Case, asked: &Asked) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    for (at, issue) in case.issues.iter().enumerate() {
        let parts: Vec<Option<usize>> = match issue.parts {
            0 => vec![None],
            count => (0..count).map(Some).collect(),
        };
        for part in parts {
            let row = (at, part);
            let said: Vec<InForce<'_>> = asked
                .parties
                .iter()
                .map(|&party| in_force(case, party, row, asked))
                .collect();
            let space = space(issue, part, asked.as_of, &said);
            rows.push(Row {
                at: row,
                space,
                said,
            });
        }
    }
    rows
}

/// Compares as the method says.
pub(super) fn compare(case: &Case, asked: &Asked) -> Vec<Outcomes> {
    judged(case, asked, None)
}

/// The rows with their verdicts; distances are measured in these outcomes, if given, else in those of the rows.
fn judged(case: &Case, asked: &Asked, measure: Option<&[&Points]>) -> Vec<Outcomes> {
    let rows = rows(case, asked);
    let answers: Vec<Vec<Party>> = rows.iter().map(|row| parties(&rows, row)).collect();
    let both = rows.iter().enumerate().zip(answers);
    both.map(|((at, row), answers)| {
        let issue = &case.issues[row.at.0];
        let steps = measure.map_or(&row.space, |measure| measure[at]);
        super::verdicts::judge(issue, (&row.space, steps), &stances(row), answers)
    })
    .collect()
}

fn stances<'a>(row: &Row<'a>) -> Vec<Vec<&'a Stance>> {
    row.said.iter().map(|one| one.stances.clone()).collect()
}

fn parties(rows: &[Row<'_>], row: &Row<'_>) -> Vec<Party> {
    let within = |set: &Points| -> Points { set.intersection(&row.space).copied().collect() };
    let answer = |(place, said): (usize, &InForce<'_>)| {
        if said.stances.is_empty() {
            return if said.is_withdrawn {
                Party::Withdrawn
            } else {
                Party::Silent
            };
        }
        let offers = said.offers.iter().map(|(outcomes, provided)| {
            let statuses = provided
                .iter()
                .map(|condition| status(rows, place, condition));
            (within(outcomes), statuses.collect())
        });
        Party::Spoken(Box::new(Spoken {
            asks: within(&said.asks),
            accepts: within(&said.accepts),
            rejects: within(&said.rejects),
            contradicted: within(&said.contradicted),
            offers: offers
                .filter(|(outcomes, _): &(Points, _)| !outcomes.is_empty())
                .collect(),
            qualifier: said
                .stances
                .iter()
                .rev()
                .find_map(|stance| stance.qualifier),
            date: said.stances.last().and_then(|stance| stance.date),
        }))
    };
    row.said.iter().enumerate().map(answer).collect()
}

/// Whether the others would fulfil a condition of the party in this place.
fn status(rows: &[Row<'_>], place: usize, condition: &Condition) -> &'static str {
    let Condition::On { issue, set, parts } = condition else {
        return "open";
    };
    let meant = rows.iter().filter(|row| {
        row.at.0 == *issue
            && match (parts, row.at.1) {
                (Some(parts), Some(part)) => parts.contains(&part),
                _ => true,
            }
    });
    let statuses: Vec<&str> = meant.map(|row| status_on(row, place, set)).collect();
    if statuses.contains(&"refused") {
        "refused"
    } else if statuses.iter().all(|status| *status == "met") {
        "met"
    } else {
        "open"
    }
}

fn status_on(row: &Row<'_>, place: usize, set: &Set) -> &'static str {
    let wanted: Points = row
        .space
        .iter()
        .copied()
        .filter(|point| holds(set, *point))
        .collect();
    if wanted.is_empty() {
        return "open";
    }
    let others = || {
        row.said
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != place)
            .map(|(_, said)| said)
    };
    if others().any(|said| !said.stances.is_empty() && wanted.is_subset(&said.rejects)) {
        return "refused";
    }
    let takes =
        |said: &InForce<'_>, point: &i64| said.asks.contains(point) || said.accepts.contains(point);
    let own = &row.said[place];
    let is_fine = |point: &&i64| {
        others().all(|said| takes(said, point)) && (own.stances.is_empty() || takes(own, point))
    };
    let have_spoken = others().all(|said| !said.stances.is_empty());
    if have_spoken && wanted.iter().any(|point| is_fine(&point)) {
        "met"
    } else {
        "open"
    }
}

/// Whether a set of a condition, which holds no Rest, holds this outcome.
fn holds(set: &Set, point: i64) -> bool {
    match set {
        Set::List(points) => points.contains(&point),
        Set::AtLeast(low) => *low <= point,
        Set::AtMost(high) => point <= *high,
        Set::Between(low, high) => *low <= point && point <= *high,
        Set::AnyNumber => point != BEYOND,
        Set::Anything => true,
        Set::Rest => false,
    }
}

/// How sure it is that a party takes an outcome, or refuses it: the surest stance counts.
pub(super) fn sureness(
    issue: &Issue,
    stances: &[&Stance],
    point: i64,
    is_refusal: bool,
) -> Option<usize> {
    let says = |stance: &&&Stance| {
        let set = if is_refusal {
            rejected(issue, stance)
        } else {
            taken(issue, stance)
        };
        set.contains(&point)
    };
    stances
        .iter()
        .filter(says)
        .map(|stance| stance.confidence)
        .min()
}
