//! What can be typed: the commands and their options.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use common_ground::compare::{Question, Verdict};
use common_ground::export::{Options, Paper};
use common_ground::model::PartialDate;
use common_ground::sheet::{self, Dates, Includes};
use jiff::civil::Date;

/// What the program says on `--help`.
const ABOUT: &str = "Compares negotiating positions: what each party demands, would accept and refuses, side by side";

#[derive(Parser)]
#[command(name = "common-ground", about = ABOUT, args_conflicts_with_subcommands = true, disable_version_flag = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    /// Print the version
    #[arg(short = 'V', long, conflicts_with_all = ["as_of", "from", "since", "parties", "paths"])]
    pub(crate) version: bool,
    /// With --version, print also how the program draws, where it keeps things, and its licences
    #[arg(long, requires = "version")]
    pub(crate) verbose: bool,
    /// Position files, or folders of them; with none, the bundled talks
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) asked: Asked,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Print the comparison
    Compare {
        /// Position files, or folders of them; with none, the bundled talks
        paths: Vec<PathBuf>,
        /// In which form
        #[arg(long, value_enum, default_value_t = PrintFormat::Text)]
        format: PrintFormat,
        /// Print what changed from these files to that snapshot, folder or files
        #[arg(long, value_name = "PATH", num_args = 1.., requires = "paths")]
        against: Vec<PathBuf>,
        #[command(flatten)]
        asked: Asked,
        #[command(flatten)]
        shown: Shown,
    },
    /// Save the comparison as a file, in the format that its extension says
    Export {
        /// Position files, or folders of them; with none, the bundled talks
        paths: Vec<PathBuf>,
        #[command(flatten)]
        saved: Saved,
        #[command(flatten)]
        asked: Asked,
        #[command(flatten)]
        shown: Shown,
    },
    /// Print what each party's answers say of a proposal
    Assess {
        /// The proposal: its id, or its file
        proposal: String,
        /// Position files, or folders of them; with none, the bundled talks
        paths: Vec<PathBuf>,
        /// In which form
        #[arg(long, value_enum, default_value_t = ResponseFormat::Text)]
        format: ResponseFormat,
        #[command(flatten)]
        asked: Asked,
    },
    /// Write an agenda and two positions to fill in
    New {
        /// The folder, which is made if need be
        folder: PathBuf,
    },
    /// Read files and print every problem
    Check {
        /// Position files, or folders of them; of several folders, each is read by itself
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// Print the completions for a shell
    Completions {
        /// Which shell
        shell: Shell,
    },
    /// Print the manual page, for man
    Manual,
}

/// What file is written, and how.
#[derive(Args, Clone)]
pub(crate) struct Saved {
    /// The file to write; its extension says which format
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// The format, whatever the extension: pdf, html, md, xlsx, docx, csv, svg, png, json, ron
    #[arg(long)]
    pub(crate) format: Option<String>,
    /// Export even if something could not be read; the file then says so
    #[arg(long)]
    pub(crate) with_errors: bool,
    /// Pixels to a point in a PNG
    #[arg(long, default_value_t = Options::default().scale)]
    scale: f32,
    /// The paper of pages: fitting, a4, a3, a2, letter, legal, tabloid
    #[arg(long, default_value = "fitting", value_parser = paper)]
    paper: Paper,
    /// The language of dates: en, fr, de, ru, es, tr, uk, or iso for 2025-07-23
    #[arg(long, value_name = "LANGUAGE", default_value = "en", value_parser = dates)]
    dates: Dates,
    /// Leave out the details, which are questions and answers in plain words, or the sources
    #[arg(long, value_enum, value_name = "WHAT", value_delimiter = ',')]
    without: Vec<Optional>,
}

/// What a file may be without.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Optional {
    Details,
    Sources,
}

impl Saved {
    /// What is chosen of the file.
    pub(crate) fn options(&self) -> Options {
        Options {
            scale: self.scale,
            paper: self.paper,
            dates: self.dates,
            includes: Includes {
                has_details: !self.without.contains(&Optional::Details),
                has_sources: !self.without.contains(&Optional::Sources),
            },
        }
    }
}

/// What is compared.
#[derive(Args, Clone)]
pub(crate) struct Asked {
    /// As of which day, as in 2025-07-23; without it, all dates count
    #[arg(long, value_name = "DATE", value_parser = whole_date)]
    pub(crate) as_of: Option<Date>,
    /// Counting from which day
    #[arg(long, value_name = "DATE", value_parser = whole_date)]
    pub(crate) from: Option<Date>,
    /// Tell what has changed since this day
    #[arg(long, value_name = "DATE", value_parser = whole_date)]
    pub(crate) since: Option<Date>,
    /// Which parties, by id
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    pub(crate) parties: Option<Vec<String>>,
}

impl Asked {
    /// What is typed of the question, without the parties.
    pub(crate) fn question(&self) -> Question {
        Question {
            as_of: self.as_of,
            from: self.from,
            since: self.since,
            parties: Vec::new(),
        }
    }
}

/// Which rows are shown.
#[derive(Args, Clone)]
pub(crate) struct Shown {
    /// Only rows of this theme
    #[arg(long = "theme", value_name = "THEME")]
    pub(crate) themes: Option<Vec<String>>,
    /// Only rows with these verdicts, as in gap,opposed
    #[arg(long = "verdict", value_name = "VERDICTS", value_delimiter = ',', value_parser = verdict)]
    pub(crate) verdicts: Option<Vec<Verdict>>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PrintFormat {
    Text,
    Json,
    Markdown,
    Csv,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ResponseFormat {
    Text,
    Json,
}

fn paper(text: &str) -> Result<Paper, String> {
    let mut all = Paper::ALL.into_iter();
    all.find(|paper| paper.name().eq_ignore_ascii_case(text))
        .ok_or_else(|| {
            let known = Paper::ALL.map(|paper| paper.name().to_ascii_lowercase());
            format!("it can be {}", known.join(", "))
        })
}

fn dates(text: &str) -> Result<Dates, String> {
    let mut all = Dates::ALL.into_iter();
    all.find(|dates| dates.code().eq_ignore_ascii_case(text))
        .ok_or_else(|| format!("it can be {}", Dates::ALL.map(Dates::code).join(", ")))
}

fn whole_date(text: &str) -> Result<Date, String> {
    let date = PartialDate::parse(text).map_err(|error| error.to_string())?;
    date.whole()
        .ok_or_else(|| "write the whole date, as in 2025-07-23".to_owned())
}

fn verdict(text: &str) -> Result<Verdict, String> {
    let wanted = text.to_ascii_lowercase();
    Verdict::ALL
        .into_iter()
        .find(|verdict| {
            // The name of the option, or the word that the comparison prints.
            verdict.name() == wanted || sheet::verdict_word(*verdict).to_lowercase() == wanted
        })
        .ok_or_else(|| {
            let known: Vec<&str> = Verdict::ALL.into_iter().map(Verdict::name).collect();
            format!("it can be {}", known.join(", "))
        })
}
