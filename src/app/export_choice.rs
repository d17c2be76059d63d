//! What is chosen of a file to write, and what the file is made of.

use super::answer::Answer;
use super::draft::free_id;
use crate::export::{ExportError, Format, Options, Paper, Snapshot};
use crate::files::{Loaded, SourceText, proposal_text};
use crate::model::{Proposal, Talks};
use crate::sheet::{Dates, Filters, HeldProposal, Includes, Material};

/// What is chosen of a file to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExportChoice {
    /// In which format.
    pub format: Format,
    /// For which paper.
    pub paper: Paper,
    /// How dates are written.
    pub dates: Dates,
    /// What is on the pages besides the rows.
    pub includes: Includes,
    /// Whether rows are written that the filters hide.
    pub has_all_rows: bool,
    /// Whether the user's own proposal is written, if there is one.
    pub has_draft: bool,
    /// How many pixels a picture has to a point.
    pub scale: u8,
}

impl ExportChoice {
    /// How many pixels a picture may have to a point.
    pub const SCALES: [u8; 4] = [1, 2, 3, 4];

    /// The usual choice for a format.
    pub fn of(format: Format) -> Self {
        Self {
            format,
            paper: Paper::default(),
            dates: Dates::default(),
            includes: Includes::default(),
            has_all_rows: false,
            has_draft: true,
            scale: Self::SCALES[1],
        }
    }

    fn options(self) -> Options {
        Options {
            paper: self.paper,
            dates: self.dates,
            includes: self.includes,
            scale: f32::from(self.scale),
        }
    }

    /// Makes something of what is chosen of a comparison, with the proposals that are shown as columns. What is shown
    /// is the answer about these files, and whether the user's own proposal stands in no file as it is now.
    ///
    /// # Errors
    /// If the user's own proposal cannot be written down, which is a fault of the program, and the errors of what
    /// makes something.
    pub(super) fn with_snapshot<T>(
        self,
        (loaded, answer, is_draft_unsaved): (&Loaded, &Answer, bool),
        make: impl FnOnce(Snapshot<'_>, Options) -> Result<T, ExportError>,
    ) -> Result<T, ExportError> {
        let (options, talks, asked) = (self.options(), &loaded.talks, &answer.asked);
        let own = if self.has_draft {
            own_proposal(loaded, answer)
        } else {
            None
        };
        // Saved to a file that is open, it stands there, and need not be told a second time.
        let known = own.as_ref().and_then(|own| place_of(own, talks));
        let own = own.filter(|_| known.is_none());
        let mut texts = loaded.texts.clone();
        if let Some(own) = &own {
            let text = proposal_text(&talks.agenda, own)
                .map_err(|error| ExportError::Format(error.to_string()))?;
            texts.push(SourceText::of_own_proposal(text, &texts));
        }
        let known = known.filter(|place| !asked.proposals.contains(place));
        let shown = asked.proposals.iter().copied().chain(known);
        let shown = shown.filter_map(|place| talks.proposals.get(place));
        let shown = shown.map(|proposal| (proposal, false));
        let own = own.iter().map(|own| (own, is_draft_unsaved));
        let proposals: Vec<HeldProposal<'_>> = shown
            .chain(own)
            .map(|(proposal, is_unsaved)| {
                HeldProposal::of(talks, &asked.question, proposal, is_unsaved)
            })
            .collect();
        let material = Material {
            dates: self.dates,
            texts: &texts,
            proposals: &proposals,
            ..Material::new(loaded, &answer.comparison)
        };
        let all = Filters::default();
        let filters = if self.has_all_rows {
            &all
        } else {
            &asked.filters
        };
        let snapshot = Snapshot {
            material,
            filters,
            sheet: &options.sheet(material, filters),
        };
        make(snapshot, options)
    }
}

/// The user's own proposal under the id that it would have in a file, if it says anything.
fn own_proposal(loaded: &Loaded, answer: &Answer) -> Option<Proposal> {
    let draft = answer.asked.draft.as_deref()?;
    if draft.terms.is_empty() {
        return None;
    }
    Some(Proposal {
        id: free_id(&draft.title, &loaded.talks)?,
        ..draft.clone()
    })
}

/// Which of the proposals that are open this one is, whatever its id.
fn place_of(own: &Proposal, talks: &Talks) -> Option<usize> {
    talks.proposals.iter().position(|known| {
        let own = Proposal {
            id: known.id.clone(),
            ..own.clone()
        };
        own == *known
    })
}
