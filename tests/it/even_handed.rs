//! The bundled talks treat their parties evenly: what can be counted is counted, and what can be told apart by rule is.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use common_ground::files::{Loaded, bundled_talks, load_bundled, load_bundled_talks};
use common_ground::model::{
    Cite, Confidence, PartialDate, Position, Priority, Says, Space, Stance,
};

/// The verbs that a summary may start with: what a party does, and nothing about how well it does it.
const VERBS: [&str; 11] = [
    "Accepts",
    "Asks",
    "Declares",
    "Describes",
    "Does",
    "Objects",
    "Offers",
    "Plans",
    "Refuses",
    "Says",
    "Sees",
];

/// Words that take a side, in one direction or the other.
const LOADED: [&str; 22] = [
    "admit",
    "aggressor",
    "alleg",
    "annexat",
    "annexed",
    "concede",
    "dictat",
    "fascist",
    "illegal",
    "insist",
    "invader",
    "legitimate",
    "liberat",
    "militant",
    "occupied",
    "puppet",
    "reasonable",
    "regime",
    "so-called",
    "terror",
    "unacceptable",
    "unreasonable",
];

/// Issues of which the sources tell no day: who wanted what of the ship Mutsu, before it was settled.
const UNDATED: [&str; 1] = ["mutsu"];

/// As long as a quotation may be, in words.
const QUOTE_WORDS: usize = 25;

/// What can be counted of one party.
struct Counts {
    stances: usize,
    sources: usize,
    quotes: usize,
    issues: usize,
    confidence: [usize; 3],
    refusing: usize,
    first: usize,
    disputed: usize,
    oldest: PartialDate,
    newest: PartialDate,
}

impl Counts {
    fn of(position: &Position) -> Self {
        let stances = &position.stances;
        let count =
            |counts: &dyn Fn(&Stance) -> bool| stances.iter().filter(|one| counts(one)).count();
        let cites = || stances.iter().flat_map(all_cites);
        let dates = || stances.iter().filter_map(|stance| stance.date);
        Self {
            stances: stances.len(),
            sources: cites()
                .map(|cite| cite.source)
                .collect::<BTreeSet<_>>()
                .len(),
            quotes: cites().filter(|cite| cite.quote().is_some()).count(),
            issues: stances
                .iter()
                .map(|stance| stance.issue)
                .collect::<BTreeSet<_>>()
                .len(),
            confidence: [
                Confidence::Stated,
                Confidence::Reported,
                Confidence::Inferred,
            ]
            .map(|confidence| count(&|stance| stance.confidence == confidence)),
            refusing: count(
                &|stance| matches!(&stance.says, Says::Sets(sets) if !sets.rejects.is_empty()),
            ),
            first: count(&|stance| stance.priority == Some(Priority::High)),
            disputed: count(&|stance| !stance.disputed.is_empty()),
            oldest: dates().min_by_key(|date| date.first_day()).unwrap(),
            newest: dates().max_by_key(|date| date.first_day()).unwrap(),
        }
    }

    fn share(&self, count: usize) -> String {
        format!(
            "{count} ({}%)",
            (count * 100 + self.stances / 2) / self.stances
        )
    }
}

fn all_cites(stance: &Stance) -> impl Iterator<Item = &Cite> {
    let disputed = stance.disputed.iter().flat_map(|disputed| &disputed.cites);
    stance.cites.iter().chain(disputed)
}

fn all_talks() -> Vec<Loaded> {
    let talks = bundled_talks().into_iter();
    talks
        .map(|talks| load_bundled_talks(&talks.folder))
        .collect()
}

/// Every text of the talks that is ours and not a source's, each with where it stands.
fn own_words(loaded: &Loaded) -> Vec<(String, &str)> {
    let mut words: Vec<(String, &str)> = Vec::new();
    for issue in &loaded.talks.agenda.issues {
        let at = format!("issue {}", issue.id);
        let parts = issue.parts.iter().map(|part| part.label.as_str());
        let outcomes = issue
            .space
            .outcomes()
            .iter()
            .map(|outcome| outcome.label.as_str());
        let texts = [
            Some(issue.title.as_str()),
            issue.theme.as_deref(),
            issue.question.as_deref(),
        ];
        let texts = texts.into_iter().flatten().chain(parts).chain(outcomes);
        words.extend(texts.map(|text| (at.clone(), text)));
    }
    for position in &loaded.talks.positions {
        for stance in &position.stances {
            let issue = &loaded.talks.agenda.issues[stance.issue].id;
            let at = format!("{} on {issue}", position.party.id);
            let texts = [&stance.summary, &stance.qualifier, &stance.interest];
            let disputed = stance
                .disputed
                .iter()
                .map(|disputed| disputed.summary.as_str());
            let texts = texts
                .into_iter()
                .filter_map(|text| text.as_deref())
                .chain(disputed);
            words.extend(texts.map(|text| (at.clone(), text)));
        }
    }
    words
}

/// What is wrong with each stance of all talks, by this rule.
fn check(rule: impl Fn(&Loaded, &Stance) -> Option<String>) {
    for loaded in all_talks() {
        for position in &loaded.talks.positions {
            for stance in &position.stances {
                let issue = &loaded.talks.agenda.issues[stance.issue].id;
                if let Some(wrong) = rule(&loaded, stance) {
                    let date = stance.date.map_or(String::new(), PartialDate::in_words);
                    panic!("{} on {issue}, {date}: {wrong}", position.party.id);
                }
            }
        }
    }
}

#[test]
fn the_table_of_the_parties() {
    let mut table = String::from(
        "talks | party | stances | sources | quotes | issues spoken on | Stated | Reported | Inferred | \
         refusing | put first | disputed | oldest | newest\n",
    );
    for loaded in all_talks() {
        let (agenda, issues) = (&loaded.talks.agenda, loaded.talks.agenda.issues.len());
        for position in &loaded.talks.positions {
            let counts = Counts::of(position);
            let [stated, reported, inferred] = counts.confidence.map(|count| counts.share(count));
            writeln!(
                table,
                "{} | {} | {} | {} | {} | {} of {issues} | {stated} | {reported} | {inferred} | {} | {} | {} | {} | {}",
                agenda.title, position.party.name, counts.stances, counts.sources, counts.quotes, counts.issues,
                counts.refusing, counts.first, counts.disputed, counts.oldest, counts.newest,
            )
            .unwrap();
        }
    }
    insta::assert_snapshot!(table);
}

/// Of the two parties that are shown at first, neither is told at much greater length, or on much better or worse evidence.
#[test]
fn the_two_main_parties_are_told_alike() {
    let loaded = load_bundled();
    let talks = &loaded.talks;
    let shown = talks.agenda.view.parties.clone().unwrap();
    let counts: Vec<Counts> = shown
        .iter()
        .map(|id| Counts::of(&talks.positions[talks.party_index(id.as_str()).unwrap()]))
        .collect();
    let [one, other] = counts.as_slice() else {
        panic!("two parties are shown at first")
    };
    let alike = |what: &str, measure: &dyn Fn(&Counts) -> usize| {
        let (less, more) = (
            measure(one).min(measure(other)),
            measure(one).max(measure(other)),
        );
        assert!(less * 4 >= more * 3, "{what}: {less} and {more}");
    };
    alike("stances", &|counts| counts.stances);
    alike("sources", &|counts| counts.sources);
    alike("issues spoken on", &|counts| counts.issues);
    alike("share stated by itself", &|counts| {
        counts.confidence[0] * 1_000 / counts.stances
    });
    for counts in &counts {
        assert!(
            counts.refusing * 2 < counts.stances,
            "a party is told by its refusals"
        );
        assert!(counts.first > 0 && counts.disputed > 0);
    }
}

#[test]
fn every_stance_has_a_day_and_a_source() {
    check(|loaded, stance| {
        let issue = loaded.talks.agenda.issues[stance.issue].id.as_str();
        let undated = stance.date.is_none() && !UNDATED.contains(&issue);
        undated.then(|| "it has no date".into())
    });
    check(|_, stance| stance.cites.is_empty().then(|| "it names no source".into()));
    check(|_, stance| {
        let open = stance
            .disputed
            .iter()
            .any(|disputed| disputed.cites.is_empty());
        open.then(|| "nobody is named who disputes it".into())
    });
}

#[test]
fn every_summary_has_the_same_form() {
    check(|_, stance| {
        let summary = stance.summary.as_deref()?;
        let verb = summary.split([' ', ',']).next().unwrap_or_default();
        (!VERBS.contains(&verb)).then(|| format!("the summary starts with {verb:?}"))
    });
}

#[test]
fn no_word_of_our_own_takes_a_side() {
    for loaded in all_talks() {
        for (at, text) in own_words(&loaded) {
            let lower = text.to_lowercase();
            let words = lower.split(|letter: char| !letter.is_alphabetic() && letter != '-');
            for word in words {
                let taken = LOADED.iter().find(|loaded| word.starts_with(**loaded));
                assert_eq!(taken, None, "{at}: {text}");
            }
        }
    }
}

/// What is at stake, and not what one of them wants: no title starts with the wish for something or for its end.
#[test]
fn titles_name_what_is_at_stake() {
    let wishes = [
        "No ",
        "Ban",
        "End of",
        "Lifting",
        "Recognition of",
        "Demilitarisation",
        "Denazification",
        "Return to",
    ];
    for loaded in all_talks() {
        for issue in &loaded.talks.agenda.issues {
            let wished = wishes.iter().find(|wish| issue.title.starts_with(**wish));
            assert_eq!(wished, None, "{}", issue.title);
            let question = issue.question.as_deref().unwrap_or("?");
            assert!(
                question.ends_with('?') && !question.contains("Should "),
                "{question}"
            );
        }
    }
}

/// An issue with one outcome to choose from would leave room for one party's answer only.
#[test]
fn every_issue_has_room_for_another_answer() {
    for loaded in all_talks() {
        for issue in &loaded.talks.agenda.issues {
            let is_list = matches!(issue.space, Space::Scale(_) | Space::Options(_));
            assert!(
                !is_list || issue.space.outcomes().len() >= 2,
                "{}",
                issue.title
            );
        }
    }
}

#[test]
fn quotes_are_short() {
    check(|_, stance| {
        let quotes = all_cites(stance).filter_map(|cite| cite.quote());
        let long = |quote: &&str| quote.split_whitespace().count() > QUOTE_WORDS;
        quotes.filter(long).map(str::to_owned).next()
    });
}

#[test]
fn what_others_say_of_a_party_is_not_its_own_word() {
    check(|_, stance| {
        let of_another = |cite: &Cite| {
            let speaker = cite.speaker().unwrap_or_default();
            speaker.contains(", on ") || speaker.ends_with(", as reported")
        };
        let heard = !stance.cites.is_empty() && stance.cites.iter().any(of_another);
        (heard && stance.confidence == Confidence::Stated)
            .then(|| "it is Stated, and hearsay".into())
    });
}

#[test]
fn what_only_aggregators_carry_is_not_stated() {
    check(|loaded, stance| {
        let weak = |cite: &Cite| {
            let note = loaded.talks.sources[cite.source]
                .note
                .as_deref()
                .unwrap_or_default();
            note.starts_with("Aggregator") || note.starts_with("Blog")
        };
        let only = stance.cites.iter().all(weak);
        (only && stance.confidence == Confidence::Stated)
            .then(|| "it rests on aggregators alone".into())
    });
}
