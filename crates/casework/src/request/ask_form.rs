//! What the form of a new request lets people choose from.

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, UnitId};
use helhed_domain::text::Name;
use helhed_domain::unit::UnitKind;
use helhed_store::account;
use helhed_store::household::{self, Kin};

use crate::{Reading, Stop, Visible};

/// A unit that may be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitChoice {
    /// The unit.
    pub id: UnitId,
    /// What it is called.
    pub name: Name,
    /// What it does.
    pub kind: UnitKind,
    /// Whether somebody there signs in; otherwise it answers by a link.
    pub signs_in: bool,
}

/// What may be chosen.
#[derive(Debug)]
pub struct AskForm {
    /// The family's people who belong to it now.
    pub kin: Vec<Kin>,
    /// Open units, by name.
    pub units: Vec<UnitChoice>,
}

/// Whom the coordinator may ask, and about whom.
pub async fn ask_form(reading: &mut Reading, family: FamilyId) -> Result<Visible<AskForm>, Stop> {
    let lens = reading.lens(family).await?;
    let Some(people) = lens.permit() else {
        return Err(Stop::NotAllowed);
    };
    if !lens.may::<what::Requests, doing::Add>() {
        return Err(Stop::NotAllowed);
    }
    let link = &mut reading.link;
    let mut kin = household::kin(link, &people).await?;
    kin.retain(|kin| kin.now);
    let with_partners = account::units_with_partners(link).await?;
    let units = account::units(link).await?;
    let choice = |unit: helhed_domain::unit::Unit| UnitChoice {
        signs_in: with_partners.contains(&unit.id),
        id: unit.id,
        name: unit.name,
        kind: unit.kind,
    };
    let form = AskForm {
        kin,
        units: units
            .into_iter()
            .filter(|unit| !unit.closed && unit.kind != UnitKind::CoordinationTeam)
            .map(choice)
            .collect(),
    };
    reading
        .show::<what::Requests, _>("ask_form", &lens, form)
        .await
}
