//! Who is in the room, and what they may see together.

use helhed_access::{Actor, Lens, Permit, doing, what};
use helhed_domain::consent::Party;
use helhed_domain::ids::{FamilyId, MeetingId};
use helhed_domain::meeting::{Invited, MeetingAnswer};
use helhed_domain::minutes::SectionFacts;
use helhed_store::meeting_participant::{self, ParticipantLine};
use helhed_store::{Link, account, minutes as stored};
use jiff::Timestamp;

use crate::sharing::as_party;
use crate::sign_in::actor_of;
use crate::{Stop, lens};

/// Everyone in the room: the lens of each, nothing where nothing is open to them.
pub(super) struct Present(Vec<Option<Lens>>);

impl Present {
    /// Whether everyone in the room may see a section: what is practical, whoever is there; the rest by each one's lens.
    pub(super) fn all_see(&self, facts: &SectionFacts) -> bool {
        let sees = |lens: &Lens| lens.sees(&stored::mark(facts)).is_some();
        facts.is_practical() || self.0.iter().all(|it| it.as_ref().is_some_and(sees))
    }
}

/// Who is in the room: those who are marked as having come; as long as nobody is, everyone who has not declined.
pub(super) fn in_the_room(all: Vec<ParticipantLine>) -> Vec<ParticipantLine> {
    let came = |it: &ParticipantLine| it.participant.came == Some(true);
    let is_marked = all.iter().any(came);
    let expected = |it: &ParticipantLine| {
        it.participant.came != Some(false) && it.participant.answer != MeetingAnswer::Declined
    };
    all.into_iter()
        .filter(|it| if is_marked { came(it) } else { expected(it) })
        .collect()
}

/// Looks as everyone in the room.
pub(super) async fn present(
    link: &mut Link,
    permit: &Permit<what::Meetings, doing::Read>,
    (family, meeting): (FamilyId, MeetingId),
    now: Timestamp,
) -> Result<Present, Stop> {
    let all = meeting_participant::of_meeting(link, permit, meeting).await?;
    present_of(link, family, in_the_room(all), now).await
}

/// Looks as each of them: each unit and each person once.
pub(super) async fn present_of(
    link: &mut Link,
    family: FamilyId,
    all: Vec<ParticipantLine>,
    now: Timestamp,
) -> Result<Present, Stop> {
    let mut actors: Vec<Actor> = Vec::new();
    let mut everyone = Vec::new();
    for line in all {
        let it = &line.participant;
        let actor = match (&it.who, it.unit) {
            (Invited::Person(person), _) => Some(as_party(Party::Person(*person))),
            (Invited::Account(id), _) => account::by_id(link, *id).await?.as_ref().map(actor_of),
            (Invited::Around(_) | Invited::Guest(_), Some(unit)) => {
                Some(as_party(Party::Unit(unit)))
            }
            (Invited::Around(_) | Invited::Guest(_), None) => None,
        };
        match actor {
            Some(actor) if actors.contains(&actor) => {}
            Some(actor) => actors.push(actor),
            None => everyone.push(None),
        }
    }
    for actor in actors {
        everyone.push(match lens::look(link, &actor, family, now).await {
            Ok(lens) => Some(lens),
            Err(Stop::Absent) => None,
            Err(stop) => return Err(stop),
        });
    }
    Ok(Present(everyone))
}
