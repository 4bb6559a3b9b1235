//! The ledger of deletions: what is left of each deleted case, written down outside the database, so that an older backup that is put
//! back does not bring the case back.

use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;

use helhed_domain::retention::Tombstone;

use super::tombstones;
use crate::Casework;

/// Reads a ledger; nothing where there is none. Lines that a crash cut short say nothing.
pub fn read_ledger(path: &Path) -> io::Result<Vec<Tombstone>> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(text.lines().filter_map(Tombstone::parse).collect()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// Adds every deletion that the file does not know; on disk when this returns. How many.
pub async fn keep_ledger(house: &Casework, path: &Path) -> io::Result<usize> {
    let all = tombstones(house).await.map_err(io::Error::other)?;
    let known: BTreeSet<_> = read_ledger(path)?.iter().map(|it| it.family).collect();
    let new: Vec<_> = all
        .iter()
        .filter(|it| !known.contains(&it.family))
        .collect();
    if new.is_empty() {
        return Ok(0);
    }
    let mut file = OpenOptions::new().append(true).create(true).open(path)?;
    // Whatever the last line is, the next stands by itself.
    let lines = new.iter().map(|it| format!("\n{}", it.line()));
    file.write_all(format!("{}\n", lines.collect::<String>()).as_bytes())?;
    file.sync_data()?;
    Ok(new.len())
}
