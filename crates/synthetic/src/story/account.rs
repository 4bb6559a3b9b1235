//! Who can sign in.

use serde::Deserialize;

use super::{UnitKind, family::PersonRef};

/// What an account may be, as in the product's roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountRole {
    /// Family coordinator, at most [`PLACES`](super::Municipality::PLACES) families.
    Coordinator,
    /// Leader of the coordinators.
    TeamLeader,
    /// Someone in a partner unit; [`Account::unit`] says which.
    Partner,
    /// Steering group.
    SteeringGroup,
    /// Evaluator.
    Evaluator,
    /// IT administrator.
    ItAdmin,
    /// Data protection officer.
    Dpo,
    /// A member of one family; [`Account::member_of`] says who.
    FamilyMember,
}

/// A sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Name to sign in with: lower-case ASCII letters, digits, dots and hyphens, unique.
    pub username: String,
    /// Name on screen.
    pub display_name: String,
    /// Role.
    pub role: AccountRole,
    /// The unit of a partner.
    pub unit: Option<UnitKind>,
    /// Story index and person of a family member.
    pub member_of: Option<(u32, PersonRef)>,
    /// Whether the demo offers this sign-in; the coordinators beyond the first three only hold families, and need no password.
    pub signs_in: bool,
}
