//! What the program is built on: libraries from the one public registry, under licences that let everybody use it, none of
//! which opens a network connection, and none of which is there for nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use common_ground::app::health::LIBRARY_LICENCES;
use serde_json::Value;
use spdx::{Expression, ParseMode};

use crate::support::in_repository;
use crate::tidy::sources;

/// Libraries that speak to other machines. None of them may come in, by whatever way.
const NETWORK: [&str; 18] = [
    "attohttpc",
    "async-net",
    "curl",
    "curl-sys",
    "h2",
    "hickory-resolver",
    "hyper",
    "isahc",
    "minreq",
    "native-tls",
    "openssl",
    "openssl-sys",
    "quinn",
    "reqwest",
    "rustls",
    "surf",
    "tungstenite",
    "ureq",
];

/// One library.
struct Library {
    name: String,
    version: String,
    licence: String,
    source: String,
}

/// What cargo knows of the libraries that the program is linked with on this machine, and which of them it names itself.
fn libraries() -> (Vec<Library>, BTreeSet<String>) {
    let told: Value = serde_json::from_str(&cargo_metadata()).unwrap();
    let list = |value: &Value| value.as_array().unwrap().clone();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let uses: BTreeMap<String, Vec<String>> = list(&told["resolve"]["nodes"])
        .iter()
        .map(|node| (text(&node["id"]), normal(node)))
        .collect();
    let root = text(&told["resolve"]["root"]);
    let mut linked = BTreeSet::new();
    let mut open = vec![root.clone()];
    while let Some(id) = open.pop() {
        if linked.insert(id.clone()) {
            open.extend(uses[&id].iter().cloned());
        }
    }
    linked.remove(&root);
    let packages = list(&told["packages"]);
    let of = |id: &String| {
        packages
            .iter()
            .find(|package| text(&package["id"]) == *id)
            .unwrap()
    };
    let library = |id: &String| Library {
        name: text(&of(id)["name"]),
        version: text(&of(id)["version"]),
        licence: text(&of(id)["license"]),
        source: text(&of(id)["source"]),
    };
    let direct = uses[&root].iter().map(|id| text(&of(id)["name"]));
    (linked.iter().map(library).collect(), direct.collect())
}

/// The libraries that a library is linked with: not those that only build or test it.
fn normal(node: &Value) -> Vec<String> {
    let is_normal = |used: &&Value| {
        let kinds = used["dep_kinds"].as_array().unwrap();
        kinds.iter().any(|kind| kind["kind"].is_null())
    };
    let used = node["deps"].as_array().unwrap().iter().filter(is_normal);
    used.map(|used| used["pkg"].as_str().unwrap().to_owned())
        .collect()
}

fn cargo_metadata() -> String {
    let rustc = Command::new("rustc").arg("-vV").output().unwrap();
    let about = String::from_utf8(rustc.stdout).unwrap();
    let host = about
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .unwrap();
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--offline",
            "--locked",
            "--format-version",
            "1",
            "--filter-platform",
            host,
        ])
        .current_dir(in_repository(""))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_library_is_there_under_a_licence_that_is_told() {
    let (libraries, _) = libraries();
    assert!(libraries.len() > 100);
    let told = LIBRARY_LICENCES.join(" ");
    let is_told = |licence: &str| told.split([' ', ',']).any(|word| word == licence);
    for library in libraries {
        let what = format!(
            "{} {}: {:?}",
            library.name, library.version, library.licence
        );
        let licence = Expression::parse_mode(&library.licence, ParseMode::LAX).expect(&what);
        let holds =
            licence.evaluate(|wanted| wanted.license.id().is_some_and(|id| is_told(id.name)));
        assert!(holds, "{what}");
        assert!(
            library
                .source
                .ends_with("github.com/rust-lang/crates.io-index"),
            "{what}"
        );
        assert!(
            !NETWORK.contains(&library.name.as_str()),
            "{what} opens a connection"
        );
    }
}

/// What comes in two versions is built twice. The list can only change with a look at it.
#[test]
fn libraries_in_two_versions_are_known() {
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for library in libraries().0 {
        versions
            .entry(library.name)
            .or_default()
            .insert(library.version);
    }
    let twice = versions.iter().filter(|(_, versions)| versions.len() > 1);
    let names: Vec<String> = twice
        .map(|(name, versions)| format!("{name} ({})\n", versions.len()))
        .collect();
    insta::assert_snapshot!(names.concat());
}

#[test]
fn every_library_that_the_program_names_is_used() {
    let sources = sources("src");
    for name in libraries().1 {
        let named = format!("{}::", name.replace('-', "_"));
        let is_used = sources.iter().any(|source| source.text.contains(&named));
        assert!(is_used, "{name} is not used");
    }
}

/// The typesetter's reader of citation styles has known weaknesses, which CI passes over because nothing gets that far.
#[test]
fn the_template_of_the_pages_cites_nothing() {
    let folder = in_repository("assets/snapshot");
    let files = fs::read_dir(folder).unwrap();
    let paths = files.map(|entry| entry.unwrap().path());
    let templates: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|ending| ending == "typ"))
        .collect();
    assert!(templates.len() > 3, "{templates:?}");
    for path in templates {
        let template = fs::read_to_string(&path).unwrap();
        for reader in ["bibliography", "cite(", "eval("] {
            assert!(!template.contains(reader), "{} {reader}", path.display());
        }
    }
}
