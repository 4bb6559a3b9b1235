//! The collaborative map: made together on a tablet or a big screen, card by card, without scripts.

mod lay;
mod new;
mod page;
mod paper;

use helhed_casework::domain::account::Role;
use helhed_casework::domain::ids::{FamilyId, MapId};
use helhed_casework::map::{MapPage, map_page};

use crate::app::App;
use crate::error::PageError;
use crate::routes::{RouteSpec, Who};
use crate::viewer::Viewer;

const SEERS: Who = Who::Roles(&[Role::Coordinator, Role::TeamLeader, Role::FamilyMember]);
const MAKERS: Who = Who::Roles(&[Role::Coordinator, Role::FamilyMember]);

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    let one = "/families/{id}/map/{map}";
    vec![
        RouteSpec::page("/families/{id}/map", SEERS, page::latest),
        RouteSpec::page("/families/{id}/map/new", MAKERS, new::page),
        RouteSpec::form("/families/{id}/map/new", MAKERS, new::take),
        RouteSpec::page(one, SEERS, page::page),
        RouteSpec::form(one, MAKERS, lay::take),
        RouteSpec::page("/families/{id}/map/{map}/pdf", SEERS, paper::page),
    ]
}

/// Reads a map of a family, compared to another.
async fn read(
    app: &App,
    viewer: &Viewer,
    family: FamilyId,
    (map, against): (Option<MapId>, Option<MapId>),
) -> Result<MapPage, PageError> {
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let page = map_page(&mut reading, family, map, against).await?;
    Ok(page.into_inner())
}

/// Where a map is.
fn map_of(family: FamilyId, map: MapId) -> String {
    format!("/families/{family}/map/{map}")
}
