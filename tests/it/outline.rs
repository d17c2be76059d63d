//! The window shows an outline and makes rows whole as they come into sight; pages have a whole sheet. Both say the
//! same, and what the window keeps from one answer to the next changes nothing.

use common_ground::app::answer::{Answer, Asked};
use common_ground::app::order::Sort;
use common_ground::compare::{Comparison, Question, Verdict, compare};
use common_ground::files::{Loaded, load_bundled};
use common_ground::sheet::{
    Cell, ChangeFilter, Filters, Line, Material, OTHER_ISSUES, Outline, RowHead, RowLine, RowTexts,
    Sheet, details, outline, row_alone, row_cell, row_line, sheet,
};

use crate::support::{Folder, day};
use crate::window::harbour_with_proposal;

/// Talks of each kind, with days on which to look at them.
fn talks() -> Vec<(Loaded, &'static str, &'static str)> {
    vec![
        (load_bundled(), "2022-04-15", "2025-07-23"),
        (harbour_with_proposal().load(), "2025-03-01", "2025-06-30"),
        (hard_to_find().load(), "2025-03-01", "2025-06-30"),
    ]
}

/// Talks whose rows say the same in one way in a cell and in another in the reason.
fn hard_to_find() -> Folder {
    let letters = ('a'..='i').map(|id| format!("(id: \"{id}\", label: \"Way {id}\")"));
    let letters: Vec<String> = letters.collect();
    let agenda = format!(
        r#"Agenda(title: "Talks", parties: [(id: "north", name: "North"), (id: "south", name: "South")], issues: [
            Issue(id: "ways", title: "Ways", outcomes: Options([{}])),
            Issue(id: "club", title: "Club", outcomes: Scale([(id: "in", label: "Member (with reservations)"), (id: "out", label: "ılımlı çözüm"), (id: "far", label: "ßharp and “far”")])),
            Issue(id: "land", title: "Land", outcomes: Quantity(unit: "sq. mi.", step: 0.5, beyond: (id: "all", label: "ılımlı all"))),
            Issue(id: "share", title: "Share", outcomes: Quantity(unit: "%", step: 1, min: 0, max: 100)),
            Issue(id: "words", title: "Words", outcomes: Text),
            Issue(id: "day", title: "Day", outcomes: Dates()),
        ])"#,
        letters.join(", ")
    );
    let north = r#"Position(party: (id: "north", name: "North"), stances: [
        Stance(issue: "ways", date: "2025-01-02", asks: Only("a"), rejects: OneOf(["b", "c", "d", "e", "f", "g", "h"])),
        Stance(issue: "club", date: "2025-01-02", asks: Only("in"), qualifier: "for ten years"),
        Stance(issue: "land", date: "2025-01-02", asks: Only(5), rejects: AtLeast(7.5)),
        Stance(issue: "share", date: "2025-01-02", asks: Between(5, 20)),
        Stance(issue: "words", date: "2025-01-02", text: "They say \"no.\""),
        Stance(issue: "day", date: "2025-01-02", asks: AtMost("2025-07-31")),
    ])"#;
    let south = r#"Position(party: (id: "south", name: "South"), sources: [
        Source(id: "mines", title: "Notice to seafarers", publisher: "Ministry of Mines", date: "2025-04-02"),
        Source(id: "quay", title: "Quay Gazette"),
    ], stances: [
        Stance(issue: "ways", date: "2025-04-02", asks: Only("i"), rejects: Rest, interest: "so that fishing goes on",
            cites: [Cite(source: "mines", at: "page 9", speaker: "Minister Rossi", quote: "no vessel shall pass")],
            disputed: [(summary: "The tunnel is older.", cites: [Cite(source: "quay", quote: "dug by their grandfathers")])]),
        Stance(issue: "club", date: "2025-04-02", asks: Only("out"), accepts: Only("far")),
        Stance(issue: "land", date: "2025-04-02", asks: Only("all"), accepts: Only(-1_000.5)),
        Stance(issue: "share", date: "2025-04-02", asks: AtLeast(50)),
        Stance(issue: "words", date: "2025-04-02", text: "They say yes."),
        Stance(issue: "day", date: "2025-04-02", asks: AtLeast("2025-09-01")),
    ])"#;
    Folder::with(&[
        ("agenda.ron", agenda.as_str()),
        ("north.ron", north),
        ("south.ron", south),
    ])
}

fn question(loaded: &Loaded, since: Option<&str>, as_of: &str) -> Question {
    Question {
        as_of: Some(day(as_of)),
        since: since.map(day),
        parties: (0..loaded.talks.positions.len()).collect(),
        ..Question::default()
    }
}

/// Filters of each kind and some together.
fn every_filter(loaded: &Loaded) -> Vec<Filters> {
    let themes = loaded.talks.agenda.issues.iter();
    let themes = themes.map(|issue| issue.theme.as_deref().unwrap_or(OTHER_ISSUES));
    let by_text = |text: &str| Filters {
        text: text.to_owned(),
        ..Filters::default()
    };
    let mut all = vec![Filters::default()];
    all.extend(Verdict::ALL.map(|verdict| Filters {
        verdicts: Some(vec![verdict]),
        ..Filters::default()
    }));
    all.extend(ChangeFilter::ALL.map(|changes| Filters {
        changes: Some(changes),
        ..Filters::default()
    }));
    all.extend(themes.map(|theme| Filters {
        themes: Some(vec![theme.to_owned()]),
        ..Filters::default()
    }));
    let texts = [
        " Neutral ",
        "nobody",
        "REFUSE",
        "not stated",
        "\0",
        "Both",
        "no such words",
        "?",
        "nothing else",
        "asks for neutral",
        "refuses “",
        "\"neutral",
        "\" neutral \"",
        "“",
        "at least",
        "any number",
        "%",
        " to ",
        "86",
        "Ukraine’s",
        "2025",
        "Ministry of Mines",
        "no vessel shall",
        "minister rossi",
        "the tunnel is older",
        "Quay Gazette",
        "by their grandfathers",
        "so that fishing",
    ];
    all.extend(texts.map(by_text));
    all.push(Filters {
        verdicts: Some(vec![Verdict::Opposed, Verdict::Gap]),
        changes: Some(ChangeFilter::Changed),
        ..by_text("a")
    });
    all
}

/// Whether an answer is told to have changed.
fn has_changed(row: &RowLine) -> bool {
    let mut words = row.cells.iter().map(Cell::movement_word);
    words.any(|word| !matches!(word, "" | "Unchanged"))
}

/// A text in lower case and without quotation marks, with the apostrophe that is typed.
fn folded(text: &str) -> String {
    let text = text.to_lowercase().replace('’', "'");
    text.replace(['“', '”', '"'], "")
}

/// What the statements behind the answers on a row say beside the answers themselves.
fn behind(material: Material<'_>, row: &RowLine) -> Vec<String> {
    let mut texts = Vec::new();
    for party in details(material, row.row).unwrap().parties {
        texts.extend(party.interest);
        let statements = party.statements.into_iter();
        for statement in statements.filter(|statement| statement.in_force) {
            let (accounts, cites): (Vec<_>, Vec<_>) = statement
                .disputed
                .into_iter()
                .map(|other| (other.summary, other.cites))
                .unzip();
            texts.extend(accounts);
            let cites = cites.into_iter().flatten().chain(statement.cites);
            texts.extend(cites.flat_map(|cite| [cite.speaker, cite.quote]).flatten());
        }
    }
    texts
}

/// Whether a whole row passes filters, by what a reader sees of it, and of the statements behind it.
fn passes(row: &RowLine, behind: &[String], theme: Option<&str>, filters: &Filters) -> bool {
    let wanted = folded(filters.text.trim());
    let wanted = wanted.trim();
    let holds = |text: &str| folded(text).contains(wanted);
    let theme = theme.unwrap_or(OTHER_ISSUES);
    let trend = row.trend.as_ref().map_or("", |trend| trend.word);
    let by_change = match filters.changes {
        None => true,
        Some(ChangeFilter::Changed) => has_changed(row),
        Some(ChangeFilter::Closer) => trend == "closer",
        Some(ChangeFilter::Farther) => trend == "farther apart",
    };
    let finds = holds(&row.full_title)
        || row.question.as_deref().is_some_and(holds)
        || holds(&row.reason)
        || behind.iter().any(|text| holds(text))
        || row.lane.slots.iter().any(|slot| holds(&slot.label))
        || row.cells.iter().any(|cell| {
            cell.summary.as_deref().is_some_and(holds)
                || cell.phrases.iter().any(|phrase| holds(&phrase.text))
        });
    let verdicts = filters.verdicts.as_ref();
    let themes = filters.themes.as_ref();
    verdicts.is_none_or(|verdicts| verdicts.contains(&row.verdict))
        && themes.is_none_or(|themes| themes.iter().any(|known| known == theme))
        && by_change
        && finds
}

/// Each row of a sheet with the theme that it stands under.
fn with_themes(sheet: &Sheet) -> Vec<(&RowLine, Option<&str>)> {
    let mut theme = None;
    let mut rows = Vec::new();
    for line in &sheet.lines {
        match line {
            Line::Theme(line) => theme = Some(line.title.as_str()),
            Line::Parent(_) => {}
            Line::Row(row) => rows.push((row, theme)),
        }
    }
    rows
}

fn without_notes(row: &RowLine) -> RowLine {
    let mut row = row.clone();
    row.cells.iter_mut().for_each(|cell| cell.notes.clear());
    row
}

/// A row with its cells, each made as it comes into sight.
fn drawn(material: Material<'_>, head: &RowHead) -> Option<RowLine> {
    let row = row_line(material, head)?;
    let places = 0..material.comparison.question.parties.len();
    let cells = places.map(|place| row_cell(material, head, place));
    let cells = cells.collect::<Option<_>>()?;
    Some(RowLine { cells, ..row })
}

/// The lines of an outline are those of the sheet, with heads for rows.
fn check_lines(outline: &Outline, sheet: &Sheet, material: Material<'_>) {
    assert_eq!(outline.lines.len(), sheet.lines.len());
    for lines in outline.lines.iter().zip(&sheet.lines) {
        match lines {
            (Line::Theme(one), Line::Theme(other)) => assert_eq!(one, other),
            (Line::Parent(one), Line::Parent(other)) => assert_eq!(one, other),
            (Line::Row(head), Line::Row(row)) => {
                assert_eq!(head.row, row.row);
                assert_eq!(head.verdict, row.verdict);
                assert_eq!(head.is_part(), row.is_part);
                assert_eq!(head.has_changed, has_changed(row));
                assert_eq!(drawn(material, head), Some(without_notes(row)));
                let alone = row_alone(material, outline, head.row).unwrap();
                assert_eq!(alone.lines, [Line::Row(row.clone())]);
                assert_eq!(alone.notes, sheet.notes);
            }
            (one, other) => panic!("{one:?} is not {other:?}"),
        }
    }
}

#[test]
fn the_outline_of_the_window_and_the_sheet_of_the_pages_say_the_same() {
    for (loaded, since, as_of) in talks() {
        for since in [None, Some(since)] {
            let comparison = compare(&loaded.talks, &question(&loaded, since, as_of));
            let material = Material::new(&loaded, &comparison);
            let (all, texts) = (
                sheet(material, &Filters::default()),
                RowTexts::of(&comparison),
            );
            let mut before = outline(material, &Filters::default(), &texts);
            let rows = with_themes(&all).into_iter();
            let rows = rows.map(|(row, theme)| (row, behind(material, row), theme));
            let rows: Vec<_> = rows.collect();
            for filters in every_filter(&loaded) {
                let shown = sheet(material, &filters);
                let expect: Vec<RowLine> = rows
                    .iter()
                    .filter(|(row, behind, theme)| passes(row, behind, *theme, &filters))
                    .map(|(row, ..)| without_notes(row))
                    .collect();
                let found = shown.lines.iter().filter_map(Line::row);
                let found: Vec<RowLine> = found.map(without_notes).collect();
                assert_eq!(found, expect, "{filters:?}");
                // What is kept of the rows from one text to the next changes nothing.
                let unkept = RowTexts::of(&comparison);
                let outline = outline(material, &filters, &texts);
                assert_eq!(self::outline(material, &filters, &unkept), outline);
                check_lines(&outline, &shown, material);
                assert_eq!(outline.n_sources(material), shown.notes.len());
                before = before.with_filters(material, &filters, &texts);
                assert_eq!(before, outline, "{filters:?}");
            }
        }
    }
}

/// What a reader may copy from a row to look for it.
fn to_be_copied(row: &RowLine) -> Vec<&str> {
    let mut texts = vec![row.full_title.as_str()];
    texts.extend(row.question.as_deref());
    texts.extend(row.lane.slots.iter().map(|slot| slot.label.as_str()));
    texts.push(&row.reason);
    texts.extend(row.reason.split("; "));
    for cell in &row.cells {
        texts.extend(cell.summary.as_deref());
        texts.extend(cell.phrases.iter().map(|phrase| phrase.text.as_str()));
    }
    texts
}

#[test]
fn a_row_is_found_by_what_is_copied_from_it() {
    for (loaded, since, as_of) in talks() {
        assert!(!loaded.has_errors(), "{:#?}", loaded.problems);
        let comparison = compare(&loaded.talks, &question(&loaded, Some(since), as_of));
        let material = Material::new(&loaded, &comparison);
        let texts = RowTexts::of(&comparison);
        let all = sheet(material, &Filters::default());
        for row in all.lines.iter().filter_map(Line::row) {
            for text in to_be_copied(row) {
                let filters = Filters {
                    text: text.to_owned(),
                    ..Filters::default()
                };
                for texts in [&texts, &RowTexts::of(&comparison)] {
                    let found = outline(material, &filters, texts);
                    let mut heads = found.lines.iter().filter_map(Line::row);
                    assert!(heads.any(|head| head.row == row.row), "{text}");
                }
            }
        }
    }
}

/// A few words of a text from each of its words on, but for some.
fn some_words(text: &str) -> Vec<&str> {
    let starts = text.match_indices(' ').map(|(at, _)| at + 1);
    let starts = std::iter::once(0).chain(starts).enumerate();
    let pieces = starts.filter(|(nth, _)| nth % 3 == 0).map(|(nth, start)| {
        let rest = &text[start..];
        let spaces = rest.match_indices(' ').map(|(at, _)| at);
        let end = spaces.chain([rest.len()]).nth(nth % 5);
        &rest[..end.unwrap_or(rest.len())]
    });
    pieces.collect()
}

#[test]
fn a_row_is_found_by_some_words_of_its_reason_that_was_never_written() {
    for (loaded, since, as_of) in talks() {
        let comparison = compare(&loaded.talks, &question(&loaded, Some(since), as_of));
        let material = Material::new(&loaded, &comparison);
        let all = sheet(material, &Filters::default());
        let rows: Vec<&RowLine> = all.lines.iter().filter_map(Line::row).collect();
        for text in rows
            .iter()
            .step_by(3)
            .flat_map(|row| some_words(&row.reason))
        {
            let filters = Filters {
                text: text.to_owned(),
                ..Filters::default()
            };
            let wanted = folded(text);
            let wanted = wanted.trim();
            let found = outline(material, &filters, &RowTexts::of(&comparison));
            for row in rows
                .iter()
                .filter(|row| folded(&row.reason).contains(wanted))
            {
                let mut heads = found.lines.iter().filter_map(Line::row);
                assert!(heads.any(|head| head.row == row.row), "{text}");
            }
        }
    }
}

/// Talks on one issue in which so many have spoken that the reason is looked through piece by piece.
fn long_reason() -> Folder {
    let outcomes = r#"(id: "yes", label: "Так, “негайно”"), (id: "no", label: "Ні")"#;
    let agenda = format!(
        r#"Agenda(title: "Talks", issues: [Issue(id: "one", title: "One", outcomes: Options([{outcomes}]))])"#
    );
    let position = |party: usize| {
        let asked = if party.is_multiple_of(3) { "no" } else { "yes" };
        let text = format!(
            r#"Position(party: (id: "p{party}", name: "Делегація {party}"), stances: [
                Stance(issue: "one", asks: Only("{asked}"), qualifier: "протягом {party} днів")])"#
        );
        (format!("p{party:02}.ron"), text)
    };
    let positions: Vec<(String, String)> = (0..40).map(position).collect();
    let positions = positions.iter();
    let mut files: Vec<(&str, &str)> = positions.map(|(name, text)| (&**name, &**text)).collect();
    files.push(("agenda.ron", &agenda));
    Folder::with(&files)
}

#[test]
fn every_part_of_a_long_reason_is_found_before_the_whole_is_made() {
    let loaded = long_reason().load();
    assert!(!loaded.has_errors(), "{:#?}", loaded.problems);
    let question = Question {
        parties: (0..40).collect(),
        ..Question::default()
    };
    let comparison = compare(&loaded.talks, &question);
    let material = Material::new(&loaded, &comparison);
    let all = sheet(material, &Filters::default());
    let row = all.lines.iter().find_map(Line::row).unwrap();
    let starts: Vec<usize> = row.reason.char_indices().map(|(start, _)| start).collect();
    assert!(starts.len() > 2_000, "{}", row.reason);
    let is_found = |text: &str| {
        let filters = Filters {
            text: text.to_owned(),
            ..Filters::default()
        };
        let found = outline(material, &filters, &RowTexts::of(&comparison));
        found.lines.iter().any(|line| Line::row(line).is_some())
    };
    for part in starts.windows(30).step_by(7) {
        let part = &row.reason[part[0]..part[29]];
        assert!(is_found(part), "{part}");
        assert!(!is_found(&format!("{part}*")), "{part}");
    }
}

/// What is shown of an answer.
fn told(answer: &Answer) -> (&Comparison, &Outline, usize, &[usize], &[usize], &[bool]) {
    (
        &answer.comparison,
        &answer.sheet,
        answer.n_sources,
        &answer.order,
        &answer.rows,
        &answer.changed,
    )
}

#[test]
fn an_answer_after_another_is_the_same_as_one_that_comes_first() {
    for (loaded, since, as_of) in talks() {
        let mut before: Option<Answer> = None;
        let filters = every_filter(&loaded).into_iter();
        let texts = filters.filter(|filters| !filters.text.is_empty());
        let sorts = [Sort::Date, Sort::Verdict, Sort::Agenda];
        for ((filters, sort), place) in texts.zip(sorts.into_iter().cycle()).zip(0..) {
            for as_of in [as_of, since] {
                let since = (place % 2 == 0 && as_of != since).then_some(since);
                let mut question = question(&loaded, since, as_of);
                if place % 5 == 4 {
                    question.parties.reverse();
                    question.parties.truncate(2);
                }
                let asked = Asked {
                    question,
                    filters: filters.clone(),
                    sort,
                    ..Asked::default()
                };
                let first = Answer::work_out(&loaded, asked.clone(), None);
                let after = Answer::work_out(&loaded, asked, before.as_ref());
                assert_eq!(told(&after), told(&first));
                before = Some(after);
            }
        }
    }
}
