//! Talks of any size, as texts.

use std::fmt::Write as _;

use jiff::civil::{Date, date};

/// How large the talks are.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) parties: usize,
    pub(crate) rows: usize,
    /// Of a hundred rows, on how many a party speaks.
    pub(crate) percent_spoken: u64,
    /// Whether each stance has a date, one of the days of four years.
    pub(crate) is_dated: bool,
}

/// The first day on which something is said.
#[allow(dead_code, reason = "not every benchmark has dates")]
pub(crate) const FIRST_DAY: Date = date(2022, 1, 1);

/// On how many days something is said: four years.
const DAYS: u64 = 1_461;

/// An agenda and a position for each party, each a file name and a text.
pub(crate) fn files(size: Size) -> Vec<(String, String)> {
    let mut files = vec![("agenda.ron".to_owned(), agenda(size.rows))];
    for party in 0..size.parties {
        files.push((format!("p{party:03}.ron"), position(size, party)));
    }
    files
}

fn agenda(rows: usize) -> String {
    let mut text = String::from("Agenda(title:\"Large talks\",issues:[\n");
    for row in 0..rows {
        // Writing to a string cannot fail.
        let _ = match row % 4 {
            0 => writeln!(
                text,
                "Issue(id:\"i{row}\",title:\"Issue {row}\",theme:\"Theme {}\",outcomes:Scale([{}])),",
                row / 100,
                outcomes(5)
            ),
            1 => writeln!(
                text,
                "Issue(id:\"i{row}\",title:\"Issue {row}\",theme:\"Theme {}\",outcomes:Options([{}])),",
                row / 100,
                outcomes(7)
            ),
            2 => writeln!(
                text,
                "Issue(id:\"i{row}\",title:\"Issue {row}\",theme:\"Theme {}\",question:\"How many?\",outcomes:Quantity(unit:\"t\",min:0)),",
                row / 100
            ),
            _ => writeln!(
                text,
                "Issue(id:\"i{row}\",title:\"Issue {row}\",theme:\"Theme {}\",question:\"When?\",outcomes:Dates()),",
                row / 100
            ),
        };
    }
    text.push_str("],sources:[Source(id:\"s\",title:\"Source\")])\n");
    text
}

fn outcomes(count: usize) -> String {
    (0..count).fold(String::new(), |mut text, index| {
        let _ = write!(text, "(id:\"o{index}\",label:\"Outcome {index}\"),");
        text
    })
}

fn position(size: Size, party: usize) -> String {
    let mut random = Random(party as u64 * 7_919 + 17);
    // Of its own, so that the same is said with dates and without.
    let mut days = Random(party as u64 * 104_729 + 5);
    let mut text =
        format!("Position(party:(id:\"p{party:03}\",name:\"Party {party}\"),stances:[\n");
    for row in 0..size.rows {
        if random.below(100) >= size.percent_spoken {
            continue;
        }
        let date = if size.is_dated {
            dated(days.below(DAYS))
        } else {
            String::new()
        };
        let _ = match row % 4 {
            0 | 1 => {
                let (asked, refused) = (random.below(3), 3 + random.below(2));
                // A few offers hang on another issue.
                if random.below(50) == 0 && row > 4 {
                    writeln!(
                        text,
                        "Stance(issue:\"i{row}\",{date}asks:Only(\"o{asked}\"),offers:[Offer(outcomes:Only(\"o2\"),provided:[On(\"i{}\",Only(\"o1\"))])],cites:[\"s\"]),",
                        row - row % 4 - 4
                    )
                } else {
                    writeln!(
                        text,
                        "Stance(issue:\"i{row}\",{date}asks:Only(\"o{asked}\"),rejects:Only(\"o{refused}\"),cites:[\"s\"]),"
                    )
                }
            }
            2 => writeln!(
                text,
                "Stance(issue:\"i{row}\",{date}asks:AtMost({}),cites:[\"s\"]),",
                100 * random.below(300)
            ),
            _ => writeln!(
                text,
                "Stance(issue:\"i{row}\",{date}asks:AtLeast(\"2025-{:02}-{:02}\"),cites:[\"s\"]),",
                1 + random.below(12),
                1 + random.below(28)
            ),
        };
    }
    text.push_str("])\n");
    text
}

/// The field of a stance with its date, so many days after the first.
fn dated(days: u64) -> String {
    let days = i32::try_from(days).unwrap_or_default();
    let day = FIRST_DAY.saturating_add(jiff::Span::new().days(days));
    format!("date:\"{day}\",")
}

/// The same numbers every time: the generator `SplitMix64` (Steele, Lea and Flood, 2014).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % limit
    }
}
