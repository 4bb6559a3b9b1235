//! Strikes out a rating that was a mistake; it stays to be read in the log.

use helhed_access::{doing, what};
use helhed_domain::contact::Annulment;
use helhed_domain::ids::{FamilyId, RatingId};
use helhed_domain::text::Line;
use helhed_store::rating;

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A rating to strike out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnnulRating {
    /// The family.
    pub family: FamilyId,
    /// The rating.
    pub rating: RatingId,
    /// Why.
    pub reason: Line,
}

/// Why a rating was not struck out.
#[derive(Debug, thiserror::Error)]
pub enum AnnulRatingError {
    /// There is none such, or it is struck out already.
    #[error("no such rating stands")]
    NotStanding,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(AnnulRatingError);

/// Strikes a rating out.
pub async fn annul_rating(ctx: &mut Ctx, command: AnnulRating) -> Result<(), AnnulRatingError> {
    let permit = ctx
        .permit::<what::Ratings, doing::Annul>(command.family)
        .await?;
    let annulment = Annulment {
        at: ctx.now(),
        reason: command.reason,
    };
    if !rating::annul(&mut ctx.link, &permit, command.rating, &annulment).await? {
        return Err(AnnulRatingError::NotStanding);
    }
    ctx.record("annul_rating", &permit, command.rating.uuid());
    Ok(())
}
