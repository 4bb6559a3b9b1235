//! Closes a course: why, and what the family goes on to.

use jiff::civil::Date;

use helhed_domain::assignment::AssignmentKind;
use helhed_domain::course::{CourseEnd, CourseState, EndError, EndReason};
use helhed_domain::episode::EpisodeEnd;
use helhed_domain::ids::{CourseId, FamilyId};
use helhed_domain::text::Line;
use helhed_store::{StoreError, assignment, course, rated};

use crate::{Ctx, Stop};

/// A course to close.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CloseCourse {
    /// Whose.
    pub family: FamilyId,
    /// The last day.
    pub on: Date,
    /// Why.
    pub reason: EndReason,
    /// What the family goes on to: codes of the list `goes_on_to`.
    pub goes_on_to: Vec<String>,
    /// In a few words.
    pub word: Option<Line>,
}

/// Why the course was not closed.
#[derive(Debug, thiserror::Error)]
pub enum CloseError {
    /// No course of the family runs.
    #[error("no course runs")]
    NotRunning,
    /// It cannot end so.
    #[error(transparent)]
    End(#[from] EndError),
    /// What it goes on to is not on the list today.
    #[error("no such way on")]
    NoSuchWayOn,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}

impl From<StoreError> for CloseError {
    fn from(error: StoreError) -> Self {
        Self::Stopped(error.into())
    }
}

/// Closes the course that runs. The coordinator keeps the ended case, to finish it and to take it up again; deputies have
/// no errand in it any more. Tasks that are open stay as they are: the form has told of them.
pub async fn close_course(ctx: &mut Ctx, command: CloseCourse) -> Result<CourseId, CloseError> {
    let lens = ctx.lens(command.family).await?;
    let permit = lens.permit().ok_or(Stop::NotAllowed)?;
    let read = lens.permit().ok_or(Stop::NotAllowed)?;
    let today = ctx.today();
    let on_list = |code: &String| ctx.lists().holds("goes_on_to", code, today);
    if !command.goes_on_to.iter().all(on_list) {
        return Err(CloseError::NoSuchWayOn);
    }
    let running = course::of_family(&mut ctx.link, &read)
        .await?
        .into_iter()
        .find(|it| it.state == CourseState::Running)
        .ok_or(CloseError::NotRunning)?;
    let end = CourseEnd {
        on: command.on,
        reason: command.reason,
        goes_on_to: command.goes_on_to,
        word: command.word,
        by: ctx.actor()?.account,
    };
    let ended = running.end(end.clone(), today)?;
    course::end(&mut ctx.link, &permit, &ended, &end).await?;
    ctx.record("close_course", &permit, ended.id.uuid());
    let ending = match end.reason {
        EndReason::Completed | EndReason::Other => EpisodeEnd::Planned,
        EndReason::DroppedOut => EpisodeEnd::DroppedOut,
        EndReason::Moved => EpisodeEnd::Moved,
    };
    // Ratings of an ended course would stay open for ever: nobody visits any more.
    rated::close_with_course(&mut ctx.link, &permit, end.on, ending).await?;
    let assignments = lens.permit().ok_or(Stop::NotAllowed)?;
    let change = lens.permit().ok_or(Stop::NotAllowed)?;
    let now = ctx.now();
    for (it, _) in assignment::of_family(&mut ctx.link, &assignments).await? {
        if it.kind == AssignmentKind::Deputy && it.to.is_none() {
            assignment::end(&mut ctx.link, &change, it.id, now).await?;
            ctx.record("end_deputy", &change, it.id.uuid());
        }
    }
    Ok(ended.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::House;
    use jiff::civil::date;

    fn completed(family: FamilyId) -> CloseCourse {
        CloseCourse {
            family,
            on: date(2026, 11, 24),
            reason: EndReason::Completed,
            goes_on_to: vec!["jobcentre".into(), "volunteers".into()],
            word: None,
        }
    }

    #[tokio::test]
    async fn the_coordinator_closes_once_and_the_place_is_free() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let mut ctx = house.begin(&house.karen, house.now()).await.expect("begun");
        close_course(&mut ctx, completed(holm.id))
            .await
            .expect("closed");
        assert_eq!(
            assignment::load(&mut ctx.link, house.karen.account)
                .await
                .expect("a number"),
            0
        );
        assert!(matches!(
            close_course(&mut ctx, completed(holm.id)).await,
            Err(CloseError::NotRunning)
        ));
        assert!(ctx.lens(holm.id).await.is_ok());
    }

    #[tokio::test]
    async fn what_does_not_fit_is_told() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let mut ctx = house.begin(&house.karen, house.now()).await.expect("begun");
        let nowhere = CloseCourse {
            goes_on_to: vec!["the_moon".into()],
            ..completed(holm.id)
        };
        assert!(matches!(
            close_course(&mut ctx, nowhere).await,
            Err(CloseError::NoSuchWayOn)
        ));
        let other = CloseCourse {
            reason: EndReason::Other,
            ..completed(holm.id)
        };
        assert!(matches!(
            close_course(&mut ctx, other).await,
            Err(CloseError::End(EndError::WordMissing))
        ));
        drop(ctx);
        for actor in [&house.bo, &house.jens, &house.dpo] {
            let mut ctx = house.begin(actor, house.now()).await.expect("begun");
            assert!(matches!(
                close_course(&mut ctx, completed(holm.id)).await,
                Err(CloseError::Stopped(_))
            ));
        }
    }
}
