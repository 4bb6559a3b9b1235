//! The case of one family, and what today asks across them: contacts, journal, tasks, appointments, plan.

mod addendum;
mod appointment;
mod appointment_form;
pub(crate) mod choose;
mod contact;
pub(crate) mod goal;
mod goal_end;
mod journal;
mod note;
mod our;
mod quick;
mod review;
pub(crate) mod task;
mod task_end;
mod task_form;
mod today;

pub(crate) use contact::ReasonView;

use helhed_casework::domain::account::Role;
use helhed_casework::domain::ids::FamilyId;

use crate::app::App;
use crate::error::PageError;
use crate::family::CASE;
use crate::family::head::HeadView;
use crate::routes::{RouteSpec, Who};
use crate::viewer::Viewer;

const COORDINATOR: Who = Who::Roles(&[Role::Coordinator]);

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    vec![
        RouteSpec::page("/today", COORDINATOR, today::page),
        RouteSpec::page("/quick", COORDINATOR, quick::page),
        RouteSpec::form("/quick", COORDINATOR, quick::take),
        RouteSpec::page("/families/{id}/journal", CASE, journal::page),
        RouteSpec::page("/families/{id}/notes/new", COORDINATOR, note::page),
        RouteSpec::form("/families/{id}/notes/new", COORDINATOR, note::take),
        RouteSpec::page(
            "/families/{id}/notes/{note}/addendum",
            COORDINATOR,
            addendum::page,
        ),
        RouteSpec::form(
            "/families/{id}/notes/{note}/addendum",
            COORDINATOR,
            addendum::take,
        ),
        RouteSpec::page("/families/{id}/contacts/new", COORDINATOR, contact::page),
        RouteSpec::form("/families/{id}/contacts/new", COORDINATOR, contact::take),
        RouteSpec::page(
            "/families/{id}/contacts/{contact}/annul",
            COORDINATOR,
            contact::annul_page,
        ),
        RouteSpec::form(
            "/families/{id}/contacts/{contact}/annul",
            COORDINATOR,
            contact::annul,
        ),
        RouteSpec::page("/families/{id}/tasks", CASE, task::page),
        RouteSpec::page("/families/{id}/tasks/new", COORDINATOR, task_form::page),
        RouteSpec::form("/families/{id}/tasks/new", COORDINATOR, task_form::take),
        RouteSpec::page(
            "/families/{id}/tasks/{task}",
            COORDINATOR,
            task_form::change_page,
        ),
        RouteSpec::form(
            "/families/{id}/tasks/{task}",
            COORDINATOR,
            task_form::change,
        ),
        RouteSpec::page(
            "/families/{id}/tasks/{task}/end",
            COORDINATOR,
            task_end::page,
        ),
        RouteSpec::form(
            "/families/{id}/tasks/{task}/end",
            COORDINATOR,
            task_end::take,
        ),
        RouteSpec::page("/families/{id}/appointments", CASE, appointment::page),
        RouteSpec::page(
            "/families/{id}/appointments/new",
            COORDINATOR,
            appointment_form::page,
        ),
        RouteSpec::form(
            "/families/{id}/appointments/new",
            COORDINATOR,
            appointment_form::take,
        ),
        RouteSpec::page(
            "/families/{id}/appointments/{appointment}",
            COORDINATOR,
            appointment_form::change_page,
        ),
        RouteSpec::form(
            "/families/{id}/appointments/{appointment}",
            COORDINATOR,
            appointment_form::change,
        ),
        RouteSpec::page(
            "/families/{id}/appointments/{appointment}/annul",
            COORDINATOR,
            appointment::annul_page,
        ),
        RouteSpec::form(
            "/families/{id}/appointments/{appointment}/annul",
            COORDINATOR,
            appointment::annul,
        ),
        RouteSpec::page("/families/{id}/goals/new", COORDINATOR, goal::page),
        RouteSpec::form("/families/{id}/goals/new", COORDINATOR, goal::take),
        RouteSpec::page(
            "/families/{id}/goals/{goal}",
            COORDINATOR,
            goal::change_page,
        ),
        RouteSpec::form("/families/{id}/goals/{goal}", COORDINATOR, goal::change),
        RouteSpec::page(
            "/families/{id}/goals/{goal}/end",
            COORDINATOR,
            goal_end::page,
        ),
        RouteSpec::form(
            "/families/{id}/goals/{goal}/end",
            COORDINATOR,
            goal_end::take,
        ),
        RouteSpec::page("/families/{id}/reviews/new", COORDINATOR, review::page),
        RouteSpec::form("/families/{id}/reviews/new", COORDINATOR, review::take),
        RouteSpec::page("/our", Who::Roles(&[Role::FamilyMember]), our::page),
    ]
}

/// The band and the tabs of a family, with one tab open.
pub(crate) async fn head(
    app: &App,
    viewer: &Viewer,
    family: FamilyId,
    tab: &str,
) -> Result<HeadView, PageError> {
    let below = format!("/families/{family}/{tab}");
    let uri = below.parse().map_err(|_| PageError::Absent)?;
    HeadView::read(app, viewer, family, &uri).await
}

/// The family of an address; what is no id leads nowhere.
pub(crate) fn family_of(id: &str) -> Result<FamilyId, PageError> {
    FamilyId::parse(id).ok_or(PageError::Absent)
}

/// Begins a change as the viewer.
pub(crate) async fn begin(app: &App, viewer: &Viewer) -> Result<helhed_casework::Ctx, PageError> {
    Ok(app.casework.begin(&viewer.actor, app.now()).await?)
}

/// Begins a reading as the viewer.
pub(crate) fn reading(app: &App, viewer: &Viewer) -> helhed_casework::Reading {
    app.casework.reading(&viewer.actor, app.now())
}
