#![doc = include_str!("../README.md")]

mod check;
mod convert;
mod csv_table;
mod excel_table;
mod fault;
mod import;
mod map;
mod profile;
mod spells;
mod table;
mod value;
mod week;
mod weekly;

pub use fault::{ImportError, ImportFault, What};
pub use import::{Imported, import};
pub use profile::Profile;
