//! Families and their people.

mod add_member;
mod change_person;
mod end_membership;
mod end_relation;
mod enter;
mod family_head;
mod family_page;
mod people_page;
mod rename_family;
mod set_custody;
mod set_relation;
mod show_secret;

pub use add_member::{AddMember, AddMemberError, Newcomer, add_member};
pub use change_person::{ChangePerson, ChangePersonError, change_person};
pub use end_membership::{EndMembership, EndMembershipError, end_membership};
pub use end_relation::{EndRelation, EndRelationError, end_relation};
pub use enter::EnterPersonError;
pub(crate) use enter::{enter_family, enter_membership, enter_person};
pub use family_head::{FamilyHead, family_head};
pub use family_page::{FamilyPage, Missing, family_page};
pub use helhed_store::family::OtherHousehold;
pub use helhed_store::head::{Face, Head};
pub use helhed_store::person::Member;
pub use people_page::{PeoplePage, people_page};
pub use rename_family::{RenameFamily, RenameFamilyError, rename_family};
pub use set_custody::{SetCustody, SetCustodyError, set_custody};
pub use set_relation::{SetRelation, SetRelationError, set_relation};
pub use show_secret::{Secret, Shown, show_secret};
