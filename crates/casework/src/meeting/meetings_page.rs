//! The meetings of one family.

use helhed_access::{doing, what};
use helhed_domain::ids::FamilyId;
use helhed_domain::text::Name;
use helhed_store::household;
use helhed_store::meeting::{self as stored, MeetingLine};

use crate::{Reading, Stop, Visible};

/// The meetings of a family.
#[derive(Debug)]
pub struct MeetingsPage {
    /// The family.
    pub family: FamilyId,
    /// What it is called.
    pub family_name: Name,
    /// Those that go on or are to come, the soonest first; those called off too.
    pub coming: Vec<MeetingLine>,
    /// Those that have been, the latest first.
    pub past: Vec<MeetingLine>,
    /// Whether the reader may call one.
    pub may_call: bool,
}

/// The meetings of a family, for who works with it.
pub async fn meetings_page(
    reading: &mut Reading,
    family: FamilyId,
) -> Result<Visible<MeetingsPage>, Stop> {
    let lens = reading.lens(family).await?;
    let (Some(face), Some(permit)) = (lens.permit(), lens.permit::<what::Meetings, doing::Read>())
    else {
        return Err(Stop::NotAllowed);
    };
    let now = reading.now();
    let link = &mut reading.link;
    let all = stored::of_family(link, &permit).await?;
    let (past, mut coming): (Vec<_>, Vec<_>) = all.into_iter().partition(|it| it.ends <= now);
    coming.reverse();
    let page = MeetingsPage {
        family,
        family_name: household::family_name(link, &face).await?,
        coming,
        past,
        may_call: lens.may::<what::Meetings, doing::Add>(),
    };
    reading
        .show::<what::Meetings, _>("meetings_page", &lens, page)
        .await
}
