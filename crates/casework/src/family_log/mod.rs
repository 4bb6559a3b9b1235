//! Who has read or received what about a family: for its coordinator, and for the family itself.

mod family_log_page;
mod our_families;
mod visit;

pub use family_log_page::{FamilyLog, Received, family_log_page};
pub use our_families::our_families;
pub use visit::{LogDay, Visit};
