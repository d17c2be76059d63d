//! What parties want settled first, and where their wishes run in a circle.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::{Question, RowComparison};
use crate::model::{IssueOrStep, Talks};

/// Issues and steps that all are to come before each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SequenceConflict {
    /// The issues and steps of the circle, issues first, in agenda order.
    pub steps: Vec<IssueOrStep>,
    /// The wishes that make the circle, by party.
    pub wishes: Vec<Wish>,
}

/// What one party wants before what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wish {
    /// The party, by its place among the compared ones.
    pub party: usize,
    /// What it wants first.
    pub first: IssueOrStep,
    /// What it wants after that.
    pub then: IssueOrStep,
}

/// A stance that wishes for an order: the party, by its place among the compared ones, and the stance as an index.
pub(super) type Wishing = (usize, usize);

/// Each largest set of issues and steps that all lead to each other through the wishes in force.
pub(super) fn conflicts(
    talks: &Talks,
    question: &Question,
    rows: &[Arc<RowComparison>],
) -> Vec<SequenceConflict> {
    // A stance on some parts wishes for the whole issue, so it is read once for all of them.
    let wishing = rows.iter().flat_map(|row| &row.upkeep.wishing).copied();
    let wishing: BTreeSet<Wishing> = wishing.collect();
    let wishes = wishing.into_iter();
    let wishes: BTreeSet<Wish> = wishes
        .flat_map(|(party, stance)| wishes_of(talks, question, party, stance))
        .collect();
    let mut graph = DiGraph::<IssueOrStep, ()>::new();
    let mut nodes: BTreeMap<IssueOrStep, NodeIndex> = BTreeMap::new();
    for wish in &wishes {
        let [first, then] = [wish.first, wish.then]
            .map(|thing| *nodes.entry(thing).or_insert_with(|| graph.add_node(thing)));
        graph.add_edge(first, then, ());
    }
    // Kosaraju's algorithm, since petgraph's one by Tarjan recurses as deep as the longest chain.
    let circles = kosaraju_scc(&graph)
        .into_iter()
        .filter(|circle| circle.len() > 1);
    let mut conflicts: Vec<SequenceConflict> = Vec::new();
    let mut circle_of: BTreeMap<IssueOrStep, usize> = BTreeMap::new();
    for circle in circles {
        let steps = circle
            .into_iter()
            .filter_map(|node| graph.node_weight(node).copied());
        let steps: BTreeSet<IssueOrStep> = steps.collect();
        circle_of.extend(steps.iter().map(|&step| (step, conflicts.len())));
        conflicts.push(SequenceConflict {
            steps: steps.into_iter().collect(),
            wishes: Vec::new(),
        });
    }
    for wish in wishes {
        let circle = circle_of.get(&wish.first);
        if circle == circle_of.get(&wish.then)
            && let Some(conflict) = circle.and_then(|&at| conflicts.get_mut(at))
        {
            conflict.wishes.push(wish);
        }
    }
    conflicts.sort_unstable_by(|a, b| a.steps.cmp(&b.steps));
    conflicts
}

/// What a stance of a party wishes for.
fn wishes_of<'t>(
    talks: &'t Talks,
    question: &Question,
    party: usize,
    stance: usize,
) -> impl Iterator<Item = Wish> + use<'t> {
    let position = question.position(talks, party);
    let stance = position.and_then(|position| position.stances.get(stance));
    stance.into_iter().flat_map(move |stance| {
        let own = IssueOrStep::Issue(stance.issue);
        let after = stance.after.iter().map(move |&first| (first, own));
        let before = stance.before.iter().map(move |&then| (own, then));
        let wishes = after.chain(before);
        wishes.map(move |(first, then)| Wish { party, first, then })
    })
}
