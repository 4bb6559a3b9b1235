//! What somebody may do with the minutes of a meeting: by their lens on the family; and, of what is practical, because they were called.

use helhed_access::{Actor, Doing, Lens, Permit, doing, what};
use helhed_domain::account::Role;
use helhed_domain::ids::{FamilyId, MeetingId, PersonId};
use helhed_domain::minutes::SectionFacts;
use helhed_store::{Link, meeting_participant, minutes as stored};
use jiff::Timestamp;

use crate::meeting::{MeetingLeave, leave};
use crate::{Stop, lens};

/// How far somebody reaches into the minutes of a meeting.
pub(super) struct Reach {
    /// What they see of the family; none where they were called and know no more of it.
    pub(super) lens: Option<Lens>,
    /// What being called gives them, where their lens gives nothing.
    leave: Option<MeetingLeave>,
    is_called: bool,
    role: Role,
}

/// How far an actor reaches. Hidden and absent are the same. The team and the family are asked for their lens alone.
pub(super) async fn reach(
    link: &mut Link,
    actor: &Actor,
    (family, meeting): (FamilyId, MeetingId),
    now: Timestamp,
) -> Result<Reach, Stop> {
    let lens = match lens::look(link, actor, family, now).await {
        Ok(lens) => Some(lens),
        Err(Stop::Absent) => None,
        Err(stop) => return Err(stop),
    };
    let follows = lens
        .as_ref()
        .is_some_and(|it| it.may::<what::Minutes, doing::Read>());
    let mut reach = Reach {
        lens,
        leave: None,
        is_called: false,
        role: actor.role,
    };
    let at = (family, meeting);
    if follows && actor.role == Role::Partner {
        let own = meeting_participant::called_as(link, actor, at).await?;
        reach.is_called = own.is_some();
    }
    // Whoever works with families here follows those they have a part in.
    let may_be_called = matches!(actor.role, Role::Partner | Role::FamilyMember);
    if !follows && !may_be_called && reach.lens.is_none() {
        return Err(Stop::Absent);
    }
    if !follows && may_be_called {
        let leave = leave(link, actor, at, now).await?;
        reach.is_called = leave.own.is_some();
        reach.leave = Some(leave);
    }
    Ok(reach)
}

impl Reach {
    /// A permit for the minutes of this meeting.
    pub(super) fn permit<V: Doing>(&self) -> Result<Permit<what::Minutes, V>, Stop> {
        let own = self.lens.as_ref().and_then(Lens::permit);
        let called = || self.leave.as_ref().and_then(MeetingLeave::permit);
        own.or_else(called).ok_or(Stop::NotAllowed)
    }

    /// Whether a section is seen: by the lens, and what is practical by whoever was called.
    pub(super) fn sees(&self, facts: &SectionFacts) -> bool {
        let lens = self.lens.as_ref();
        let sees = lens.is_some_and(|it| it.sees(&stored::mark(facts)).is_some());
        sees || (self.is_called && facts.is_practical())
    }

    /// Whether somebody of the family may be named to them.
    pub(super) fn names(&self, person: PersonId) -> bool {
        self.lens.as_ref().is_some_and(|it| it.names(person))
    }

    /// Whether they work with the family.
    pub(super) fn is_team(&self) -> bool {
        self.lens.is_some() && matches!(self.role, Role::Coordinator | Role::TeamLeader)
    }

    /// Whether they may do something to another part of the family.
    pub(super) fn may<W: helhed_access::What, V: Doing>(&self) -> bool {
        self.lens.as_ref().is_some_and(Lens::may::<W, V>)
    }
}
