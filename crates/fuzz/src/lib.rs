//! Damaged input for everything that reads what others wrote.

mod damage;
mod run;
mod targets;

pub use run::{Broken, run};
pub use targets::targets;

/// Something that reads, and what it reads without fault.
pub struct Target {
    /// What it is called.
    pub name: String,
    /// Sound input; one of them is damaged at a time.
    pub sound: Vec<Vec<u8>>,
    /// Reads the input that stands in the place of the one with this number. An answer is that it was read, or refused; a panic is
    /// neither.
    pub read: Reader,
}

/// How a target reads: whether what came was taken.
pub type Reader = Box<dyn Fn(usize, &[u8]) -> bool>;
