//! Everyone around a family.

mod annul;
mod end;
mod form;
mod lines;
mod page;
pub(crate) mod picture;

use helhed_casework::around::{Around, AroundPage, around_page};
use helhed_casework::domain::account::Role;
use helhed_casework::domain::ids::{FamilyId, InvolvementId};

use crate::app::App;
use crate::error::PageError;
use crate::routes::{RouteSpec, Who};
use crate::viewer::Viewer;

const COORDINATOR: Who = Who::Roles(&[Role::Coordinator]);
const TEAM: Who = Who::Roles(&[Role::Coordinator, Role::TeamLeader]);

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    let one = "/families/{id}/around/{involvement}";
    let end = "/families/{id}/around/{involvement}/end";
    let annul = "/families/{id}/around/{involvement}/annul";
    vec![
        RouteSpec::page("/families/{id}/around", TEAM, page::page),
        RouteSpec::page("/families/{id}/around/new", COORDINATOR, form::page),
        RouteSpec::form("/families/{id}/around/new", COORDINATOR, form::take),
        RouteSpec::page(one, COORDINATOR, form::change_page),
        RouteSpec::form(one, COORDINATOR, form::change),
        RouteSpec::page(end, COORDINATOR, end::page),
        RouteSpec::form(end, COORDINATOR, end::take),
        RouteSpec::page(annul, COORDINATOR, annul::page),
        RouteSpec::form(annul, COORDINATOR, annul::take),
    ]
}

/// Reads everyone around a family.
async fn read(app: &App, viewer: &Viewer, family: FamilyId) -> Result<AroundPage, PageError> {
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    Ok(around_page(&mut reading, family).await?.into_inner())
}

/// The ids of an address.
fn ids((id, involvement): &(String, String)) -> Result<(FamilyId, InvolvementId), PageError> {
    FamilyId::parse(id)
        .zip(InvolvementId::parse(involvement))
        .ok_or(PageError::Absent)
}

/// One of those around the family who is not annulled.
fn find(page: &AroundPage, id: InvolvementId) -> Result<Around, PageError> {
    page.around
        .iter()
        .find(|row| row.involvement.id == id && row.involvement.annulled.is_none())
        .cloned()
        .ok_or(PageError::Absent)
}

/// Where everyone around a family is shown; `done` names what to tell there.
fn back(family: FamilyId, done: &str) -> String {
    format!("/families/{family}/around?done={done}")
}
