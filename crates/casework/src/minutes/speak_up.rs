//! Says something to the minutes: that a passage is not like that, or a sentence that is missing.

use helhed_domain::ids::{FamilyId, MeetingId, MinutesLineId, MinutesRemarkId, MinutesSectionId};
use helhed_domain::minutes::{Remark, RemarkKind};
use helhed_domain::text::Passage;
use helhed_store::{minutes_line, minutes_remark};

use super::hold::Hold;
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// The most remarks that wait at once, so that nobody can drown a meeting.
const MOST_WAITING: usize = 200;

/// Something to say to the minutes.
#[derive(Debug, Clone)]
pub struct SpeakUp {
    /// The family.
    pub family: FamilyId,
    /// The meeting.
    pub meeting: MeetingId,
    /// The section it is about.
    pub section: MinutesSectionId,
    /// The line, where it is about one.
    pub line: Option<MinutesLineId>,
    /// What it is.
    pub kind: RemarkKind,
    /// The words; a mark on a line needs none.
    pub body: Option<Passage>,
}

/// Why it was not said.
#[derive(Debug, thiserror::Error)]
pub enum SpeakUpError {
    /// The minutes are closed.
    #[error("the minutes are closed")]
    Closed,
    /// A sentence without words, or a mark on nothing.
    #[error("nothing is said")]
    Nothing,
    /// Too much waits to be settled.
    #[error("too much waits")]
    TooMuch,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(SpeakUpError);

/// Speaks up, in a section that the actor sees. Whoever holds the pen hears it at once.
pub async fn speak_up(ctx: &mut Ctx, command: SpeakUp) -> Result<MinutesRemarkId, SpeakUpError> {
    let mut hold = Hold::of(ctx, command.family, command.meeting).await?;
    let section = hold.section(command.section)?.id;
    if hold.is_closed() {
        return Err(SpeakUpError::Closed);
    }
    let says = match command.kind {
        RemarkKind::NotLikeThat => command.line.is_some() || command.body.is_some(),
        RemarkKind::Add => command.body.is_some(),
    };
    if !says {
        return Err(SpeakUpError::Nothing);
    }
    if let Some(line) = command.line {
        let known = minutes_line::find(&mut ctx.link, &hold.permit, hold.meeting, &[line]).await?;
        if !known.iter().any(|it| it.section == section) {
            return Err(Stop::Absent.into());
        }
    }
    let waiting = minutes_remark::changed_since(&mut ctx.link, &hold.permit, hold.meeting, 0);
    if waiting.await?.len() >= MOST_WAITING {
        return Err(SpeakUpError::TooMuch);
    }
    let remark = Remark {
        id: ctx.new_id(),
        section,
        line: command.line,
        kind: command.kind,
        body: command.body,
        by: hold.me,
        at: ctx.now(),
        settled_at: None,
    };
    let seq = hold.next();
    minutes_remark::insert(&mut ctx.link, &hold.permit, hold.meeting, &remark, seq).await?;
    hold.touch_and_record(ctx, "speak_up", (false, true))
        .await?;
    Ok(remark.id)
}
