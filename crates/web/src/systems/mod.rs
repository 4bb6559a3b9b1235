//! Partners' systems: which there are, and giving one its token.

mod list;
mod new_system;

use helhed_casework::domain::account::Role;

use crate::routes::{RouteSpec, Who};

const MAKERS: Who = Who::Roles(&[Role::ItAdmin, Role::TeamLeader]);

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    vec![
        RouteSpec::page("/systems", MAKERS, list::page),
        RouteSpec::page("/systems/new", MAKERS, new_system::page),
        RouteSpec::form("/systems/new", MAKERS, new_system::take),
        RouteSpec::form("/systems/{id}/revoke", MAKERS, list::revoke),
    ]
}
