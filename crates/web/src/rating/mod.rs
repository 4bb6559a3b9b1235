//! Feedback ratings: the forms of the conversation, courses, raters outside, supervision and the aggregate.

mod annul;
mod course;
mod episode;
mod figure;
mod invitation;
mod invite;
mod outcomes;
mod outcomes_table;
mod rate;
mod ratings;
mod supervision;
mod wording;

pub(crate) use ratings::{OurCourse, our_courses};

pub(crate) use outcomes_table::LEAST;

use helhed_casework::domain::account::Role;
use helhed_casework::domain::ids::{FamilyId, PersonId};

use crate::app::App;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::routes::{RouteSpec, Who};
use crate::viewer::Viewer;

const COORDINATOR: Who = Who::Roles(&[Role::Coordinator]);
/// Who fills in forms and looks at courses: whose, is decided by `access`.
const RATERS: Who = Who::Roles(&[Role::Coordinator, Role::FamilyMember]);
const AGGREGATES: Who = Who::Roles(&[Role::TeamLeader, Role::SteeringGroup, Role::Evaluator]);

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    const ONE: &str = "/families/{id}/ratings/{person}";
    const FORM: &str = "/families/{id}/ratings/{person}/rate/{form}";
    const OPEN: &str = "/families/{id}/ratings/open";
    const CLOSE: &str = "/families/{id}/ratings/close";
    const INVITE: &str = "/families/{id}/ratings/invite";
    const ANNUL: &str = "/families/{id}/ratings/{person}/annul/{rating}";
    const LINK: &str = "/rate/{token}";
    vec![
        RouteSpec::page("/families/{id}/ratings", COORDINATOR, ratings::page),
        RouteSpec::page(OPEN, COORDINATOR, episode::open_page),
        RouteSpec::form(OPEN, COORDINATOR, episode::open),
        RouteSpec::page(CLOSE, COORDINATOR, episode::close_page),
        RouteSpec::form(CLOSE, COORDINATOR, episode::close),
        RouteSpec::page(INVITE, COORDINATOR, invite::page),
        RouteSpec::form(INVITE, COORDINATOR, invite::take),
        RouteSpec::form(
            "/families/{id}/ratings/invitations/{invitation}/end",
            COORDINATOR,
            invite::take_back,
        ),
        RouteSpec::page(ONE, RATERS, course::page),
        RouteSpec::page(FORM, RATERS, rate::page),
        RouteSpec::form(FORM, RATERS, rate::take),
        RouteSpec::page(ANNUL, COORDINATOR, annul::page),
        RouteSpec::form(ANNUL, COORDINATOR, annul::take),
        RouteSpec::page(LINK, Who::Anyone, invitation::page),
        RouteSpec::form(LINK, Who::Anyone, invitation::take),
        RouteSpec::page(
            "/ratings/supervision",
            Who::Roles(&[Role::TeamLeader]),
            supervision::page,
        ),
        RouteSpec::page("/ratings/outcomes", AGGREGATES, outcomes::page),
    ]
}

/// The band and the tabs, for who works with the family; a family member has none.
async fn head(app: &App, viewer: &Viewer, family: FamilyId) -> Result<Option<HeadView>, PageError> {
    if viewer.is(Role::FamilyMember) {
        return Ok(None);
    }
    let uri = ratings_of(family).parse().map_err(|_| PageError::Absent)?;
    HeadView::read(app, viewer, family, &uri).await.map(Some)
}

/// The ids of an address; what is no id leads nowhere.
fn ids(family: &str, person: &str) -> Result<(FamilyId, PersonId), PageError> {
    FamilyId::parse(family)
        .zip(PersonId::parse(person))
        .ok_or(PageError::Absent)
}

fn family_of(id: &str) -> Result<FamilyId, PageError> {
    FamilyId::parse(id).ok_or(PageError::Absent)
}

/// The ratings of a family.
fn ratings_of(family: FamilyId) -> String {
    format!("/families/{family}/ratings")
}

/// One person's course.
fn course_of(family: FamilyId, person: PersonId) -> String {
    format!("/families/{family}/ratings/{person}")
}
