#![doc = include_str!("../README.md")]

mod discount;
mod draws;
mod examples;
mod families;
mod finding;
mod headline;
mod model;
mod random;
mod read;
mod refund;
mod run;
mod scenario;
mod write;

pub use discount::{Discount, DiscountStep, official_discount};
pub use draws::{Draws, Quantiles, quantile};
pub use examples::{EXAMPLES, Example};
pub use families::{
    FamilyCost, HalfYearMean, ObservedPerson, WithoutDearest, half_years_around, successes_to_pay,
    without_the_dearest,
};
pub use finding::{BadInput, Finding};
pub use headline::headline;
pub use model::{
    Basis, Consequence, CostRow, CostType, Effect, Evidence, Model, Payer, PriceGrade, PriceRow,
};
pub use read::{ModelText, ReadModel};
pub use refund::{CentralRefund, RefundStep, central_refund, net_weeks, refund_steps};
pub use run::{
    Appraisal, AreaValue, Flows, Outcome, Sensitivity, Summary, YearLine, appraise, sensitivity,
};
pub use scenario::{Charge, Scenario, standard_scenarios};
pub use write::{
    investment, investment_sensitivity, investment_summary, investment_yearly, programme_costs,
};
