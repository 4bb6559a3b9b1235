//! Somebody without an account reads what they may see of closed minutes and says whether it was like that, by a one-time link whose code was
//! right.

use helhed_access::{Resource, Verb, doing, permit_by_link, what};
use helhed_domain::approval::{Approval, ApprovalStance, SaidBy};
use helhed_domain::ids::{MeetingId, ParticipantId};
use helhed_domain::minutes::Section;
use helhed_domain::text::{Line, Name};
use helhed_store::minutes_approval::{self as stored, Addendum};
use helhed_store::minutes_line::{self, LineRow};
use helhed_store::{meeting_participant, minutes};
use jiff::Timestamp;

use super::hold::channel;
use super::present::present_of;
use super::say_to_minutes::SayError;
use crate::Stop;
use crate::one_time_link::Opened;

/// What whoever holds a link is shown: the sections that they may see, and nothing else of the family.
#[derive(Debug)]
pub struct LinkMinutes {
    /// As whom they are asked.
    pub name: Name,
    /// When the meeting began.
    pub starts: Timestamp,
    /// What they may see.
    pub sections: Vec<Section>,
    /// The lines of these sections.
    pub lines: Vec<LineRow>,
    /// What was added to them.
    pub addenda: Vec<Addendum>,
    /// How many sections they may not see.
    pub unseen: usize,
}

/// Shows the minutes that a link opens; the reading is on record before they are shown.
pub async fn read_minutes_by_link(mut opened: Opened) -> Result<LinkMinutes, Stop> {
    let minutes_of = permit_by_link::<what::Minutes, doing::Read>(opened.family());
    let meetings_of = permit_by_link::<what::Meetings, doing::Read>(opened.family());
    let (Some(permit), Some(called)) = (minutes_of, meetings_of) else {
        return Err(Stop::NotAllowed);
    };
    let participant = ParticipantId::from(opened.subject());
    let now = opened.ctx.now();
    let link = &mut opened.ctx.link;
    let meeting = stored::meeting_of(link, &permit, participant).await?;
    let meeting = meeting.ok_or(Stop::Absent)?;
    let head = minutes::head(link, &permit, meeting).await?;
    let head = head.ok_or(Stop::Absent)?;
    let begun = head.begun.ok_or(Stop::Absent)?;
    let mut all = meeting_participant::of_meeting(link, &called, meeting).await?;
    all.retain(|it| it.participant.id == participant);
    let name = all.first().ok_or(Stop::Absent)?.name.clone();
    let they = present_of(link, permit.family(), all, now).await?;
    let every = begun.sections.len();
    let mut sections = begun.sections;
    sections.retain(|it| they.all_see(&it.facts));
    let mut lines = minutes_line::changed_since(link, &permit, meeting, 0).await?;
    lines.retain(|it| sections.iter().any(|section| section.id == it.line.section));
    let mut addenda = stored::addenda(link, &permit, meeting).await?;
    addenda.retain(|it| sections.iter().any(|section| section.id == it.section));
    opened.record("read_minutes_by_link", Verb::Read, Resource::Minutes);
    opened.ctx.commit().await?;
    Ok(LinkMinutes {
        name,
        starts: head.starts,
        unseen: every - sections.len(),
        sections,
        lines,
        addenda,
    })
}

/// Takes what they say: the link is used up with it, or nothing has happened.
pub async fn approve_by_link(
    mut opened: Opened,
    stance: ApprovalStance,
    word: Option<Line>,
) -> Result<(), SayError> {
    let permit = permit_by_link::<what::Minutes, doing::Add>(opened.family());
    let permit = permit.ok_or(Stop::NotAllowed)?;
    let participant = ParticipantId::from(opened.subject());
    stance.check(word.as_ref())?;
    let meeting: Option<MeetingId> =
        stored::meeting_of(&mut opened.ctx.link, &permit, participant).await?;
    let meeting = meeting.ok_or(Stop::Absent)?;
    let by = SaidBy::Link(opened.id());
    opened.use_up().await?;
    let approval = Approval {
        id: opened.ctx.new_id(),
        meeting,
        participant,
        stance,
        word,
        by,
        at: opened.ctx.now(),
    };
    stored::insert(&mut opened.ctx.link, &permit, &approval).await?;
    opened.record("approve_by_link", Verb::Add, Resource::Minutes);
    opened.ctx.notice(channel(meeting));
    opened.ctx.commit().await?;
    Ok(())
}
