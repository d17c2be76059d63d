//! Writing leaves the old file or the new one, and says in a sentence why it could not.

use std::fs;
use std::path::Path;

use common_ground::export::{ExportError, Format, write_atomically};

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_new_file_is_written_and_an_old_one_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talks.md");
    write_atomically(&path, b"old").unwrap();
    write_atomically(&path, b"new").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"new");
    assert_eq!(names_in(folder.path()), ["talks.md"]);
}

#[test]
fn a_folder_is_not_a_file_to_write() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("kept"), "kept").unwrap();
    let error = write_atomically(folder.path(), b"new").unwrap_err();
    assert!(matches!(error, ExportError::IsFolder(_)), "{error}");
    assert_eq!(names_in(folder.path()), ["kept"]);
}

#[test]
fn a_folder_that_is_missing_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let error = write_atomically(&folder.path().join("no/talks.pdf"), b"new").unwrap_err();
    assert!(
        matches!(&error, ExportError::NoFolder(missing) if missing.ends_with("no")),
        "{error}"
    );
    assert!(
        error
            .to_string()
            .starts_with("There is no folder to save in.")
    );
    assert!(names_in(folder.path()).is_empty());
}

#[test]
fn a_file_is_not_a_folder_to_write_in() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "kept").unwrap();
    let error = write_atomically(&file.join("talks.pdf"), b"new").unwrap_err();
    assert!(!error.to_string().is_empty());
    assert_eq!(fs::read(&file).unwrap(), b"kept");
}

#[test]
fn a_write_protected_file_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talks.md");
    fs::write(&path, "kept").unwrap();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let error = write_atomically(&path, b"new").unwrap_err();
    assert!(matches!(error, ExportError::Protected(_)), "{error}");
    assert_eq!(fs::read(&path).unwrap(), b"kept");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn others_may_read_a_new_file_as_any_other_file_of_the_user() {
        let folder = tempfile::tempdir().unwrap();
        let (ordinary, exported) = (folder.path().join("a"), folder.path().join("b"));
        fs::write(&ordinary, "").unwrap();
        write_atomically(&exported, b"").unwrap();
        assert_eq!(mode(&exported), mode(&ordinary));
    }

    #[test]
    fn an_old_file_keeps_its_permissions() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talks.md");
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        write_atomically(&path, b"new").unwrap();
        assert_eq!(mode(&path), 0o640);
    }

    #[test]
    fn a_link_stays_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        fs::write(&file, "old").unwrap();
        symlink(&file, &link).unwrap();
        write_atomically(&link, b"new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&file).unwrap(), b"new");
    }

    #[test]
    fn a_folder_that_may_not_be_written_in_keeps_the_old_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talks.md");
        fs::write(&path, "kept").unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
        // Permissions do not bind the superuser, whose file is simply replaced.
        let binds = fs::write(folder.path().join("probe"), "").is_err();
        let result = write_atomically(&path, b"new");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        if binds {
            assert!(
                matches!(result, Err(ExportError::Forbidden(_))),
                "{result:?}"
            );
            assert_eq!(fs::read(&path).unwrap(), b"kept");
            assert_eq!(names_in(folder.path()), ["talks.md"]);
        } else {
            assert_eq!(fs::read(&path).unwrap(), b"new");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_system_folder_is_forbidden_to_everyone() {
        let error = write_atomically(Path::new("/sys/talks.pdf"), b"new").unwrap_err();
        assert!(matches!(error, ExportError::Forbidden(_)), "{error}");
        assert!(
            error
                .to_string()
                .starts_with("You may not write in this folder.")
        );
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_called_a_full_disk_and_a_device_stays_a_device() {
        let error = write_atomically(Path::new("/dev/full"), b"new").unwrap_err();
        assert!(matches!(error, ExportError::Full(_)), "{error}");
        write_atomically(Path::new("/dev/null"), b"new").unwrap();
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
    }

    /// Exports the bundled talks over an old file, which the system cuts off after a few kilobytes.
    fn cut_off(folder: &Path, format: Format, first: &str) -> std::process::Output {
        let name = format!("talks.{}", format.extension());
        fs::write(folder.join(&name), "old").unwrap();
        std::process::Command::new("sh")
            .current_dir(folder)
            .args(["-c", &format!("{first} ulimit -f 4; exec \"$0\" \"$@\"")])
            .arg(env!("CARGO_BIN_EXE_common-ground"))
            .args(["export", "-o", &name])
            .output()
            .unwrap()
    }

    #[test]
    fn a_write_that_fails_half_way_keeps_the_old_file_and_leaves_nothing_beside_it() {
        for format in Format::all() {
            let folder = tempfile::tempdir().unwrap();
            // Without the signal, the write itself fails, as it does where a disk is full.
            let output = cut_off(folder.path(), *format, "trap '' XFSZ;");
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(1), "{}: {said}", format.name());
            assert!(said.contains("The file could not be written."), "{said}");
            let name = format!("talks.{}", format.extension());
            assert_eq!(fs::read(folder.path().join(&name)).unwrap(), b"old");
            assert_eq!(names_in(folder.path()), [name]);
        }
    }

    #[test]
    fn a_program_that_is_killed_while_it_writes_leaves_the_old_file_whole() {
        let folder = tempfile::tempdir().unwrap();
        let output = cut_off(folder.path(), Format::Html, "");
        assert!(!output.status.success());
        assert_eq!(fs::read(folder.path().join("talks.html")).unwrap(), b"old");
    }
}
