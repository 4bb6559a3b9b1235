//! The holistic method in a family: its checklist, what was done by hand, and the half-yearly status of a family that is followed.

mod add_to_status;
mod annul_method_action;
mod follow_family;
mod method_page;
mod note_method_action;
mod status_page;
mod write_status;

pub use add_to_status::{AddToStatus, add_to_status};
pub use annul_method_action::{AnnulMethodAction, annul_method_action};
pub use follow_family::{FollowFamilyError, follow_family, stop_following};
pub use helhed_store::method::ActionLine;
pub use helhed_store::status::StatusLine;
pub use method_page::{Checked, MethodPage, method_page};
pub use note_method_action::{NoteMethodAction, NoteMethodActionError, note_method_action};
pub use status_page::{StatusPage, status_page};
pub use write_status::{WriteStatus, WriteStatusError, write_status};
