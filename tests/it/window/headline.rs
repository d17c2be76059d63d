//! The band above the table: where the parties are closest and farthest apart.

use super::{click, enter, harbour, says, settle, window_of};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

#[test]
fn the_headline_names_where_the_parties_are_closest_and_farthest_and_leads_there() {
    let mut window = window_of(&[harbour()]);
    assert!(says(&window, "Closest:"));
    assert!(says(&window, "Farthest apart:"));
    // What is filtered away is shown once more when it is gone to.
    click(&mut window, "Opposed, 1");
    assert!(!says(&window, "Access by quay: East quay: Opposed"));
    window
        .get_by_role_and_label(egui::Role::Link, "Access by quay: East quay")
        .click();
    settle(&mut window);
    assert!(says(&window, "Access by quay: East quay: Opposed"));
    assert!(says(&window, "Close the details"));
}

#[test]
fn the_rows_that_came_closer_or_moved_apart_are_one_click_away() {
    let mut window = window_of(&[]);
    enter(&mut window, "Changes since", "2022-04-15");
    let links = [
        ("come closer", "came closer"),
        ("farther apart", "moved farther apart"),
    ];
    let mut n_followed = 0;
    for (words, shown) in links {
        let mut found = window.query_all_by_role(egui::Role::Link).filter(|link| {
            link.accesskit_node()
                .label()
                .is_some_and(|name| name.ends_with(words))
        });
        let Some(link) = found.next() else {
            continue;
        };
        let name = link.accesskit_node().label().unwrap_or_default();
        link.click();
        drop(found);
        settle(&mut window);
        assert!(says(&window, &format!("Shown: {shown}")));
        let number = name.split(' ').next().unwrap_or_default();
        assert!(says(&window, &format!("{number} of ")), "{name}");
        n_followed += 1;
    }
    assert!(n_followed == 2);
}

#[test]
fn the_overview_says_which_rows_have_changed() {
    let mut window = window_of(&[]);
    assert!(!says(&window, "with a changed answer"));
    enter(&mut window, "Changes since", "2022-04-15");
    let strip = window.get_by_label_contains("Overview of the verdicts of 82 rows, ");
    let name = strip.accesskit_node().label().unwrap_or_default();
    assert!(name.ends_with(" of them with a changed answer"), "{name}");
    // The second bar: a party says something less.
    let bars = strip.rect().with_min_y(strip.rect().top() + 6.0);
    let place = egui::pos2(bars.right() - 8.0, bars.top() + bars.height() / 82.0 * 1.5);
    window.hover_at(place);
    window.run_steps(60);
    assert!(says(&window, "Ukraine: not repeated in full"));
}
