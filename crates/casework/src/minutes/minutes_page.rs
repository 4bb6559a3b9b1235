//! The minutes of a meeting as whoever follows may see them: all of them, or what has changed since a count.

use helhed_access::{Actor, Permit, doing, what};
use helhed_domain::ids::{AccountId, FamilyId, MeetingId, MinutesSectionId};
use helhed_domain::minutes::{Minutes, Section};
use helhed_domain::text::Name;
use helhed_store::household::{self, Kin};
use helhed_store::minutes as stored;
use helhed_store::minutes_line::LineRow;
use helhed_store::minutes_remark::RemarkRow;
use jiff::Timestamp;

use super::reach::{Reach, reach};
use super::shared::{Changed, changed_for};
use crate::{Reading, Stop, Visible};

/// The minutes of a meeting, or what has changed in them.
#[derive(Debug)]
pub struct MinutesPage {
    /// The family.
    pub family: FamilyId,
    /// The meeting.
    pub meeting: MeetingId,
    /// When it starts: moved meanwhile, this is the new hour.
    pub starts: Timestamp,
    /// When it ends.
    pub ends: Timestamp,
    /// Whether it was called off.
    pub is_called_off: bool,
    /// The minutes, once they are begun.
    pub begun: Option<Followed>,
    /// Whom of the family the reader may name; with the whole of the minutes only.
    pub named: Vec<Kin>,
    /// Who reads.
    pub me: AccountId,
    /// Whether the reader works with the family.
    pub is_team: bool,
    /// Whether the reader sees anything of the family; whoever only was called does not.
    pub knows_family: bool,
    /// Whether the reader may hold the pen.
    pub may_write: bool,
    /// Whether the reader may speak up.
    pub may_speak: bool,
    /// Whether the reader may make tasks, goals and appointments of what is decided.
    pub may_decide: bool,
}

/// Minutes that are begun, as far as the reader sees them.
#[derive(Debug)]
pub struct Followed {
    /// The minutes.
    pub minutes: Minutes,
    /// Who holds the pen.
    pub pen_name: Name,
    /// To whom it is offered.
    pub offered_name: Option<Name>,
    /// Every section that the reader sees, in order.
    pub sections: Vec<Section>,
    /// The lines of these sections, in order of sections and places; those that were taken out since the count, too.
    pub lines: Vec<LineRow>,
    /// What was said to these sections and waits, or was settled since the count.
    pub remarks: Vec<RemarkRow>,
    /// How many sections the reader does not see.
    pub unseen: usize,
}

impl MinutesPage {
    /// Whether the reader holds the pen.
    pub fn has_pen(&self) -> bool {
        self.begun
            .as_ref()
            .is_some_and(|it| it.minutes.pen.holder == self.me)
    }

    /// Whether the reader may take the pen now.
    pub fn may_take_pen(&self, now: Timestamp) -> bool {
        let takes = |it: &Followed| it.minutes.pen.may_take(self.me, self.is_team, now);
        self.may_write && self.begun.as_ref().is_some_and(takes)
    }
}

impl Followed {
    /// A section.
    pub fn section(&self, id: MinutesSectionId) -> Option<&Section> {
        self.sections.iter().find(|it| it.id == id)
    }
}

/// The minutes of a meeting, as the reader sees them.
pub async fn minutes_of(
    reading: &mut Reading,
    family: FamilyId,
    meeting: MeetingId,
) -> Result<Visible<MinutesPage>, Stop> {
    let (page, permit) = read(reading, (family, meeting)).await?;
    reading
        .show_asked("minutes", &permit, meeting.uuid(), page)
        .await
}

/// What has changed in the minutes after a count, for a page that is open: read once for all who follow (`shared.rs`). Whoever follows is
/// recorded as reading once a minute.
pub async fn changed_minutes(
    reading: &mut Reading,
    family: FamilyId,
    meeting: MeetingId,
    after: i64,
) -> Result<Visible<MinutesPage>, Stop> {
    let at = (family, meeting);
    let asked = changed_for(reading, at, after).await;
    let (changed, reach) = asked.inspect_err(|_| reading.link.rest())?;
    let permit = reach.permit()?;
    let page = page(reading.actor(), at, (Changed::clone(&changed), &reach));
    reading
        .show_followed("follow_minutes", &permit, meeting.uuid(), page)
        .await
}

pub(super) async fn read(
    reading: &mut Reading,
    at: (FamilyId, MeetingId),
) -> Result<(MinutesPage, Permit<what::Minutes, doing::Read>), Stop> {
    let (actor, now) = (*reading.actor(), reading.now());
    let link = &mut reading.link;
    let reached = reach(link, &actor, at, now).await;
    let reach = reached.inspect_err(|_| link.rest())?;
    let permit = reach.permit()?;
    let changed = Changed::read(link, &permit, (at.1, 0)).await?;
    let mut named = household::kin_to_name(link, &permit).await?;
    named.retain(|it| reach.names(it.id));
    let page = page(&actor, at, (changed, &reach));
    Ok((MinutesPage { named, ..page }, permit))
}

/// What of the minutes somebody is shown who reaches so far.
fn page(
    actor: &Actor,
    (family, meeting): (FamilyId, MeetingId),
    (changed, reach): (Changed, &Reach),
) -> MinutesPage {
    let Changed {
        head,
        lines,
        remarks,
    } = changed;
    let sees = |it: &Section| reach.sees(&it.facts);
    MinutesPage {
        named: Vec::new(),
        family,
        meeting,
        starts: head.starts,
        ends: head.ends,
        is_called_off: head.is_called_off,
        begun: head.begun.map(|it| seen(it, (lines, remarks), sees)),
        me: actor.account,
        is_team: reach.is_team(),
        knows_family: reach.lens.is_some(),
        may_write: reach.permit::<doing::Change>().is_ok(),
        may_speak: reach.permit::<doing::Add>().is_ok(),
        may_decide: reach.may::<what::Tasks, doing::Add>(),
    }
}

/// What of minutes is seen.
pub(super) fn seen(
    begun: stored::Begun,
    (mut lines, mut remarks): (Vec<LineRow>, Vec<RemarkRow>),
    sees: impl Fn(&Section) -> bool,
) -> Followed {
    let all = begun.sections.len();
    let mut sections = begun.sections;
    sections.retain(sees);
    let is_seen = |id: MinutesSectionId| sections.iter().any(|it| it.id == id);
    lines.retain(|it| is_seen(it.line.section));
    let order = |it: &LineRow| sections.iter().position(|own| own.id == it.line.section);
    lines.sort_by_cached_key(order);
    remarks.retain(|it| is_seen(it.remark.section));
    Followed {
        minutes: begun.minutes,
        pen_name: begun.pen_name,
        offered_name: begun.offered_name,
        unseen: all - sections.len(),
        sections,
        lines,
        remarks,
    }
}
