//! The intervals of the report, from sums that merge.

mod ratio;
mod shares;
mod student;
mod wilson;

pub use ratio::{Estimate, PeriodSums};
pub use shares::{ShareSums, ShareTally};
pub use student::student_975;
pub use wilson::wilson;

/// The 0.975 quantile of the standard normal distribution.
pub const Z_975: f64 = 1.959_963_984_540_054;
