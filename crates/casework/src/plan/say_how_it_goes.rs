//! Writes a word on how a goal goes, outside a review.

use helhed_access::{doing, what};
use helhed_domain::goal_word::{GoalWord, Said};
use helhed_domain::ids::{FamilyId, GoalWordId, ReviewId};
use helhed_store::{goal, goal_word as stored};

use crate::{Ctx, Stop};

/// A word on a goal.
#[derive(Debug, Clone)]
pub struct SayHowItGoes {
    /// The family.
    pub family: FamilyId,
    /// The goal, whether it moved, and the word.
    pub said: Said,
}

/// Writes the word down.
pub async fn say_how_it_goes(ctx: &mut Ctx, command: SayHowItGoes) -> Result<GoalWordId, Stop> {
    let id = write(ctx, command.family, command.said, None).await?;
    let permit = ctx.permit::<what::Plan, doing::Add>(command.family).await?;
    ctx.record("say_how_it_goes", &permit, id.uuid());
    Ok(id)
}

/// Writes a word down, at a review where there is one. A goal of another family is not there.
pub(super) async fn write(
    ctx: &mut Ctx,
    family: FamilyId,
    said: Said,
    review: Option<ReviewId>,
) -> Result<GoalWordId, Stop> {
    let permit = ctx.permit::<what::Plan, doing::Add>(family).await?;
    if !goal::is_of_family(&mut ctx.link, &permit, said.goal).await? {
        return Err(Stop::Absent);
    }
    let word = GoalWord {
        id: ctx.new_id(),
        family,
        goal: said.goal,
        review,
        moved: said.moved,
        word: said.word,
        by: ctx.actor()?.account,
        at: ctx.now(),
    };
    stored::insert(&mut ctx.link, &permit, &word).await?;
    Ok(word.id)
}
