//! The minutes of a meeting: one writes, everyone follows on a screen of their own or in the room, anybody speaks up, and what is decided
//! stands beside.

mod add;
mod aloud;
mod approval;
mod ask;
mod by_link;
mod changes;
mod decide;
mod first;
mod lines;
mod live;
mod owners;
mod page;
mod paper;
mod part;
mod pen;
mod projector;
mod say;
mod section;
mod side;
mod speak;
mod told;
mod view;
mod write;

pub(crate) use paper::archived_of;

use helhed_casework::domain::account::Role;
use helhed_casework::domain::ids::{FamilyId, MeetingId};

use crate::assessment::PARTIES;
use crate::error::PageError;
use crate::meeting::ids_of;
use crate::routes::{RouteSpec, Who};

const WRITERS: Who = Who::Roles(&[Role::Coordinator, Role::TeamLeader, Role::Partner]);
const COORDINATOR: Who = Who::Roles(&[Role::Coordinator]);
const TEAM: Who = Who::Roles(&[Role::Coordinator, Role::TeamLeader]);

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    let own = "/families/{id}/meetings/{meeting}/minutes";
    let live = "/families/{id}/meetings/{meeting}/minutes/live";
    let changes = "/families/{id}/meetings/{meeting}/minutes/changes";
    let lines = "/families/{id}/meetings/{meeting}/minutes/lines";
    let write = "/families/{id}/meetings/{meeting}/minutes/write";
    let pen = "/families/{id}/meetings/{meeting}/minutes/pen";
    let section = "/families/{id}/meetings/{meeting}/minutes/section";
    let decide = "/families/{id}/meetings/{meeting}/minutes/decide";
    let first = "/families/{id}/meetings/{meeting}/minutes/first";
    let speak = "/families/{id}/meetings/{meeting}/minutes/speak";
    let aloud = "/families/{id}/meetings/{meeting}/minutes/aloud";
    let approval = "/families/{id}/meetings/{meeting}/minutes/approval";
    let say = "/families/{id}/meetings/{meeting}/minutes/approval/say";
    let add = "/families/{id}/meetings/{meeting}/minutes/approval/add";
    let ask = "/families/{id}/meetings/{meeting}/minutes/approval/ask";
    let paper = "/families/{id}/meetings/{meeting}/minutes/pdf";
    let projector = "/families/{id}/meetings/{meeting}/minutes/projector";
    vec![
        RouteSpec::page(own, PARTIES, page::page),
        RouteSpec::page(live, PARTIES, live::stream),
        RouteSpec::page(changes, PARTIES, changes::part).followed(),
        RouteSpec::form(lines, WRITERS, lines::take),
        RouteSpec::page(write, WRITERS, write::page),
        RouteSpec::form(write, WRITERS, write::take),
        RouteSpec::page(pen, WRITERS, pen::page),
        RouteSpec::form(pen, WRITERS, pen::take),
        RouteSpec::page(section, WRITERS, section::page),
        RouteSpec::form(section, WRITERS, section::take),
        RouteSpec::page(decide, TEAM, decide::page),
        RouteSpec::form(decide, TEAM, decide::take),
        RouteSpec::form(first, COORDINATOR, first::take),
        RouteSpec::page(speak, PARTIES, speak::page),
        RouteSpec::form(speak, PARTIES, speak::take),
        RouteSpec::page(projector, TEAM, projector::page),
        RouteSpec::page(aloud, PARTIES, aloud::page),
        RouteSpec::form(aloud, TEAM, aloud::take),
        RouteSpec::page(approval, PARTIES, approval::page),
        RouteSpec::page(say, PARTIES, say::page),
        RouteSpec::form(say, PARTIES, say::take),
        RouteSpec::page(add, TEAM, add::page),
        RouteSpec::form(add, TEAM, add::take),
        RouteSpec::page(ask, TEAM, ask::page),
        RouteSpec::form(ask, TEAM, ask::take),
        RouteSpec::page(paper, PARTIES, paper::page),
        RouteSpec::page("/approve/{token}", Who::Anyone, by_link::page),
        RouteSpec::form("/approve/{token}", Who::Anyone, by_link::take),
    ]
}

/// The ids of an address.
fn ids((id, meeting): &(String, String)) -> Result<(FamilyId, MeetingId), PageError> {
    ids_of((id, meeting))
}

/// Where the minutes of a meeting are.
pub(crate) fn minutes_at(family: FamilyId, meeting: MeetingId) -> String {
    format!("/families/{family}/meetings/{meeting}/minutes")
}
