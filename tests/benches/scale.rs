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

mod taken;
mod talks;

use std::hint::black_box;
use std::time::Duration;

use common_ground::compare::{Question, compare, pairs};
use common_ground::files::{Loaded, load};
use criterion::{Criterion, criterion_group, criterion_main};
use serde::Deserialize;
use taken::Taken;
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
        is_dated: false,
    }
}

/// All that the files hold: what is compared with holds it, too.
fn parse_bare(texts: &[(String, String)]) -> Vec<Plain> {
    let options =
        ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let texts = texts.iter();
    texts
        .map(|(_, text)| options.from_str::<Plain>(text).unwrap())
        .collect()
}

/// The shortest of some runs.
fn shortest<T>(runs: usize, mut work: impl FnMut() -> T) -> Taken {
    let run = |_| {
        let (made, taken) = Taken::of(&mut work);
        drop(black_box(made));
        taken
    };
    (0..runs).map(run).min().unwrap()
}

/// A folder with talks of this size.
struct Made {
    texts: Vec<(String, String)>,
    folder: tempfile::TempDir,
    all: Question,
}

impl Made {
    fn new(size: Size) -> Self {
        let texts = talks::files(size);
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in &texts {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let all = Question {
            parties: (0..size.parties).collect(),
            ..Question::default()
        };
        Self { texts, folder, all }
    }

    fn bytes(&self) -> usize {
        self.texts.iter().map(|(_, text)| text.len()).sum()
    }

    fn load(&self) -> Loaded {
        let loaded = load(&[self.folder.path().to_owned()]);
        let problem = loaded.problems.iter().find(|_| loaded.has_errors());
        assert_eq!(problem, None, "the talks that were made up have errors");
        loaded
    }
}

/// The most memory that the program has held so far, in bytes, where the system says so.
fn peak_memory() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: usize = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1_024)
}

fn say(name: &str, taken: Taken, bare: Taken) {
    let ratio = |time: Duration, bare: Duration| time.as_secs_f64() / bare.as_secs_f64();
    let clock = ratio(taken.clock, bare.clock);
    let cores = taken.cores.zip(bare.cores);
    let cores = cores.map_or(String::new(), |(time, bare)| {
        format!(
            "   on all cores {:5} ms   {:.2}",
            time.as_millis(),
            ratio(time, bare)
        )
    });
    println!(
        "{name:28} {:8.1} ms   {clock:.2}{cores}",
        taken.clock.as_secs_f64() * 1e3
    );
}

/// Everything at full size, as ratios to the bare parse.
fn full_size() {
    let size = size();
    let made = Made::new(size);
    let loaded = made.load();
    let stances = loaded.talks.positions.iter();
    let stances: usize = stances.map(|position| position.stances.len()).sum();
    drop(black_box(compare(&loaded.talks, &made.all)));
    println!(
        "{} parties, {} rows, {stances} stances, {} MB",
        size.parties,
        size.rows,
        made.bytes() / 1_000_000
    );
    if let Some(peak) = peak_memory() {
        // The benchmark holds the texts itself, too.
        let own = peak.saturating_sub(made.bytes());
        println!(
            "peak memory                  {:8} MB   {:.1} times the text",
            own / 1_000_000,
            own as f64 / made.bytes() as f64
        );
    }
    let bare = shortest(3, || parse_bare(&made.texts));
    say("bare parse", bare, bare);
    say("load and check", shortest(3, || made.load()), bare);
    let compared = shortest(3, || compare(&loaded.talks, &made.all));
    say("compare", compared, bare);
    let both = shortest(3, || {
        let loaded = made.load();
        let comparison = compare(&loaded.talks, &made.all);
        (loaded, comparison)
    });
    say("load, check and compare", both, bare);
    let n_pairs = size.parties * (size.parties - 1) / 2;
    let paired = shortest(3, || pairs(&loaded.talks, &made.all));
    say(&format!("all {n_pairs} pairs"), paired, bare);
    let alone = Question {
        parties: vec![0, 1],
        ..Question::default()
    };
    let two = shortest(3, || compare(&loaded.talks, &alone));
    say("compare two of them", two, bare);
}

/// How the time grows with the rows: 1.0 where it is in proportion to them.
fn growth() {
    let mut times: Vec<(f64, f64)> = Vec::new();
    for rows in [1_000, 5_000, 20_000, 50_000] {
        let made = Made::new(Size {
            parties: 4,
            rows,
            percent_spoken: 70,
            is_dated: false,
        });
        let time = shortest(2, || {
            let loaded = made.load();
            let comparison = compare(&loaded.talks, &made.all);
            (loaded, comparison)
        });
        println!(
            "load and compare 4 x {rows:<8} {:7.1} ms",
            time.clock.as_secs_f64() * 1e3
        );
        times.push((rows as f64, time.clock.as_secs_f64()));
    }
    if let (Some(first), Some(last)) = (times.first(), times.last()) {
        let exponent = (last.1 / first.1).ln() / (last.0 / first.0).ln();
        println!("growth from 1,000 to 50,000 rows: rows to the power of {exponent:.2}");
    }
}

fn scale(criterion: &mut Criterion) {
    full_size();
    growth();
    let small = Made::new(Size {
        parties: 20,
        rows: 500,
        percent_spoken: 70,
        is_dated: false,
    });
    let loaded = small.load();
    let mut group = criterion.benchmark_group("scale");
    group
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500));
    group.bench_function("bare parse of 20 x 500", |bencher| {
        bencher.iter(|| parse_bare(&small.texts));
    });
    group.bench_function("load of 20 x 500", |bencher| bencher.iter(|| small.load()));
    group.bench_function("compare of 20 x 500", |bencher| {
        bencher.iter(|| compare(&loaded.talks, &small.all));
    });
    group.finish();
}

criterion_group!(benches, scale);
criterion_main!(benches);
