//! Meetings: who is called to talk of what, and where it stands.

mod agenda;
mod call;
mod change;
mod fields;
mod invite;
mod letters;
mod list;
mod mine;
mod page;
mod time;

use helhed_casework::domain::account::Role;
use helhed_casework::domain::ids::{FamilyId, MeetingId};

use crate::error::PageError;
use crate::family::CASE;
use crate::routes::{RouteSpec, Who};

const COORDINATOR: Who = Who::Roles(&[Role::Coordinator]);

/// Whoever may be called; whether they were, is decided by `access`.
const CALLED: Who = Who::Roles(&[
    Role::Coordinator,
    Role::TeamLeader,
    Role::Partner,
    Role::FamilyMember,
]);

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    let one = "/families/{id}/meetings/{meeting}";
    vec![
        RouteSpec::page("/families/{id}/meetings", CASE, list::page),
        RouteSpec::page("/families/{id}/meetings/time", COORDINATOR, time::page),
        RouteSpec::page("/families/{id}/meetings/new", COORDINATOR, call::page),
        RouteSpec::form("/families/{id}/meetings/new", COORDINATOR, call::take),
        RouteSpec::page(one, CALLED, page::page),
        RouteSpec::form(one, CALLED, invite::answer),
        RouteSpec::page(
            "/families/{id}/meetings/{meeting}/invite",
            COORDINATOR,
            invite::page,
        ),
        RouteSpec::form(
            "/families/{id}/meetings/{meeting}/invite",
            COORDINATOR,
            invite::take,
        ),
        RouteSpec::page(
            "/families/{id}/meetings/{meeting}/agenda",
            COORDINATOR,
            agenda::page,
        ),
        RouteSpec::form(
            "/families/{id}/meetings/{meeting}/agenda",
            COORDINATOR,
            agenda::take,
        ),
        RouteSpec::page(
            "/families/{id}/meetings/{meeting}/change",
            COORDINATOR,
            change::page,
        ),
        RouteSpec::form(
            "/families/{id}/meetings/{meeting}/change",
            COORDINATOR,
            change::take,
        ),
        RouteSpec::page(
            "/families/{id}/meetings/{meeting}/annul",
            COORDINATOR,
            change::annul_page,
        ),
        RouteSpec::form(
            "/families/{id}/meetings/{meeting}/annul",
            COORDINATOR,
            change::annul,
        ),
        RouteSpec::page("/meetings", CALLED, mine::page),
        RouteSpec::form("/meetings", CALLED, mine::take),
        RouteSpec::page("/calendar/{name}", Who::Anyone, mine::feed),
    ]
}

/// Where the meetings of a family are.
pub(crate) fn meetings_of(family: FamilyId) -> String {
    format!("/families/{family}/meetings")
}

/// Where a meeting is.
pub(crate) fn meeting_of(family: FamilyId, meeting: MeetingId) -> String {
    format!("{}/{meeting}", meetings_of(family))
}

/// The family and the meeting of an address; what is no id leads nowhere.
pub(crate) fn ids_of((family, meeting): (&str, &str)) -> Result<(FamilyId, MeetingId), PageError> {
    let ids = FamilyId::parse(family).zip(MeetingId::parse(meeting));
    ids.ok_or(PageError::Absent)
}
