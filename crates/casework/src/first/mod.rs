//! What comes first: needs, what stands in the way of what, the family's wishes, and the order they make.

mod add_need;
mod change_need;
mod end_need;
mod needs_page;
mod say_wish;

pub use add_need::{AddNeed, AddNeedError, add_need};
pub use change_need::{ChangeNeed, ChangeNeedError, change_need};
pub use end_need::{EndNeed, EndNeedError, end_need};
pub use helhed_store::need::NeedLine;
pub use needs_page::{NeedsPage, needs_page};
pub use say_wish::{SayWish, SayWishError, say_wish};
