//! Referral and intake: from a unit's referral to the team's decision.

mod decide;
mod decline;
mod intake_page;
mod join_course;
mod my_referrals;
mod put_on_waiting_list;
mod refer_family;
mod referral_page;
mod reorder_waiting;
mod room;
mod take_in;
mod write_referral;

pub use decide::DecideStop;
pub use decline::{Decline, DeclineError, decline};
pub(crate) use intake_page::next_offer;
pub use intake_page::{CoordinatorRow, IntakePage, Offer, intake_page};
pub use join_course::join_course;
pub use my_referrals::{OwnReferral, my_referrals};
pub use put_on_waiting_list::{PutOnListError, put_on_waiting_list};
pub use refer_family::{
    MOST_PEOPLE, ReferFamily, ReferFamilyError, ReferPerson, Referred, refer_family,
};
pub use referral_page::{Choice, ReferralPage, TeamReferral, WrittenDecision, referral_page};
pub use reorder_waiting::{ReorderError, reorder_waiting};
pub use room::{Room, room};
pub use take_in::{TakeIn, TakeInError, take_in};
pub use write_referral::{WrittenReferral, write_referral};

pub use helhed_store::referral::{ReferredPerson, Undecided};
pub use helhed_store::waiting::WaitingFamily;
