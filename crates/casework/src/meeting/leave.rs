//! What somebody may do at one meeting: as who works with the family, or because they were called.

use helhed_access::{Actor, Doing, Lens, Permit, Ties, What, doing, permit_when_invited, what};
use helhed_domain::ids::{FamilyId, MeetingId, ParticipantId};
use helhed_store::{Link, meeting_participant, tie};
use jiff::Timestamp;

use crate::{Stop, lens};

/// What somebody may do at one meeting.
pub(crate) struct MeetingLeave {
    actor: Actor,
    ties: Ties,
    family: FamilyId,
    /// What they see of the family; none where they were called and know no more of it.
    pub(crate) lens: Option<Lens>,
    /// As whom they were called, where they were.
    pub(crate) own: Option<ParticipantId>,
}

/// What an actor may do at a meeting. Hidden and absent are the same: whoever may not read it learns nothing of it.
pub(crate) async fn leave(
    link: &mut Link,
    actor: &Actor,
    (family, meeting): (FamilyId, MeetingId),
    now: Timestamp,
) -> Result<MeetingLeave, Stop> {
    let ties = tie::ties(link, actor, family, now).await?;
    let lens = match lens::look(link, actor, family, now).await {
        Ok(lens) => Some(lens),
        Err(Stop::Absent) => None,
        Err(stop) => return Err(stop),
    };
    let leave = MeetingLeave {
        actor: *actor,
        ties: ties.ok_or(Stop::Absent)?,
        family,
        lens,
        own: meeting_participant::called_as(link, actor, (family, meeting)).await?,
    };
    match leave.permit::<what::Meetings, doing::Read>() {
        Some(_) => Ok(leave),
        None => Err(Stop::Absent),
    }
}

impl MeetingLeave {
    /// A permit for a part of this meeting and a verb.
    pub(crate) fn permit<W: What, V: Doing>(&self) -> Option<Permit<W, V>> {
        let as_team = self.lens.as_ref().and_then(Lens::permit);
        as_team.or_else(|| {
            permit_when_invited(&self.actor, self.ties, self.family, self.own.is_some())
        })
    }

    /// Whether they work with the family, and see everything of it.
    pub(crate) fn is_team(&self) -> bool {
        let lens = self.lens.as_ref();
        lens.is_some_and(|lens| lens.may::<what::Meetings, doing::Read>())
    }
}
