//! How long large talks take, as ratios to a bare parse of the same text into plain structs in the same run.
//!
//! `cargo bench --bench scale` prints, beside criterion's own figures, one line for each step with its ratio.
//! `COMMON_GROUND_ROWS` and `COMMON_GROUND_PARTIES` set the size.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a benchmark that cannot go on should stop, and prints its figures"
)]

mod talks;

use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use common_ground::compare::{Question, compare};
use common_ground::files::load;
use criterion::{Criterion, criterion_group, criterion_main};
use serde::Deserialize;
use talks::Size;

/// What the files hold, as plain structs: the least that any reader of them must do.
#[derive(Deserialize)]
#[allow(dead_code, reason = "what is read is what is measured")]
enum Plain {
    Agenda {
        title: String,
        issues: Vec<ron::Value>,
        sources: Vec<ron::Value>,
    },
    Position {
        party: PlainParty,
        stances: Vec<PlainStance>,
    },
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "what is read is what is measured")]
struct PlainParty {
    id: String,
    name: String,
}

#[derive(Deserialize)]
#[serde(rename = "Stance")]
#[allow(dead_code, reason = "what is read is what is measured")]
struct PlainStance {
    issue: String,
    #[serde(default)]
    asks: Option<PlainSet>,
    #[serde(default)]
    rejects: Option<PlainSet>,
    #[serde(default)]
    offers: Vec<PlainOffer>,
    cites: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename = "Offer")]
#[allow(dead_code, reason = "what is read is what is measured")]
struct PlainOffer {
    outcomes: PlainSet,
    provided: Vec<PlainCondition>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "what is read is what is measured")]
enum PlainCondition {
    On(String, PlainSet),
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "what is read is what is measured")]
enum PlainSet {
    Only(PlainValue),
    AtMost(PlainValue),
    AtLeast(PlainValue),
}

#[derive(Deserialize)]
#[serde(untagged)]
#[allow(dead_code, reason = "what is read is what is measured")]
enum PlainValue {
    Id(String),
    Number(u64),
}

fn size() -> Size {
    let set = |name: &str, usual: usize| {
        std::env::var(name)
            .ok()
            .and_then(|text| text.parse().ok())
            .unwrap_or(usual)
    };
    Size {
        parties: set("COMMON_GROUND_PARTIES", 200),
        rows: set("COMMON_GROUND_ROWS", 6_200),
        percent_spoken: 70,
    }
}

fn parse_bare(texts: &[(String, String)]) {
    let options =
        ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    for (_, text) in texts {
        black_box(options.from_str::<Plain>(text).unwrap());
    }
}

/// The shortest of some runs.
fn shortest(runs: usize, mut work: impl FnMut()) -> Duration {
    let run = |_| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..runs).map(run).min().unwrap()
}

fn scale(criterion: &mut Criterion) {
    let size = size();
    let texts = talks::files(size);
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in &texts {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let bytes: usize = texts.iter().map(|(_, text)| text.len()).sum();
    let paths: Vec<PathBuf> = vec![folder.path().to_owned()];
    let loaded = load(&paths);
    assert!(
        !loaded.has_errors(),
        "the talks that were made up have errors: {:?}",
        loaded.problems.first()
    );
    let stances: usize = loaded
        .talks
        .positions
        .iter()
        .map(|position| position.stances.len())
        .sum();
    let all = Question {
        parties: (0..size.parties).collect(),
        ..Question::default()
    };
    println!(
        "{} parties, {} rows, {stances} stances, {} MB",
        size.parties,
        size.rows,
        bytes / 1_000_000
    );

    let bare = shortest(3, || parse_bare(&texts));
    let load_time = shortest(2, || drop(black_box(load(&paths))));
    let compare_time = shortest(2, || drop(black_box(compare(&loaded.talks, &all))));
    let ratio = |time: Duration| time.as_secs_f64() / bare.as_secs_f64();
    println!(
        "bare parse           {:8.0} ms   1.00",
        bare.as_secs_f64() * 1e3
    );
    for (name, time) in [
        ("load and check", load_time),
        ("compare, with pairs", compare_time),
    ] {
        println!(
            "{name:20} {:8.0} ms   {:.2}",
            time.as_secs_f64() * 1e3,
            ratio(time)
        );
    }
    let mut group = criterion.benchmark_group("scale");
    group
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500));
    let small = Size {
        parties: 20,
        rows: 500,
        percent_spoken: 70,
    };
    let texts = talks::files(small);
    for (name, text) in &texts {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let files: Vec<PathBuf> = texts
        .iter()
        .map(|(name, _)| folder.path().join(name))
        .collect();
    let loaded = load(&files);
    let all = Question {
        parties: (0..small.parties).collect(),
        ..Question::default()
    };
    group.bench_function("bare parse of 20 x 500", |bencher| {
        bencher.iter(|| parse_bare(&texts));
    });
    group.bench_function("load of 20 x 500", |bencher| bencher.iter(|| load(&files)));
    group.bench_function("compare of 20 x 500", |bencher| {
        bencher.iter(|| compare(&loaded.talks, &all));
    });
    group.finish();
}

criterion_group!(benches, scale);
criterion_main!(benches);
