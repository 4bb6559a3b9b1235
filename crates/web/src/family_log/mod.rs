//! Who has read or received what about a family: for its coordinator, and for the family itself.

mod ours;
mod page;

use helhed_casework::domain::account::Role;

use crate::routes::{RouteSpec, Who};

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    const READERS: Who = Who::Roles(&[Role::Coordinator, Role::TeamLeader, Role::FamilyMember]);
    vec![
        RouteSpec::page("/families/{id}/log", READERS, page::page),
        RouteSpec::page("/our/log", Who::Roles(&[Role::FamilyMember]), ours::page),
    ]
}
