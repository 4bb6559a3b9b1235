//! The timeline of a whole family: a picture with its table, and the same on paper.

mod ask;
mod page;
mod paper;
mod picture;
mod rows;

use crate::assessment::PARTIES;
use crate::routes::RouteSpec;

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    vec![
        RouteSpec::page("/families/{id}/timeline", PARTIES, page::page),
        RouteSpec::page("/families/{id}/timeline/pdf", PARTIES, paper::page),
    ]
}
