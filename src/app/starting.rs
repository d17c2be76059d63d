//! Where the window cannot be drawn in the way that the system proposes, the other ways that there are.

/// Tells the program which way it was started in, so that none is tried twice.
const TRIED: &str = "COMMON_GROUND_DRAWING";

/// Another way of drawing the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// On the X11 screen that there is beside a Wayland one.
    X11,
    /// By the processor, where the graphics card or its driver is not up to it.
    Processor,
}

impl Way {
    /// The way after the one that was tried, if the system has one; `is_set` says whether a variable of the environment
    /// is there and not empty, `tried` is the name of the way that did not work.
    fn after(tried: &str, is_set: impl Fn(&str) -> bool) -> Option<Self> {
        let has_x11 = is_set("DISPLAY");
        let has_wayland = is_set("WAYLAND_DISPLAY") || is_set("WAYLAND_SOCKET");
        let is_processor = is_set("LIBGL_ALWAYS_SOFTWARE");
        let ways = [
            (Self::X11, has_x11 && has_wayland && tried.is_empty()),
            (
                Self::Processor,
                (has_x11 || has_wayland) && !is_processor && tried != Self::Processor.name(),
            ),
        ];
        let way = ways.iter().find(|(_, is_there)| *is_there);
        way.map(|(way, _)| *way)
            .filter(|_| cfg!(target_os = "linux"))
    }

    /// The way to try next, for a program whose window could not be drawn.
    pub fn next() -> Option<Self> {
        let value = |name: &str| std::env::var(name).unwrap_or_default();
        Self::after(&value(TRIED), |name| !value(name).is_empty())
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
            Way::after(tried, |name| set.contains(&name)),
            expect,
            "{tried} {set:?}"
        );
    }

    #[test]
    fn every_way_is_tried_once() {
        let both = ["DISPLAY", "WAYLAND_DISPLAY"];
        check("", &[], None);
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
