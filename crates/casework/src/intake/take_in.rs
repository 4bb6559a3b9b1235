//! Takes a family in: a course starts, and a coordinator has it.

use jiff::civil::Date;

use helhed_domain::assignment::Full;
use helhed_domain::course::{Course, StartError};
use helhed_domain::ids::{AccountId, CourseId, FamilyId, ReferralId};
use helhed_domain::referral::Outcome;
use helhed_store::{StoreError, course, waiting};

use crate::team::{GiveError, capacity_of, give};
use crate::{Ctx, Stop};

use super::DecideStop;
use super::decide::OnTable;

/// A family to take in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TakeIn {
    /// The referral.
    pub referral: ReferralId,
    /// Who will coordinate.
    pub coordinator: AccountId,
    /// The first day.
    pub start: Date,
}

/// Why the family was not taken in.
#[derive(Debug, thiserror::Error)]
pub enum TakeInError {
    /// The account is no coordinator who may sign in.
    #[error("no such coordinator")]
    NoSuchCoordinator,
    /// The coordinator has no free place, perhaps since a moment ago.
    #[error(transparent)]
    Full(#[from] Full),
    /// The course cannot start on that day.
    #[error(transparent)]
    Start(#[from] StartError),
    /// It cannot be decided so.
    #[error(transparent)]
    Decide(#[from] DecideStop),
}

impl From<Stop> for TakeInError {
    fn from(stop: Stop) -> Self {
        Self::Decide(stop.into())
    }
}

impl From<StoreError> for TakeInError {
    fn from(error: StoreError) -> Self {
        Self::Decide(error.into())
    }
}

impl From<GiveError> for TakeInError {
    fn from(error: GiveError) -> Self {
        match error {
            GiveError::NoSuchCoordinator => Self::NoSuchCoordinator,
            GiveError::Full(full) => Self::Full(full),
            GiveError::Stopped(stop) => stop.into(),
        }
    }
}

/// Takes a family in. Writers queue on both databases, so a place that is free here is free when this commits.
pub async fn take_in(ctx: &mut Ctx, command: TakeIn) -> Result<FamilyId, TakeInError> {
    let table = OnTable::read(ctx, command.referral).await?;
    if table.course_runs() {
        return Err(DecideStop::CourseRuns.into());
    }
    let assignments = table.lens.permit().ok_or(Stop::NotAllowed)?;
    let courses = table.lens.permit().ok_or(Stop::NotAllowed)?;
    capacity_of(ctx, command.coordinator).await?.take(1)?;
    let family = table.referral.family;
    let id: CourseId = ctx.new_id();
    let started = Course::start(id, family, command.start, table.referred_on(), ctx.today())?;
    table.decide(ctx, "take_in", Outcome::TakenIn).await?;
    let now = ctx.now();
    waiting::leave(&mut ctx.link, &table.permit, now).await?;
    course::insert(&mut ctx.link, &courses, &started).await?;
    give(ctx, &table.lens, &assignments, command.coordinator, None).await?;
    Ok(family)
}
