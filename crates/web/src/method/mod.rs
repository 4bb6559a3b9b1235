//! The holistic method: its page with the tool catalogue, a family's checklist, and the half-yearly status of a family that is followed.

mod action_annul;
mod checklist;
mod page;
mod status;
mod status_addendum;
mod status_new;
mod tick;

pub(crate) use status::sign as status_sign;

use helhed_casework::domain::account::Role;
use helhed_casework::domain::ids::FamilyId;

use crate::family::CASE;
use crate::routes::{RouteSpec, Who};

const COORDINATOR: Who = Who::Roles(&[Role::Coordinator]);
/// The method holds nothing of anybody: whoever works around families may read how that is done.
pub(crate) const READERS: Who = Who::Roles(&[
    Role::Coordinator,
    Role::TeamLeader,
    Role::Partner,
    Role::SteeringGroup,
    Role::Evaluator,
]);

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
    let pages = [
        RouteSpec::page("/method", READERS, page::page),
        RouteSpec::page("/families/{id}/method", CASE, checklist::page),
        RouteSpec::page("/families/{id}/status", CASE, status::page),
        RouteSpec::form("/families/{id}/status", COORDINATOR, status::take),
    ];
    pages
        .into_iter()
        .chain(form!("/families/{id}/method/{item}", tick))
        .chain(form!(
            "/families/{id}/method/actions/{action}/annul",
            action_annul
        ))
        .chain(form!("/families/{id}/status/new", status_new))
        .chain(form!(
            "/families/{id}/status/{status}/addendum",
            status_addendum
        ))
        .collect()
}

/// The address of a family's checklist.
fn checklist_of(family: FamilyId) -> String {
    format!("/families/{family}/method")
}

/// The address of a family's statuses.
pub(crate) fn status_of(family: FamilyId) -> String {
    format!("/families/{family}/status")
}
