//! What every change of minutes begins with: who changes them, how far they have come, and what of them the actor sees.

use helhed_access::{Lens, Permit, doing, what};
use helhed_domain::ids::{AccountId, FamilyId, MeetingId, MinutesSectionId};
use helhed_domain::minutes::Section;
use helhed_store::minutes::{self as stored, Begun, Touched};
use jiff::{SignedDuration, Timestamp};

use super::reach::{Reach, reach};
use crate::{Ctx, Stop};

/// The audit log is told of somebody's writing once in this time, and whenever the pen changes hands: every line says itself who wrote it.
const TOLD_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// Minutes that are begun, in the hands of somebody who may say something to them.
pub(super) struct Hold {
    pub(super) family: FamilyId,
    pub(super) meeting: MeetingId,
    pub(super) reach: Reach,
    pub(super) permit: Permit<what::Minutes, doing::Add>,
    pub(super) begun: Begun,
    pub(super) me: AccountId,
}

/// Notices of minutes go by a channel of their own, so that pages of the family that show something else are not read anew with every word.
pub(super) fn channel(meeting: MeetingId) -> FamilyId {
    FamilyId::from(meeting.uuid())
}

impl Hold {
    /// Reads it. Minutes that are not begun are absent.
    pub(super) async fn of(
        ctx: &mut Ctx,
        family: FamilyId,
        meeting: MeetingId,
    ) -> Result<Self, Stop> {
        let (actor, now) = (ctx.actor()?, ctx.now());
        let reach = reach(&mut ctx.link, &actor, (family, meeting), now).await?;
        let permit = reach.permit()?;
        let head = stored::head(&mut ctx.link, &permit, meeting).await?;
        Ok(Self {
            family,
            meeting,
            reach,
            permit,
            begun: head.and_then(|it| it.begun).ok_or(Stop::Absent)?,
            me: actor.account,
        })
    }

    /// Leave to write, for whoever may hold a pen.
    pub(super) fn writing(&self) -> Result<Permit<what::Minutes, doing::Change>, Stop> {
        self.reach.permit()
    }

    /// Whether the actor holds the pen.
    pub(super) fn has_pen(&self) -> bool {
        self.begun.minutes.pen.holder == self.me
    }

    /// What the actor sees of the family; whoever only was called sees nothing of it.
    pub(super) fn lens(&self) -> Result<&Lens, Stop> {
        self.reach.lens.as_ref().ok_or(Stop::NotAllowed)
    }

    /// Whether nothing is written any more.
    pub(super) fn is_closed(&self) -> bool {
        self.begun.minutes.closed_at.is_some()
    }

    /// A section that stands and that the actor sees.
    pub(super) fn section(&self, id: MinutesSectionId) -> Result<&Section, Stop> {
        let found = self.begun.sections.iter().find(|it| it.id == id);
        let seen = |it: &&Section| self.reach.sees(&it.facts);
        found.filter(seen).ok_or(Stop::Absent)
    }

    /// The count that the change under way gives to what it touches.
    pub(super) fn next(&self) -> i64 {
        self.begun.minutes.seq + 1
    }

    /// Counts the minutes up, and tells everybody who follows. The audit log is told when it was not within the last minute.
    pub(super) async fn touch(
        &mut self,
        ctx: &mut Ctx,
        act: &'static str,
        (lines, remarks): (bool, bool),
    ) -> Result<(), Stop> {
        let now = ctx.now();
        let tells = now.duration_since(self.begun.told_at) >= TOLD_EVERY;
        self.tell(ctx, act, (lines, remarks), tells).await
    }

    /// The same, and the audit log is told in any case.
    pub(super) async fn touch_and_record(
        &mut self,
        ctx: &mut Ctx,
        act: &'static str,
        changed: (bool, bool),
    ) -> Result<(), Stop> {
        self.tell(ctx, act, changed, true).await
    }

    async fn tell(
        &mut self,
        ctx: &mut Ctx,
        act: &'static str,
        (lines, remarks): (bool, bool),
        tells: bool,
    ) -> Result<(), Stop> {
        let told_at: Timestamp = if tells { ctx.now() } else { self.begun.told_at };
        let touched = Touched {
            seq: self.next(),
            lines,
            remarks,
            told_at,
        };
        stored::touch(&mut ctx.link, &self.permit, self.meeting, touched).await?;
        self.begun.minutes.seq = touched.seq;
        self.begun.told_at = told_at;
        if tells {
            ctx.record(act, &self.permit, self.meeting.uuid());
        }
        ctx.notice(channel(self.meeting));
        Ok(())
    }
}
