//! What runs of the evaluation there are, and what came out of one.

use helhed_access::{HousePermit, Resource, doing, what};
use helhed_domain::evaluation_run::EvaluationRun;
use helhed_domain::ids::EvaluationRunId;
use helhed_store::evaluation_run;

use crate::{Reading, Stop, Visible};

/// A run with the names of its files and how many bytes each has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvaluationPage {
    /// The run.
    pub run: EvaluationRun,
    /// Its files by name; none while it is under way, and of old runs.
    pub files: Vec<(String, i64)>,
}

type Permits = (
    HousePermit<what::Aggregates, doing::Read>,
    HousePermit<what::Extract, doing::Read>,
);

fn permits(reading: &Reading) -> Result<Permits, Stop> {
    Ok((reading.house_permit()?, reading.house_permit()?))
}

/// The newest runs, the newest first.
pub async fn evaluations_page(reading: &mut Reading) -> Result<Visible<Vec<EvaluationRun>>, Stop> {
    let (aggregates, permit) = permits(reading)?;
    let runs = evaluation_run::newest(&mut reading.link, &permit).await?;
    let basis = aggregates.basis();
    reading
        .show_list("evaluations_page", Resource::Aggregates, basis, runs)
        .await
}

/// One run.
pub async fn evaluation_page(
    reading: &mut Reading,
    id: EvaluationRunId,
) -> Result<Visible<EvaluationPage>, Stop> {
    let (aggregates, permit) = permits(reading)?;
    let run = evaluation_run::find(&mut reading.link, &permit, id)
        .await?
        .ok_or(Stop::Absent)?;
    let files = evaluation_run::files(&mut reading.link, &permit, id).await?;
    let (basis, page) = (aggregates.basis(), EvaluationPage { run, files });
    reading
        .show_computed(
            "evaluation_page",
            Resource::Aggregates,
            basis,
            id.uuid(),
            page,
        )
        .await
}

/// What is in one of its files.
pub async fn evaluation_file(
    reading: &mut Reading,
    id: EvaluationRunId,
    name: &str,
) -> Result<Visible<Vec<u8>>, Stop> {
    let (aggregates, permit) = permits(reading)?;
    let body = evaluation_run::file(&mut reading.link, &permit, id, name)
        .await?
        .ok_or(Stop::Absent)?;
    let basis = aggregates.basis();
    reading
        .show_computed(
            "evaluation_file",
            Resource::Aggregates,
            basis,
            id.uuid(),
            body,
        )
        .await
}
