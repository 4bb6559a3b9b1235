//! Writes a section that is sent whole, as a page without scripts sends it.

use helhed_domain::ids::{FamilyId, MeetingId, MinutesSectionId};
use helhed_domain::minutes::{Kept, whole};
use helhed_domain::text::Passage;
use helhed_store::minutes_line;

use super::hold::Hold;
use super::write_lines::{WriteError, WriteLines, Written, write_lines};
use crate::Ctx;

/// A section as it is to be.
#[derive(Debug, Clone)]
pub struct WriteSection {
    /// The family.
    pub family: FamilyId,
    /// The meeting.
    pub meeting: MeetingId,
    /// The section.
    pub section: MinutesSectionId,
    /// The count that the page showed.
    pub base: i64,
    /// Its lines from now on.
    pub lines: Vec<Option<Passage>>,
}

/// Writes what is new or changed, takes out what is gone, and leaves the rest alone. Lines that another page has added since are kept.
pub async fn write_section(ctx: &mut Ctx, command: WriteSection) -> Result<Written, WriteError> {
    let hold = Hold::of(ctx, command.family, command.meeting).await?;
    let section = hold.section(command.section)?.id;
    let stand = minutes_line::of_section(&mut ctx.link, &hold.permit, section).await?;
    // What came after the page was shown is not the page's to take out.
    let shown: Vec<Kept> = stand
        .into_iter()
        .filter(|it| it.seq <= command.base || command.lines.contains(&it.body))
        .map(|it| Kept {
            id: it.id,
            body: it.body,
        })
        .collect();
    let mut lines = command.lines;
    // A text area ends with an empty line that nobody wrote.
    while lines.last().is_some_and(Option::is_none) && lines.len() > shown.len() {
        lines.pop();
    }
    let edits = whole(section, &shown, &lines, command.base, || ctx.new_id());
    let write = WriteLines {
        family: command.family,
        meeting: command.meeting,
        hand: ctx.new_id::<MinutesSectionId>().uuid(),
        edits,
    };
    write_lines(ctx, write).await
}
