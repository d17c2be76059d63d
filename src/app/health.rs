//! What whoever looks after the machine would ask of the program: its version, how it draws, which file dialogs it uses,
//! where it keeps things, and under which licences what it brings stands.

use std::path::PathBuf;

use eframe::glow::HasContext as _;

use super::keeping;
use super::settings::Settings;
use super::starting::Renderer;

/// What is bundled that is not a library of Rust code, and under which licence.
const BUNDLED: [(&str, &str); 3] = [
    ("Common Ground and its icon", "MIT or Apache 2.0"),
    ("IBM Plex Sans", "SIL Open Font License 1.1"),
    (
        "Hack and the other fonts of egui",
        "MIT or Apache 2.0, SIL Open Font License 1.1, Ubuntu Font Licence 1.0",
    ),
];

/// Under which licences the libraries stand; every one of them can be had under one or more of these.
pub const LIBRARY_LICENCES: [&str; 9] = [
    "MIT",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "Unicode-3.0",
    "0BSD",
    "OFL-1.1 and Ubuntu-font-1.0 (fonts)",
];

/// One line of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it is about.
    pub name: &'static str,
    /// What there is to say.
    pub value: String,
}

/// The page. What the window is drawn with is known once one has been open.
pub fn health(drawing: Option<String>) -> Vec<Fact> {
    let fact = |name, value| Fact { name, value };
    let no_folder = || "no folder for it was found".to_owned();
    let shown = |path: PathBuf| path.display().to_string();
    let settings = keeping::folder().map(|folder| Settings::file(&folder));
    let mut facts = vec![
        fact("Version", env!("CARGO_PKG_VERSION").to_owned()),
        fact(
            "Built for",
            format!("{}, {}", std::env::consts::OS, std::env::consts::ARCH),
        ),
        fact(
            "Drawing",
            drawing.unwrap_or_else(|| {
                let other = Renderer::System.name();
                format!(
                    "OpenGL, or {other} where that cannot start; which one is known once a window has been open"
                )
            }),
        ),
        fact("File dialogs", file_dialogs()),
        fact(
            "Program",
            std::env::current_exe().map_or_else(|error| error.to_string(), shown),
        ),
        fact("Settings", settings.map_or_else(no_folder, shown)),
        fact(
            "Network",
            "none: links are opened by the system's browser, on a click".to_owned(),
        ),
    ];
    facts.extend(BUNDLED.map(|(what, licence)| fact("Licence", format!("{what}: {licence}"))));
    facts.push(fact(
        "Licence",
        format!("Libraries: {}", LIBRARY_LICENCES.join(", ")),
    ));
    facts
}

/// The page as text, a line a fact.
pub fn health_as_text() -> String {
    let drawing = keeping::folder().and_then(|folder| Settings::last_drawing(&folder));
    let drawing = drawing.map(|drawing| format!("{drawing}, when the window was last open"));
    let facts = health(drawing);
    let width = facts.iter().map(|fact| fact.name.len()).max().unwrap_or(0);
    let lines: Vec<String> = facts
        .iter()
        .map(|fact| format!("{:width$}  {}\n", fact.name, fact.value))
        .collect();
    lines.concat()
}

/// What a new window is drawn with, as its driver names itself.
pub(super) fn drawing(creation: &eframe::CreationContext<'_>) -> Option<String> {
    if let Some(gl) = &creation.gl {
        let version = gl.version();
        let kind = if version.is_embedded {
            "OpenGL ES"
        } else {
            "OpenGL"
        };
        let number = format!("{kind} {}.{}", version.major, version.minor);
        return Some(in_one_line([&number, &version.vendor_info]));
    }
    let adapter = creation.wgpu_render_state.as_ref()?.adapter.get_info();
    let name = Renderer::System.name();
    Some(in_one_line([
        name,
        &adapter.name,
        &adapter.driver,
        &adapter.driver_info,
    ]))
}

fn in_one_line<const N: usize>(parts: [&str; N]) -> String {
    let said = parts.iter().map(|part| part.trim());
    let said: Vec<&str> = said.filter(|part| !part.is_empty()).collect();
    said.join(", ")
}

/// Which file dialogs the program uses here.
fn file_dialogs() -> String {
    if !cfg!(target_os = "linux") {
        return "the system's own".to_owned();
    }
    let bus = std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some_and(|bus| !bus.is_empty())
        || std::env::var_os("XDG_RUNTIME_DIR")
            .is_some_and(|folder| PathBuf::from(folder).join("bus").exists());
    if bus {
        "the XDG desktop portal".to_owned()
    } else {
        "none: the XDG desktop portal needs a session bus, and there is none; use File → Open path"
            .to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::in_one_line;

    #[test]
    fn a_driver_that_says_nothing_leaves_no_comma() {
        assert_eq!(
            in_one_line(["OpenGL 4.5", " Mesa 22 "]),
            "OpenGL 4.5, Mesa 22"
        );
        assert_eq!(
            in_one_line(["Vulkan", "llvmpipe", "", ""]),
            "Vulkan, llvmpipe"
        );
    }
}
