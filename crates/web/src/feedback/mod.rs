//! The accessibility of the pages, and what people tell of them: for everybody, signed in or not.

mod list;
mod send;
mod statement;

use helhed_casework::domain::account::Role;

use crate::routes::{RouteSpec, Who};

const IT: Who = Who::Roles(&[Role::ItAdmin]);

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    vec![
        RouteSpec::page("/accessibility", Who::Anyone, statement::page),
        RouteSpec::page("/feedback", Who::Anyone, send::page),
        RouteSpec::form("/feedback", Who::Anyone, send::take),
        RouteSpec::page("/operation/feedback", IT, list::page),
        RouteSpec::form("/operation/feedback", IT, list::done),
    ]
}
