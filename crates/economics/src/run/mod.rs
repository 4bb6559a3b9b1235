//! From a model to its results: flows by year, present values, how many must succeed.

mod appraise;
mod band;
mod break_even;
mod flows;
mod sensitivity;
mod uncertain;

pub use appraise::{Appraisal, AreaValue, Outcome, Summary, YearLine, appraise, appraise_with};
pub use band::{BandYear, cumulative_band};
pub use flows::Flows;
pub use sensitivity::{Sensitivity, sensitivity};

#[cfg(test)]
mod check_numbers;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod refunded;
#[cfg(test)]
mod worked_example;
