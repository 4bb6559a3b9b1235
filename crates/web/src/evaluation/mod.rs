//! The evaluation at any time: whoever may see aggregates has the families of the house, or a register extract, evaluated here, and reads
//! the report. Small numbers are withheld in everything that is shown or fetched.

mod desk;
mod extracts;
mod files;
mod run;
mod work;

use helhed_casework::domain::account::Role;
use helhed_casework::domain::evaluation_run::{
    EvaluationEnd, EvaluationOrder, EvaluationRun, EvaluationState,
};
use helhed_casework::domain::ids::EvaluationRunId;
use jiff::Timestamp;

use crate::error::PageError;
use crate::routes::{RouteSpec, Who};
use crate::words::Words;

const READERS: Who = Who::Roles(&[Role::TeamLeader, Role::Evaluator]);

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    vec![
        RouteSpec::page("/evaluations", READERS, desk::page),
        RouteSpec::form("/evaluations", READERS, desk::take),
        RouteSpec::page("/evaluations/{run}", READERS, run::page),
        RouteSpec::page("/evaluations/{run}/files/{file}", READERS, files::fetch),
    ]
}

/// The run of an address.
fn id(text: &str) -> Result<EvaluationRunId, PageError> {
    EvaluationRunId::parse(text).ok_or(PageError::Absent)
}

/// What is evaluated, in words.
fn what(w: Words, order: &EvaluationOrder) -> String {
    match &order.extract {
        None => w.t("evaluation-house"),
        Some(extract) => w.with("evaluation-extract", extract.as_str()),
    }
}

/// How a run stands: the key of its words and the kind of its mark.
fn state(run: &EvaluationRun, now: Timestamp) -> (&'static str, &'static str) {
    match run.state(now) {
        EvaluationState::Running(step) => (step.label_key(), "info"),
        EvaluationState::Ended(end) => {
            let mark = match end {
                EvaluationEnd::Done => "ok",
                EvaluationEnd::Failed => "stop",
                EvaluationEnd::Cut => "warn",
            };
            (end.label_key(), mark)
        }
    }
}
