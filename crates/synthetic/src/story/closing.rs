//! The end of a course.

use jiff::civil::Date;
use serde::Deserialize;

use super::{
    chance::Chance,
    composite::WrittenClosing,
    wording::{CLOSINGS, Setting, Voice},
};

/// Why a case was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CloseReason {
    /// The family and the team agree that it is done.
    Completed,
    /// The family did not wish to go on.
    DroppedOut,
    /// The family moved to another municipality.
    Moved,
    /// Something else.
    Other,
}

/// A closing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// The day; the last of the course.
    pub on: Date,
    /// Reason.
    pub reason: CloseReason,
    /// What the family goes on to, in Danish.
    pub goes_on_to: String,
}

/// Closes a course on its last day; `None` while it runs.
pub(crate) fn closing(
    setting: &Setting<'_>,
    written: Option<&WrittenClosing>,
    voice: &mut Voice<'_>,
    chance: &mut Chance,
) -> Option<Closing> {
    if setting.active {
        return None;
    }
    if let Some(w) = written {
        return Some(Closing {
            on: setting.until,
            reason: w.reason,
            goes_on_to: w.goes_on_to.clone(),
        });
    }
    let (reason, section) = chance.weighted(&[
        (66, (CloseReason::Completed, "completed")),
        (16, (CloseReason::DroppedOut, "dropped_out")),
        (12, (CloseReason::Moved, "moved")),
        (6, (CloseReason::Other, "other")),
    ]);
    let goes_on_to = CLOSINGS
        .get(section)
        .and_then(|lines| voice.say(lines, setting.until, chance))
        .unwrap_or_else(|| "De almindelige tilbud i kommunen.".to_owned());
    Some(Closing {
        on: setting.until,
        reason,
        goes_on_to,
    })
}
