//! Pages of a family's course: closing, taking up again, who has it, what has happened.

mod after_closing;
mod authority;
mod close;
mod history;
mod reopen;

use helhed_casework::domain::account::Role;

use crate::routes::{RouteSpec, Who};

const TEAM: Who = Who::Roles(&[Role::Coordinator, Role::TeamLeader]);

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    vec![
        RouteSpec::page("/families/{id}/close", TEAM, close::page),
        RouteSpec::form("/families/{id}/close", TEAM, close::take),
        RouteSpec::page("/families/{id}/closed", TEAM, after_closing::page),
        RouteSpec::page("/families/{id}/reopen", TEAM, reopen::page),
        RouteSpec::form("/families/{id}/reopen", TEAM, reopen::take),
        RouteSpec::page("/families/{id}/authority", TEAM, authority::page),
        RouteSpec::form("/families/{id}/authority", TEAM, authority::take),
        RouteSpec::page("/families/{id}/history", TEAM, history::page),
    ]
}
