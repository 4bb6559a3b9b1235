//! Who sees what of a family, why and until when: consents, disclosures, locks, what is shared, and cases opened in an emergency.

mod consent;
mod consent_form;
mod consent_new;
mod disclosure;
pub(crate) mod emergency;
mod items;
mod live;
mod lock;
pub(crate) mod mark;
mod matrix;
pub(crate) mod names;
mod page;
mod shared;
mod shared_families;

pub(crate) use shared::rating_in_words;

use axum::http::Uri;

use helhed_casework::domain::account::Role;
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::sharing::{SharingPage, sharing_page};

use crate::app::App;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::routes::{RouteSpec, Who};
use crate::viewer::Viewer;

const COORDINATOR: Who = Who::Roles(&[Role::Coordinator]);
const PARTNER: Who = Who::Roles(&[Role::Partner]);
/// Who has no team pages: they see what the lens lets through.
const OUTSIDE: Who = Who::Roles(&[Role::Partner, Role::FamilyMember]);
/// The team and the family.
const INSIDE: Who = Who::Roles(&[Role::Coordinator, Role::TeamLeader, Role::FamilyMember]);
/// Who writes down that a consent is taken back.
const WITHDRAWS: Who = Who::Roles(&[Role::Coordinator, Role::FamilyMember]);
const LISTENS: Who = Who::Roles(&[
    Role::Coordinator,
    Role::TeamLeader,
    Role::Partner,
    Role::FamilyMember,
]);
const TOLD: Who = Who::Roles(&[Role::Coordinator, Role::TeamLeader, Role::Dpo]);
const ACTS: Who = Who::Roles(&[Role::Coordinator, Role::TeamLeader]);

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    let consents = "/families/{id}/sharing/consents/new";
    let consent = "/families/{id}/sharing/consents/{consent}";
    let disclosures = "/families/{id}/sharing/disclosures/new";
    let end = "/families/{id}/sharing/disclosures/{disclosure}/end";
    let (lock, items) = (
        "/families/{id}/sharing/lock",
        "/families/{id}/sharing/items",
    );
    vec![
        RouteSpec::page("/families/{id}/sharing", INSIDE, page::page),
        RouteSpec::page(consents, COORDINATOR, consent_new::page),
        RouteSpec::form(consents, COORDINATOR, consent_new::take),
        RouteSpec::page(consent, INSIDE, consent::page),
        RouteSpec::form(consent, WITHDRAWS, consent::take),
        RouteSpec::page(disclosures, COORDINATOR, disclosure::page),
        RouteSpec::form(disclosures, COORDINATOR, disclosure::take),
        RouteSpec::form(end, COORDINATOR, disclosure::end),
        RouteSpec::page(lock, COORDINATOR, lock::page),
        RouteSpec::form(lock, COORDINATOR, lock::take),
        RouteSpec::page(items, COORDINATOR, items::page),
        RouteSpec::form(items, COORDINATOR, items::take),
        RouteSpec::page("/families/{id}/shared", OUTSIDE, shared::page),
        RouteSpec::page("/families/{id}/shared/as/{party}", INSIDE, shared::preview),
        RouteSpec::page("/families/{id}/live", LISTENS, live::stream),
        RouteSpec::page("/shared", PARTNER, shared_families::page),
        RouteSpec::page("/emergency", TOLD, emergency::page),
        RouteSpec::form("/emergency", ACTS, emergency::take),
    ]
}

/// The address of how a family's information is shared.
fn sharing_of(family: FamilyId) -> String {
    format!("/families/{family}/sharing")
}

/// The family of an address; what is no id leads nowhere.
fn family_of(id: &str) -> Result<FamilyId, PageError> {
    FamilyId::parse(id).ok_or(PageError::Absent)
}

/// Reads how a family's information is shared.
async fn read(app: &App, viewer: &Viewer, family: FamilyId) -> Result<SharingPage, PageError> {
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    Ok(sharing_page(&mut reading, family).await?.into_inner())
}

/// The band and the tabs, for the team: others have no pages of the case to turn to.
async fn head(
    app: &App,
    viewer: &Viewer,
    family: FamilyId,
    uri: &Uri,
) -> Result<Option<HeadView>, PageError> {
    let is_team = viewer.is(Role::Coordinator) || viewer.is(Role::TeamLeader);
    Ok(match is_team {
        true => Some(HeadView::read(app, viewer, family, uri).await?),
        false => None,
    })
}
