//! Keeps what somebody wrote who does not hold the pen any more: as sentences that whoever holds it takes in. Of two writers none loses a
//! word.

use helhed_domain::ids::{FamilyId, MeetingId};
use helhed_domain::minutes::{Edit, RemarkKind};
use helhed_store::minutes_line;

use super::hold::Hold;
use super::speak_up::{SpeakUp, SpeakUpError, speak_up};
use crate::{Ctx, Stop};

/// What was written without the pen.
#[derive(Debug, Clone)]
pub struct KeepUnwritten {
    /// The family.
    pub family: FamilyId,
    /// The meeting.
    pub meeting: MeetingId,
    /// The batch.
    pub edits: Vec<Edit>,
}

/// Keeps the words that are not in the minutes already; how many lines were kept. What there is no room for is not kept, and stands on the
/// page that it was written on.
pub async fn keep_unwritten(ctx: &mut Ctx, command: KeepUnwritten) -> Result<usize, Stop> {
    let (family, meeting) = (command.family, command.meeting);
    let hold = Hold::of(ctx, family, meeting).await?;
    hold.writing()?;
    let ids: Vec<_> = command.edits.iter().map(|it| it.id).collect();
    let known = minutes_line::find(&mut ctx.link, &hold.permit, meeting, &ids).await?;
    let mut kept = 0;
    for edit in command.edits {
        let stored = known.iter().find(|it| it.id == edit.id);
        let is_there = stored.is_some_and(|it| edit.body.as_ref() == Some(&it.body));
        let Some(Some(body)) = edit.body.filter(|_| !is_there) else {
            continue;
        };
        let said = SpeakUp {
            family,
            meeting,
            section: edit.section,
            line: stored
                .filter(|it| it.section == edit.section)
                .map(|it| it.id),
            kind: RemarkKind::Add,
            body: Some(body),
        };
        match speak_up(ctx, said).await {
            Ok(_) => kept += 1,
            Err(SpeakUpError::Stopped(stop)) => return Err(stop),
            Err(_) => {}
        }
    }
    Ok(kept)
}
