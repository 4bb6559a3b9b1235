//! Settles what somebody said to the minutes; a sentence that was missing is taken in as a line.

use helhed_domain::ids::{FamilyId, MeetingId, MinutesLineId, MinutesRemarkId};
use helhed_domain::minutes::Edit;
use helhed_store::minutes_remark;
use uuid::Uuid;

use super::hold::Hold;
use super::write_lines::{WriteError, WriteLines, write_lines};
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A remark to settle.
#[derive(Debug, Clone, Copy)]
pub struct SettleRemark {
    /// The family.
    pub family: FamilyId,
    /// The meeting.
    pub meeting: MeetingId,
    /// The remark.
    pub remark: MinutesRemarkId,
    /// Whether its words are taken in, as a line below the one they are about, or last in the section.
    pub takes_in: bool,
}

/// Why a remark was not settled.
#[derive(Debug, thiserror::Error)]
pub enum SettleRemarkError {
    /// Somebody else holds the pen.
    #[error("somebody else holds the pen")]
    NoPen,
    /// The words could not be taken in.
    #[error(transparent)]
    Unwritten(WriteError),
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(SettleRemarkError);

/// Settles a remark. Settled twice it counts once.
pub async fn settle_remark(ctx: &mut Ctx, command: SettleRemark) -> Result<(), SettleRemarkError> {
    let (family, meeting) = (command.family, command.meeting);
    let hold = Hold::of(ctx, family, meeting).await?;
    hold.writing()?;
    if !hold.has_pen() {
        return Err(SettleRemarkError::NoPen);
    }
    let all = minutes_remark::changed_since(&mut ctx.link, &hold.permit, meeting, 0).await?;
    let Some(row) = all.into_iter().find(|it| it.remark.id == command.remark) else {
        return Ok(());
    };
    hold.section(row.remark.section)?;
    if let Some(body) = row.remark.body.filter(|_| command.takes_in) {
        let edit = Edit {
            id: MinutesLineId::from(ctx.new_id::<MinutesRemarkId>().uuid()),
            section: row.remark.section,
            after: row.remark.line,
            body: Some(Some(body)),
            base: 0,
            settled: true,
        };
        let write = WriteLines {
            family,
            meeting,
            hand: Uuid::nil(),
            edits: vec![edit],
        };
        let written = write_lines(ctx, write).await;
        written.map_err(|error| match error {
            WriteError::Stopped(stop) => SettleRemarkError::Stopped(stop),
            other => SettleRemarkError::Unwritten(other),
        })?;
    }
    // Read anew: what was taken in has counted the minutes up.
    let mut hold = Hold::of(ctx, family, meeting).await?;
    let by = (hold.me, ctx.now(), hold.next());
    minutes_remark::settle(&mut ctx.link, &hold.permit, command.remark, by).await?;
    hold.touch_and_record(ctx, "settle_remark", (false, true))
        .await?;
    Ok(())
}
