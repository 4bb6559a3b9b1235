//! The ten partner units.

use serde::Deserialize;

/// What a partner unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// Jobcentre, with benefits.
    Jobcentre,
    /// Family department (child cases).
    FamilyDepartment,
    /// Unit for young people under 30.
    YouthUnit,
    /// Health visitors.
    HealthVisitors,
    /// Day care.
    DayCare,
    /// School, with its psychologists.
    School,
    /// Psychiatry and social support for adults.
    Psychiatry,
    /// Addiction centre.
    AddictionCentre,
    /// Hospital, midwives and general practice.
    Hospital,
    /// Volunteers.
    Volunteers,
}

/// A partner unit.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// What it is; each kind occurs once.
    pub kind: UnitKind,
    /// Its name, in Danish.
    pub name: String,
}
