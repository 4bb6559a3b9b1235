//! Accounts and units: who may sign in, and where they work.

mod add_account;
mod add_unit;
mod set_language;

pub use add_account::{AddAccount, AddAccountError, add_account};
pub use add_unit::{AddUnit, add_unit};
pub use set_language::set_language;
