//! What meetings agreed, and how it goes: meeting by meeting for a family, and as a time from decision to action over all of them.

mod agreed_page;
mod decision_times_page;

pub use agreed_page::{AgreedPage, agreed_page};
pub use decision_times_page::{DecisionTimesPage, Half, decision_times_page};
pub use helhed_domain::decision_time::DecisionTimes;
pub use helhed_store::agreed::AgreedLine;
