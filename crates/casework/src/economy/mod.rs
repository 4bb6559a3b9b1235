//! What it costs and what must succeed: scenarios of the team, the municipality's prices, the cost of a family.

mod add_cost;
mod annul_cost;
mod annul_scenario;
mod change_cost;
mod costs_page;
mod economy_desk;
mod save_scenario;
mod scenario_page;
mod take_in_prices;

pub use add_cost::{AddCost, CostError, add_cost};
pub use annul_cost::{AnnulCost, annul_cost};
pub use annul_scenario::{AnnulScenario, annul_scenario};
pub use change_cost::{ChangeCost, change_cost};
pub use costs_page::{CostLine, CostsPage, costs_page};
pub use economy_desk::{EconomyDesk, economy_desk};
pub use save_scenario::{SaveScenario, ScenarioError, save_scenario};
pub use scenario_page::{ScenarioPage, scenario_page};
pub use take_in_prices::{PricesError, TakeInPrices, take_in_prices};

use helhed_domain::economy::OwnPrices;
use helhed_economics::PriceBook;

/// The price book that holds here: the shipped one, with the municipality's own rows over it. Own rows that no longer fit a
/// newer shipped book are left out.
fn price_book(own: Option<&OwnPrices>) -> PriceBook {
    let shipped = PriceBook::shipped();
    match own.map(|prices| shipped.over(&prices.text)) {
        Some(Ok(book)) => book,
        _ => shipped,
    }
}
