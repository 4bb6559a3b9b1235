//! What the families of an invented municipality look like, as plain data.
//!
//! [`Municipality::make`] is the one way in. Nothing here reads a clock, draws ambient randomness or knows a database:
//! the same seed, number and day give the same text to the last letter. Codes (kinds, categories, criteria) are English
//! words; everything a person would have written is Danish and lives in `data/`.

mod account;
mod appointment;
mod around;
mod calendar;
mod chance;
mod closing;
mod cohort;
mod composite;
mod contact;
mod cpr;
mod family;
mod household;
mod member;
mod municipality;
mod names;
mod note;
mod person;
mod plan;
mod referral;
mod task;
mod tell;
mod unit;
mod wording;

pub(crate) use calendar::{days_between, months_after, plus, workday_from, workday_until};
pub(crate) use chance::Chance;
pub(crate) use cohort::{BLOCK, Place, cohort};

pub use account::{Account, AccountRole};
pub use appointment::Appointment;
pub use around::{Concerns, Professional};
pub use closing::{CloseReason, Closing};
pub use contact::{Contact, ContactKind};
pub use family::{Depth, FamilyStory, PersonRef, ProfessionalRef, Responsible};
pub use household::{Custody, CustodyKind, Relation, RelationKind};
pub use municipality::{Families, Municipality};
pub use note::{LifeDomain, Note};
pub use person::{Birth, Homes, Person, Role, Sex, SupportCategory};
pub use plan::{Goal, Horizon, Plan, Review};
pub use referral::{Authority, Criterion, Decision, DeclineReason, Referral};
pub use task::{Task, TaskStatus};
pub use unit::{Unit, UnitKind};

#[cfg(test)]
mod tests;
