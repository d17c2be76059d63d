//! Fonts of the machine, for letters that the bundled fonts lack.
//!
//! The bundled fonts know Latin, Greek and Cyrillic. A name in Arabic, Hebrew or Chinese is better set in whatever
//! font the machine has than as a row of boxes, at the price that such a page may look otherwise elsewhere.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use typst::foundations::Bytes;
use typst::text::{Font, FontInfo, is_default_ignorable};

/// How large a font file may be, in bytes. Fonts of all Chinese letters are near 20 megabytes.
const LARGEST_FILE: u64 = 64 << 20;

/// How many font files are looked at.
const MOST_FILES: usize = 4000;

/// How deep folders of fonts are searched.
const DEEPEST_FOLDER: usize = 6;

/// The letters of the text that none of these fonts has.
pub(super) fn missing_letters(text: &str, fonts: &[Font]) -> BTreeSet<char> {
    let letters: BTreeSet<char> = text.chars().filter(|letter| !letter.is_ascii()).collect();
    letters
        .into_iter()
        .filter(|letter| {
            !letter.is_whitespace() && !letter.is_control() && !is_default_ignorable(*letter)
        })
        .filter(|letter| !fonts.iter().any(|font| has(font.info(), *letter)))
        .collect()
}

/// As few fonts of the machine as have these letters, as far as there are any.
pub(super) fn system_fonts_with(letters: &BTreeSet<char>) -> Vec<Font> {
    let mut faces = faces_with(letters);
    let mut wanted = letters.clone();
    let mut fonts = Vec::new();
    while let Some(best) = best_face(&mut faces, &wanted) {
        if let Some(font) = fs::read(&best.path)
            .ok()
            .and_then(|data| Font::new(Bytes::new(data), best.index))
        {
            wanted.retain(|letter| !best.letters.contains(letter));
            fonts.push(font);
        }
    }
    fonts
}

/// A face in a file with those of the wanted letters that it has.
struct Face {
    path: PathBuf,
    index: u32,
    letters: BTreeSet<char>,
    /// How far it is from upright letters of ordinary weight.
    strangeness: u16,
}

fn faces_with(letters: &BTreeSet<char>) -> Vec<Face> {
    let mut faces = Vec::new();
    for path in font_files() {
        let Ok(data) = fs::read(&path) else { continue };
        for (index, info) in (0..).zip(FontInfo::iter(&data)) {
            let letters: BTreeSet<char> = letters
                .iter()
                .copied()
                .filter(|letter| has(&info, *letter))
                .collect();
            if !letters.is_empty() {
                faces.push(Face {
                    path: path.clone(),
                    index,
                    letters,
                    strangeness: strangeness(&info),
                });
            }
        }
    }
    faces
}

/// Takes out the face with most of the wanted letters, and among equals the plainest.
fn best_face(faces: &mut Vec<Face>, wanted: &BTreeSet<char>) -> Option<Face> {
    let usefulness = |face: &Face| {
        let count = face.letters.intersection(wanted).count();
        (count, u16::MAX - face.strangeness)
    };
    // The first of the best, for a defined order: the last would depend on nothing else either, but reads worse.
    let (position, (count, _)) = faces.iter().map(usefulness).enumerate().max_by(
        |(left_position, left), (right_position, right)| {
            left.cmp(right).then(right_position.cmp(left_position))
        },
    )?;
    (count > 0).then(|| faces.remove(position))
}

fn strangeness(info: &FontInfo) -> u16 {
    let weight = info.variant.weight.to_number().abs_diff(400);
    let is_slanted = info.variant.style != typst::text::FontStyle::Normal;
    weight + if is_slanted { 1000 } else { 0 }
}

fn has(info: &FontInfo, letter: char) -> bool {
    info.coverage.contains(u32::from(letter))
}

/// The font files of the machine, in a defined order.
fn font_files() -> Vec<PathBuf> {
    let mut files = Vec::new();
    for folder in font_folders() {
        collect_font_files(&folder, DEEPEST_FOLDER, &mut files);
    }
    files.sort();
    files.dedup();
    files.truncate(MOST_FILES);
    files
}

fn font_folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = [
        "/usr/share/fonts",
        "/usr/local/share/fonts",
        "/System/Library/Fonts",
        "/Library/Fonts",
        "C:\\Windows\\Fonts",
    ]
    .iter()
    .map(PathBuf::from)
    .collect();
    if let Some(home) = std::env::home_dir() {
        let own = [
            ".local/share/fonts",
            ".fonts",
            "Library/Fonts",
            "AppData/Local/Microsoft/Windows/Fonts",
        ];
        folders.extend(own.iter().map(|folder| home.join(folder)));
    }
    folders
}

fn collect_font_files(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        let Ok(metadata) = fs::metadata(&path) else {
            continue;
        };
        if metadata.is_dir() && depth > 0 {
            collect_font_files(&path, depth - 1, files);
        } else if metadata.is_file() && metadata.len() < LARGEST_FILE && is_font_file(&path) {
            files.push(path);
        }
    }
}

fn is_font_file(path: &Path) -> bool {
    let extension = path
        .extension()
        .map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    matches!(extension.as_deref(), Some("ttf" | "otf" | "ttc" | "otc"))
}
