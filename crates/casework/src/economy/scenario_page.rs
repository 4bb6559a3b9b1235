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

    /// The same with the price that a new case begins with: for a version whose own is there no more. Everything else is as it was kept.
    pub fn case_but_price(&self, version: &Scenario) -> Option<Case> {
        let kept = |field: &str| (field != "price-id").then(|| kept(version, field));
        Case::read(
            &|field| kept(field).unwrap_or_default(),
            &self.prices,
            self.year,
        )
        .ok()
    }
}

/// The case that a scenario has kept.
pub(super) fn case_of(scenario: &Scenario, prices: &PriceBook, year: i16) -> Option<Case> {
    Case::read(&|field| kept(scenario, field), prices, year).ok()
}

/// What a version has kept of a field.
fn kept(scenario: &Scenario, field: &str) -> String {
    let found = scenario.fields.iter().find(|(name, _)| name == field);
    found.map(|(_, value)| value.clone()).unwrap_or_default()
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
