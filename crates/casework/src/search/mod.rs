//! Finding families, across their names and their people's.

mod family_list;
#[expect(
    clippy::module_inception,
    reason = "the operation's name is the area's"
)]
mod search;

pub use family_list::{FamilyList, families};
pub use helhed_store::overview::{FamilyGlance, Glimpse, PAGE};
pub use search::{Found, Results, search};
