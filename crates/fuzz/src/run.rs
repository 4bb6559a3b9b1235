//! A run: targets, seed and an end.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use crate::Target;
use crate::damage::{Chance, damaged};

/// No input, however damaged, may take longer.
const LONGEST: Duration = Duration::from_secs(10);

/// What broke a reader.
#[derive(Debug)]
pub struct Broken {
    /// The target.
    pub target: String,
    /// What it did.
    pub what: &'static str,
    /// What it was given.
    pub input: Vec<u8>,
}

/// Damages and reads while `goes_on` says so of the number of inputs read; how many were read, and how many of them refused.
///
/// # Errors
/// The first input that broke a reader.
#[expect(
    clippy::disallowed_methods,
    reason = "how long a reader takes is told by the clock"
)]
pub fn run(
    targets: &[Target],
    seed: u64,
    mut goes_on: impl FnMut(u64) -> bool,
) -> Result<(u64, u64), Broken> {
    let (mut chance, mut read, mut refused) = (Chance(seed), 0, 0);
    while goes_on(read) {
        let target = &targets[chance.below(targets.len())];
        let at = chance.below(target.sound.len());
        let input = damaged(&target.sound[at], &mut chance);
        let begun = Instant::now();
        let answer = catch_unwind(AssertUnwindSafe(|| (target.read)(at, &input)));
        let what = match answer {
            Err(_) => "panicked",
            Ok(_) if begun.elapsed() > LONGEST => "took more than ten seconds",
            Ok(taken) => {
                refused += u64::from(!taken);
                read += 1;
                continue;
            }
        };
        return Err(Broken {
            target: target.name.clone(),
            what,
            input,
        });
    }
    Ok((read, refused))
}
