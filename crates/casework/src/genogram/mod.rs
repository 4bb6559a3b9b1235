//! The genogram of a family: its people and the kin outside it, who is dead, and how close two people are.

mod add_kin;
mod change_kin;
mod genogram_page;
mod note_death;
mod remove_kin;
mod set_closeness;

pub use add_kin::{AddKin, AddKinError, add_kin};
pub use change_kin::{ChangeKin, ChangeKinError, change_kin};
pub use genogram_page::{GenogramPage, genogram_page};
pub use helhed_store::genogram::Figure;
pub use note_death::{NoteDeath, NoteDeathError, note_death};
pub use remove_kin::{RemoveKin, remove_kin};
pub use set_closeness::{SetCloseness, SetClosenessError, set_closeness};
