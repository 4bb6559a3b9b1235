//! Listens to the minutes of a meeting, and to what changes in who may see what of the family.

use helhed_access::{Actor, doing};
use helhed_domain::ids::{FamilyId, MeetingId};
use helhed_store::{Link, minutes};
use jiff::Timestamp;

use super::hold::channel;
use super::reach::reach;
use crate::notice::Listener;
use crate::{Reading, Stop};

/// Begins to listen: to the minutes, and to the family, whose consents may be taken back meanwhile. What is heard is that something has
/// changed, never what.
pub async fn follow(
    reading: &mut Reading,
    family: FamilyId,
    meeting: MeetingId,
) -> Result<(Listener, Listener), Stop> {
    // First listened, then looked: nothing is missed in between.
    let notices = reading.house().notices();
    let heard = (notices.listen(channel(meeting)), notices.listen(family));
    let (actor, now) = (*reading.actor(), reading.now());
    let looked = looked(&mut reading.link, &actor, (family, meeting), now).await;
    // A page listens for hours: it keeps no connection meanwhile.
    reading.link.rest();
    looked.map(|()| heard)
}

async fn looked(
    link: &mut Link,
    actor: &Actor,
    at: (FamilyId, MeetingId),
    now: Timestamp,
) -> Result<(), Stop> {
    let permit = reach(link, actor, at, now).await?.permit::<doing::Read>()?;
    let head = minutes::head(link, &permit, at.1).await?;
    head.map(drop).ok_or(Stop::Absent)
}
