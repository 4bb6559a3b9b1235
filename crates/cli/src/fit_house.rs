//! What `helhed fit` does with the house: takes another system's ratings in, writes its own out.

use helhed_casework::domain::day::day_of;
use helhed_casework::rating::{files_of_house, import_ratings};
use helhed_casework::{Hashing, StoreError};
use helhed_fit::ForeignRating;
use helhed_web::{Clock, SystemClock};
use std::fs;
use std::path::Path;

use crate::config::Config;
use crate::failure::Failure;
use crate::house;

fn machine(error: StoreError) -> Failure {
    Failure::Machine(error.to_string())
}

/// Takes ratings in: all of them or none.
pub(crate) async fn import(
    config: Config,
    file: &Path,
    rows: &[ForeignRating],
) -> Result<(), Failure> {
    let casework = house::open(&config, Hashing::strong()).await?;
    let ctx = casework.begin_as_house(SystemClock.now()).await;
    let mut ctx = ctx.map_err(machine)?;
    match import_ratings(&mut ctx, rows).await.map_err(machine)? {
        Ok(done) => {
            ctx.commit().await.map_err(machine)?;
            casework.close().await;
            println!("{} ratings taken in, {} were here", done.added, done.known);
            Ok(())
        }
        Err(faults) => {
            drop(ctx);
            casework.close().await;
            let told: Vec<_> = faults
                .iter()
                .map(|it| format!("row {}: {}", it.row, it.problem))
                .collect();
            Err(Failure::Input(format!(
                "{}: {} rows at fault, nothing was taken in\n{}",
                file.display(),
                faults.len(),
                told.join("\n")
            )))
        }
    }
}

/// Writes the bundle's two files and a manifest that ends the observation with this month.
pub(crate) async fn export(config: Config, out: &Path) -> Result<(), Failure> {
    let casework = house::open(&config, Hashing::strong()).await?;
    let now = SystemClock.now();
    let files = files_of_house(&casework, now).await.map_err(machine)?;
    casework.close().await;
    let today = day_of(now);
    let manifest = format!(
        "schema = 1\nobserved_to = \"{:04}-{:02}\"\n",
        today.year(),
        today.month()
    );
    let disk = |path: &Path| {
        let path = path.to_owned();
        move |source| Failure::Disk { path, source }
    };
    fs::create_dir_all(out).map_err(disk(out))?;
    for (name, text) in [
        ("manifest.toml", &manifest),
        ("episodes.csv", &files.episodes),
        ("ratings.csv", &files.ratings),
    ] {
        let path = out.join(name);
        fs::write(&path, text).map_err(disk(&path))?;
    }
    let count = files.ratings.lines().count() - 1;
    println!("{count} ratings written to {}", out.display());
    if files.left_out > 0 {
        eprintln!(
            "{} people without a day of birth were left out",
            files.left_out
        );
    }
    Ok(())
}
