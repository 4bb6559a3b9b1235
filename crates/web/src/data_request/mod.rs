//! What people ask of the data about them, and what may only be kept meanwhile.

mod lift;
mod one;
mod ours;
mod requests;
mod restriction;

use helhed_casework::domain::account::Role;
use helhed_casework::domain::ids::{DataRequestId, FamilyId};

use crate::error::PageError;
use crate::family::CASE;
use crate::routes::{RouteSpec, Who};

const FAMILY: Who = Who::Roles(&[Role::FamilyMember]);

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    vec![
        RouteSpec::page("/families/{id}/data", CASE, requests::page),
        RouteSpec::form("/families/{id}/data", CASE, requests::take),
        RouteSpec::page("/families/{id}/data/{data}", CASE, one::page),
        RouteSpec::form("/families/{id}/data/{data}", CASE, one::decide),
        RouteSpec::form("/families/{id}/data/{data}/told", CASE, one::told),
        RouteSpec::page("/families/{id}/restriction", CASE, restriction::page),
        RouteSpec::form("/families/{id}/restriction", CASE, restriction::open),
        RouteSpec::form("/families/{id}/restriction/new", CASE, restriction::set),
        RouteSpec::page(
            "/families/{id}/restriction/{restriction}/lift",
            CASE,
            lift::page,
        ),
        RouteSpec::form(
            "/families/{id}/restriction/{restriction}/lift",
            CASE,
            lift::take,
        ),
        RouteSpec::page("/our/data", FAMILY, ours::page),
        RouteSpec::form("/our/data", FAMILY, ours::take),
    ]
}

/// The address of a family's requests.
pub(crate) fn requests_of(family: FamilyId) -> String {
    format!("/families/{family}/data")
}

/// The address of a request.
pub(crate) fn request_of(family: FamilyId, request: DataRequestId) -> String {
    format!("/families/{family}/data/{request}")
}

/// The address of what may only be kept of a family.
pub(crate) fn restriction_of(family: FamilyId) -> String {
    format!("/families/{family}/restriction")
}

fn family_of(id: &str) -> Result<FamilyId, PageError> {
    FamilyId::parse(id).ok_or(PageError::Absent)
}
