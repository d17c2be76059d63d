//! How long the window takes to answer another question of large talks, beside a frame at 60 Hz.
//!
//! `cargo bench --bench answer` prints one line for each question, with how many frames its answer takes.
//! `COMMON_GROUND_ROWS` and `COMMON_GROUND_PARTIES` set the size of the largest talks.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a benchmark that cannot go on should stop, and prints its figures"
)]

mod taken;
mod talks;

use std::hint::black_box;
use std::time::Duration;

use common_ground::app::answer::{Answer, Asked};
use common_ground::app::order::Sort;
use common_ground::compare::{Question, Verdict};
use common_ground::files::{Loaded, load};
use common_ground::sheet::{self, Filters, Line, Material};
use criterion::{Criterion, criterion_group, criterion_main};
use jiff::civil::Date;
use taken::Taken;
use talks::{FIRST_DAY, Size};

/// How long a frame is shown at 60 Hz.
const FRAME: Duration = Duration::from_nanos(16_666_667);

/// After so many days the questions begin: two years.
const DAYS_BEFORE: i32 = 730;

/// Talks whose stances have dates, and the first question.
struct Dated {
    size: Size,
    loaded: Loaded,
    first: Asked,
}

impl Dated {
    fn new(parties: usize, rows: usize) -> Self {
        let size = Size {
            parties,
            rows,
            percent_spoken: 70,
            is_dated: true,
        };
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in talks::files(size) {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let loaded = load(&[folder.path().to_owned()]);
        assert!(
            !loaded.has_errors(),
            "the talks that were made up have errors"
        );
        let first = Asked {
            question: Question {
                as_of: Some(day(DAYS_BEFORE)),
                parties: (0..parties).collect(),
                ..Question::default()
            },
            ..Asked::default()
        };
        Self {
            size,
            loaded,
            first,
        }
    }

    fn answer(&self, asked: Asked, before: Option<&Answer>) -> Answer {
        Answer::work_out(&self.loaded, asked, before)
    }

    fn as_of(&self, day: Date) -> Asked {
        let mut asked = self.first.clone();
        asked.question.as_of = Some(day);
        asked
    }

    fn since(&self, day: Date) -> Asked {
        let mut asked = self.first.clone();
        asked.question.since = Some(day);
        asked
    }

    fn filtered(&self, filters: Filters) -> Asked {
        Asked {
            filters,
            ..self.first.clone()
        }
    }
}

fn day(after: i32) -> Date {
    FIRST_DAY.saturating_add(jiff::Span::new().days(after))
}

fn by_verdict() -> Filters {
    Filters {
        verdicts: Some(vec![Verdict::Gap, Verdict::OneSided]),
        ..Filters::default()
    }
}

fn by_text(text: &str) -> Filters {
    Filters {
        text: text.to_owned(),
        ..Filters::default()
    }
}

fn say(name: &str, taken: Taken) {
    let frames = taken.clock.as_secs_f64() / FRAME.as_secs_f64();
    let cores = taken.cores.map_or(String::new(), |time| {
        format!("   on all cores {:5} ms", time.as_millis())
    });
    println!(
        "{name:28} {:8.1} ms   {frames:7.2} frames{cores}",
        taken.clock.as_secs_f64() * 1e3
    );
}

/// The answers to one question after the other.
fn questions(dated: &Dated) {
    let Size { parties, rows, .. } = dated.size;
    println!("{parties} parties, {rows} rows");
    let (before, taken) = Taken::of(|| dated.answer(dated.first.clone(), None));
    say("the first answer", taken);
    let again = |name: &str, runs: usize, asked: Asked| {
        let run = |_| Taken::of(|| dated.answer(asked.clone(), Some(&before))).1;
        if let Some(taken) = (0..runs).map(run).min() {
            say(name, taken);
        }
    };
    again("other verdicts", 5, dated.filtered(by_verdict()));
    let by_date = Asked {
        sort: Sort::Date,
        ..dated.first.clone()
    };
    again("in the order of dates", 5, by_date);
    // What a text is looked for in is kept, so the second time is another matter than the first.
    again(
        "a text for the first time",
        1,
        dated.filtered(by_text("party 17 asks")),
    );
    again(
        "a text for the second time",
        5,
        dated.filtered(by_text("party 18 asks")),
    );
    again(
        "a text that no row has",
        5,
        dated.filtered(by_text("party 17 asks nobody")),
    );
    again("the next day", 5, dated.as_of(day(DAYS_BEFORE + 1)));
    again("half a year on", 3, dated.as_of(day(DAYS_BEFORE + 183)));
    // The rows that change must be looked through anew.
    let with_text = Asked {
        filters: by_text("party 18 asks"),
        ..dated.as_of(day(DAYS_BEFORE + 183))
    };
    again("half a year on, with a text", 3, with_text);
    again("since half a year", 3, dated.since(day(DAYS_BEFORE - 183)));
    parts(dated, &before);
}

/// What of an answer the table takes, and what is made when it is drawn.
fn parts(dated: &Dated, answer: &Answer) {
    let material = Material::new(&dated.loaded, &answer.comparison);
    let filters = Filters::default();
    let part = |name: &str, work: &dyn Fn()| {
        if let Some(taken) = (0..5).map(|_| Taken::of(work).1).min() {
            say(name, taken);
        }
    };
    part("of an answer, the table", &|| {
        drop(black_box(sheet::outline(material, &filters, &answer.texts)));
    });
    let rows = || answer.sheet.lines.iter().filter_map(Line::row);
    part("12 rows that come into sight", &|| {
        for head in rows().take(12) {
            drop(black_box(sheet::row_line(material, head)));
        }
    });
    part("the details of a row", &|| {
        if let Some(head) = rows().next() {
            drop(black_box(sheet::details(material, head.row)));
            drop(black_box(sheet::choices(material, head.row)));
            drop(black_box(sheet::answer_lanes(material, head.row)));
        }
    });
}

fn from_environment(name: &str, usual: usize) -> usize {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(usual)
}

fn answer(criterion: &mut Criterion) {
    let parties = from_environment("COMMON_GROUND_PARTIES", 200);
    questions(&Dated::new(200, 500));
    questions(&Dated::new(
        parties,
        from_environment("COMMON_GROUND_ROWS", 6_200),
    ));
    let small = Dated::new(20, 500);
    let before = small.answer(small.first.clone(), None);
    let mut group = criterion.benchmark_group("answer");
    group
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500));
    for (name, asked) in [
        ("other verdicts of 20 x 500", small.filtered(by_verdict())),
        (
            "the next day of 20 x 500",
            small.as_of(day(DAYS_BEFORE + 1)),
        ),
    ] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| small.answer(asked.clone(), Some(&before)));
        });
    }
    group.finish();
}

criterion_group!(benches, answer);
criterion_main!(benches);
