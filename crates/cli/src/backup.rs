//! `helhed backup`: everything in the database, encrypted, into one file.

use std::path::PathBuf;

use helhed_casework::keeping::note_backup;
use helhed_casework::storage::{
    Address, BackupError, BackupKeys, Manifest, SealedWriter, Store, take,
};
use helhed_casework::{Chance, OperatingSystem};
use helhed_web::{Clock, SystemClock};

use crate::backup_folder::BackupFolder;
use crate::backup_keys;
use crate::config::{Config, Where};
use crate::failure::Failure;

/// The ledger of deletions beside the backups, so that whoever has a backup has it too.
pub(crate) const LEDGER: &str = "purge-ledger";

/// So many of the newest backups are kept whatever their age, unless the configuration says otherwise.
const NEWEST: usize = 7;

/// Back up the database, attachments and all, while others work; encrypted with the backup key.
///
/// Example: helhed backup --config /etc/helhed.toml
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    #[command(flatten)]
    place: Where,
    /// The folder of the backups, instead of the configuration's
    #[arg(long, env = "HELHED_BACKUP_FOLDER", value_name = "DIR")]
    to: Option<PathBuf>,
    /// Make a backup key where the configuration says and there is none, and stop
    #[arg(long, env = "HELHED_MAKE_BACKUP_KEY")]
    make_key: bool,
}

/// Takes a backup and removes those that are too old.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    let config = args.place.read()?;
    if args.make_key {
        let path = config.backup.key.as_ref().ok_or_else(|| {
            Failure::Input("`key` under [backup] is not set: where is it to be?".to_owned())
        })?;
        backup_keys::make(path)?;
        println!(
            "a backup key is at {}: keep a copy of it elsewhere",
            path.display()
        );
        return Ok(());
    }
    let keys = backup_keys::read(&config)?;
    let place = folder(&config, args.to)?;
    let folder = BackupFolder::at(&place);
    let store = open(&config).await?;
    let made = make(&store, &config, &keys, &folder).await;
    store.close().await;
    let (path, manifest) = made?;
    let rows: i64 = manifest.rows.iter().map(|(_, rows)| rows).sum();
    println!(
        "{}: {} tables, {rows} rows, {} families, {} documents, {} audit entries",
        path.display(),
        manifest.rows.len(),
        manifest.rows_of("family"),
        manifest.rows_of("document"),
        manifest.rows_of("audit_entry")
    );
    copy_ledger(&config, &place)?;
    if let Some(days) = config.backup.keep_days {
        let newest = config.backup.keep_newest.unwrap_or(NEWEST);
        for removed in folder.prune(SystemClock.now(), days, newest)? {
            println!("removed: {}", removed.display());
        }
    }
    Ok(())
}

/// Copies the ledger of deletions into the folder of the backups, whole or not at all.
fn copy_ledger(config: &Config, folder: &std::path::Path) -> Result<(), Failure> {
    let own = crate::retention::ledger(config);
    if !own.exists() {
        return Ok(());
    }
    let beside = folder.join(format!("{LEDGER}.unfinished"));
    let copied =
        std::fs::copy(&own, &beside).and_then(|_| std::fs::rename(&beside, folder.join(LEDGER)));
    copied.map_err(|source| Failure::Disk { path: own, source })
}

/// The folder of the backups.
pub(crate) fn folder(config: &Config, named: Option<PathBuf>) -> Result<PathBuf, Failure> {
    named
        .or_else(|| config.backup.folder.clone())
        .ok_or_else(|| Failure::Input("neither --to nor `folder` under [backup] is set".to_owned()))
}

/// Opens what there is, without making anything.
async fn open(config: &Config) -> Result<Store, Failure> {
    if let Address::SqliteFile(path) = &config.address()?
        && !path.exists()
    {
        return Err(Failure::Input(format!(
            "there is no database at {}",
            path.display()
        )));
    }
    crate::damage::opened(config).await
}

async fn make(
    store: &Store,
    config: &Config,
    keys: &BackupKeys,
    folder: &BackupFolder,
) -> Result<(PathBuf, Manifest), Failure> {
    let now = SystemClock.now();
    let unfinished = folder.begin(now)?;
    if let Err(error) = note_backup(store, now).await {
        // A database that nothing can be written to any more is the one that must be backed up.
        eprintln!("the audit log could not be told of the backup: {error}");
    }
    let path = config.backup.folder.clone().unwrap_or_default();
    let failed = |error: BackupError| fault(error, path.clone());
    let mut random = [0; 19];
    OperatingSystem.fill(&mut random);
    let mut out =
        SealedWriter::new(unfinished, keys, random).map_err(|error| failed(error.into()))?;
    let manifest = take(store, now, env!("CARGO_PKG_VERSION"), &mut out)
        .await
        .map_err(failed)?;
    let unfinished = out.finish().map_err(|error| failed(error.into()))?;
    let path = unfinished.finish().map_err(|error| failed(error.into()))?;
    Ok((path, manifest))
}

/// A fault of a backup as the failure of a command: the backup's own, the disk's or the database's.
pub(crate) fn fault(error: BackupError, path: PathBuf) -> Failure {
    match error {
        BackupError::File(source) => Failure::Disk { path, source },
        BackupError::Storage(_) | BackupError::Open(_) => Failure::Machine(error.to_string()),
        own => Failure::Input(format!("{}: {own}", path.display())),
    }
}
