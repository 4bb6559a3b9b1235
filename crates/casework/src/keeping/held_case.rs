//! One case for the form that holds it or lifts the hold.

use helhed_access::{doing, what};
use helhed_domain::ids::FamilyId;
use helhed_domain::retention::Hold;
use helhed_domain::text::Name;
use helhed_store::retention;

use crate::{Reading, Stop, Visible};

/// A case and the hold on it.
#[derive(Debug)]
pub struct HeldCase {
    /// What the household is called.
    pub name: Name,
    /// The hold that stands.
    pub hold: Option<Hold>,
}

/// The case, for whoever may hold it.
pub async fn held_case(reading: &mut Reading, family: FamilyId) -> Result<Visible<HeldCase>, Stop> {
    if !reading.may_in_house::<what::Keeping, doing::Add>() {
        return Err(Stop::NotAllowed);
    }
    let lens = reading.lens(family).await?;
    let cases = retention::cases(&mut reading.link, Some(family)).await?;
    let case = cases.into_iter().next().ok_or(Stop::Absent)?;
    let case = HeldCase {
        name: case.name,
        hold: case.hold,
    };
    reading
        .show::<what::Keeping, _>("held_case", &lens, case)
        .await
}
