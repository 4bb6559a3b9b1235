//! The appointments of one family.

use jiff::{SignedDuration, Timestamp};

use helhed_access::{doing, what};
use helhed_domain::ids::FamilyId;
use helhed_domain::text::Name;
use helhed_store::appointment::{self as stored, AppointmentLine, Span};
use helhed_store::household::{self, Kin};

use crate::{Reading, Stop, Visible};

/// How far back past appointments are shown.
const BACK: SignedDuration = SignedDuration::from_hours(90 * 24);

/// The appointments of a family.
#[derive(Debug)]
pub struct AppointmentsPage {
    /// The family.
    pub family: FamilyId,
    /// What it is called.
    pub family_name: Name,
    /// Those that go on or are to come, in order; called-off ones too.
    pub coming: Vec<AppointmentLine>,
    /// Those of the last 90 days, latest first.
    pub past: Vec<AppointmentLine>,
    /// The family's people, to be there.
    pub kin: Vec<Kin>,
    /// Whether the viewer may set and move them.
    pub may_change: bool,
}

/// The appointments of a family: to come, and the last 90 days.
pub async fn appointments_page(
    reading: &mut Reading,
    family: FamilyId,
) -> Result<Visible<AppointmentsPage>, Stop> {
    let lens = reading.lens(family).await?;
    let (Some(face), Some(people), Some(appointments)) = (
        lens.permit(),
        lens.permit(),
        lens.permit::<what::Appointments, doing::Read>(),
    ) else {
        return Err(Stop::NotAllowed);
    };
    let now = reading.now();
    let span = Span {
        from: now.checked_sub(BACK).unwrap_or(Timestamp::MIN),
        to: Timestamp::MAX,
    };
    let link = &mut reading.link;
    let all = stored::of_family(link, &appointments, span).await?;
    let over = |line: &AppointmentLine| line.appointment.facts.ends <= now;
    let (mut past, coming): (Vec<_>, Vec<_>) = all.into_iter().partition(over);
    past.reverse();
    let page = AppointmentsPage {
        family,
        family_name: household::family_name(link, &face).await?,
        coming,
        past,
        kin: household::kin(link, &people).await?,
        may_change: lens.may::<what::Appointments, doing::Change>(),
    };
    reading
        .show::<what::Appointments, _>("appointments_page", &lens, page)
        .await
}
