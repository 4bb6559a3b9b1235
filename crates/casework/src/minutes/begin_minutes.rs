//! Begins the minutes of a meeting, with a section for each topic of its agenda.

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, MeetingId, MinutesSectionId};
use helhed_domain::minutes::{Minutes, Pen, Section, SectionFacts};
use helhed_domain::note::GENERAL;
use helhed_domain::text::Line;
use helhed_store::{meeting_topic, minutes as stored};

use super::hold::channel;
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// Minutes to begin.
#[derive(Debug, Clone)]
pub struct BeginMinutes {
    /// The family.
    pub family: FamilyId,
    /// The meeting.
    pub meeting: MeetingId,
    /// The heading of the section in which everything else is written, in the words of whoever begins.
    pub general: Line,
}

/// Why minutes were not begun.
#[derive(Debug, thiserror::Error)]
pub enum BeginMinutesError {
    /// The meeting was called off.
    #[error("the meeting was called off")]
    CalledOff,
    /// They are begun already: somebody else was first.
    #[error("they are begun already")]
    AlreadyBegun,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(BeginMinutesError);

/// Begins minutes; whoever begins holds the pen. Topics of an agenda become sections with the same category, about the same person; a
/// section for everything else stands last. The sections, in order.
pub async fn begin_minutes(
    ctx: &mut Ctx,
    command: BeginMinutes,
) -> Result<Vec<MinutesSectionId>, BeginMinutesError> {
    let (family, meeting) = (command.family, command.meeting);
    let permit = ctx.permit::<what::Minutes, doing::Change>(family).await?;
    let agenda = ctx.permit::<what::Meetings, doing::Read>(family).await?;
    let head = stored::head(&mut ctx.link, &permit, meeting).await?;
    let head = head.ok_or(Stop::Absent)?;
    if head.is_called_off {
        return Err(BeginMinutesError::CalledOff);
    }
    let (me, now) = (ctx.actor()?.account, ctx.now());
    let minutes = Minutes {
        meeting,
        family,
        begun_at: now,
        begun_by: me,
        pen: Pen::taken_up(me, now),
        seq: 1,
        closed_at: None,
    };
    if !stored::insert(&mut ctx.link, &permit, &minutes).await? {
        return Err(BeginMinutesError::AlreadyBegun);
    }
    let topics = meeting_topic::of_meeting(&mut ctx.link, &agenda, meeting).await?;
    let is_domain = |code: &str| ctx.lists().holds("life_domain", code, ctx.today());
    let of_topic = topics.into_iter().map(|it| SectionFacts {
        title: it.facts.title,
        person: it.facts.person,
        domain: Some(it.facts.category.clone()).filter(|code| is_domain(code)),
        category: it.facts.category,
        restricted: false,
    });
    let rest = SectionFacts {
        title: command.general,
        person: None,
        domain: None,
        category: GENERAL.to_owned(),
        restricted: false,
    };
    let all: Vec<SectionFacts> = of_topic.chain([rest]).collect();
    let mut sections = Vec::new();
    for (facts, place) in all.into_iter().zip(1..) {
        let section = Section {
            id: ctx.new_id(),
            place,
            facts,
            seq: 1,
            removed_at: None,
        };
        stored::insert_section(&mut ctx.link, &permit, meeting, &section, (me, now)).await?;
        sections.push(section.id);
    }
    ctx.notice(channel(meeting));
    ctx.record("begin_minutes", &permit, meeting.uuid());
    Ok(sections)
}
