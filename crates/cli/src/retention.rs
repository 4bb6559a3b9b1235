//! `helhed retention`: what the server does by itself, now: proposes what is old enough, deletes what was approved.

use std::path::{Path, PathBuf};
use std::time::Duration;

use helhed_casework::keeping::{keep_ledger, propose_due, purge_approved};
use helhed_casework::{Casework, Hashing, StoreError};
use helhed_web::{Clock, SystemClock};

use crate::config::{Config, Where};
use crate::failure::Failure;
use crate::house;

/// How often the server looks for what is old enough or approved.
const EVERY: Duration = Duration::from_secs(6 * 60 * 60);

/// Propose the deletion of cases that have been kept long enough, and delete what two people have approved.
///
/// Example: helhed retention --config /etc/helhed.toml
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    #[command(flatten)]
    place: Where,
}

/// Does it once.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    let config = args.place.read()?;
    let ledger = ledger(&config);
    let casework = house::open(&config, Hashing::strong()).await?;
    let done = turn(&casework, &ledger).await;
    casework.close().await;
    let (proposed, purged) = done?;
    println!("{proposed} proposed for deletion, {purged} deleted");
    Ok(())
}

/// Where deletions are written down outside the database.
pub(crate) fn ledger(config: &Config) -> PathBuf {
    let beside = |anchor: &PathBuf| anchor.with_file_name("purge-ledger");
    config
        .purge_ledger
        .clone()
        .unwrap_or_else(|| beside(&config.audit_anchor))
}

async fn turn(casework: &Casework, ledger: &Path) -> Result<(usize, usize), Failure> {
    let machine = |error: StoreError| Failure::Machine(error.to_string());
    // What was deleted and not written down, as when the machine stopped between the two, comes first.
    write_down(casework, ledger).await?;
    let purged = purge_approved(casework, SystemClock.now())
        .await
        .map_err(machine)?;
    write_down(casework, ledger).await?;
    let proposed = propose_due(casework, SystemClock.now())
        .await
        .map_err(machine)?;
    Ok((proposed, purged.len()))
}

async fn write_down(casework: &Casework, ledger: &Path) -> Result<(), Failure> {
    let written = keep_ledger(casework, ledger).await;
    written.map(drop).map_err(|source| Failure::Disk {
        path: ledger.to_owned(),
        source,
    })
}

/// Keeps doing it until the server stops. The log tells how many, by number.
pub(crate) async fn keep_turning(casework: Casework, ledger: PathBuf) {
    let mut turns = tokio::time::interval(EVERY);
    turns.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        turns.tick().await;
        match turn(&casework, &ledger).await {
            Ok((0, 0)) => {}
            Ok((proposed, purged)) => tracing::info!(proposed, purged, "deletion of cases"),
            Err(error) => tracing::error!(%error, "cases could not be proposed or deleted"),
        }
    }
}
