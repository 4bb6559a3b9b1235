//! `helhed restore`: a backup into an empty place, checked before it is called done.

use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};

use helhed_casework::Hashing;
use helhed_casework::anchor::{Anchor, read_anchor};
use helhed_casework::domain::retention::Tombstone;
use helhed_casework::keeping::{keys_fit, note_restore, purge_again, read_ledger};
use helhed_casework::storage::{
    Address, Keys, Last, PutBack, SealedReader, Store, is_empty_place, put_back,
};
use helhed_web::{Clock, SystemClock};

use crate::backup::{LEDGER, fault};
use crate::backup_keys;
use crate::config::{Config, Where};
use crate::failure::Failure;
use crate::verify_audit::in_words;

/// Put a backup back where the configuration says, which must be empty; checks rows, references and the audit log before it is done.
///
/// Example: helhed restore /var/backups/helhed-20261124T020000.000Z.backup --config /etc/helhed.toml
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    /// The backup
    file: PathBuf,
    #[command(flatten)]
    place: Where,
    /// The ledger of deletions, where it is neither the installation's own nor beside the backup: what it names is deleted again
    #[arg(long, env = "HELHED_PURGE_LEDGER", value_name = "FILE")]
    ledger: Option<PathBuf>,
}

/// Puts it back.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    let config = args.place.read()?;
    let address = config.address()?;
    let fault = |error| fault(error, args.file.clone());
    if !is_empty_place(&address).await.map_err(fault)? {
        return Err(Failure::Input(
            "the place to put it back in is not empty: a backup never goes over what is there"
                .to_owned(),
        ));
    }
    // They are in no backup; better to hear it before than after.
    let keys = crate::keys::read(&config)?;
    let anchor = anchor(&config)?;
    let ledger = deletions(&config, &args)?;
    let done = match &address {
        Address::SqliteFile(path) => into_file(path, &args.file, &config, &anchor).await?,
        _ => from_file(&args.file, &config, &address, &anchor, Last::Keep).await?,
    };
    let ahead = |it: &helhed_casework::storage::Head| it.seq > done.manifest.head.seq;
    if anchor.heads.iter().any(ahead) {
        let aside = set_aside(&config.audit_anchor)?;
        println!(
            "the anchor knew of entries younger than the backup; it has been kept as {}",
            aside.display()
        );
    }
    bring_up_to_date(&address, &keys).await?;
    let again = delete_again(&config, &ledger).await?;
    println!("{again} families that had been deleted since were deleted again");
    let rows: i64 = done.manifest.rows.iter().map(|(_, rows)| rows).sum();
    println!(
        "put back: what was there at {}, {} tables, {rows} rows, as many as the backup says",
        done.manifest.made_at,
        done.manifest.rows.len()
    );
    told(&done)?;
    println!("the audit log is whole: {} entries", done.manifest.head.seq);
    Ok(())
}

/// Every deletion that is written down: in the installation's ledger, in the one beside the backup, and in the one that is named.
fn deletions(config: &Config, args: &Args) -> Result<Vec<Tombstone>, Failure> {
    let own = crate::retention::ledger(config);
    let beside = args.file.with_file_name(LEDGER);
    let mut all = Vec::new();
    for path in [Some(&own), Some(&beside), args.ledger.as_ref()]
        .into_iter()
        .flatten()
    {
        let read = read_ledger(path);
        all.extend(read.map_err(|source| Failure::Disk {
            path: path.clone(),
            source,
        })?);
    }
    if args.ledger.as_ref().is_some_and(|it| !it.exists()) {
        return Err(Failure::Input(
            "there is no ledger of deletions where --ledger says".to_owned(),
        ));
    }
    all.sort_by_key(|it| it.family);
    all.dedup_by_key(|it| it.family);
    Ok(all)
}

/// Deletes again what the backup has brought back.
async fn delete_again(config: &Config, ledger: &[Tombstone]) -> Result<usize, Failure> {
    let casework = crate::house::open(config, Hashing::strong()).await?;
    let again = purge_again(&casework, ledger, SystemClock.now()).await;
    casework.close().await;
    again.map_err(|error| Failure::Machine(error.to_string()))
}

/// What does not fit in the audit log of a backup, if anything.
pub(crate) fn told(done: &PutBack) -> Result<(), Failure> {
    if done.findings.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = done.findings.iter().map(in_words).collect();
    Err(Failure::Input(format!(
        "everything is there, and the audit log in the backup was not whole when it was made:\n  {}",
        lines.join("\n  ")
    )))
}

/// The anchor of the installation; empty where none has been written.
pub(crate) fn anchor(config: &Config) -> Result<Anchor, Failure> {
    match read_anchor(&config.audit_anchor) {
        Ok(anchor) => Ok(anchor),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Anchor::default()),
        Err(source) => Err(Failure::Disk {
            path: config.audit_anchor.clone(),
            source,
        }),
    }
}

/// Reads a backup into an address.
pub(crate) async fn from_file(
    file: &Path,
    config: &Config,
    address: &Address,
    anchor: &Anchor,
    last: Last,
) -> Result<PutBack, Failure> {
    let keys = backup_keys::read(config)?;
    let opened = File::open(file).map_err(|source| Failure::Disk {
        path: file.to_owned(),
        source,
    })?;
    let fault = |error| fault(error, file.to_owned());
    let mut from = SealedReader::new(BufReader::new(opened), &keys).map_err(fault)?;
    put_back(address, &mut from, &anchor.heads, last)
        .await
        .map_err(fault)
}

/// Beside its place first: a file has the name of the database only when it is whole.
async fn into_file(
    path: &Path,
    file: &Path,
    config: &Config,
    anchor: &Anchor,
) -> Result<PutBack, Failure> {
    let beside = with_ending(path, ".restoring");
    clear(&beside)?;
    let address = Address::SqliteFile(beside.clone());
    let done = match from_file(file, config, &address, anchor, Last::Keep).await {
        Ok(done) => done,
        Err(failure) => {
            clear(&beside)?;
            return Err(failure);
        }
    };
    let named = File::open(&beside)
        .and_then(|it| it.sync_all())
        .and_then(|()| fs::rename(&beside, path))
        .and_then(|()| match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => File::open(folder)?.sync_all(),
            _ => Ok(()),
        });
    named.map_err(|source| Failure::Disk {
        path: path.to_owned(),
        source,
    })?;
    Ok(done)
}

/// Removes a database file and what SQLite keeps beside it.
fn clear(path: &Path) -> Result<(), Failure> {
    for ending in ["", "-wal", "-shm", "-journal"] {
        let path = with_ending(path, ending);
        match fs::remove_file(&path) {
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                return Err(Failure::Disk { path, source });
            }
            _ => {}
        }
    }
    Ok(())
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Keeps an anchor under a name of its own; a new one begins.
fn set_aside(anchor: &Path) -> Result<PathBuf, Failure> {
    let time = SystemClock.now().strftime("%Y%m%dT%H%M%SZ");
    let aside = with_ending(anchor, &format!(".before-{time}"));
    fs::rename(anchor, &aside).map_err(|source| Failure::Disk {
        path: anchor.to_owned(),
        source,
    })?;
    Ok(aside)
}

/// Brings the tables to those of this Helhed, says in the audit log what was done, and tries the keys.
pub(crate) async fn bring_up_to_date(address: &Address, keys: &Keys) -> Result<(), Failure> {
    let store = Store::open(address)
        .await
        .map_err(|error| Failure::Machine(error.to_string()))?;
    let fits = async {
        store
            .migrate()
            .await
            .map_err(|error| Failure::Machine(error.to_string()))?;
        let machine = |error: helhed_casework::StoreError| Failure::Machine(error.to_string());
        note_restore(&store, SystemClock.now())
            .await
            .map_err(machine)?;
        keys_fit(&store, keys).await.map_err(machine)
    }
    .await;
    store.close().await;
    match fits? {
        Some(false) => Err(Failure::Input(
            "everything is there, and the keys at hand do not open what is encrypted in its columns: find those of its time"
                .to_owned(),
        )),
        _ => Ok(()),
    }
}
