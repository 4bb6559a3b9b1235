//! Saves a scenario of the economic case: a new one, or the next version of one.

use helhed_access::{doing, what};
use helhed_domain::ids::ScenarioId;
use helhed_domain::text::Line;
use helhed_economics::case::Case;
use helhed_store::economy;

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A scenario to save.
#[derive(Debug, Clone)]
pub struct SaveScenario {
    /// The scenario it is the next version of, with the version that was read; `None` is a new one.
    pub of: Option<(ScenarioId, i64)>,
    /// What the team calls it.
    pub name: Line,
    /// Where it starts and where its levers stand.
    pub case: Case,
}

/// Why a scenario was not saved or annulled.
#[derive(Debug, thiserror::Error)]
pub enum ScenarioError {
    /// Somebody else has saved it since.
    #[error("somebody else has changed it since")]
    Changed,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(ScenarioError);

/// Saves a scenario; the versions before stay readable.
pub async fn save_scenario(
    ctx: &mut Ctx,
    command: SaveScenario,
) -> Result<ScenarioId, ScenarioError> {
    let fields: Vec<(String, String)> = command
        .case
        .fields()
        .into_iter()
        .map(|(field, value)| (field.to_owned(), value))
        .collect();
    let by = (ctx.actor()?.account, ctx.now());
    let saved = (&command.name, fields.as_slice());
    let id = match command.of {
        None => {
            let permit = ctx.house_permit::<what::Economy, doing::Add>()?;
            let id = ctx.new_id();
            economy::insert(&mut ctx.link, &permit, id, saved, by).await?;
            id
        }
        Some((id, version)) => {
            let permit = ctx.house_permit::<what::Economy, doing::Change>()?;
            let seen = (id, version);
            if !economy::save_again(&mut ctx.link, &permit, seen, saved, by).await? {
                return Err(ScenarioError::Changed);
            }
            id
        }
    };
    ctx.record_on::<what::Economy, doing::Change>("save_scenario", id.uuid())?;
    Ok(id)
}
