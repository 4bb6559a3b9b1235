//! Writes a batch of lines: what the holder of the pen has typed since the last, saved before it is acknowledged.

use std::collections::HashMap;

use helhed_access::{Permit, doing, what};
use helhed_domain::ids::{FamilyId, MeetingId, MinutesLineId, MinutesSectionId};
use helhed_domain::minutes::{
    Edit, LineKind, MOST_LETTERS, MOST_LINES, Met, MinutesLine, Stored, deciding, meet,
    places_among, places_anew,
};
use helhed_domain::text::{Name, Passage};
use helhed_store::minutes as stored_minutes;
use helhed_store::minutes_line::{self as stored, Written as Row};
use uuid::Uuid;

use super::decide_line::decide_by_words;
use super::hold::Hold;
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// So many letters in a batch are no typing: what there is is counted before more is taken.
const MANY: usize = 1_000;

/// A batch of writing.
#[derive(Debug, Clone)]
pub struct WriteLines {
    /// The family.
    pub family: FamilyId,
    /// The meeting.
    pub meeting: MeetingId,
    /// The open page that wrote it.
    pub hand: Uuid,
    /// What was written. An empty batch only tells that the writer is there.
    pub edits: Vec<Edit>,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The count of the minutes now.
    pub seq: i64,
    /// Whether words stand on a line of their own, because another page had changed theirs.
    pub beside: bool,
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Somebody else holds the pen.
    #[error("somebody else holds the pen")]
    NoPen(Name),
    /// The minutes are closed.
    #[error("the minutes are closed")]
    Closed,
    /// There are as many lines as there can be.
    #[error("the minutes are full")]
    Full,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(WriteError);

/// The lines that a batch meets, as they come to stand.
struct Desk {
    permit: Permit<what::Minutes, doing::Change>,
    meeting: MeetingId,
    hand: Uuid,
    seq: i64,
    known: HashMap<MinutesLineId, Stored>,
    /// Lines that the writer has gone on from and that are to become something.
    decided: Vec<MinutesLineId>,
    changed: bool,
    beside: bool,
}

/// Writes a batch. Sent again it counts once.
pub async fn write_lines(ctx: &mut Ctx, command: WriteLines) -> Result<Written, WriteError> {
    let mut hold = Hold::of(ctx, command.family, command.meeting).await?;
    let permit = hold.writing()?;
    if hold.is_closed() {
        return Err(WriteError::Closed);
    }
    if !hold.has_pen() {
        return Err(WriteError::NoPen(hold.begun.pen_name.clone()));
    }
    for edit in &command.edits {
        hold.section(edit.section)?;
    }
    let mut ids: Vec<MinutesLineId> = command.edits.iter().map(|it| it.id).collect();
    ids.extend(command.edits.iter().filter_map(|it| it.after));
    ids.sort_unstable();
    ids.dedup();
    let known = stored::find(&mut ctx.link, &permit, hold.meeting, &ids).await?;
    let mut desk = Desk {
        permit,
        meeting: hold.meeting,
        hand: command.hand,
        seq: hold.next(),
        known: known.into_iter().map(|it| (it.id, it)).collect(),
        decided: Vec::new(),
        changed: false,
        beside: false,
    };
    let is_new = |it: &&Edit| !desk.known.contains_key(&it.id);
    let new = command.edits.iter().filter(is_new).count();
    let bodies = command
        .edits
        .iter()
        .filter_map(|it| it.body.as_ref()?.as_ref());
    let letters: usize = bodies.map(|it| it.as_str().len()).sum();
    if new > 0 || letters > MANY {
        let (lines, there) = stored::count(&mut ctx.link, &permit, hold.meeting).await?;
        let sum = |there: i64, more| usize::try_from(there).map_or(usize::MAX, |it| it + more);
        if sum(lines, new) > MOST_LINES || sum(there, letters) > MOST_LETTERS {
            return Err(WriteError::Full);
        }
    }
    let mut edits = command.edits.iter().peekable();
    while let Some(edit) = edits.next() {
        let mut run = vec![edit];
        // New lines that follow one another are placed together.
        while !desk.known.contains_key(&edit.id)
            && let Some(next) = edits.next_if(|next| {
                let last = run.last().map(|it| it.id);
                next.after == last
                    && next.section == edit.section
                    && next.body.is_some()
                    && !desk.known.contains_key(&next.id)
            })
        {
            run.push(next);
        }
        desk.take(ctx, &run).await?;
    }
    let pen = hold.begun.minutes.pen;
    let now = ctx.now();
    let pen = helhed_domain::minutes::Pen {
        seen_at: now,
        ..pen
    };
    stored_minutes::set_pen(&mut ctx.link, &permit, hold.meeting, &pen).await?;
    if desk.changed {
        hold.touch(ctx, "write_minutes", (true, false)).await?;
    }
    for line in desk.decided {
        decide_by_words(ctx, &hold, line).await?;
    }
    Ok(Written {
        seq: hold.begun.minutes.seq,
        beside: desk.beside,
    })
}

impl Desk {
    /// Takes one edit, or a run of new lines.
    async fn take(&mut self, ctx: &mut Ctx, run: &[&Edit]) -> Result<(), Stop> {
        let [first, ..] = run else { return Ok(()) };
        let stored = self.known.get(&first.id).cloned();
        match (meet(stored.as_ref(), first, self.hand), stored) {
            (Met::New, _) => self.add(ctx, first.after, run).await,
            (Met::Changed, Some(it)) => self.change(ctx, &it, first).await,
            (Met::Gone, Some(it)) => self.take_out(ctx, &it).await,
            (Met::Same, Some(it)) if first.settled && !it.settled && !it.removed => {
                self.change(ctx, &it, first).await
            }
            (Met::Beside, Some(it)) => {
                self.beside = true;
                let beside = Edit {
                    id: ctx.new_id(),
                    after: Some(it.id),
                    section: it.section,
                    ..(*first).clone()
                };
                self.add(ctx, Some(it.id), &[&beside]).await
            }
            _ => Ok(()),
        }
    }

    async fn add(
        &mut self,
        ctx: &mut Ctx,
        after: Option<MinutesLineId>,
        run: &[&Edit],
    ) -> Result<(), Stop> {
        let section = run[0].section;
        let places = self.places(ctx, section, after, run.len()).await?;
        for (edit, place) in run.iter().zip(places) {
            let body = edit.body.clone().flatten();
            self.write(ctx, (edit.id, section, place), body, edit.settled, true)
                .await?;
        }
        Ok(())
    }

    async fn change(&mut self, ctx: &mut Ctx, it: &Stored, edit: &Edit) -> Result<(), Stop> {
        let body = edit.body.clone().flatten();
        let at = (it.id, it.section, it.place);
        self.write(ctx, at, body, edit.settled, false).await
    }

    async fn take_out(&mut self, ctx: &mut Ctx, it: &Stored) -> Result<(), Stop> {
        let line = MinutesLine {
            id: it.id,
            section: it.section,
            place: it.place,
            kind: LineKind::Said,
            body: it.body.clone(),
            by: ctx.actor()?.account,
            written_at: ctx.now(),
            seq: self.seq,
            removed_at: Some(ctx.now()),
        };
        let row = Row {
            line: &line,
            hand: self.hand,
            settled: true,
        };
        stored::update(&mut ctx.link, &self.permit, row).await?;
        self.changed = true;
        if let Some(known) = self.known.get_mut(&it.id) {
            known.removed = true;
        }
        Ok(())
    }

    async fn write(
        &mut self,
        ctx: &mut Ctx,
        (id, section, place): (MinutesLineId, MinutesSectionId, i64),
        body: Option<Passage>,
        settled: bool,
        is_new: bool,
    ) -> Result<(), Stop> {
        let kind = body
            .as_ref()
            .map_or(LineKind::Said, |it| deciding(it.as_str()).kind);
        let line = MinutesLine {
            id,
            section,
            place,
            kind,
            body,
            by: ctx.actor()?.account,
            written_at: ctx.now(),
            seq: self.seq,
            removed_at: None,
        };
        let row = Row {
            line: &line,
            hand: self.hand,
            settled,
        };
        match is_new {
            true => stored::insert(&mut ctx.link, &self.permit, self.meeting, row).await?,
            false => stored::update(&mut ctx.link, &self.permit, row).await?,
        }
        self.changed = true;
        if settled && kind.becomes() {
            self.decided.push(id);
        }
        let stands = Stored {
            id,
            section,
            place,
            body: line.body,
            seq: self.seq,
            hand: self.hand,
            settled,
            removed: false,
        };
        self.known.insert(id, stands);
        Ok(())
    }

    /// Places for new lines after a line, or at the beginning; a line that is not of the section is taken for its last.
    async fn places(
        &mut self,
        ctx: &mut Ctx,
        section: MinutesSectionId,
        after: Option<MinutesLineId>,
        count: usize,
    ) -> Result<Vec<i64>, Stop> {
        for _ in 0..2 {
            let known = after.map(|id| self.known.get(&id).filter(|it| it.section == section));
            let before = match known {
                None => None,
                Some(Some(line)) => Some(line.place),
                Some(None) => {
                    let all = stored::of_section(&mut ctx.link, &self.permit, section).await?;
                    all.last().map(|it| it.place)
                }
            };
            let next = stored::next_place(&mut ctx.link, &self.permit, section, before).await?;
            if let Some(places) = places_among(before, next, count) {
                return Ok(places);
            }
            self.place_anew(ctx, section).await?;
        }
        // With all lines placed anew there is room for far more than minutes hold.
        Err(Stop::NotAllowed)
    }

    async fn place_anew(&mut self, ctx: &mut Ctx, section: MinutesSectionId) -> Result<(), Stop> {
        let all = stored::of_section(&mut ctx.link, &self.permit, section).await?;
        for (line, place) in all.iter().zip(places_anew(all.len())) {
            stored::place(&mut ctx.link, &self.permit, line.id, (place, self.seq)).await?;
            if let Some(known) = self.known.get_mut(&line.id) {
                known.place = place;
            }
        }
        self.changed = true;
        Ok(())
    }
}
