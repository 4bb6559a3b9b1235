//! What a screen in the room shows: what everyone who is present may see, and not a word more.

use helhed_access::{doing, what};
use helhed_domain::account::Role;
use helhed_domain::ids::{FamilyId, MeetingId};
use helhed_domain::minutes::Section;
use helhed_store::{minutes as stored, minutes_line, minutes_remark};
use jiff::Timestamp;

use super::minutes_page::{Followed, seen};
use super::present::present;
use crate::{Reading, Stop, Visible};

/// What the screen shows.
#[derive(Debug)]
pub struct ProjectorPage {
    /// When the meeting starts.
    pub starts: Timestamp,
    /// Whether it was called off.
    pub is_called_off: bool,
    /// The minutes, once they are begun.
    pub begun: Option<Followed>,
}

/// What everyone present may see of the minutes after a count; for the team, which sets up the screen, and no more than they see themselves.
pub async fn projector(
    reading: &mut Reading,
    family: FamilyId,
    meeting: MeetingId,
    after: i64,
) -> Result<Visible<ProjectorPage>, Stop> {
    let own = reading.lens(family).await?;
    let is_team = matches!(reading.actor().role, Role::Coordinator | Role::TeamLeader);
    let (Some(permit), Some(agenda)) = (
        own.permit::<what::Minutes, doing::Read>()
            .filter(|_| is_team),
        own.permit::<what::Meetings, doing::Read>(),
    ) else {
        return Err(Stop::NotAllowed);
    };
    let now = reading.now();
    let link = &mut reading.link;
    let head = stored::head(link, &permit, meeting).await?;
    let head = head.ok_or(Stop::Absent)?;
    let room = present(link, &agenda, (family, meeting), now).await?;
    let begun = match head.begun {
        Some(begun) => {
            let lines = minutes_line::changed_since(link, &permit, meeting, after).await?;
            let remarks = minutes_remark::changed_since(link, &permit, meeting, after).await?;
            let sees = |it: &Section| {
                own.sees(&stored::mark(&it.facts)).is_some() && room.all_see(&it.facts)
            };
            Some(seen(begun, (lines, remarks), sees))
        }
        None => None,
    };
    let page = ProjectorPage {
        starts: head.starts,
        is_called_off: head.is_called_off,
        begun,
    };
    let whose = meeting.uuid();
    match after {
        0 => reading.show_asked("projector", &permit, whose, page).await,
        _ => {
            reading
                .show_followed("projector", &permit, whose, page)
                .await
        }
    }
}
