//! What meetings agreed, and how long it takes from decision to action.

mod page;
mod times;

use helhed_casework::agreed::DecisionTimes;
use helhed_casework::domain::account::Role;

use crate::assessment::PARTIES;
use crate::routes::{RouteSpec, Who};
use crate::words::Words;

const AGGREGATES: Who = Who::Roles(&[Role::TeamLeader, Role::SteeringGroup, Role::Evaluator]);

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    vec![
        RouteSpec::page("/families/{id}/meetings/agreed", PARTIES, page::page),
        RouteSpec::page("/decisions", AGGREGATES, times::page),
    ]
}

/// "3 af 5 er gjort".
fn done_of(w: Words, done: usize, all: usize) -> String {
    let (done, all) = (done.to_string(), all.to_string());
    w.args("agreed-done", &[("done", &done), ("all", &all)])
}

/// By how many days half were done, or that it cannot be said yet.
fn median_in(w: Words, times: &DecisionTimes) -> String {
    match times.median_days {
        Some(days) => w.n("agreed-median", days),
        None => w.t("agreed-no-median"),
    }
}
