//! The minutes of a meeting, written while people speak: one writes, everybody follows by the lens, anybody speaks up, and what is decided
//! becomes real in the same transaction.

mod add_to_minutes;
mod approval_page;
mod approve_by_link;
mod ask_approval;
mod begin_minutes;
mod change_section;
mod close_minutes;
mod decide_line;
mod follow;
mod hold;
mod keep_unwritten;
mod minutes_page;
mod nameable;
mod pass_pen;
mod present;
mod projector;
mod reach;
mod read_line;
mod reworded;
mod say_to_minutes;
mod settle_remark;
mod shared;
mod speak_up;
mod write_lines;
mod write_section;

pub use add_to_minutes::{AddToMinutes, AddToMinutesError, add_to_minutes};
pub use approval_page::{ApprovalPage, Voice, approval_page};
pub use approve_by_link::{LinkMinutes, approve_by_link, read_minutes_by_link};
pub use ask_approval::{AskApproval, AskApprovalError, ask_approval};
pub use begin_minutes::{BeginMinutes, BeginMinutesError, begin_minutes};
pub use change_section::{
    ChangeSection, SectionError, TakeOutSection, change_section, take_out_section,
};
pub use close_minutes::{CloseMinutes, CloseMinutesError, close_minutes};
pub use decide_line::{DecideLine, DecideLineError, decide_line};
pub use follow::follow;
pub use helhed_store::minutes_approval::Addendum;
pub use helhed_store::minutes_line::{Became, LineRow};
pub use helhed_store::minutes_remark::RemarkRow;
pub use keep_unwritten::{KeepUnwritten, keep_unwritten};
pub use minutes_page::{Followed, MinutesPage, changed_minutes, minutes_of};
pub use nameable::{Owners, owners};
pub use pass_pen::{OfferPen, PenStop, TakePen, offer_pen, take_pen};
pub use projector::{ProjectorPage, projector};
pub use read_line::{ReadLine, Told, read_line};
pub use say_to_minutes::{SayError, SayToMinutes, say_to_minutes};
pub use settle_remark::{SettleRemark, SettleRemarkError, settle_remark};
pub(crate) use shared::Rooms;
pub use speak_up::{SpeakUp, SpeakUpError, speak_up};
pub use write_lines::{WriteError, WriteLines, Written, write_lines};
pub use write_section::{WriteSection, write_section};
