//! Writes down a review of the plan.

use jiff::civil::Date;

use helhed_access::{doing, what};
use helhed_domain::goal_word::Said;
use helhed_domain::ids::{FamilyId, ReviewId};
use helhed_domain::review::{Review, ReviewError};
use helhed_domain::text::Prose;
use helhed_store::review as stored;

use super::{keep_version, say_how_it_goes};
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A review that was held.
#[derive(Debug, Clone)]
pub struct HoldReview {
    /// The family.
    pub family: FamilyId,
    /// The day it was held.
    pub held: Date,
    /// What has moved.
    pub moved: Prose,
    /// What has not.
    pub stuck: Option<Prose>,
    /// What now.
    pub next: Prose,
    /// A word on each goal that somebody said something of.
    pub said: Vec<Said>,
}

/// Why a review was not written down.
#[derive(Debug, thiserror::Error)]
pub enum HoldReviewError {
    /// It cannot have been held.
    #[error(transparent)]
    Wrong(#[from] ReviewError),
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(HoldReviewError);

/// Writes down a review within the running intervention, with the words on its goals, and keeps the plan as it stands then; the next is
/// due so many months after.
pub async fn hold_review(ctx: &mut Ctx, command: HoldReview) -> Result<ReviewId, HoldReviewError> {
    let permit = ctx.permit::<what::Plan, doing::Add>(command.family).await?;
    let started = stored::course_started(&mut ctx.link, &permit).await?;
    let held = Review::check_day(command.held, started, ctx.today())?;
    let review = Review {
        id: ctx.new_id(),
        family: command.family,
        held,
        moved: command.moved,
        stuck: command.stuck,
        next: command.next,
        by: ctx.actor()?.account,
        written_at: ctx.now(),
    };
    stored::insert(&mut ctx.link, &permit, &review).await?;
    for said in command.said {
        say_how_it_goes::write(ctx, command.family, said, Some(review.id)).await?;
    }
    keep_version::keep(ctx, command.family, None, Some(review.id)).await?;
    ctx.record("hold_review", &permit, review.id.uuid());
    Ok(review.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{overdue_reviews, plan_page};
    use crate::testing::{House, instant, prose};
    use jiff::civil::date;

    #[tokio::test]
    async fn a_review_moves_the_next_three_months_on() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let later = instant("2027-03-01T09:00:00Z");
        let mut reading = house.reading(&house.karen, later);
        let page = plan_page(&mut reading, holm.id).await.expect("a page");
        assert_eq!(
            page.review_due.map(|due| due.day()),
            Some(date(2027, 2, 24))
        );
        let mut leader = house.reading(&house.lone, later);
        let overdue = overdue_reviews(&mut leader).await.expect("a list");
        assert_eq!(overdue.len(), 1);
        assert_eq!(overdue[0].due.day(), date(2027, 2, 24));
        assert!(overdue[0].coordinator.is_some());

        let review = |held| HoldReview {
            family: holm.id,
            held,
            moved: prose("Emil er begyndt i børnehave."),
            stuck: None,
            next: prose("Sofie søger praktik."),
            said: Vec::new(),
        };
        let mut ctx = house.begin(&house.karen, later).await.expect("begun");
        for (held, wrong) in [
            (date(2027, 3, 2), ReviewError::InTheFuture),
            (date(2026, 11, 23), ReviewError::BeforeStart),
        ] {
            let refused = hold_review(&mut ctx, review(held)).await;
            assert!(matches!(refused, Err(HoldReviewError::Wrong(why)) if why == wrong));
        }
        hold_review(&mut ctx, review(date(2027, 3, 1)))
            .await
            .expect("held");
        ctx.commit().await.expect("committed");
        let page = plan_page(&mut reading, holm.id).await.expect("a page");
        assert_eq!(page.review_due.map(|due| due.day()), Some(date(2027, 6, 1)));
        assert!(
            overdue_reviews(&mut leader)
                .await
                .expect("a list")
                .is_empty()
        );
    }

    #[tokio::test]
    async fn overdue_reviews_are_the_leaders() {
        let house = House::new().await;
        for actor in [house.karen, house.jens, house.it_admin, house.dpo] {
            let mut reading = house.reading(&actor, house.now());
            let list = overdue_reviews(&mut reading).await;
            assert!(matches!(list, Err(Stop::NotAllowed)), "{:?}", actor.role);
        }
    }
}
