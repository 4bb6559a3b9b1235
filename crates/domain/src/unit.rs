//! Units: parts of the municipality and partners outside it.

use crate::ids::UnitId;
use crate::kinds::kinds;
use crate::text::Name;

kinds! {
    /// What a unit does for families.
    UnitKind, "unit" {
        /// The team of family coordinators.
        CoordinationTeam = "coordination_team",
        /// The jobcentre.
        Jobcentre = "jobcentre",
        /// The family department.
        FamilyDepartment = "family_department",
        /// A school.
        School = "school",
        /// Day care.
        DayCare = "day_care",
        /// Health visitors.
        HealthVisitor = "health_visitor",
        /// Psychiatry.
        Psychiatry = "psychiatry",
        /// An addiction centre.
        AddictionCentre = "addiction_centre",
        /// A hospital.
        Hospital = "hospital",
        /// A volunteer organisation.
        Volunteers = "volunteers",
        /// Housing.
        Housing = "housing",
        /// Any other.
        Other = "other",
    }
}

/// A unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its id.
    pub id: UnitId,
    /// What it is called.
    pub name: Name,
    /// What it does.
    pub kind: UnitKind,
    /// Whether it no longer exists.
    pub closed: bool,
    /// Counts changes.
    pub version: i64,
}
