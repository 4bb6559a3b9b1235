//! The family's plan: its road, its coordination, measures, words on goals, versions and who agreed; and the family's own view of it.

mod agreement;
mod answer;
mod compare;
mod coordination;
mod cover;
mod figure;
mod keep;
mod measure;
mod measure_annul;
mod ours;
mod page;
mod paper;
mod tree;
mod version;
mod word;

use helhed_casework::domain::account::Role;
use helhed_casework::domain::ids::FamilyId;

use crate::family::CASE;
use crate::routes::{RouteSpec, Who};

const COORDINATOR: Who = Who::Roles(&[Role::Coordinator]);
const FAMILY: Who = Who::Roles(&[Role::FamilyMember]);

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    vec![
        RouteSpec::page("/families/{id}/plan", CASE, page::page),
        RouteSpec::page("/families/{id}/plan/pdf", CASE, paper::page),
        RouteSpec::page("/families/{id}/plan/coordination", CASE, coordination::page),
        RouteSpec::page("/families/{id}/plan/versions", CASE, version::page),
        RouteSpec::form("/families/{id}/plan/versions", COORDINATOR, version::take),
        RouteSpec::page("/families/{id}/plan/compare", CASE, compare::page),
        RouteSpec::page(
            "/families/{id}/plan/versions/{version}/agree",
            COORDINATOR,
            agreement::page,
        ),
        RouteSpec::form(
            "/families/{id}/plan/versions/{version}/agree",
            COORDINATOR,
            agreement::take,
        ),
        RouteSpec::page("/families/{id}/goals/{goal}/word", COORDINATOR, word::page),
        RouteSpec::form("/families/{id}/goals/{goal}/word", COORDINATOR, word::take),
        RouteSpec::page(
            "/families/{id}/goals/{goal}/covers",
            COORDINATOR,
            cover::page,
        ),
        RouteSpec::form(
            "/families/{id}/goals/{goal}/covers",
            COORDINATOR,
            cover::take,
        ),
        RouteSpec::page("/families/{id}/goals/{goal}/keep", COORDINATOR, keep::page),
        RouteSpec::form("/families/{id}/goals/{goal}/keep", COORDINATOR, keep::take),
        RouteSpec::form(
            "/families/{id}/goals/{goal}/kept/{kept}/lift",
            COORDINATOR,
            keep::lift,
        ),
        RouteSpec::page("/families/{id}/measures/new", COORDINATOR, measure::page),
        RouteSpec::form("/families/{id}/measures/new", COORDINATOR, measure::take),
        RouteSpec::page(
            "/families/{id}/measures/{measure}",
            COORDINATOR,
            measure::change_page,
        ),
        RouteSpec::form(
            "/families/{id}/measures/{measure}",
            COORDINATOR,
            measure::change,
        ),
        RouteSpec::page(
            "/families/{id}/measures/{measure}/annul",
            COORDINATOR,
            measure_annul::page,
        ),
        RouteSpec::form(
            "/families/{id}/measures/{measure}/annul",
            COORDINATOR,
            measure_annul::take,
        ),
        RouteSpec::page("/our/plan", FAMILY, ours::page),
        RouteSpec::page("/our/plan/{id}/answer", FAMILY, answer::page),
        RouteSpec::form("/our/plan/{id}/answer", FAMILY, answer::take),
    ]
}

/// The address of a family's plan.
pub(crate) fn plan_of(family: FamilyId) -> String {
    format!("/families/{family}/plan")
}

/// The address of its coordination.
fn coordination_of(family: FamilyId) -> String {
    format!("{}/coordination", plan_of(family))
}

/// The address of its versions.
fn versions_of(family: FamilyId) -> String {
    format!("{}/versions", plan_of(family))
}
