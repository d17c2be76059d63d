//! Proposals beside a comparison, in every format.

use std::io::{Cursor, Read as _};

use common_ground::compare::{Question, compare};
use common_ground::export::{Format, Options, Snapshot, render, render_snapshot};
use common_ground::files::{Loaded, SourceText, load, proposal_text};
use common_ground::model::{Id, Proposal};
use common_ground::sheet::{Filters, HeldProposal, Material, sheet};
use serde_json::Value;

use crate::support::{Folder, day};
use crate::window::harbour_with_proposal;

/// The harbour talks with the proposal of the islanders and, if there is one, another that stands in no file.
fn rendered(loaded: &Loaded, own: Option<&Proposal>, filters: &Filters, format: Format) -> Vec<u8> {
    let question = Question {
        parties: (0..loaded.talks.positions.len()).collect(),
        ..Question::default()
    };
    let comparison = compare(&loaded.talks, &question);
    let known = loaded.talks.proposals.iter().map(|known| (known, false));
    let proposals: Vec<HeldProposal<'_>> = known
        .chain(own.map(|own| (own, true)))
        .map(|(known, is_unsaved)| HeldProposal::of(&loaded.talks, &question, known, is_unsaved))
        .collect();
    let mut texts = loaded.texts.clone();
    if let Some(own) = own {
        let text = proposal_text(&loaded.talks.agenda, own).unwrap();
        texts.push(SourceText::of_own_proposal(text, &texts));
    }
    let material = Material {
        proposals: &proposals,
        texts: &texts,
        ..Material::new(loaded, &comparison)
    };
    let snapshot = Snapshot {
        material,
        filters,
        sheet: &sheet(material, filters),
    };
    render_snapshot(snapshot, format, Options::default()).unwrap()
}

fn own(loaded: &Loaded) -> Proposal {
    let draft = &loaded.talks.proposals[0];
    Proposal {
        id: Id::new("the-own-one").unwrap(),
        title: "The one of one's own".to_owned(),
        terms: draft.terms[..1].to_vec(),
        by: Vec::new(),
        date: None,
    }
}

/// All words of a file, with a space wherever anything else stands.
fn words(bytes: &[u8], format: Format) -> String {
    let mut text = String::new();
    if matches!(format, Format::Docx | Format::Xlsx) {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        for place in 0..archive.len() {
            let mut part = archive.by_index(place).unwrap();
            let mut read = Vec::new();
            part.read_to_end(&mut read).unwrap();
            if let Ok(part) = String::from_utf8(read)
                && let Ok(page) = roxmltree::Document::parse(&part)
            {
                for node in page.descendants().filter(roxmltree::Node::is_text) {
                    text += node.text().unwrap_or_default();
                    text.push(' ');
                }
            }
        }
    } else {
        text = String::from_utf8_lossy(bytes).into_owned();
    }
    text.replace("&#39;", "'")
}

const OF_SHEETS: [Format; 5] = [
    Format::Markdown,
    Format::Html,
    Format::Docx,
    Format::Xlsx,
    Format::Csv,
];

#[test]
fn proposals_stand_in_every_format_of_words() {
    let folder = harbour_with_proposal();
    let loaded = folder.load();
    let own = own(&loaded);
    for format in OF_SHEETS {
        let words = words(
            &rendered(&loaded, Some(&own), &Filters::default(), format),
            format,
        );
        for expect in [
            "Draft of the islanders",
            "Dated 1 May 2025.",
            "Shared administration",
            "(for ten years)",
            "asks for changes to it (2 May 2025): The dues are too high.",
            "Would take",
            "The party has said nothing on an issue of which a proposal speaks.",
            "It settles 3 rows.",
            "It settles 1 row.",
            "It leaves out 4 rows: Access by quay (2 parts); Opening of the harbour; Preamble.",
            "The one of one's own",
            "It is not saved to a file of its own.",
        ] {
            assert!(words.contains(expect), "{}: {expect}", format.name());
        }
        let without = rendered(&loaded, None, &Filters::default(), format);
        let without = self::words(&without, format);
        assert!(without.contains("Draft of the islanders"));
        assert!(!without.contains("of one's own") && !without.contains("not saved"));
    }
}

#[test]
fn pages_are_laid_out_with_proposals() {
    let folder = harbour_with_proposal();
    let loaded = folder.load();
    let own = own(&loaded);
    for format in [Format::Pdf, Format::Svg, Format::Png] {
        let with = rendered(&loaded, Some(&own), &Filters::default(), format);
        let without = rendered(&loaded, None, &Filters::default(), format);
        assert!(without.len() < with.len(), "{}", format.name());
    }
}

#[test]
fn json_has_the_responses_to_proposals() {
    let folder = harbour_with_proposal();
    let loaded = folder.load();
    let own = own(&loaded);
    let bytes = rendered(&loaded, Some(&own), &Filters::default(), Format::Json);
    let json: Value = serde_json::from_slice(&bytes).unwrap();
    let proposals = json["snapshot"]["proposals"].as_array().unwrap();
    let told: Vec<_> = proposals
        .iter()
        .map(|known| {
            (
                known["proposal"].as_str().unwrap(),
                known["saved"].as_bool().unwrap(),
                known["terms"].as_array().unwrap().len(),
            )
        })
        .collect();
    assert_eq!(told, [("draft", true, 3), ("the-own-one", false, 1)]);
    assert_eq!(proposals[1]["title"], "The one of one's own");
    assert_eq!(proposals[1]["terms"][0]["responses"]["north"], "acceptable");
}

#[test]
fn a_ron_snapshot_opens_with_the_proposals() {
    let folder = harbour_with_proposal();
    let loaded = folder.load();
    let own = own(&loaded);
    let bytes = rendered(&loaded, Some(&own), &Filters::default(), Format::Ron);
    let kept = Folder::with(&[("kept.snapshot.ron", &bytes)]);
    let again = load(&[kept.file("kept.snapshot.ron")]);
    assert_eq!(kept.problems(&again).len(), folder.problems(&loaded).len());
    let frozen = again.frozen.as_ref().unwrap();
    assert_eq!(frozen.proposals, ["draft", "the-own-one"]);
    let known = again.talks.proposal("the-own-one").unwrap();
    assert_eq!(known.title, own.title);
    assert_eq!(known.terms.len(), 1);
    assert!(
        again
            .inputs
            .iter()
            .any(|input| input.name == "your-proposal.ron")
    );
    let without = rendered(&loaded, None, &Filters::default(), Format::Ron);
    assert!(
        !String::from_utf8(without)
            .unwrap()
            .contains("your-proposal")
    );
}

#[test]
fn a_snapshot_that_shows_what_it_does_not_hold_says_so() {
    let text = "Snapshot(parties: [], proposals: [\"nowhere\"], files: [])";
    let folder = Folder::with(&[("kept.snapshot.ron", text)]);
    let loaded = load(&[folder.file("kept.snapshot.ron")]);
    let problems = folder.problems(&loaded);
    assert!(
        problems.iter().any(|problem| problem.contains("nowhere")),
        "{problems:?}"
    );
}

#[test]
fn terms_on_hidden_rows_are_counted_and_not_told() {
    let folder = harbour_with_proposal();
    let loaded = folder.load();
    let filters = Filters {
        text: "Dues".to_owned(),
        ..Filters::default()
    };
    let bytes = rendered(&loaded, None, &filters, Format::Markdown);
    let text = String::from_utf8(bytes).unwrap();
    let (_, section) = text.split_once("## Proposal: ").unwrap();
    assert!(section.contains("It settles 3 rows."));
    assert!(section.contains("2 terms of it stand on rows that the filters hide."));
    assert!(!section.contains("for ten years"));
}

#[test]
fn the_words_for_changes_are_explained_where_they_are_used() {
    let loaded = harbour_with_proposal().load();
    let text = |since: Option<&str>| {
        let question = Question {
            since: since.map(day),
            parties: vec![0, 1],
            ..Question::default()
        };
        let comparison = compare(&loaded.talks, &question);
        let shown = sheet(Material::new(&loaded, &comparison), &Filters::default());
        OF_SHEETS.map(|format| (format, words(&render(&shown, format).unwrap(), format)))
    };
    let meaning = "The party would take more than then, and refuses nothing new.";
    for (format, words) in text(Some("2025-03-15")) {
        assert!(words.contains(meaning), "{}", format.name());
    }
    for (format, words) in text(None) {
        assert!(!words.contains(meaning), "{}", format.name());
    }
}
