//! Meetings: who is called to talk of what, and where it stands.

mod list;
mod page;

use helhed_casework::domain::account::Role;
use helhed_casework::domain::ids::{FamilyId, MeetingId};

use crate::error::PageError;
use crate::family::CASE;
use crate::routes::{RouteSpec, Who};

/// Whoever may be called; whether they were, is decided by `access`.
const CALLED: Who = Who::Roles(&[
    Role::Coordinator,
    Role::TeamLeader,
    Role::Partner,
    Role::FamilyMember,
]);

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    vec![
        RouteSpec::page("/families/{id}/meetings", CASE, list::page),
        RouteSpec::page("/families/{id}/meetings/{meeting}", CALLED, page::page),
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
