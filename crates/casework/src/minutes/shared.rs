//! Twenty people follow one meeting and ask for the same change within the same tenth of a second: what changed is read once for all of
//! them, and each is shown of it what their own lens lets. On a database server that is the difference between holding a hundred meetings
//! and holding ten ([ADR 0025](../../../../docs/adr/0025-followers-share-a-reading.md)).
//!
//! A lens is kept for the next change too, as long as nothing that it could rest on has changed: every change of a family is in the audit
//! log, so the number of its last entry, read in the same moment as the change, tells.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use helhed_access::{Actor, Permit, doing, what};
use helhed_domain::ids::{AccountId, FamilyId, MeetingId};
use helhed_store::minutes::{self as stored, Head};
use helhed_store::minutes_line::{self, LineRow};
use helhed_store::minutes_remark::{self, RemarkRow};
use helhed_store::{Link, audit};
use jiff::{SignedDuration, Timestamp};

use super::hold::channel;
use super::reach::{Reach, reach};
use crate::notice::Notices;
use crate::{Reading, Stop};

/// How long what was read is handed on, where nothing was heard meanwhile: the most by which a server that hears no other could be behind.
const READ_FOR: SignedDuration = SignedDuration::from_secs(1);
/// How long a lens is kept: the most by which a consent that ends by its date is seen longer.
const LENS_FOR: SignedDuration = SignedDuration::from_secs(10);
/// The most lines that are kept of one reading: whoever comes late and reads everything reads for themselves.
const MOST_LINES: usize = 200;
/// How many readings of one meeting are kept: followers that are one or two changes behind.
const MOST_READ: usize = 4;
/// How many meetings are remembered before those that nobody follows any more are forgotten.
const MOST_ROOMS: usize = 256;

/// What changed in the minutes of a meeting after a count, whole: nobody is shown it before their lens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Changed {
    pub(super) head: Head,
    pub(super) lines: Vec<LineRow>,
    pub(super) remarks: Vec<RemarkRow>,
}

impl Changed {
    /// Reads it: at most three statements.
    pub(super) async fn read(
        link: &mut Link,
        permit: &Permit<what::Minutes, doing::Read>,
        (meeting, after): (MeetingId, i64),
    ) -> Result<Self, Stop> {
        let head = stored::head(link, permit, meeting).await?;
        let head = head.ok_or(Stop::Absent)?;
        let counts = head.begun.as_ref().map(|it| (it.line_seq, it.remark_seq));
        let (line_seq, remark_seq) = counts.unwrap_or_default();
        let lines = match line_seq > after {
            true => minutes_line::changed_since(link, permit, meeting, after).await?,
            false => Vec::new(),
        };
        let remarks = match remark_seq > after {
            true => minutes_remark::changed_since(link, permit, meeting, after).await?,
            false => Vec::new(),
        };
        Ok(Self {
            head,
            lines,
            remarks,
        })
    }
}

/// What had been heard of a meeting and of its family when something was read.
type Told = (u64, u64);

/// A reading that others may be shown, too.
struct Read {
    after: i64,
    told: Told,
    at: Timestamp,
    changed: Arc<Changed>,
}

/// What is kept of one meeting.
#[derive(Default)]
struct Room {
    read: Vec<Read>,
    /// The family's last change when the lenses were asked.
    mark: i64,
    lenses: HashMap<AccountId, (Actor, Timestamp, Arc<Reach>)>,
    used: Option<Timestamp>,
}

impl Room {
    fn lens(&self, actor: &Actor, now: Timestamp) -> Option<Arc<Reach>> {
        let (who, at, reach) = self.lenses.get(&actor.account)?;
        let holds = who == actor && is_within(*at, LENS_FOR, now);
        holds.then(|| reach.clone())
    }

    fn changed(&self, after: i64, told: Told, now: Timestamp) -> Option<Arc<Changed>> {
        let mut all = self.read.iter();
        let found =
            all.find(|it| it.after == after && it.told == told && is_within(it.at, READ_FOR, now))?;
        Some(found.changed.clone())
    }

    fn keep(&mut self, read: Read) {
        if read.changed.lines.len() > MOST_LINES {
            return;
        }
        self.read
            .retain(|it| it.told == read.told && it.after != read.after);
        if self.read.len() == MOST_READ {
            self.read.remove(0);
        }
        self.read.push(read);
    }
}

/// Whether an instant is within a time before another. A clock that was set back makes everything old.
fn is_within(at: Timestamp, time: SignedDuration, now: Timestamp) -> bool {
    (at..at + time).contains(&now)
}

type Key = Arc<tokio::sync::Mutex<Room>>;

/// What is kept of the meetings that are followed on this server.
#[derive(Default)]
pub(crate) struct Rooms(Mutex<HashMap<MeetingId, Key>>);

impl Rooms {
    fn all(&self) -> MutexGuard<'_, HashMap<MeetingId, Key>> {
        // The map is whole after each statement below, so a panic elsewhere leaves nothing half done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn of(&self, meeting: MeetingId, now: Timestamp) -> Key {
        let mut all = self.all();
        if all.len() >= MOST_ROOMS && !all.contains_key(&meeting) {
            all.retain(|_, room| {
                let used = room.try_lock().map(|it| it.used);
                used.is_err()
                    || used.is_ok_and(|at| at.is_some_and(|at| is_within(at, LENS_FOR, now)))
            });
        }
        all.entry(meeting).or_default().clone()
    }
}

fn told(notices: &Notices, (family, meeting): (FamilyId, MeetingId)) -> Option<Told> {
    Some((notices.told(channel(meeting))?, notices.told(family)?))
}

/// What changed in minutes after a count, and how far the reader reaches: shared with those who follow the same meeting on this server,
/// where somebody does.
pub(super) async fn changed_for(
    reading: &mut Reading,
    at: (FamilyId, MeetingId),
    after: i64,
) -> Result<(Arc<Changed>, Arc<Reach>), Stop> {
    let (house, actor, now) = (reading.house().clone(), *reading.actor(), reading.now());
    let link = &mut reading.link;
    // What is heard from here on is not in what is read below, or is read twice.
    let Some(told) = told(house.notices(), at) else {
        let reach = reach(link, &actor, at, now).await?;
        let changed = Changed::read(link, &reach.permit()?, (at.1, after)).await?;
        return Ok((Arc::new(changed), Arc::new(reach)));
    };
    let room = house.rooms().of(at.1, now);
    // One of those who ask reads; the others wait for them.
    let mut room = room.lock().await;
    room.used = Some(now);
    let kept = room.changed(after, told, now);
    if kept.is_none() {
        let mark = audit::last_change(link, at.0).await?;
        if mark != room.mark {
            room.lenses.clear();
            room.mark = mark;
        }
    }
    let own = match room.lens(&actor, now) {
        Some(own) => own,
        None => {
            let own = Arc::new(reach(link, &actor, at, now).await?);
            room.lenses.insert(actor.account, (actor, now, own.clone()));
            own
        }
    };
    if let Some(changed) = kept {
        return Ok((changed, own));
    }
    let changed = Changed::read(link, &own.permit()?, (at.1, after)).await?;
    let changed = Arc::new(changed);
    room.keep(Read {
        after,
        told,
        at: now,
        changed: changed.clone(),
    });
    Ok((changed, own))
}
