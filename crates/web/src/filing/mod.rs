//! A case on its way to other systems: its number in the records system, what is filed there, and the case as a FHIR bundle.

mod fhir;
mod page;
mod paper;

use helhed_casework::domain::account::Role;

use crate::family::CASE;
use crate::routes::{RouteSpec, Who};

pub use paper::{Filed, NotFiled, filed};

/// Who sees something of a family takes it along as they see it.
const SEERS: Who = Who::Roles(&[
    Role::Coordinator,
    Role::TeamLeader,
    Role::Partner,
    Role::FamilyMember,
]);

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    vec![
        RouteSpec::page("/families/{id}/filing", CASE, page::page),
        RouteSpec::form("/families/{id}/filing", CASE, page::take),
        RouteSpec::form("/families/{id}/fhir", SEERS, fhir::send_bundle),
    ]
}
