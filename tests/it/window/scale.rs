//! What a frame costs with many parties and rows. Not run by default: it says times, which depend on the machine.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use egui::Vec2;

use super::{Window, settle, window};
use crate::support::Folder;
use common_ground::app::Opening;

/// Talks of so many parties, each with an answer on each of so many issues.
fn large_talks(n_parties: usize, n_issues: usize) -> Folder {
    let folder = Folder::with::<&str>(&[]);
    let mut agenda = "Agenda(title: \"Large talks\", issues: [\n".to_owned();
    for issue in 0..n_issues {
        let theme = issue / 25;
        writeln!(
            agenda,
            "Issue(id: \"i{issue}\", title: \"Issue {issue}\", theme: \"Theme {theme}\", question: \"What?\", \
             outcomes: Scale([(id: \"a\", label: \"One\"), (id: \"b\", label: \"Two\"), (id: \"c\", label: \"Three\")])),"
        )
        .expect("writing to a string cannot fail");
    }
    folder.write("agenda.ron", format!("{agenda}])"));
    for party in 0..n_parties {
        let mut text =
            format!("Position(party: (id: \"p{party}\", name: \"Party {party}\"), stances: [\n");
        for issue in 0..n_issues {
            let (asks, rejects) = [("a", "b"), ("b", "c"), ("c", "a")]
                .into_iter()
                .cycle()
                .nth((party * 7 + issue * 5) % 3)
                .expect("the list goes on for ever");
            writeln!(
                text,
                "Stance(issue: \"i{issue}\", date: \"2025-06-02\", asks: Only(\"{asks}\"), rejects: Only(\"{rejects}\")),"
            )
            .expect("writing to a string cannot fail");
        }
        folder.write(&format!("p{party}.ron"), format!("{text}])"));
    }
    folder
}

/// The time of a frame while the table scrolls: the least of many, which other work on the machine disturbs least.
fn frame_time(folder: &Folder) -> Duration {
    let opening = Opening {
        paths: vec![folder.path().to_owned()],
        ..Opening::default()
    };
    let mut window: Window = window(opening, Vec2::new(1280.0, 800.0));
    settle(&mut window);
    window.hover_at(egui::pos2(700.0, 500.0));
    let frames = (0..60).map(|_| {
        window.event(egui::Event::MouseWheel {
            source: egui::MouseWheelSource::Wheel,
            unit: egui::MouseWheelUnit::Point,
            delta: Vec2::new(0.0, -40.0),
            phase: egui::TouchPhase::Move,
            modifiers: egui::Modifiers::NONE,
        });
        let begun = Instant::now();
        window.step();
        begun.elapsed()
    });
    frames.min().unwrap_or_default()
}

#[test]
#[ignore = "it measures"]
fn a_frame_costs_little_more_with_many_rows() {
    let few = frame_time(&large_talks(60, 50));
    let many = frame_time(&large_talks(60, 1_500));
    let ratio = many.as_secs_f64() / few.as_secs_f64();
    assert!(
        ratio < 2.0,
        "a frame: 50 rows {few:?}, 1,500 rows {many:?}, {ratio:.2} times as long"
    );
}
