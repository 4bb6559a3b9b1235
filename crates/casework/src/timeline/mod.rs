//! The timeline of a whole family.

mod timeline_page;

pub use helhed_store::timeline::Event;
pub use timeline_page::{TimelinePage, timeline_page};
