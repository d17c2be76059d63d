//! What goes wrong around the program: it is killed, files are not what they look like, folders hold too much. Each ends in
//! a sentence, and no file is left half written.

mod killed;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Instant;

use crate::support::{Folder, in_repository};

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_common-ground"));
    command.stdin(Stdio::null()).stdout(Stdio::null());
    command
}

/// Checks that a path ends in these words on standard error, with this exit status.
fn check(path: &Path, status: i32, words: &str) {
    let output = program().arg("check").arg(path).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(status), "{said}");
    assert!(said.contains(words) && !said.contains("panicked"), "{said}");
}

/// A folder with good talks, to which something is done.
fn good_talks() -> Folder {
    let folder = Folder::with::<&str>(&[]);
    for entry in fs::read_dir(in_repository("positions/washington-1921")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(
            &path,
            folder.file(&path.file_name().unwrap().to_string_lossy()),
        )
        .unwrap();
    }
    folder
}

#[test]
fn a_file_that_has_gone_is_named() {
    let folder = good_talks();
    check(&folder.file("nothing.ron"), 2, "there is no file or folder");
}

#[test]
fn many_files_of_other_kinds_do_not_matter() {
    let folder = good_talks();
    for number in 0..2_000 {
        folder.write(&format!("{number}.txt"), "");
    }
    check(folder.path(), 0, "");
}

#[test]
fn too_many_parties_are_one_sentence_each() {
    let folder = Folder::with::<&str>(&[]);
    let position = |number: u32| {
        format!(
            "Position(party: (id: \"p{number}\", name: \"P{number}\"), sources: [Source(id: \"s\", title: \"S\")], stances: \
             [Stance(issue: \"a\", asks: Only(\"x\"), cites: [\"s\"])])"
        )
    };
    for number in 0..600 {
        folder.write(&format!("p{number}.ron"), position(number));
    }
    check(folder.path(), 1, "512");
}

#[test]
fn a_folder_of_far_too_many_parties_is_not_read_to_its_end() {
    let folder = Folder::with(&[("zz.ron", "This is never read.")]);
    folder.write("agenda.ron", "Agenda(title: \"T\", issues: [Issue(id: \"a\", title: \"A\", outcomes: Options([(id: \"x\", label: \"X\")]))])");
    for number in 0..1_500 {
        let text = format!(
            "Position(party: (id: \"p{number}\", name: \"P\"), stances: [Stance(issue: \"a\", asks: Only(\"x\"))])"
        );
        folder.write(&format!("p{number:04}.ron"), text);
    }
    let loaded = folder.load();
    assert_eq!(loaded.talks.positions.len(), 512);
    let problems = folder.problems(&loaded);
    let errors: Vec<&String> = problems
        .iter()
        .filter(|problem| problem.contains(" error: "))
        .collect();
    let unread = ": error: 478 more files of this folder were not read, since there are more parties in it than can be compared";
    let limit = "p0512.ron:1:17: error: there are more than 512 parties, which is the limit";
    assert!(
        errors.len() == 2 && errors[0].contains(unread) && errors[1].starts_with(limit),
        "{errors:?}"
    );
    // The agenda is taken first of 1,502 files, and all but the positions that are compared are told to be left out.
    assert_eq!(loaded.left_out.files, 1_501 - 512);
    assert_eq!(loaded.inputs.len(), 1_024);

    // One party may have any number of files.
    let folder = Folder::with::<&str>(&[]);
    for number in 0..1_500 {
        let text = format!(
            "Position(party: (id: \"p{}\", name: \"P\"), stances: [Stance(issue: \"a\", asks: Only(\"x\"))])",
            number % 2
        );
        folder.write(&format!("p{number:04}.ron"), text);
    }
    assert_eq!(folder.load().inputs.len(), 1_500);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_pipe_is_not_waited_for() {
        let folder = good_talks();
        let pipe = folder.file("pipe.ron");
        let made = Command::new("mkfifo").arg(&pipe).status().unwrap();
        assert!(made.success());
        check(&pipe, 1, "is neither a file nor a folder");
        check(
            folder.path(),
            1,
            "pipe.ron:1:1: error: is neither a file nor a folder",
        );
    }

    #[test]
    fn links_that_run_in_a_circle_are_told() {
        let folder = good_talks();
        symlink("b.ron", folder.file("a.ron")).unwrap();
        symlink("a.ron", folder.file("b.ron")).unwrap();
        check(
            folder.path(),
            1,
            "a.ron:1:1: error: is a link that leads round in a circle and to no file (make it point to a file, or delete it)",
        );
        check(&folder.file("a.ron"), 2, "there is no file or folder");
    }

    #[test]
    fn a_link_to_nothing_is_told() {
        let folder = good_talks();
        symlink("gone/away.ron", folder.file("x.ron")).unwrap();
        check(
            folder.path(),
            1,
            "x.ron:1:1: error: cannot be read: there is no such file or folder",
        );
    }

    #[test]
    fn a_device_without_an_end_is_not_read() {
        check(Path::new("/dev/zero"), 1, "is neither a file nor a folder");
    }
}
