//! What is told of the program to whoever installs it: the version, the manual page and the completions of the shells.

use std::process::Command;

/// What a run of the program prints.
fn printed(words: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_common-ground"))
        .args(words)
        .output()
        .unwrap();
    assert!(output.status.success(), "{words:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The commands of the program, as its help lists them.
fn commands() -> Vec<String> {
    let help = printed(&["--help"]);
    let list = help.split("Commands:\n").nth(1).unwrap();
    let list = list.split("\n\n").next().unwrap();
    // what goes on in the next line is set in further
    let names = list.lines().filter(|line| !line.starts_with("   "));
    let names = names.filter_map(|line| line.split_whitespace().next());
    names
        .filter(|&name| name != "help")
        .map(str::to_owned)
        .collect()
}

/// The long options that a help text lists.
fn options(help: &str) -> Vec<String> {
    let words = help.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        words
            .find(|word| word.starts_with('-') && !word.ends_with(','))
            .filter(|_| line.starts_with("  "))
    });
    let long = words.filter(|word| word.starts_with("--"));
    long.map(|word| word.trim_end_matches(',').to_owned())
        .collect()
}

#[test]
fn the_manual_tells_every_command_with_every_option() {
    let manual = printed(&["manual"]).replace("\\-", "-");
    assert!(
        manual.starts_with(".ie") || manual.starts_with(".TH"),
        "{manual}"
    );
    let title = manual.lines().find(|line| line.starts_with(".TH")).unwrap();
    assert!(title.contains(env!("CARGO_PKG_VERSION")), "{title}");
    let commands = commands();
    for wanted in ["compare", "export", "assess", "check", "new"] {
        assert!(
            commands.iter().any(|command| command == wanted),
            "{commands:?}"
        );
    }
    for command in commands {
        let title = format!(".SH \"COMMAND {}\"", command.to_uppercase());
        let (_, told) = manual.split_once(&title).expect(&title);
        let told = told.split(".SH \"COMMAND").next().unwrap();
        let options = options(&printed(&[&command, "--help"]));
        assert!(!options.is_empty(), "{command}");
        for option in options {
            assert!(told.contains(&option), "{command} {option}");
        }
    }
}

#[test]
fn the_completions_know_every_command() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = printed(&["completions", shell]);
        for command in commands() {
            assert!(script.contains(&command), "{command} in {shell}");
        }
        assert!(script.contains("as-of"), "{shell}");
    }
}

#[test]
fn the_version_is_one_line_and_more_if_asked() {
    let version = concat!("common-ground ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!(printed(&["--version"]), version);
    assert_eq!(printed(&["-V"]), version);
    let more = printed(&["--version", "--verbose"]);
    assert!(more.starts_with(version));
    for name in [
        "Built for",
        "Drawing",
        "File dialogs",
        "Settings",
        "Network",
        "Licence",
    ] {
        assert!(
            more.lines().any(|line| line.starts_with(name)),
            "{name} in {more}"
        );
    }
}
