//! What leaves for other systems: a family's case as its reader sees it.

mod exchange_case;

pub use exchange_case::{ExchangeCase, ExchangePerson, Told, exchange_case};
pub use helhed_store::shared::Item;
