//! What holds for the stories as a whole.

mod composites;
mod invariants;
mod margins;
mod places;
mod sameness;
mod words;

use jiff::civil::{Date, date};

use super::{FamilyStory, Municipality};

/// The day most tests are told on.
fn today() -> Date {
    date(2026, 11, 20)
}

fn demo(seed: u64) -> Vec<FamilyStory> {
    Municipality::make(seed, 56, today()).families().collect()
}
