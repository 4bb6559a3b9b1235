//! What each of those who are called may hear, told before anything is sent.

use helhed_access::{Actor, Lens, doing, what};
use helhed_domain::consent::Party;
use helhed_domain::ids::{FamilyId, MeetingId, ParticipantId, TopicId};
use helhed_domain::meeting::Invited;
use helhed_store::{meeting_participant, meeting_topic};

use super::meeting_page::hears;
use crate::sharing::as_party;
use crate::{Reading, Stop, Visible, lens};

/// What somebody who is called has no basis to hear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unheard {
    /// Who.
    pub participant: ParticipantId,
    /// What they may not hear, in the order of the agenda.
    pub topics: Vec<TopicId>,
}

/// Who may not hear what of the agenda: by the lens of each account, unit and person, as it is now. Who comes from nowhere that anything is
/// shared with hears what is practical alone. Those who may hear everything are not in it.
pub async fn hearing(
    reading: &mut Reading,
    family: FamilyId,
    meeting: MeetingId,
) -> Result<Visible<Vec<Unheard>>, Stop> {
    let own = reading.lens(family).await?;
    let permit = own.permit::<what::Meetings, doing::Read>();
    let permit = permit.ok_or(Stop::NotAllowed)?;
    let now = reading.now();
    let link = &mut reading.link;
    let topics = meeting_topic::of_meeting(link, &permit, meeting).await?;
    let accounts = meeting_participant::actors(link, &permit, meeting).await?;
    let mut found = Vec::new();
    for line in meeting_participant::of_meeting(link, &permit, meeting).await? {
        let it = line.participant;
        let actor: Option<Actor> = match (&it.who, it.unit) {
            (Invited::Person(person), _) => Some(as_party(Party::Person(*person))),
            (Invited::Account(_), _) => {
                let of = accounts.iter().find(|(id, _)| *id == it.id);
                of.map(|(_, actor)| *actor)
            }
            (Invited::Around(_), Some(unit)) => Some(as_party(Party::Unit(unit))),
            (Invited::Around(_) | Invited::Guest(_), _) => None,
        };
        let theirs: Option<Lens> = match actor {
            Some(actor) => match lens::look(link, &actor, family, now).await {
                Ok(lens) => Some(lens),
                Err(Stop::Absent) => None,
                Err(stop) => return Err(stop),
            },
            None => None,
        };
        let unheard: Vec<TopicId> = topics
            .iter()
            .filter(|topic| !hears(theirs.as_ref(), topic))
            .map(|topic| topic.id)
            .collect();
        if !unheard.is_empty() {
            found.push(Unheard {
                participant: it.id,
                topics: unheard,
            });
        }
    }
    reading
        .show_one::<what::Meetings, _>("hearing", &own, meeting.uuid(), found)
        .await
}
