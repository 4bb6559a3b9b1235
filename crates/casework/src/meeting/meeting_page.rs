//! One meeting, as whoever asks may see it.

use helhed_access::{Lens, Mark, doing, what};
use helhed_domain::ids::{FamilyId, MeetingId, ParticipantId};
use helhed_domain::meeting::Topic;
use helhed_domain::text::Name;
use helhed_store::household::{self, Kin};
use helhed_store::meeting::{self as stored, MeetingLine};
use helhed_store::meeting_participant::ParticipantLine;
use helhed_store::outbox::{self, LetterLine};
use helhed_store::{meeting_participant, meeting_topic};

use super::leave::{MeetingLeave, leave};
use crate::{Reading, Stop, Visible};

/// A meeting.
#[derive(Debug)]
pub struct MeetingPage {
    /// The family.
    pub family: FamilyId,
    /// What it is called; none for who was called and knows no more of it.
    pub family_name: Option<Name>,
    /// The meeting with its appointment. What it is called in the team's words is for the team and the family; others have its kind.
    pub line: MeetingLine,
    /// Who is to be there.
    pub participants: Vec<ParticipantLine>,
    /// The agenda, as far as the reader may know of it.
    pub topics: Vec<Topic>,
    /// The people of the family whom the reader may see named.
    pub people: Vec<Kin>,
    /// How the letters about it stand, the newest first; for who works with the family.
    pub letters: Vec<LetterLine>,
    /// As whom the reader is called.
    pub own: Option<ParticipantId>,
    /// Whether the reader works with the family.
    pub is_team: bool,
    /// Whether the reader may change the meeting.
    pub may_change: bool,
}

/// A meeting: six queries at the most.
pub async fn meeting_page(
    reading: &mut Reading,
    family: FamilyId,
    meeting: MeetingId,
) -> Result<Visible<MeetingPage>, Stop> {
    let (page, leave) = read(reading, family, meeting).await?;
    let permit = leave.permit::<what::Meetings, doing::Read>();
    let permit = permit.ok_or(Stop::NotAllowed)?;
    reading
        .show_asked("meeting_page", &permit, meeting.uuid(), page)
        .await
}

/// The same, not yet recorded as read.
async fn read(
    reading: &mut Reading,
    family: FamilyId,
    meeting: MeetingId,
) -> Result<(MeetingPage, MeetingLeave), Stop> {
    let (actor, now) = (*reading.actor(), reading.now());
    let link = &mut reading.link;
    let leave = leave(link, &actor, (family, meeting), now).await?;
    let permit = leave.permit::<what::Meetings, doing::Read>();
    let permit = permit.ok_or(Stop::NotAllowed)?;
    let line = stored::find(link, &permit, meeting).await?;
    let mut topics = meeting_topic::of_meeting(link, &permit, meeting).await?;
    topics.retain(|it| hears(leave.lens.as_ref(), it));
    let face = leave.lens.as_ref().and_then(|it| it.permit());
    let family_name = match &face {
        Some(face) => Some(household::family_name(link, face).await?),
        None => None,
    };
    let mut people = household::kin_to_name(link, &permit).await?;
    people.retain(|it| leave.lens.as_ref().is_some_and(|lens| lens.names(it.id)));
    let page = MeetingPage {
        family,
        family_name,
        line: line.ok_or(Stop::Absent)?,
        participants: meeting_participant::of_meeting(link, &permit, meeting).await?,
        letters: match leave.is_team() {
            true => outbox::of_meeting(link, &permit, meeting).await?,
            false => Vec::new(),
        },
        topics,
        people,
        own: leave.own,
        is_team: leave.is_team(),
        may_change: leave.permit::<what::Meetings, doing::Change>().is_some(),
    };
    Ok((page, leave))
}

/// Whether somebody may hear of a topic: what is practical, whoever is called; the rest by the category it has and whom it is about.
pub(super) fn hears(lens: Option<&Lens>, topic: &Topic) -> bool {
    topic.facts.is_practical()
        || lens.is_some_and(|lens| {
            let mark = Mark {
                category: &topic.facts.category,
                about: topic.facts.person.as_slice(),
                restricted: false,
                kept_from: &[],
                by: None,
                by_unit: None,
            };
            lens.sees(&mark).is_some()
        })
}
