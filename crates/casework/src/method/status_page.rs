//! The statuses of a family, and when the next is due.

use helhed_access::{doing, what};
use helhed_domain::ids::FamilyId;
use helhed_domain::review::ReviewDue;
use helhed_domain::status::Following;
use helhed_store::status::{self as stored, StatusLine};

use crate::{Reading, Stop, Visible};

/// The statuses of a family.
#[derive(Debug)]
pub struct StatusPage {
    /// The family.
    pub family: FamilyId,
    /// How it is followed now, if it is, and when the next status is due.
    pub following: Option<(Following, ReviewDue)>,
    /// Every status, the latest first.
    pub statuses: Vec<StatusLine>,
    /// Whether the viewer may follow the family and write.
    pub may_write: bool,
}

/// The statuses of a family: three queries.
pub async fn status_page(
    reading: &mut Reading,
    family: FamilyId,
) -> Result<Visible<StatusPage>, Stop> {
    let lens = reading.lens(family).await?;
    let permit = lens
        .permit::<what::Method, doing::Read>()
        .ok_or(Stop::NotAllowed)?;
    let months = reading.rules().status_months;
    let link = &mut reading.link;
    let statuses = stored::of_family(link, &permit).await?;
    let last = statuses.first().map(|it| it.status.day);
    let following = stored::following(link, &permit).await?;
    let page = StatusPage {
        family,
        following: following.map(|it| (it, Following::next_due(it.from, last, months))),
        statuses,
        may_write: lens.may::<what::Method, doing::Add>(),
    };
    reading
        .show::<what::Method, _>("status_page", &lens, page)
        .await
}
