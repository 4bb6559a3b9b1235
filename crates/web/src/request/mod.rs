//! Information requests and statements: asked and followed up by the coordinator, answered by the unit or by a one-time link.

mod annul;
mod answer;
mod ask;
mod asked;
mod by_link;
mod list;
mod one;
mod remind;
mod reply_fields;
mod shown;
mod withdraw;

pub(crate) use asked::waiting_for_us;
pub(crate) use shown::{RequestShown, shown};

use helhed_casework::domain::account::Role;
use helhed_casework::domain::ids::{FamilyId, RequestId};
use helhed_casework::request::{RequestPage, request_page};

use crate::app::App;
use crate::error::PageError;
use crate::family::CASE;
use crate::family::head::HeadView;
use crate::routes::{RouteSpec, Who};
use crate::viewer::Viewer;

const COORDINATOR: Who = Who::Roles(&[Role::Coordinator]);
const PARTNER: Who = Who::Roles(&[Role::Partner]);

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    vec![
        RouteSpec::page("/families/{id}/requests", CASE, list::page),
        RouteSpec::page("/families/{id}/requests/new", COORDINATOR, ask::page),
        RouteSpec::form("/families/{id}/requests/new", COORDINATOR, ask::take),
        RouteSpec::page("/families/{id}/requests/{request}", CASE, one::page),
        RouteSpec::page(
            "/families/{id}/requests/{request}/remind",
            COORDINATOR,
            remind::page,
        ),
        RouteSpec::form(
            "/families/{id}/requests/{request}/remind",
            COORDINATOR,
            remind::take,
        ),
        RouteSpec::page(
            "/families/{id}/requests/{request}/withdraw",
            COORDINATOR,
            withdraw::page,
        ),
        RouteSpec::form(
            "/families/{id}/requests/{request}/withdraw",
            COORDINATOR,
            withdraw::take,
        ),
        RouteSpec::page(
            "/families/{id}/requests/{request}/annul",
            COORDINATOR,
            annul::page,
        ),
        RouteSpec::form(
            "/families/{id}/requests/{request}/annul",
            COORDINATOR,
            annul::take,
        ),
        RouteSpec::page("/asked", PARTNER, asked::page),
        RouteSpec::page("/asked/{request}", PARTNER, answer::page),
        RouteSpec::form("/asked/{request}", PARTNER, answer::take),
        RouteSpec::page("/answer/{token}", Who::Anyone, by_link::page),
        RouteSpec::form("/answer/{token}", Who::Anyone, by_link::take),
    ]
}

/// The address of a family's requests.
fn requests_of(family: FamilyId) -> String {
    format!("/families/{family}/requests")
}

/// The ids of an address; what is no id leads nowhere.
fn ids((family, request): &(String, String)) -> Result<(FamilyId, RequestId), PageError> {
    let family = FamilyId::parse(family).ok_or(PageError::Absent)?;
    let request = RequestId::parse(request).ok_or(PageError::Absent)?;
    Ok((family, request))
}

/// The band and the tabs of a family, with the tab of requests open.
async fn head(app: &App, viewer: &Viewer, family: FamilyId) -> Result<HeadView, PageError> {
    let uri = requests_of(family).parse().map_err(|_| PageError::Absent)?;
    HeadView::read(app, viewer, family, &uri).await
}

/// One request, for the pages that do something with it: whoever may not change it finds no such page.
async fn to_change(
    app: &App,
    viewer: &Viewer,
    family: FamilyId,
    request: RequestId,
) -> Result<RequestPage, PageError> {
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let page = request_page(&mut reading, family, request).await?;
    if page.may_change {
        Ok(page.into_inner())
    } else {
        Err(PageError::NotAllowed)
    }
}
