//! The hand-written families, read from `data/composites/`.
//!
//! Put together from what the published sources tell about such families, under invented names and with the details changed.
//! Days are counted from the start of the course, which is a Monday.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{
    CloseReason, ContactKind, Horizon, LifeDomain, UnitKind,
    person::{Homes, Role, Sex, SupportCategory},
};

/// A family as written by hand.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Composite {
    pub(crate) title: String,
    pub(crate) household: String,
    pub(crate) second_household: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) referred_by: UnitKind,
    pub(crate) reasons: String,
    pub(crate) authority: WrittenAuthority,
    pub(crate) person: Vec<WrittenPerson>,
    /// Keys of `data/around.toml`, with the day each ended; `None` where it still runs.
    pub(crate) around: Vec<WrittenProfessional>,
    pub(crate) note: Vec<WrittenNote>,
    pub(crate) task: Vec<WrittenTask>,
    pub(crate) goal: Vec<WrittenGoal>,
    pub(crate) review: Vec<String>,
    pub(crate) closing: Option<WrittenClosing>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum WrittenAuthority {
    Sole,
    Shared,
    None,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenPerson {
    pub(crate) role: Role,
    pub(crate) given: Option<String>,
    pub(crate) family: String,
    pub(crate) sex: Option<Sex>,
    /// Years at the start; below 0 for a child expected then.
    pub(crate) age: f64,
    pub(crate) support: Option<SupportCategory>,
    #[serde(default)]
    pub(crate) homes: Homes,
    #[serde(default)]
    pub(crate) interpreter: bool,
    #[serde(default)]
    pub(crate) protected_address: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenProfessional {
    pub(crate) key: String,
    pub(crate) months_before: i32,
    pub(crate) ended: Option<i32>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenNote {
    pub(crate) day: i32,
    pub(crate) domain: LifeDomain,
    pub(crate) kind: ContactKind,
    /// One line for the contact the note belongs to.
    pub(crate) line: String,
    pub(crate) text: String,
    /// Whether it tells of a crisis.
    #[serde(default)]
    pub(crate) crisis: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenTask {
    pub(crate) day: i32,
    pub(crate) due: i32,
    pub(crate) text: String,
    /// `coordinator`, a given name, or a key of `data/around.toml`.
    pub(crate) owner: String,
    /// Day it was done.
    pub(crate) done: Option<i32>,
    /// Why it was missed.
    pub(crate) missed: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenGoal {
    pub(crate) wish: String,
    pub(crate) goal: String,
    pub(crate) domain: LifeDomain,
    pub(crate) horizon: Horizon,
    pub(crate) owner: String,
    /// Day it should be reached.
    pub(crate) target: i32,
    /// Day it was.
    pub(crate) reached: Option<i32>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenClosing {
    pub(crate) reason: CloseReason,
    pub(crate) goes_on_to: String,
}

/// The composites, in the order of the first stories.
pub(crate) fn composites() -> &'static [Composite] {
    static READ: LazyLock<Vec<Composite>> = LazyLock::new(|| {
        [
            include_str!("../../data/composites/dares_not_leave_home.toml"),
            include_str!("../../data/composites/ptsd_and_alcohol.toml"),
            include_str!("../../data/composites/back_to_school.toml"),
            include_str!("../../data/composites/eighteen_specialists.toml"),
            include_str!("../../data/composites/two_households.toml"),
            include_str!("../../data/composites/expecting.toml"),
        ]
        .into_iter()
        .map(|text| {
            toml::from_str(text)
                .expect("the composites are part of the program and read by its tests")
        })
        .collect()
    });
    &READ
}
