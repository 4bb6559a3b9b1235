#![doc = include_str!("../README.md")]

pub mod benefits;
pub mod bundle;
pub mod calendar;
pub mod codes;
pub mod engine;
pub mod events;
pub mod statistics;
pub mod sums;
pub mod table;
mod tables;

mod evaluate;
mod output;
mod partial;
mod staging;

pub use evaluate::{BundleSummary, Counts, EvaluateError, Evaluation, Options, Progress, evaluate};
pub use output::NOT_FOR_PUBLICATION;
pub use partial::{Partial, PoolError, pool};
pub use staging::{Staging, WriteError};
