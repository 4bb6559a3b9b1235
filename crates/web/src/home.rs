//! The front door: each role is led to what it comes for.

use axum::response::Response;

use helhed_casework::domain::account::Role;

use crate::page::go;
use crate::viewer::Viewer;

/// Leads on.
pub(crate) async fn page(viewer: Viewer) -> Response {
    go(match viewer.account.role {
        Role::Coordinator => "/today",
        Role::TeamLeader => "/team",
        Role::Partner => "/shared",
        Role::FamilyMember => "/our",
        Role::ItAdmin => "/users",
        Role::Dpo => "/audit",
        Role::SteeringGroup => "/economy",
        Role::Evaluator => "/evaluations",
    })
}
