//! The interface for partners' systems: what a unit's own program may read and write, under the lens of that unit. Every operation stands in
//! one list, from which both the routes and the OpenAPI document are made.

mod answer;
mod call;
mod contacts;
mod document;
mod families;
mod input;
mod operation;
mod problem;
mod referrals;
mod requests;
mod schemas;
mod tasks;

use crate::routes::{RouteSpec, Who};

pub(crate) use call::admit;
pub use document::openapi;
pub(crate) use operation::Operation;
pub(crate) use problem::Problem;

/// What every address of the interface begins with.
pub(crate) const BEGINS: &str = "/api/";

/// Every operation with its route.
fn operations() -> Vec<(Operation, RouteSpec)> {
    families::operations()
        .into_iter()
        .chain(tasks::operations())
        .chain(contacts::operations())
        .chain(referrals::operations())
        .chain(requests::operations())
        .collect()
}

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    let own = operations().into_iter().map(|(_, route)| route);
    own.chain([RouteSpec::page(
        "/api/v1/openapi.json",
        Who::Anyone,
        document::file,
    )])
    .collect()
}
