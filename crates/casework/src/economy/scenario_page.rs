//! One scenario with the versions before.

use helhed_access::{Resource, doing, what};
use helhed_domain::economy::Scenario;
use helhed_domain::ids::ScenarioId;
use helhed_economics::PriceBook;
use helhed_economics::case::Case;
use helhed_store::economy;

use super::price_book;
use crate::{Reading, Stop, Visible};

/// A scenario.
#[derive(Debug, Clone)]
pub struct ScenarioPage {
    /// Its versions, the newest first; at least one.
    pub versions: Vec<Scenario>,
    /// The price book that holds here.
    pub prices: PriceBook,
    /// Whether the reader may save it anew.
    pub may_change: bool,
    year: i16,
}

impl ScenarioPage {
    /// The case of a version; `None` where it rests on a price that is there no more.
    pub fn case(&self, version: &Scenario) -> Option<Case> {
        case_of(version, &self.prices, self.year)
    }
}

/// The case that a scenario has kept.
pub(super) fn case_of(scenario: &Scenario, prices: &PriceBook, year: i16) -> Option<Case> {
    let of = |field: &str| {
        let found = scenario.fields.iter().find(|(name, _)| name == field);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    Case::read(&of, prices, year).ok()
}

/// A scenario with its versions.
pub async fn scenario_page(
    reading: &mut Reading,
    id: ScenarioId,
) -> Result<Visible<ScenarioPage>, Stop> {
    let permit = reading.house_permit::<what::Economy>()?;
    let versions = economy::versions(&mut reading.link, &permit, id).await?;
    if versions.is_empty() {
        return Err(Stop::Absent);
    }
    let own = economy::own_prices(&mut reading.link).await?;
    let page = ScenarioPage {
        versions,
        prices: price_book(own.as_ref()),
        may_change: reading.may_in_house::<what::Economy, doing::Change>(),
        year: reading.today().year(),
    };
    reading
        .show_list("scenario_page", Resource::Economy, permit.basis(), page)
        .await
}
