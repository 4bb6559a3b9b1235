//! Takes a family's case up again: a new course that names the one before.

use jiff::civil::Date;

use helhed_access::{doing, what};
use helhed_domain::assignment::{AssignmentKind, Full};
use helhed_domain::course::{CourseState, ReopenError};
use helhed_domain::ids::{AccountId, CourseId, FamilyId};
use helhed_store::{StoreError, assignment, course, waiting};

use crate::team::{GiveError, capacity_of, give};
use crate::{Ctx, Stop};

/// A case to take up again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReopenCourse {
    /// Whose.
    pub family: FamilyId,
    /// The first day.
    pub on: Date,
    /// Who will coordinate: who did before, where none is named. Another is the leader's choice.
    pub coordinator: Option<AccountId>,
}

/// Why the case was not taken up again.
#[derive(Debug, thiserror::Error)]
pub enum ReopenCourseError {
    /// The family never had a course.
    #[error("no course to take up again")]
    NeverHadOne,
    /// The family was referred again and stands on the waiting list: it is taken in from there.
    #[error("on the waiting list")]
    Waiting,
    /// It cannot be taken up so.
    #[error(transparent)]
    Reopen(#[from] ReopenError),
    /// Who coordinated may no longer sign in, and nobody else is named.
    #[error("no such coordinator")]
    NoSuchCoordinator,
    /// The coordinator has no free place.
    #[error(transparent)]
    Full(#[from] Full),
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}

impl From<GiveError> for ReopenCourseError {
    fn from(error: GiveError) -> Self {
        match error {
            GiveError::NoSuchCoordinator => Self::NoSuchCoordinator,
            GiveError::Full(full) => Self::Full(full),
            GiveError::Stopped(stop) => Self::Stopped(stop),
        }
    }
}

impl From<StoreError> for ReopenCourseError {
    fn from(error: StoreError) -> Self {
        Self::Stopped(error.into())
    }
}

/// Takes the latest course of a family up again. The ten places hold here too.
pub async fn reopen_course(
    ctx: &mut Ctx,
    command: ReopenCourse,
) -> Result<CourseId, ReopenCourseError> {
    let lens = ctx.lens(command.family).await?;
    let permit = lens.permit().ok_or(Stop::NotAllowed)?;
    let read = lens.permit().ok_or(Stop::NotAllowed)?;
    let assignments = lens.permit().ok_or(Stop::NotAllowed)?;
    let change = lens.permit().ok_or(Stop::NotAllowed)?;
    let referrals = lens.permit().ok_or(Stop::NotAllowed)?;
    let courses = course::of_family(&mut ctx.link, &read).await?;
    let runs = courses.iter().find(|it| it.state == CourseState::Running);
    let latest = runs
        .or(courses.last())
        .ok_or(ReopenCourseError::NeverHadOne)?;
    if waiting::waits(&mut ctx.link, &referrals).await? {
        return Err(ReopenCourseError::Waiting);
    }
    let before = assignment::of_family(&mut ctx.link, &assignments)
        .await?
        .into_iter()
        .map(|(it, _)| it)
        .find(|it| it.to.is_none() && it.kind == AssignmentKind::Coordinator)
        .map(|it| it.account);
    let to = command
        .coordinator
        .or(before)
        .ok_or(ReopenCourseError::NoSuchCoordinator)?;
    if Some(to) != before && !lens.may::<what::Assignments, doing::Add>() {
        return Err(Stop::NotAllowed.into());
    }
    let reopened = latest.reopen(ctx.new_id(), command.on, ctx.today())?;
    capacity_of(ctx, to).await?.take(1)?;
    course::insert(&mut ctx.link, &permit, &reopened).await?;
    ctx.record("reopen_course", &permit, reopened.id.uuid());
    give(ctx, &lens, &change, to, None).await?;
    Ok(reopened.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::House;
    use jiff::civil::date;

    fn reopen(family: FamilyId) -> ReopenCourse {
        ReopenCourse {
            family,
            on: date(2026, 11, 24),
            coordinator: None,
        }
    }

    #[tokio::test]
    async fn a_closed_case_is_taken_up_by_who_had_it() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let mut ctx = house.begin(&house.karen, house.now()).await.expect("begun");
        assert!(matches!(
            reopen_course(&mut ctx, reopen(holm.id)).await,
            Err(ReopenCourseError::Reopen(ReopenError::Running))
        ));
        drop(ctx);
        let holm = holm.closed().await;
        let mut ctx = house.begin(&house.karen, house.now()).await.expect("begun");
        let to_bo = ReopenCourse {
            coordinator: Some(house.bo.account),
            ..reopen(holm.id)
        };
        assert!(matches!(
            reopen_course(&mut ctx, to_bo).await,
            Err(ReopenCourseError::Stopped(Stop::NotAllowed))
        ));
        reopen_course(&mut ctx, reopen(holm.id))
            .await
            .expect("reopened");
        assert_eq!(
            assignment::load(&mut ctx.link, house.karen.account)
                .await
                .expect("a number"),
            1
        );
    }

    #[tokio::test]
    async fn the_ten_places_hold_for_a_reopened_case() {
        let house = House::new().await;
        let first = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let first = first.closed().await;
        for number in 0..10 {
            let next = house.a_family(&format!("Nummer {number}")).await;
            next.taken_in_by(&house.karen).await;
        }
        let mut ctx = house.begin(&house.lone, house.now()).await.expect("begun");
        assert!(matches!(
            reopen_course(&mut ctx, reopen(first.id)).await,
            Err(ReopenCourseError::Full(_))
        ));
        let to_bo = ReopenCourse {
            coordinator: Some(house.bo.account),
            ..reopen(first.id)
        };
        assert!(reopen_course(&mut ctx, to_bo).await.is_ok());
    }

    #[tokio::test]
    async fn a_family_that_was_never_in_has_nothing_to_take_up() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.declined().await;
        let mut ctx = house.begin(&house.lone, house.now()).await.expect("begun");
        assert!(matches!(
            reopen_course(&mut ctx, reopen(holm.id)).await,
            Err(ReopenCourseError::NeverHadOne)
        ));
    }
}
