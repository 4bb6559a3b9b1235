//! Sharing: consents, disclosures on other bases, locks, emergency access; and what each viewer sees by them.

mod disclose;
mod emergencies;
mod facts;
mod gaps;
mod give_consent;
mod items_page;
mod lock_case;
mod mark_item;
mod open_in_emergency;
mod shared_page;
mod sharing_page;
mod sign_consent;
mod withdraw_consent;

pub use disclose::{Disclose, DiscloseError, disclose, end_disclosure, takes_consent};
pub use emergencies::{acknowledge_emergency, emergencies_page};
pub use facts::Facts;
pub(crate) use facts::share_person_anew;
pub use gaps::Gap;
pub use give_consent::{GiveConsent, GiveConsentError, give_consent};
pub use helhed_access::{Mark, Opening, Seen};
pub use helhed_store::emergency::Told;
pub use helhed_store::shared::Item;
pub use items_page::{ItemsPage, items_page};
pub use lock_case::{LockCase, LockCaseError, lift_lock, lock_case};
pub use mark_item::{MarkItem, MarkItemError, mark_item};
pub use open_in_emergency::{OpenInEmergency, OpenInEmergencyError, Whom, open_in_emergency};
pub(crate) use shared_page::standing_seen;
pub use shared_page::{SharedPage, Shown, shared_page, shared_page_as};
pub use sharing_page::{ConsentLine, ConsentState, PersonLine, SharingPage, sharing_page};
pub use sign_consent::{SignConsent, sign_consent};
pub use withdraw_consent::{WithdrawConsent, WithdrawError, withdraw_consent};
