//! Where the minutes of a meeting stand: what keeps them open, who has said what to them, and what was added.

use helhed_access::{doing, what};
use helhed_domain::approval::{Approval, MinutesState};
use helhed_domain::ids::{FamilyId, MeetingId, ParticipantId};
use helhed_domain::text::Name;
use helhed_store::meeting_participant::{self, ParticipantLine};
use helhed_store::minutes_approval::{self as stored, Addendum};

use super::minutes_page::{MinutesPage, read};
use super::present::in_the_room;
use crate::meeting::leave;
use crate::{Reading, Stop, Visible};

/// Somebody who came, and what they said.
#[derive(Debug)]
pub struct Voice {
    /// Who.
    pub participant: ParticipantLine,
    /// Everything they said, in order; the last counts. With it who noted it down, where it did not come by a link.
    pub said: Vec<(Approval, Option<Name>)>,
}

/// Where the minutes stand.
#[derive(Debug)]
pub struct ApprovalPage {
    /// The minutes as the reader sees them.
    pub page: MinutesPage,
    /// Where they stand.
    pub state: MinutesState,
    /// Days in which objections are waited for.
    pub days: i64,
    /// Everybody who came.
    pub voices: Vec<Voice>,
    /// What was added to the sections that the reader sees.
    pub addenda: Vec<Addendum>,
    /// Whether the reader may put the minutes into the family's file.
    pub may_file: bool,
    /// As whom the reader was called, where they came.
    pub own: Option<ParticipantId>,
}

/// Where the minutes stand. Minutes that are not begun are absent.
pub async fn approval_page(
    reading: &mut Reading,
    family: FamilyId,
    meeting: MeetingId,
) -> Result<Visible<ApprovalPage>, Stop> {
    let (page, permit) = read(reading, (family, meeting)).await?;
    let begun = page.begun.as_ref().ok_or(Stop::Absent)?;
    let (actor, now, today) = (*reading.actor(), reading.now(), reading.today());
    let days = reading.rules().minutes_approval_days;
    let link = &mut reading.link;
    let leave = leave(link, &actor, (family, meeting), now).await?;
    let called = leave.permit::<what::Meetings, doing::Read>();
    let called = called.ok_or(Stop::NotAllowed)?;
    let came = in_the_room(meeting_participant::of_meeting(link, &called, meeting).await?);
    let mut said = stored::of_meeting(link, &permit, meeting).await?;
    let mut addenda = stored::addenda(link, &permit, meeting).await?;
    addenda.retain(|it| {
        begun
            .sections
            .iter()
            .any(|section| section.id == it.section)
    });
    let voices: Vec<Voice> = came
        .into_iter()
        .map(|participant| {
            let id = participant.participant.id;
            let theirs = said.extract_if(.., |(it, _)| it.participant == id);
            Voice {
                said: theirs.collect(),
                participant,
            }
        })
        .collect();
    let stances: Vec<_> = voices
        .iter()
        .map(|it| it.said.last().map(|(approval, _)| approval.stance))
        .collect();
    let own = leave.own.filter(|own| {
        let mut all = voices.iter();
        all.any(|it| it.participant.participant.id == *own)
    });
    let answer = ApprovalPage {
        state: MinutesState::of(begun.minutes.closed_at, &stances, (today, days)),
        days,
        may_file: leave.permit::<what::Documents, doing::Add>().is_some(),
        voices,
        addenda,
        own,
        page,
    };
    reading
        .show_asked("approval_page", &permit, meeting.uuid(), answer)
        .await
}
