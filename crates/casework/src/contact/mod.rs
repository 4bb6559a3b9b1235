//! Contacts: what has happened with a family.

mod annul_contact;
mod log_contact;
mod report_contact;

pub use annul_contact::{AnnulContact, AnnulContactError, annul_contact};
pub use log_contact::{LogContact, LogContactError, log_contact};
pub use report_contact::{ReportContact, report_contact};
