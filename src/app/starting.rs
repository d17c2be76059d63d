//! How the window comes up: what it is drawn with, and where that cannot start, what else there is.

use std::any::Any;

/// Tells the program which way it was started in, so that none is tried twice.
const TRIED: &str = "COMMON_GROUND_DRAWING";

/// What the window is drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Renderer {
    /// OpenGL, which starts fastest and is on most machines.
    OpenGl,
    /// What the system itself draws with. A machine that is reached from afar, or that another machine plays, may have
    /// this and no OpenGL.
    System,
}

impl Renderer {
    /// Those to try in this process, the first that works being the one.
    pub fn to_try() -> &'static [Self] {
        Self::after(&std::env::var(TRIED).unwrap_or_default())
    }

    /// Without the graphics card only OpenGL is worth another try: the other one was not held up by it.
    fn after(tried: &str) -> &'static [Self] {
        if tried == Way::Processor.name() {
            &[Self::OpenGl]
        } else {
            &[Self::OpenGl, Self::System]
        }
    }

    /// What users know it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::OpenGl => "OpenGL",
            Self::System if cfg!(windows) => "Direct3D 12",
            Self::System if cfg!(target_os = "macos") => "Metal",
            Self::System => "Vulkan",
        }
    }

    /// What the library of the window needs to be told.
    pub fn options(self) -> eframe::NativeOptions {
        let mut options = eframe::NativeOptions {
            renderer: match self {
                Self::OpenGl => eframe::Renderer::Glow,
                Self::System => eframe::Renderer::Wgpu,
            },
            ..eframe::NativeOptions::default()
        };
        let mut setup = eframe::egui_wgpu::WgpuSetupCreateNew::without_display_handle();
        // A table needs no second graphics card woken up for it.
        setup.power_preference = wgpu::PowerPreference::LowPower;
        // No more is asked of the card than is needed, so that an old one will do.
        setup.device_descriptor = std::sync::Arc::new(|adapter| wgpu::DeviceDescriptor {
            required_limits: wgpu::Limits::downlevel_webgl2_defaults()
                .using_resolution(adapter.limits()),
            ..wgpu::DeviceDescriptor::default()
        });
        options.wgpu_options.wgpu_setup = setup.into();
        options
    }
}

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum WindowError {
    /// The system has no screen.
    #[error("no window can be opened: {0}")]
    NoScreen(String),
    /// There is a screen, and no way to draw on it.
    #[error("the window cannot be drawn with {}: {reason}", renderer.name())]
    NoDrawing {
        /// With what it was tried.
        renderer: Renderer,
        /// In the words of the system.
        reason: String,
    },
}

impl WindowError {
    /// Whether there is a screen at least.
    pub fn has_screen(&self) -> bool {
        matches!(self, Self::NoDrawing { .. })
    }

    pub(super) fn new(renderer: Renderer, error: &eframe::Error) -> Self {
        let reason = match error {
            // What kind of picture was looked for tells a user nothing.
            eframe::Error::NoGlutinConfigs(_, error) => error.to_string(),
            eframe::Error::OpenGL(error) => error.to_string(),
            eframe::Error::Wgpu(error) => match error.to_string() {
                // The library lists what failed, and where there is no driver, nothing did.
                reason if reason.ends_with("{}") => "no driver for it was found".to_owned(),
                reason => reason,
            },
            error => without_code_place(&error.to_string()).to_owned(),
        };
        match error {
            eframe::Error::WinitEventLoop(_)
            | eframe::Error::Winit(_)
            | eframe::Error::AppCreation(_) => Self::NoScreen(reason),
            _ => Self::NoDrawing { renderer, reason },
        }
    }

    /// Of what stopped the window before it was up.
    pub(super) fn of_panic(renderer: Renderer, payload: &(dyn Any + Send)) -> Self {
        let literal = payload.downcast_ref::<&str>().copied();
        let words = literal.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        let reason = words.unwrap_or("something of the system is missing");
        let reason = reason.to_owned();
        if names_libraries(&reason) {
            Self::NoScreen(reason)
        } else {
            // The other renderer may not need what this one has stumbled on.
            Self::NoDrawing { renderer, reason }
        }
    }

    /// What is missing, as far as that can be told.
    pub fn missing(&self) -> String {
        match self {
            Self::NoScreen(reason) if names_libraries(reason) => {
                "A window needs the system's libraries for its screen. On Debian and Ubuntu these are libx11-6, \
                 libx11-xcb1, libxcursor1, libxi6, libxrandr2 and libxkbcommon-x11-0, or libwayland-client0 and \
                 libxkbcommon0."
                    .to_owned()
            }
            Self::NoScreen(_) => {
                "A window needs a screen (on Linux an X11 or Wayland display, named by DISPLAY or \
                 WAYLAND_DISPLAY)."
                    .to_owned()
            }
            Self::NoDrawing { .. } => {
                let packages = if cfg!(target_os = "linux") {
                    ". On Debian and Ubuntu that is libgl1, libegl1 and libgl1-mesa-dri, or libvulkan1 and \
                     mesa-vulkan-drivers; both draw without a graphics card too"
                } else {
                    ", which the driver of the graphics card brings"
                };
                let other = Renderer::System.name();
                format!("A window needs OpenGL 2.0 or newer, or {other}{packages}.")
            }
        }
    }
}

/// Whether what is missing is a library of the screen.
fn names_libraries(reason: &str) -> bool {
    reason.to_lowercase().contains("librar")
}

/// The reason in an error of the system, which may begin with a place in code that tells a user nothing.
fn without_code_place(message: &str) -> &str {
    message.rsplit_once(".rs:").map_or(message, |(_, rest)| {
        rest.trim_start_matches(|letter: char| {
            letter.is_ascii_digit() || matches!(letter, ':' | ' ')
        })
    })
}

/// Another way of starting, where neither renderer works as the system has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// On the X11 screen that there is beside a Wayland one.
    X11,
    /// By the processor, where the graphics card or its driver is not up to it.
    Processor,
}

impl Way {
    /// The way after the one that was tried, if the system has one; `is_set` says whether a variable of the environment
    /// is there and not empty, `tried` is the name of the way that did not work. What has no screen is not helped by
    /// drawing on it otherwise.
    fn after(tried: &str, has_screen: bool, is_set: impl Fn(&str) -> bool) -> Option<Self> {
        let has_x11 = is_set("DISPLAY");
        let has_wayland = is_set("WAYLAND_DISPLAY") || is_set("WAYLAND_SOCKET");
        let is_processor = is_set("LIBGL_ALWAYS_SOFTWARE");
        let ways = [
            (Self::X11, has_x11 && has_wayland && tried.is_empty()),
            (
                Self::Processor,
                has_screen && !is_processor && tried != Self::Processor.name(),
            ),
        ];
        let way = ways.iter().find(|(_, is_there)| *is_there);
        way.map(|(way, _)| *way)
            .filter(|_| cfg!(target_os = "linux"))
    }

    /// The way to try next, for a program whose window could not come up.
    pub fn next(error: &WindowError) -> Option<Self> {
        let value = |name: &str| std::env::var(name).unwrap_or_default();
        Self::after(&value(TRIED), error.has_screen(), |name| {
            !value(name).is_empty()
        })
    }

    /// What a user is told of it.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::X11 => "trying the X11 screen instead of the Wayland one",
            Self::Processor => "trying again without the graphics card",
        }
    }

    /// The variables of the environment that have the program start in this way; `None` takes one away.
    pub fn environment(self) -> Vec<(&'static str, Option<&'static str>)> {
        let mut variables = vec![(TRIED, Some(self.name()))];
        match self {
            Self::X11 => variables.extend([("WAYLAND_DISPLAY", None), ("WAYLAND_SOCKET", None)]),
            Self::Processor => variables.push(("LIBGL_ALWAYS_SOFTWARE", Some("1"))),
        }
        variables
    }

    fn name(self) -> &'static str {
        match self {
            Self::X11 => "x11",
            Self::Processor => "processor",
        }
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    fn check(tried: &str, set: &[&str], expect: Option<Way>) {
        assert_eq!(
            Way::after(tried, true, |name| set.contains(&name)),
            expect,
            "{tried} {set:?}"
        );
        // Without a screen, only another screen helps.
        let expect = expect.filter(|way| *way == Way::X11);
        let way = Way::after(tried, false, |name| set.contains(&name));
        assert_eq!(way, expect, "{tried} {set:?}");
    }

    #[test]
    fn no_place_in_code_is_told() {
        let message = "os error at /some/where/mod.rs:765: neither X nor Y is set.";
        assert_eq!(without_code_place(message), "neither X nor Y is set.");
        assert_eq!(without_code_place("no OpenGL"), "no OpenGL");
    }

    #[test]
    fn both_renderers_are_tried_before_another_way() {
        let both = [Renderer::OpenGl, Renderer::System];
        for tried in ["", "x11", "?"] {
            assert_eq!(Renderer::after(tried), both);
        }
        assert_eq!(Renderer::after("processor"), [Renderer::OpenGl]);
        let drawn_by = |renderer: Renderer| renderer.options().renderer;
        assert_eq!(drawn_by(Renderer::OpenGl), eframe::Renderer::Glow);
        assert_eq!(drawn_by(Renderer::System), eframe::Renderer::Wgpu);
    }

    #[test]
    fn what_is_missing_is_what_could_not_be_had() {
        let check = |renderer: Renderer, error: eframe::Error, says: [&str; 2], keeps: &str| {
            let error = WindowError::new(renderer, &error);
            let words = format!("{error}\n{}", error.missing());
            assert!(says.iter().all(|says| words.contains(says)), "{words}");
            assert!(!words.contains(keeps), "{words}");
        };
        let opengl = eframe::Error::OpenGL("too old".to_owned().into());
        let says = [
            "drawn with OpenGL: OpenGL: too old",
            "OpenGL 2.0 or newer, or Vulkan",
        ];
        check(Renderer::OpenGl, opengl, says, "DISPLAY");
        let vulkan = eframe::Error::Wgpu(eframe::egui_wgpu::WgpuError::NoSurfaceFormatsAvailable);
        check(
            Renderer::System,
            vulkan,
            ["drawn with Vulkan: ", "libvulkan1"],
            "DISPLAY",
        );
        let screen = eframe::Error::AppCreation("none".into());
        let says = ["no window can be opened", "named by DISPLAY"];
        check(Renderer::OpenGl, screen, says, "libgl1");
        let stumbled = WindowError::of_panic(Renderer::System, &"a surface was lost");
        assert!(stumbled.has_screen(), "the next way is tried");
        assert!(stumbled.to_string().ends_with("a surface was lost"));
        let missing = "Library libX.so could not be loaded.".to_owned();
        let library = WindowError::of_panic(Renderer::OpenGl, &missing);
        assert!(
            library
                .to_string()
                .ends_with("libX.so could not be loaded.")
        );
        assert!(library.missing().contains("libxkbcommon-x11-0"));
        assert!(!library.has_screen());
    }

    #[test]
    fn every_way_is_tried_once() {
        let both = ["DISPLAY", "WAYLAND_DISPLAY"];
        check("", &both, Some(Way::X11));
        check("", &["DISPLAY", "WAYLAND_SOCKET"], Some(Way::X11));
        check("x11", &["DISPLAY"], Some(Way::Processor));
        check("", &["DISPLAY"], Some(Way::Processor));
        check("", &["WAYLAND_DISPLAY"], Some(Way::Processor));
        check("processor", &both, None);
        check("processor", &["DISPLAY", "LIBGL_ALWAYS_SOFTWARE"], None);
        check("", &["DISPLAY", "LIBGL_ALWAYS_SOFTWARE"], None);
    }
}
