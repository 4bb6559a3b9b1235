//! Writes down which number a family's case has in the records system.

use helhed_access::{doing, what};
use helhed_domain::filing::{CaseNumber, KleNumber, RecordsCase};
use helhed_domain::ids::FamilyId;
use helhed_store::filing as stored;

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A number to write down.
#[derive(Debug, Clone)]
pub struct SetCaseNumber {
    /// The family.
    pub family: FamilyId,
    /// The number of the case there.
    pub number: CaseNumber,
    /// What it is filed under.
    pub kle: Option<KleNumber>,
    /// The version that was read; 0 where there was none.
    pub version: i64,
}

/// Why no number was written down.
#[derive(Debug, thiserror::Error)]
pub enum SetCaseNumberError {
    /// Somebody else has changed it since.
    #[error("somebody else has changed it since")]
    Changed,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(SetCaseNumberError);

/// Writes the number down. From here on the papers of the case are filed, in the name of who wrote it.
pub async fn set_case_number(
    ctx: &mut Ctx,
    command: SetCaseNumber,
) -> Result<(), SetCaseNumberError> {
    let permit = ctx
        .permit::<what::Filing, doing::Change>(command.family)
        .await?;
    let case = RecordsCase {
        family: command.family,
        number: command.number,
        kle: command.kle,
        by: ctx.actor()?.account,
        set_at: ctx.now(),
        version: command.version,
    };
    if !stored::set_case(&mut ctx.link, &permit, &case, command.version).await? {
        return Err(SetCaseNumberError::Changed);
    }
    ctx.record("set_case_number", &permit, command.family.uuid());
    Ok(())
}
