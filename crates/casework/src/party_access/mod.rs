//! A party's access to their own case (partsaktindsigt): asked, decided item by item, handed over.

mod accept_suggestions;
mod ask_for_access;
mod choose_handling;
mod hand_over_package;
mod package;
mod party_access_page;

pub use accept_suggestions::{AcceptSuggestions, accept_suggestions};
pub use ask_for_access::{AskForAccess, AskForAccessError, ask_for_access};
pub use choose_handling::{ChooseHandling, ChooseHandlingError, choose_handling};
pub use hand_over_package::{HandOverPackage, HandOverPackageError, hand_over_package};
pub use helhed_store::party_access::{CaseItem, PartyAccessLine};
pub use package::{Counts, Package, PackageItem, package_page, package_to_give};
pub use party_access_page::{PartyAccessPage, party_access_page};
