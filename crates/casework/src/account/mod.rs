//! Accounts and units: who may sign in, and where they work.

mod accounts_of_house;
mod add_account;
mod add_unit;
mod change_account;
mod change_phrase;
mod change_unit;
mod close_unit;
mod disable_account;
mod invite_member;
mod reset_phrase;
mod set_language;
mod sync_accounts;
mod sync_rows;
mod units_page;
mod users_page;

pub use accounts_of_house::accounts_of_house;
pub use add_account::{AddAccount, AddAccountError, add_account};
pub(crate) use add_account::{NewAccount, insert_account};
pub use add_unit::{AddUnit, add_unit};
pub use change_account::{ChangeAccount, ChangeAccountError, change_account};
pub use change_phrase::{ChangePhrase, ChangePhraseError, change_phrase};
pub use change_unit::{ChangeUnit, ChangeUnitError, change_unit};
pub use close_unit::{CloseUnitError, close_unit, reopen_unit};
pub(crate) use disable_account::shut_out;
pub use disable_account::{DisableAccountError, disable_account, enable_account};
pub use invite_member::invite_member;
pub use reset_phrase::{FreshPhrase, reset_phrase};
pub use set_language::set_language;
pub use sync_accounts::{SyncAccounts, SyncError, Synced, sync_accounts};
pub use sync_rows::{AccountRow, RowFault, RowProblem, UnitRow};
pub use units_page::{unit_page, units_page};
pub use users_page::{USERS_PAGE, UserFilter, UserPage, UsersPage, user_page, users_page};
