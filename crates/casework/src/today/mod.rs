//! What today asks: of a coordinator across families, and of a family member in their own.

mod our_page;
mod today_page;

pub use helhed_store::glance::Glance;
pub use our_page::{OurPage, our_page};
pub use today_page::{FamilyLine, TodayPage, today_page};
