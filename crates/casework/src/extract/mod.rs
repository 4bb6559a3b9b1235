//! Extracts for evaluation: pseudonymised rows about the families that have been taken in, as a bundle of register extracts.
//!
//! What leaves, from which column and for what purpose stands in `data/extract.toml`; tests hold the code and the database to it.

mod case_kinds;
mod columns;
mod count_families;
mod export_bundle;
mod rows;

pub use columns::{ColumnPurpose, TablePurpose, declared};
pub use count_families::count_families;
pub use export_bundle::export_bundle;
pub use rows::{Extract, ExtractTable};
