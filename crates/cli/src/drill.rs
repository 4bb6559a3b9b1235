//! `helhed drill`: puts the newest backup back in a scratch place and tells whether it would have helped.

use std::path::PathBuf;
use std::time::Instant;

use helhed_casework::storage::{Address, Last, PutBack};
use helhed_web::{Clock, SystemClock};

use crate::backup::folder;
use crate::backup_folder::{BackupFolder, Kept};
use crate::config::{Config, Where};
use crate::failure::Failure;
use crate::restore::{anchor, bring_up_to_date, from_file, told};

/// Put the newest backup back in a scratch place, check it, and remove it again; exit code 1 where it would not have helped.
///
/// Example: helhed drill --config /etc/helhed.toml
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    #[command(flatten)]
    place: Where,
    /// The folder of the backups, instead of the configuration's
    #[arg(long, env = "HELHED_BACKUP_FOLDER", value_name = "DIR")]
    from: Option<PathBuf>,
    /// The folder for the scratch database; it holds case data for as long as the drill lasts
    #[arg(long, env = "HELHED_DRILL_SCRATCH", value_name = "DIR")]
    scratch: Option<PathBuf>,
    /// An empty PostgreSQL database to drill in instead of a file; nothing stays in it. In the environment, since an address may
    /// hold a password
    #[arg(
        long,
        env = "HELHED_DRILL_DATABASE",
        value_name = "URL",
        hide_env_values = true
    )]
    database: Option<String>,
    /// Fail when the newest backup is older than so many hours
    #[arg(long, env = "HELHED_DRILL_HOURS", default_value_t = 26)]
    hours: i64,
}

/// Drills.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    let config = args.place.read()?;
    let folder = folder(&config, args.from.clone())?;
    let newest = BackupFolder::at(&folder).newest()?.ok_or_else(|| {
        Failure::Input(format!(
            "the drill failed: there is no backup in {}",
            folder.display()
        ))
    })?;
    match drilled(&args, &config, &newest).await {
        Ok(()) => {
            println!("the drill succeeded: this backup would have helped");
            Ok(())
        }
        Err(Failure::Input(words)) => Err(Failure::Input(format!("the drill failed: {words}"))),
        Err(other) => Err(other),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long putting back takes is what a drill tells"
)]
async fn drilled(args: &Args, config: &Config, newest: &Kept) -> Result<(), Failure> {
    println!("the newest backup: {}", newest.path.display());
    let keys = crate::keys::read(config)?;
    let anchor = anchor(config)?;
    let begun = Instant::now();
    let done = match &args.database {
        Some(url) => {
            let address = url
                .parse()
                .map_err(|error: helhed_casework::storage::OpenError| {
                    Failure::Input(error.to_string())
                })?;
            from_file(&newest.path, config, &address, &anchor, Last::Undo).await?
        }
        None => {
            let scratch = scratch(args)?;
            let address = Address::SqliteFile(scratch.path().join("drill.db"));
            let done = from_file(&newest.path, config, &address, &anchor, Last::Keep).await?;
            bring_up_to_date(&address, &keys).await?;
            println!("this Helhed opens it, and the keys open what is encrypted in its columns");
            let path = scratch.path().to_owned();
            scratch
                .close()
                .map_err(|source| Failure::Disk { path, source })?;
            done
        }
    };
    report(&done, begun.elapsed().as_secs_f64());
    told(&done)?;
    let anchored = anchor.heads.iter();
    let anchored = anchored.filter(|it| it.seq <= done.manifest.head.seq);
    println!(
        "the audit log is whole: {} entries, {} of them anchored outside",
        done.manifest.head.seq,
        anchored.count()
    );
    println!("nothing of it is left in the scratch place");
    let age = SystemClock.now().duration_since(done.manifest.made_at);
    if age.as_hours() >= args.hours {
        return Err(Failure::Input(format!(
            "the newest backup is {} hours old, and {} are allowed",
            age.as_hours(),
            args.hours
        )));
    }
    Ok(())
}

fn scratch(args: &Args) -> Result<tempfile::TempDir, Failure> {
    let within = args.scratch.clone().unwrap_or_else(std::env::temp_dir);
    tempfile::Builder::new()
        .prefix("helhed-drill-")
        .tempdir_in(&within)
        .map_err(|source| Failure::Disk {
            path: within,
            source,
        })
}

fn report(done: &PutBack, seconds: f64) {
    let manifest = &done.manifest;
    let rows: i64 = manifest.rows.iter().map(|(_, rows)| rows).sum();
    println!(
        "made {} by Helhed {} from {}",
        manifest.made_at, manifest.program, manifest.database
    );
    println!(
        "put back in {seconds:.1} s: {} tables, {rows} rows, as many as it says; {} families, {} people, {} notes, {} documents",
        manifest.rows.len(),
        manifest.rows_of("family"),
        manifest.rows_of("person"),
        manifest.rows_of("note"),
        manifest.rows_of("document")
    );
}
