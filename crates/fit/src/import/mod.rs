//! Another FIT system's CSV: its columns mapped in a profile, so that nothing is typed twice.

mod files;
mod profile;
mod rows;
#[cfg(test)]
mod tests;

pub use files::foreign_files;
pub use profile::{Profile, ProfileFault};
pub use rows::{ForeignRater, ForeignRating, read_foreign};
