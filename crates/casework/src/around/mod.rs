//! Everyone around a family: professionals, cases and plans.

mod add_involvement;
mod annul_involvement;
mod around_page;
mod change_involvement;
mod end_involvement;

pub use add_involvement::{AddInvolvement, AroundError, add_involvement};
pub use annul_involvement::{AnnulInvolvement, annul_involvement};
pub(crate) use around_page::points;
pub use around_page::{AroundPage, around_page};
pub use change_involvement::{ChangeInvolvement, change_involvement};
pub use end_involvement::{EndInvolvement, end_involvement};
pub use helhed_store::involvement::Around;
