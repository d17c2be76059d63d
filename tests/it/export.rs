//! A sheet becomes a file that says all that the sheet says, whatever stands in it.

mod sheets;

use common_ground::export::{Format, render};

#[test]
#[ignore = "writes pages to look at"]
fn pages_to_look_at() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages");
    std::fs::create_dir_all(&folder).unwrap();
    let sheets = [
        ("two", sheets::realistic(2)),
        ("three", sheets::realistic(3)),
        ("five", sheets::realistic(5)),
        ("hostile", sheets::hostile()),
        ("oversized", sheets::oversized()),
        ("empty", sheets::empty()),
    ];
    for (name, sheet) in sheets {
        for format in Format::all() {
            let start = std::time::Instant::now();
            let bytes = render(&sheet, *format).unwrap();
            println!(
                "{name} {}: {} ms, {} bytes",
                format.name(),
                start.elapsed().as_millis(),
                bytes.len()
            );
            std::fs::write(folder.join(format!("{name}.{}", format.extension())), bytes).unwrap();
        }
    }
}
