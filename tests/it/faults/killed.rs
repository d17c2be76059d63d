//! The program is killed while it writes: the old file is there or the new one, and what was being written is taken away
//! when the program writes there again.
//!
//! Few kills by default; `COMMON_GROUND_KILLS` sets how many.

use std::path::PathBuf;
use std::process::Child;
use std::time::{Duration, SystemTime};

use common_ground::app::recent::Recent;
use common_ground::app::settings::{Settings, ThemeChoice};
use common_ground::export::write_atomically;
use common_ground::files::{load_bundled, proposal_text};

use super::*;

/// What the process that is to be killed writes, and where.
const WRITES: &str = "COMMON_GROUND_WRITES";

fn kills() -> u32 {
    let wanted = std::env::var("COMMON_GROUND_KILLS").ok();
    wanted.and_then(|text| text.parse().ok()).unwrap_or(24)
}

/// Files that are being written, or were.
fn hidden_files(folder: &Folder) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder.path()).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .filter(|path| {
            let name = path.file_name().unwrap().to_string_lossy();
            name.starts_with(".common-ground-")
        })
        .collect()
}

/// The next write takes away what the kills left, once it is old enough not to be anybody's work.
fn check_cleared(folder: &Folder, what: &str) {
    // There is one at least, whether a kill came at the right moment or not.
    folder.write(".common-ground-a1B2c3.tmp", "half");
    let left = hidden_files(folder);
    println!(
        "{what}: {} hidden files left by {} kills",
        left.len(),
        kills()
    );
    for path in left {
        let file = fs::File::options().write(true).open(path).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_hours(2))
            .unwrap();
    }
    write_atomically(&folder.file("another.txt"), b"").unwrap();
    assert_eq!(hidden_files(folder), [] as [PathBuf; 0]);
}

#[test]
fn a_killed_export_leaves_the_old_file_or_the_new_one() {
    let folder = good_talks();
    let file = folder.file("comparison.html");
    let export = || {
        let mut command = program();
        command
            .arg("export")
            .arg(folder.path())
            .arg("-o")
            .arg(&file);
        command
    };
    let begun = Instant::now();
    assert!(export().status().unwrap().success());
    let duration = begun.elapsed();
    let new = fs::read(&file).unwrap();
    let old = b"what was there before".as_slice();
    let mut counts = (0, 0);
    for kill in 0..kills() {
        fs::write(&file, old).unwrap();
        let mut running = export().spawn().unwrap();
        // From the first moment to the last, whatever the machine is like.
        thread::sleep(duration * kill / kills());
        running.kill().unwrap();
        running.wait().unwrap();
        let found = fs::read(&file).unwrap();
        assert!(
            found == old || found == new,
            "{} bytes are left",
            found.len()
        );
        counts.0 += u32::from(found == old);
        counts.1 += u32::from(found == new);
    }
    println!(
        "export: {} times the old file, {} times the new one",
        counts.0, counts.1
    );
    // what a killed export leaves beside the file is no position file, and does not get in the way
    check(folder.path(), 0, "");
    check_cleared(&folder, "export");
}

/// Two proposals as they are saved.
fn proposals() -> [String; 2] {
    let loaded = load_bundled();
    let proposal = &loaded.talks.proposals[0];
    let mut longer = proposal.clone();
    longer.title = "Put off, and put forward anew. ".repeat(3_000);
    [proposal, &longer].map(|proposal| proposal_text(&loaded.talks.agenda, proposal).unwrap())
}

/// Two lists of what was opened of late.
fn recents() -> [Recent; 2] {
    let opened = |folder: &str| {
        let mut recent = Recent::default();
        for number in 0..8 {
            recent.remember(&[PathBuf::from(format!("/{folder}/{number}"))]);
        }
        recent
    };
    [opened("few"), opened(&"long-names/".repeat(400))]
}

/// Settings that were changed, and changed again.
fn settings() -> [Settings; 2] {
    let drawn_with = |drawing: &str, theme: ThemeChoice| {
        let mut settings = Settings::default();
        settings.theme = theme;
        settings.drawing = Some(drawing.to_owned());
        settings
    };
    [
        drawn_with("OpenGL", ThemeChoice::Dark),
        drawn_with(
            &"a driver with a long name, ".repeat(200),
            ThemeChoice::Light,
        ),
    ]
}

/// Writes by turns, for ever, if it was started to do so; see `killed_again_and_again`.
#[test]
fn the_process_that_is_killed() {
    let Ok(wanted) = std::env::var(WRITES) else {
        return;
    };
    let (what, folder) = wanted.split_once(':').unwrap();
    let folder = Path::new(folder);
    if what == "recent" {
        let recents = recents();
        for turn in [0, 1].iter().cycle() {
            recents[*turn].store(folder).unwrap();
        }
    }
    if what == "settings" {
        let settings = settings();
        for turn in [0, 1].iter().cycle() {
            settings[*turn].store(folder).unwrap();
        }
    }
    let texts = ["0.txt", "1.txt"].map(|name| fs::read(folder.join(name)).unwrap());
    for turn in [0, 1].iter().cycle() {
        write_atomically(&folder.join("proposal.ron"), &texts[*turn]).unwrap();
    }
}

fn writer(what: &str, folder: &Folder) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "faults::killed::the_process_that_is_killed"])
        .env(WRITES, format!("{what}:{}", folder.path().display()))
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    command.spawn().unwrap()
}

/// Kills a process that does nothing but write, each time at another moment, and looks at what is there.
fn killed_again_and_again(
    folder: &Folder,
    (what, file): (&str, &str),
    turn_of: impl Fn(&Folder) -> Option<usize>,
) {
    let mut counts = [0, 0];
    for kill in 0..kills() {
        let mut running = writer(what, folder);
        let begun = Instant::now();
        let seen = |folder: &Folder| {
            fs::metadata(folder.file(file))
                .and_then(|about| about.modified())
                .ok()
        };
        let before = seen(folder);
        while seen(folder) == before && begun.elapsed() < Duration::from_mins(1) {
            thread::sleep(Duration::from_micros(200));
        }
        // A stride that shares no divisor with the length of a turn.
        thread::sleep(Duration::from_micros(u64::from(kill) * 7_919 % 20_011));
        running.kill().unwrap();
        running.wait().unwrap();
        let turn = turn_of(folder);
        assert!(turn.is_some(), "{what} is torn at kill {kill}");
        counts[turn.unwrap()] += 1;
    }
    println!(
        "{what}: {} times the one file, {} times the other",
        counts[0], counts[1]
    );
    check_cleared(folder, what);
}

#[test]
fn a_killed_save_of_a_proposal_leaves_a_whole_one() {
    let proposals = proposals();
    let folder = Folder::with(&[("0.txt", &proposals[0]), ("1.txt", &proposals[1])]);
    killed_again_and_again(&folder, ("proposal", "proposal.ron"), |folder| {
        let found = fs::read_to_string(folder.file("proposal.ron")).unwrap();
        proposals.iter().position(|proposal| *proposal == found)
    });
}

#[test]
fn a_killed_save_of_what_is_remembered_leaves_it_whole() {
    let recents = recents();
    let folder = Folder::with::<&str>(&[]);
    killed_again_and_again(&folder, ("recent", "recent.ron"), |folder| {
        let (found, complaint) = Recent::restore(Some(folder.path()));
        assert_eq!(complaint, None);
        recents.iter().position(|recent| *recent == found)
    });
}

#[test]
fn a_killed_save_of_settings_leaves_them_whole() {
    let settings = settings();
    let folder = Folder::with::<&str>(&[]);
    killed_again_and_again(&folder, ("settings", "settings.ron"), |folder| {
        let (found, complaint) = Settings::restore(Some(folder.path()));
        assert_eq!(complaint, None);
        settings.iter().position(|known| *known == found)
    });
}
