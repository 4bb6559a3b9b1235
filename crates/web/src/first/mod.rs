//! What comes first: needs, what stands in the way of what, and the order to take them in.

mod end;
mod form;
mod new;
mod page;
mod picture;
mod reasons;
mod wish;

use helhed_casework::domain::account::Role;
use helhed_casework::domain::ids::{FamilyId, NeedId};
use helhed_casework::first::{NeedsPage, needs_page};

use crate::app::App;
use crate::assessment::PARTIES;
use crate::error::PageError;
use crate::routes::{RouteSpec, Who};
use crate::viewer::Viewer;

const COORDINATOR: Who = Who::Roles(&[Role::Coordinator]);
const WRITERS: Who = Who::Roles(&[Role::Coordinator, Role::FamilyMember]);

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    let one = "/families/{id}/first/{need}";
    let end = "/families/{id}/first/{need}/end";
    let wish = "/families/{id}/first/{need}/wish";
    vec![
        RouteSpec::page("/families/{id}/first", PARTIES, page::page),
        RouteSpec::page("/families/{id}/first/new", WRITERS, new::page),
        RouteSpec::form("/families/{id}/first/new", WRITERS, new::take),
        RouteSpec::page(one, COORDINATOR, form::page),
        RouteSpec::form(one, COORDINATOR, form::take),
        RouteSpec::page(end, COORDINATOR, end::page),
        RouteSpec::form(end, COORDINATOR, end::take),
        RouteSpec::page(wish, WRITERS, wish::page),
        RouteSpec::form(wish, WRITERS, wish::take),
    ]
}

/// Reads what comes first in a family.
async fn read(app: &App, viewer: &Viewer, family: FamilyId) -> Result<NeedsPage, PageError> {
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    Ok(needs_page(&mut reading, family).await?.into_inner())
}

/// The ids of an address.
fn ids((id, need): &(String, String)) -> Result<(FamilyId, NeedId), PageError> {
    FamilyId::parse(id)
        .zip(NeedId::parse(need))
        .ok_or(PageError::Absent)
}

/// Where what comes first is shown.
fn first_of(family: FamilyId) -> String {
    format!("/families/{family}/first")
}
