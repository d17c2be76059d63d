//! The paper that pages are laid out for.

use serde::Serialize;

/// A size of paper, which is laid on its long side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Paper {
    /// As large as the number of parties needs: A4 up to four of them.
    #[default]
    Fitting,
    /// 297 × 210 mm.
    A4,
    /// 420 × 297 mm.
    A3,
    /// 594 × 420 mm.
    A2,
    /// 11 × 8.5 inches.
    Letter,
    /// 14 × 8.5 inches.
    Legal,
    /// 17 × 11 inches.
    Tabloid,
}

/// A size in tenths of a millimetre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) struct Size {
    pub(super) width: u32,
    pub(super) height: u32,
}

impl Paper {
    /// Every choice.
    pub const ALL: [Self; 7] = [
        Self::Fitting,
        Self::A4,
        Self::A3,
        Self::A2,
        Self::Letter,
        Self::Legal,
        Self::Tabloid,
    ];

    /// Its name for readers, which in lower case is its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fitting => "Fitting",
            Self::A4 => "A4",
            Self::A3 => "A3",
            Self::A2 => "A2",
            Self::Letter => "Letter",
            Self::Legal => "Legal",
            Self::Tabloid => "Tabloid",
        }
    }

    /// Its size, for a table of so many parties.
    pub(super) fn size(self, party_count: usize) -> Size {
        let (width, height) = match self {
            Self::Fitting => return Self::fitting(party_count).size(party_count),
            Self::A4 => (2970, 2100),
            Self::A3 => (4200, 2970),
            Self::A2 => (5940, 4200),
            Self::Letter => (2794, 2159),
            Self::Legal => (3556, 2159),
            Self::Tabloid => (4318, 2794),
        };
        Size { width, height }
    }

    /// The paper on which so many columns can be read.
    pub(super) fn fitting(party_count: usize) -> Self {
        match party_count {
            0..=4 => Self::A4,
            5..=8 => Self::A3,
            _ => Self::A2,
        }
    }
}
