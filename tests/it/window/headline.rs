//! The band above the table: where the parties are closest and farthest apart.

use super::{click, harbour, says, settle, window_of};
use egui_kittest::kittest::Queryable as _;

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
