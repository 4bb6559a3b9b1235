//! What a family costs now, under its plan, and who pays the difference.

mod annul;
mod form;
mod page;

use helhed_casework::domain::account::Role;
use helhed_casework::domain::ids::{CostId, FamilyId};
use helhed_casework::economy::{CostLine, CostsPage, costs_page};

use crate::app::App;
use crate::error::PageError;
use crate::routes::{RouteSpec, Who};
use crate::viewer::Viewer;

const COORDINATOR: Who = Who::Roles(&[Role::Coordinator]);
const TEAM: Who = Who::Roles(&[Role::Coordinator, Role::TeamLeader]);

/// The routes of this part.
pub(super) fn routes() -> Vec<RouteSpec> {
    let one = "/families/{id}/costs/{cost}";
    let annul = "/families/{id}/costs/{cost}/annul";
    vec![
        RouteSpec::page("/families/{id}/costs", TEAM, page::page),
        RouteSpec::page("/families/{id}/costs/new", COORDINATOR, form::page),
        RouteSpec::form("/families/{id}/costs/new", COORDINATOR, form::take),
        RouteSpec::page(one, COORDINATOR, form::change_page),
        RouteSpec::form(one, COORDINATOR, form::change),
        RouteSpec::page(annul, COORDINATOR, annul::page),
        RouteSpec::form(annul, COORDINATOR, annul::take),
    ]
}

/// Reads what a family costs.
async fn read(app: &App, viewer: &Viewer, family: FamilyId) -> Result<CostsPage, PageError> {
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    Ok(costs_page(&mut reading, family).await?.into_inner())
}

/// The ids of an address.
fn ids((id, cost): &(String, String)) -> Result<(FamilyId, CostId), PageError> {
    FamilyId::parse(id)
        .zip(CostId::parse(cost))
        .ok_or(PageError::Absent)
}

/// A measure that is not annulled.
fn find(page: &CostsPage, id: CostId) -> Result<CostLine, PageError> {
    let found = page.lines.iter().find(|line| line.cost.id == id);
    found
        .filter(|line| line.cost.annulled.is_none())
        .cloned()
        .ok_or(PageError::Absent)
}

/// Where the costs of a family are shown; `done` names what to tell there.
fn back(family: FamilyId, done: &str) -> String {
    format!("/families/{family}/costs?done={done}")
}
