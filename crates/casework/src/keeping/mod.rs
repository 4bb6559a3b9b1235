//! What is kept and for how long: backups here, their making and putting back in `storage`.

mod noted;

pub use noted::{keys_fit, note_backup, note_restore};
