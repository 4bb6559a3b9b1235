//! The audit log, for the data protection officer.

mod log;

use helhed_casework::domain::account::Role;

use crate::routes::{RouteSpec, Who};

const DPO: Who = Who::Roles(&[Role::Dpo]);

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    vec![
        RouteSpec::page("/audit", DPO, log::page),
        RouteSpec::form("/audit/check", DPO, log::check),
    ]
}
