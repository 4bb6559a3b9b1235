//! How the server runs: for IT on a page, for programs that watch over it on an address of its own.

mod log;
mod metrics;
mod page;
mod process;
mod watch;

use helhed_casework::domain::account::Role;

use crate::routes::{RouteSpec, Who};

pub(crate) use log::watched;
pub use metrics::Metrics;
pub use watch::{Stopping, watch};
pub(crate) use watch::{health, ready};

const IT: Who = Who::Roles(&[Role::ItAdmin]);

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    vec![
        RouteSpec::page("/health", Who::Anyone, health),
        RouteSpec::page("/ready", Who::Anyone, ready),
        RouteSpec::page("/operation", IT, page::page),
    ]
}
