#![doc = include_str!("../README.md")]

mod bundle_costs;
pub mod case;
mod discount;
mod draws;
mod examples;
mod families;
mod finding;
mod headline;
mod model;
mod price_book;
mod price_index;
mod problem;
mod random;
mod read;
mod refund;
mod run;
mod scenario;
mod som;
mod spreadsheet;
mod table;
mod write;

pub use bundle_costs::{PROGRAMME_COSTS, ProgrammeCosts};
pub use discount::{Discount, DiscountStep, official_discount};
pub use draws::{Draws, Quantiles, quantile};
pub use examples::{EXAMPLES, Example};
pub use families::{
    FamilyCost, HalfYearMean, ObservedPerson, WithoutDearest, half_years_around, member_costs,
    successes_to_pay, without_the_dearest,
};
pub use finding::{BadInput, Finding};
pub use headline::headline;
pub use model::{
    Basis, Consequence, CostRow, CostType, Effect, Evidence, Model, Payer, PriceGrade, PriceRow,
    Refund,
};
pub use price_book::{PRICE_COLUMNS, PriceBook};
pub use price_index::consumer_price_index;
pub use problem::Problem;
pub use read::{ModelText, ReadModel};
pub use refund::{CentralRefund, RefundStep, central_refund, net_share, net_weeks, refund_steps};
pub use run::{
    Appraisal, AreaValue, BandYear, Flows, Outcome, Sensitivity, Summary, YearLine, appraise,
    appraise_with, cumulative_band, sensitivity,
};
pub use scenario::{Charge, Scenario, combined, standard_scenarios};
pub use som::som_input;
pub use spreadsheet::{SpreadsheetError, as_csv};
pub use table::{ResultTable, harmless};
pub use write::{
    investment, investment_sensitivity, investment_summary, investment_yearly, programme_costs,
    result_tables,
};
