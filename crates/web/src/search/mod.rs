//! Finding families: by name, and in a list.

mod families;
mod find;
mod people;

use helhed_casework::domain::account::Role;

use crate::routes::{RouteSpec, Who};

/// Those who have families, or lead those who have.
pub(crate) const FINDERS: &[Role] = &[Role::Coordinator, Role::TeamLeader];

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    vec![
        RouteSpec::page("/families", Who::Roles(FINDERS), families::page),
        RouteSpec::page("/search", Who::Roles(FINDERS), find::page),
        RouteSpec::form("/search", Who::Roles(FINDERS), find::take),
    ]
}
