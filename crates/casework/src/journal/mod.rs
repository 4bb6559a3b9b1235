//! The journal: notes that stay as they were written, and contacts, newest first.

mod add_addendum;
mod entry_is_there;
mod journal_page;
mod write_note;

pub use add_addendum::{AddAddendum, add_addendum};
pub use entry_is_there::{contact_is_there, note_to_add_to};
pub use helhed_store::journal::{Addendum, Entry, Filter, Place, What};
pub use journal_page::{JournalPage, journal_page};
pub use write_note::{WriteNote, WriteNoteError, write_note};
