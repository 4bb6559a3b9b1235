//! Users and units, for IT; and everybody's own account.

mod account;
mod list;
mod new_unit;
mod new_user;
mod phrase;
mod second_factor;
mod unit;
mod units;
mod user;

use helhed_casework::domain::account::Role;

use crate::routes::{RouteSpec, Who};

const IT: Who = Who::Roles(&[Role::ItAdmin]);

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    vec![
        RouteSpec::page("/users", IT, list::page),
        RouteSpec::page("/users/new", IT, new_user::page),
        RouteSpec::form("/users/new", IT, new_user::take),
        RouteSpec::page("/users/{id}", IT, user::page),
        RouteSpec::form("/users/{id}", IT, user::take),
        RouteSpec::form("/users/{id}/disable", IT, user::disable),
        RouteSpec::form("/users/{id}/enable", IT, user::enable),
        RouteSpec::form("/users/{id}/phrase", IT, user::reset),
        RouteSpec::form("/users/{id}/second-factor", IT, second_factor::reset),
        RouteSpec::page("/units", IT, units::page),
        RouteSpec::page("/units/new", IT, new_unit::page),
        RouteSpec::form("/units/new", IT, new_unit::take),
        RouteSpec::page("/units/{id}", IT, unit::page),
        RouteSpec::form("/units/{id}", IT, unit::take),
        RouteSpec::form("/units/{id}/close", IT, unit::close),
        RouteSpec::form("/units/{id}/reopen", IT, unit::reopen),
        RouteSpec::page("/account", Who::SignedIn, account::page),
        RouteSpec::form("/account", Who::SignedIn, account::take),
    ]
}
