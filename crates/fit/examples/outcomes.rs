//! Prints the table `fit_outcomes` of a folder: `cargo run --example outcomes DIR YYYY-MM`.

use helhed_fit::{Bundle, NormSet, end_of_observation, fit_outcomes, outcomes};
use std::error::Error;
use std::fs::File;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let dir = PathBuf::from(args.next().ok_or("which folder?")?);
    let month = args.next().ok_or("observed until which month?")?;
    let observed_to = end_of_observation(&format!("observed_to = \"{month}\""))?;
    let (episodes, ratings) = (dir.join("episodes.csv"), dir.join("ratings.csv"));
    let bundle = Bundle::read(File::open(episodes)?, File::open(ratings)?, observed_to)?;
    let result = outcomes(&bundle, &NormSet::illustrative());
    print!("{}", fit_outcomes(&result));
    Ok(())
}
