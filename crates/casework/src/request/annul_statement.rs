//! Annuls a statement that is about the wrong child: it counts no more, and its text is read no more.

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, StatementId};
use helhed_domain::statement::Annulled;
use helhed_domain::text::Line;
use helhed_store::statement as stored;

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A statement to annul.
#[derive(Debug, Clone)]
pub struct AnnulStatement {
    /// The family.
    pub family: FamilyId,
    /// The statement.
    pub statement: StatementId,
    /// Why.
    pub reason: Line,
}

/// Why it was not annulled.
#[derive(Debug, thiserror::Error)]
pub enum AnnulStatementError {
    /// It was annulled already.
    #[error("it was annulled already")]
    Already,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(AnnulStatementError);

/// Annuls a statement with a reason; the same may then be asked for again.
pub async fn annul_statement(
    ctx: &mut Ctx,
    command: AnnulStatement,
) -> Result<(), AnnulStatementError> {
    let permit = ctx
        .permit::<what::Requests, doing::Annul>(command.family)
        .await?;
    let statement = stored::find(&mut ctx.link, &permit, command.statement)
        .await?
        .ok_or(Stop::Absent)?;
    let annulled = Annulled {
        at: ctx.now(),
        by: ctx.actor()?.account,
        reason: command.reason,
    };
    if !stored::annul(&mut ctx.link, &permit, statement.id, &annulled).await? {
        return Err(AnnulStatementError::Already);
    }
    ctx.notice(permit.family());
    ctx.record("annul_statement", &permit, statement.id.uuid());
    Ok(())
}
