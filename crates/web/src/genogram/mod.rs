//! The genogram of a family: its people over generations, drawn from what is stored, and what is changed on it.

mod close;
mod death;
mod kin;
mod page;
mod paper;
mod picture;
mod relation;
mod told;

use helhed_casework::domain::account::Role;
use helhed_casework::domain::ids::{FamilyId, PersonId};
use helhed_casework::genogram::{Figure, GenogramPage, genogram_page};

use crate::app::App;
use crate::assessment::PARTIES;
use crate::error::PageError;
use crate::routes::{RouteSpec, Who};
use crate::viewer::Viewer;
use crate::words::Words;

const COORDINATOR: Who = Who::Roles(&[Role::Coordinator]);

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    let new = "/families/{id}/genogram/kin/new";
    let one = "/families/{id}/genogram/kin/{person}";
    let remove = "/families/{id}/genogram/kin/{person}/remove";
    let relation = "/families/{id}/genogram/relation";
    let end = "/families/{id}/genogram/relation/{relation}/end";
    let close = "/families/{id}/genogram/close";
    let death = "/families/{id}/genogram/death/{person}";
    vec![
        RouteSpec::page("/families/{id}/genogram", PARTIES, page::page),
        RouteSpec::page("/families/{id}/genogram/pdf", PARTIES, paper::page),
        RouteSpec::page(new, COORDINATOR, kin::page),
        RouteSpec::form(new, COORDINATOR, kin::take),
        RouteSpec::page(one, COORDINATOR, kin::change_page),
        RouteSpec::form(one, COORDINATOR, kin::change),
        RouteSpec::form(remove, COORDINATOR, kin::remove),
        RouteSpec::page(relation, COORDINATOR, relation::page),
        RouteSpec::form(relation, COORDINATOR, relation::take),
        RouteSpec::form(end, COORDINATOR, relation::end),
        RouteSpec::page(close, COORDINATOR, close::page),
        RouteSpec::form(close, COORDINATOR, close::take),
        RouteSpec::page(death, COORDINATOR, death::page),
        RouteSpec::form(death, COORDINATOR, death::take),
    ]
}

/// Reads the genogram of a family.
async fn read(app: &App, viewer: &Viewer, family: FamilyId) -> Result<GenogramPage, PageError> {
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    Ok(genogram_page(&mut reading, family).await?.into_inner())
}

/// Somebody on it.
fn find(page: &GenogramPage, id: PersonId) -> Result<&Figure, PageError> {
    let found = page.people.iter().find(|it| it.id == id);
    found.ok_or(PageError::Absent)
}

/// Everybody on it, to choose among.
fn choices(w: Words, page: &GenogramPage) -> Vec<(String, String)> {
    let none = (String::new(), w.t("choose-person"));
    let people = page
        .people
        .iter()
        .map(|it| (it.id.to_string(), told::full_name(it)));
    std::iter::once(none).chain(people).collect()
}

/// Where it is shown; `done` names what to tell there.
fn back(family: FamilyId, done: &str) -> String {
    format!("/families/{family}/genogram?done={done}")
}
