//! Families and their people.

mod enter;

pub use enter::EnterPersonError;
pub(crate) use enter::{enter_family, enter_membership, enter_person};
