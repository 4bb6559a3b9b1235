//! The people of a family: who they are, what they are to each other, who holds custody.

mod custody;
mod invite;
mod known;
mod leave;
mod new;
mod page;
mod person;
mod person_fields;
mod relation;
mod relation_end;
mod rename;
mod secret;
mod sentences;

use helhed_casework::Ctx;
use helhed_casework::domain::account::Role;
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::family::{PeoplePage, people_page};

use crate::app::App;
use crate::error::PageError;
use crate::form::Form;
use crate::routes::{RouteSpec, Who};
use crate::viewer::Viewer;

pub(crate) use person_fields::{birth_fault, sexes};
pub(crate) use relation::tell as relation_fault;
pub(crate) use sentences::how_old;

const COORDINATOR: Who = Who::Roles(&[Role::Coordinator]);
const TEAM: Who = Who::Roles(&[Role::Coordinator, Role::TeamLeader]);

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    macro_rules! form {
        ($path:literal, $form:ident) => {
            [
                RouteSpec::page($path, COORDINATOR, $form::page),
                RouteSpec::form($path, COORDINATOR, $form::take),
            ]
        };
    }
    let page = [RouteSpec::page("/families/{id}/people", TEAM, page::page)];
    page.into_iter()
        .chain(form!("/families/{id}/people/new", new))
        .chain(form!("/families/{id}/people/known", known))
        .chain(form!("/families/{id}/people/name", rename))
        .chain(form!("/families/{id}/people/relation", relation))
        .chain(form!(
            "/families/{id}/people/relation/{relation}",
            relation_end
        ))
        .chain(form!("/families/{id}/people/{person}", person))
        .chain(form!("/families/{id}/people/{person}/custody", custody))
        .chain(form!("/families/{id}/people/{person}/invite", invite))
        .chain(form!("/families/{id}/people/{person}/leave", leave))
        .chain(form!("/families/{id}/people/{person}/{secret}", secret))
        .collect()
}

/// Reads the people of a family.
async fn read(app: &App, viewer: &Viewer, family: FamilyId) -> Result<PeoplePage, PageError> {
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    Ok(people_page(&mut reading, family).await?.into_inner())
}

/// Begins a change, or tells where the form led when it was sent before.
pub(crate) async fn begin(
    app: &App,
    viewer: &Viewer,
    form: &Form,
) -> Result<Result<Ctx, String>, PageError> {
    let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
    if let Some(id) = form.id()
        && let Some(led_to) = ctx.sent_before(id).await?
    {
        return Ok(Err(led_to));
    }
    Ok(Ok(ctx))
}

/// Where the people of a family are shown; `done` names what to tell there.
fn back(family: FamilyId, done: &str) -> String {
    format!("/families/{family}/people?done={done}")
}
