//! Listens to the minutes of a meeting, and to what changes in who may see what of the family.

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, MeetingId};
use helhed_store::minutes;

use super::hold::channel;
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
    let lens = reading.lens(family).await?;
    let permit = lens.permit::<what::Minutes, doing::Read>();
    let permit = permit.ok_or(Stop::NotAllowed)?;
    let head = minutes::head(&mut reading.link, &permit, meeting).await?;
    head.ok_or(Stop::Absent)?;
    // A page listens for hours: it keeps no connection meanwhile.
    reading.link.rest();
    Ok(heard)
}
