//! What every decision on a referral shares: leave for it, and writing it down for all that the team has before it.

use helhed_access::{Lens, Permit, doing, what};
use helhed_domain::course::{Course, CourseState};
use helhed_domain::day::day_of;
use helhed_domain::ids::ReferralId;
use helhed_domain::referral::{DecideError, Decision, Outcome, Referral, Standing};
use helhed_store::{StoreError, course, referral};

use crate::family::enter_membership;
use crate::{Ctx, Stop};

/// Why a decision was not made.
#[derive(Debug, thiserror::Error)]
pub enum DecideStop {
    /// Somebody has decided since.
    #[error(transparent)]
    Decided(#[from] DecideError),
    /// The family's course runs already: the referral can join it.
    #[error("the family's course runs already")]
    CourseRuns,
    /// No course of the family runs.
    #[error("no course of the family runs")]
    NoCourseRuns,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}

impl From<StoreError> for DecideStop {
    fn from(error: StoreError) -> Self {
        Self::Stopped(error.into())
    }
}

/// A referral on the team's table.
pub(super) struct OnTable {
    pub(super) lens: Lens,
    pub(super) permit: Permit<what::Referrals, doing::Change>,
    pub(super) referral: Referral,
    standing: Standing,
    others: Vec<(Referral, Standing)>,
    courses: Vec<Course>,
}

impl OnTable {
    /// Reads what is needed for a decision. Whoever may not decide is told nothing.
    pub(super) async fn read(ctx: &mut Ctx, id: ReferralId) -> Result<Self, DecideStop> {
        let family = referral::family_of(&mut ctx.link, id)
            .await?
            .ok_or(Stop::Absent)?;
        let lens = ctx.lens(family).await?;
        let permit = lens.permit().ok_or(Stop::NotAllowed)?;
        let read = lens.permit().ok_or(Stop::NotAllowed)?;
        let (mut this, others) = referral::of_family(&mut ctx.link, &read)
            .await?
            .into_iter()
            .partition::<Vec<_>, _>(|(it, _)| it.id == id);
        let (referral, standing) = this.pop().ok_or(Stop::Absent)?;
        let courses = lens.permit().ok_or(Stop::NotAllowed)?;
        Ok(Self {
            lens,
            permit,
            referral,
            standing,
            others,
            courses: course::of_family(&mut ctx.link, &courses).await?,
        })
    }

    /// Whether a course of the family runs.
    pub(super) fn course_runs(&self) -> bool {
        self.courses
            .iter()
            .any(|it| it.state == CourseState::Running)
    }

    /// The day the referral came.
    pub(super) fn referred_on(&self) -> jiff::civil::Date {
        day_of(self.referral.received_at)
    }

    /// Writes the decision down: on this referral, and on every other that the team has before it, since a decision is
    /// about the family. Where the family comes closer, the people that the referrals name come into it.
    pub(super) async fn decide(
        &self,
        ctx: &mut Ctx,
        act: &'static str,
        outcome: Outcome,
    ) -> Result<(), DecideStop> {
        let kind = outcome.kind();
        let next = self.standing.decide(kind)?;
        let also = self
            .others
            .iter()
            .filter(|(_, standing)| standing.is_open() && standing.decide(kind).is_ok());
        let decided: Vec<&Referral> = std::iter::once(&self.referral)
            .chain(also.map(|(it, _)| it))
            .collect();
        let by = ctx.actor()?.account;
        for it in decided {
            let decision = Decision {
                id: ctx.new_id(),
                referral: it.id,
                family: it.family,
                outcome: outcome.clone(),
                by,
                at: ctx.now(),
            };
            referral::insert_decision(&mut ctx.link, &self.permit, &decision).await?;
            if next == Standing::TakenIn {
                referral::disclose(&mut ctx.link, &self.permit, it.id).await?;
            }
            if next != Standing::Declined {
                self.bring_in(ctx, it.id).await?;
            }
        }
        ctx.record(act, &self.permit, self.referral.id.uuid());
        Ok(())
    }

    async fn bring_in(&self, ctx: &mut Ctx, id: ReferralId) -> Result<(), DecideStop> {
        let read = self.lens.permit().ok_or(Stop::NotAllowed)?;
        let today = ctx.today();
        for (it, belongs) in referral::people(&mut ctx.link, &read, id).await? {
            if !belongs {
                enter_membership(ctx, self.referral.family, it.person, it.role, today).await?;
            }
        }
        Ok(())
    }
}
