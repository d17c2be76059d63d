//! What the packages say of the program: the desktop entry, the type of its files and the entry of the software centre.

use std::fs;

use crate::support::in_repository;

fn packaged(name: &str) -> String {
    fs::read_to_string(in_repository("assets/packaging").join(name)).unwrap()
}

/// The value of a line `key=value`.
fn value<'a>(entry: &'a str, key: &str) -> &'a str {
    let mut lines = entry.lines().filter_map(|line| line.split_once('='));
    lines.find(|(name, _)| *name == key).expect(key).1
}

#[test]
fn the_entries_name_the_same_program_and_the_same_type() {
    let desktop = packaged("common-ground.desktop");
    let (metainfo, types) = (
        packaged("common-ground.metainfo.xml"),
        packaged("common-ground.xml"),
    );
    let (metainfo, types) = (
        roxmltree::Document::parse(&metainfo).unwrap(),
        roxmltree::Document::parse(&types).unwrap(),
    );
    let text = |name: &str| {
        let mut nodes = metainfo
            .descendants()
            .filter(|node| node.has_tag_name(name));
        nodes
            .next()
            .and_then(|node| node.text())
            .expect(name)
            .to_owned()
    };
    let program = env!("CARGO_PKG_NAME");
    assert_eq!(value(&desktop, "Exec"), format!("{program} %F"));
    // by this the system finds the icon of the window
    assert_eq!(value(&desktop, "StartupWMClass"), program);
    assert_eq!(text("binary"), program);
    assert_eq!(text("launchable"), format!("{program}.desktop"));
    assert_eq!(text("name"), value(&desktop, "Name"));
    assert_eq!(text("project_license"), env!("CARGO_PKG_LICENSE"));
    let mime = types
        .descendants()
        .find_map(|node| node.attribute("type"))
        .unwrap();
    assert_eq!(value(&desktop, "MimeType"), format!("{mime};"));
    assert_eq!(text("mediatype"), mime);
}

/// A file of the program is known by its first word; the bundled talks and the starter are such files.
#[test]
fn the_files_of_the_program_are_known_by_their_first_word() {
    let types = packaged("common-ground.xml");
    let types = roxmltree::Document::parse(&types).unwrap();
    let matches: Vec<(usize, String)> = types
        .descendants()
        .filter(|node| node.has_tag_name("match"))
        .map(|node| {
            let until = node
                .attribute("offset")
                .unwrap()
                .rsplit(':')
                .next()
                .unwrap();
            let value = node.attribute("value").unwrap().replace("\\n", "\n");
            (until.parse().unwrap(), value)
        })
        .collect();
    let is_known = |text: &str| {
        matches
            .iter()
            .any(|(until, value)| text.find(value.as_str()).is_some_and(|at| at <= *until))
    };
    let mut folders = vec![in_repository("positions"), in_repository("assets/starter")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            assert!(is_known(&text), "{}", path.display());
        }
    }
    for other in [
        "Scene(\n    entities: [])",
        "// of Position( and others\n(\n  a: 1)",
        "{}",
    ] {
        assert!(!is_known(other), "{other}");
    }
}

#[test]
fn the_readme_names_the_packages_of_this_version() {
    let readme = fs::read_to_string(in_repository("README.md")).unwrap();
    let version = env!("CARGO_PKG_VERSION");
    assert!(readme.contains(&format!("common-ground_{version}_amd64.deb")));
    assert!(readme.contains(&format!("common-ground-{version}-linux-x86_64.tar.gz")));
}
