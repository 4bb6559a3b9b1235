//! Supervising who has read and changed what: no content of any case, and no family's name.

mod audit_page;
mod check_chain;
#[cfg(test)]
mod tampering;

pub use audit_page::{AuditFilter, AuditLine, AuditPage, PAGE, audit_page};
pub(crate) use check_chain::ChainCheck;
pub use check_chain::{ChainState, check_chain};
