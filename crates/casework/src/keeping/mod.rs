//! What is kept and for how long: holds, proposals, archives and deletion; that backups were taken and put back; under which keys.

mod approve_purge;
mod archive;
mod archive_xml;
mod change_keys;
mod held_case;
mod hold_case;
mod ledger;
mod noted;
mod propose_due;
mod purge_approved;
mod retention_page;

pub use approve_purge::{ApprovePurgeError, approve_purge};
pub use archive::{ArchiveCase, archive_case, archive_xml, note_archive_pdf};
pub use archive_xml::escaped;
pub use change_keys::{TakeOverKeysError, seal_again, sealed_under, take_over_keys};
pub use held_case::{HeldCase, held_case};
pub use hold_case::{HoldCaseError, hold_case, lift_hold};
pub use ledger::{keep_ledger, read_ledger};
pub use noted::{keys_fit, note_backup, note_restore};
pub use propose_due::propose_due;
pub use purge_approved::{purge_again, purge_approved, tombstones};
pub use retention_page::{RetentionLine, RetentionPage, retention_page, short};
