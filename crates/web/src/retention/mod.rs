//! Retention: what is due to be deleted, who approves it, what holds it back, and what is left.

mod archive;
mod hold;
mod page;
mod paper;

use helhed_casework::domain::account::Role;
use helhed_casework::domain::ids::FamilyId;

use crate::error::PageError;
use crate::routes::{RouteSpec, Who};

const APPROVERS: Who = Who::Roles(&[Role::TeamLeader, Role::Dpo]);
const LEADER: Who = Who::Roles(&[Role::TeamLeader]);

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    vec![
        RouteSpec::page("/retention", APPROVERS, page::page),
        RouteSpec::form("/retention/{id}/approve", APPROVERS, page::approve),
        RouteSpec::page("/retention/{id}/hold", LEADER, hold::page),
        RouteSpec::form("/retention/{id}/hold", LEADER, hold::take),
        RouteSpec::form("/retention/{id}/archive/xml", LEADER, archive::xml),
        RouteSpec::form("/retention/{id}/archive/pdf", LEADER, archive::pdf),
    ]
}

fn family_of(id: &str) -> Result<FamilyId, PageError> {
    FamilyId::parse(id).ok_or(PageError::Absent)
}
