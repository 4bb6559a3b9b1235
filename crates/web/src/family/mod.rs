//! The pages of one family.

mod band;
pub(crate) mod head;
mod overview;

use helhed_casework::domain::account::Role;

use crate::routes::{RouteSpec, Who};

/// Who opens the pages of a family; which families and what of them is decided by `access`.
pub(crate) const CASE: Who = Who::Roles(&[Role::Coordinator, Role::TeamLeader]);

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    vec![RouteSpec::page("/families/{id}", CASE, overview::page)]
}
