//! Ends a run of the evaluation.

use helhed_access::{Basis, Resource, Verb};
use helhed_domain::evaluation_run::EvaluationEnd;
use helhed_domain::ids::EvaluationRunId;
use helhed_store::{StoreError, evaluation_run};
use jiff::Timestamp;

use crate::Casework;

/// How the work of a run ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// With these files, by name; small numbers are withheld in them.
    Done(Vec<(String, Vec<u8>)>),
    /// With a fault: places in files, never values.
    Failed(String),
}

/// The longest fault that is kept, in letters: the first faults of a file say enough.
const LONGEST_FAULT: usize = 8_000;

/// Writes down how a run ended. Where it was taken to be cut before, nothing changes and what came out is let go.
pub async fn end_evaluation(
    house: &Casework,
    id: EvaluationRunId,
    ending: Ending,
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut ctx = house.begin_as_house(now).await?;
    let (how, fault, files) = match ending {
        Ending::Done(files) => (EvaluationEnd::Done, None, files),
        Ending::Failed(fault) => {
            let fault: String = fault.chars().take(LONGEST_FAULT).collect();
            (EvaluationEnd::Failed, Some(fault), Vec::new())
        }
    };
    if evaluation_run::end(&mut ctx.link, id, (now, how), fault.as_deref()).await? {
        evaluation_run::insert_files(&mut ctx.link, id, files).await?;
        let added = (Verb::Add, Resource::Aggregates, Basis::Operation);
        ctx.record_in_house("end_evaluation", added, None, id.uuid());
    }
    ctx.commit().await
}
