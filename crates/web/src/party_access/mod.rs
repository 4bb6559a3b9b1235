//! A party's access to their own case (partsaktindsigt): asked, decided item by item, handed over.

mod hand_over;
mod item;
mod package;
mod page;
mod paper;
mod words;

use helhed_casework::domain::account::Role;
use helhed_casework::domain::ids::{FamilyId, PartyAccessId};

use crate::error::PageError;
use crate::family::CASE;
use crate::routes::{RouteSpec, Who};

const COORDINATOR: Who = Who::Roles(&[Role::Coordinator]);

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    vec![
        RouteSpec::page("/families/{id}/access", CASE, page::page),
        RouteSpec::form("/families/{id}/access", COORDINATOR, page::take),
        RouteSpec::page("/families/{id}/access/{access}", CASE, package::page),
        RouteSpec::form(
            "/families/{id}/access/{access}",
            COORDINATOR,
            package::accept,
        ),
        RouteSpec::page(
            "/families/{id}/access/{access}/items/{item}",
            COORDINATOR,
            item::page,
        ),
        RouteSpec::form(
            "/families/{id}/access/{access}/items/{item}",
            COORDINATOR,
            item::take,
        ),
        RouteSpec::page(
            "/families/{id}/access/{access}/paper",
            COORDINATOR,
            hand_over::paper,
        ),
        RouteSpec::page(
            "/families/{id}/access/{access}/hand-over",
            COORDINATOR,
            hand_over::page,
        ),
        RouteSpec::form(
            "/families/{id}/access/{access}/hand-over",
            COORDINATOR,
            hand_over::take,
        ),
    ]
}

/// The address of a family's requests.
fn requests_of(family: FamilyId) -> String {
    format!("/families/{family}/access")
}

/// The address of a request.
fn package_of(family: FamilyId, access: PartyAccessId) -> String {
    format!("/families/{family}/access/{access}")
}

/// The family of an address; what is no id leads nowhere.
fn family_of(id: &str) -> Result<FamilyId, PageError> {
    FamilyId::parse(id).ok_or(PageError::Absent)
}

/// The family and the request of an address.
fn both_of(family: &str, access: &str) -> Result<(FamilyId, PartyAccessId), PageError> {
    let access = PartyAccessId::parse(access).ok_or(PageError::Absent)?;
    Ok((family_of(family)?, access))
}
