//! `helhed demo`: a synthetic municipality on the embedded database.

use std::fs;
use std::path::{Path, PathBuf};

use helhed_casework::storage::Keys;
use helhed_casework::{Chance, Hashing, OperatingSystem};
use helhed_synthetic::{SignIn, populate};
use helhed_web::{Clock, SystemClock};

use crate::config::Config;
use crate::failure::Failure;
use crate::house;
use crate::listen::{listen, start_log};

/// The pass phrase of every account of the demo: its people are invented and it listens on this machine alone.
const PHRASE: &str = "velkommen-til-helhed";

/// Start Helhed with a synthetic municipality; prints the address and the sign-ins.
///
/// Example: helhed demo --port 8080 --data demo-data
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    /// The port on this machine; 0 takes a free one
    #[arg(long, env = "HELHED_PORT", default_value_t = 8080)]
    port: u16,
    /// The folder that keeps the municipality from one start to the next
    #[arg(long, env = "HELHED_DATA", default_value = "demo-data")]
    data: PathBuf,
    /// How many families have been taken in, up to 100,000
    #[arg(long, env = "HELHED_FAMILIES", default_value_t = 56, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    families: u32,
    /// The same seed on the same day makes the same municipality
    #[arg(long, env = "HELHED_SEED", default_value_t = 1)]
    seed: u64,
    /// Throw away what is in the folder and begin anew
    #[arg(long, env = "HELHED_FRESH")]
    fresh: bool,
    /// Make the municipality and stop
    #[arg(long, env = "HELHED_MAKE_ONLY")]
    make_only: bool,
}

/// Makes the municipality where the folder has none, and serves it.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    start_log("warn,helhed=info,helhed_answers=warn", None);
    let folder = &args.data;
    let disk = |path: &Path| {
        let path = path.to_owned();
        move |source| Failure::Disk { path, source }
    };
    let ready = folder.join("sign-ins");
    if folder.exists() && (args.fresh || !ready.exists()) {
        clear(folder)?;
    }
    fs::create_dir_all(folder).map_err(disk(folder))?;
    let keys = folder.join("keys");
    if !keys.exists() {
        let mut random = [0; 64];
        OperatingSystem.fill(&mut random);
        fs::write(&keys, Keys::fresh_file(&random)).map_err(disk(&keys))?;
    }
    // Three coordinators to 56 families: of a large municipality, hashing thousands of pass phrases would be most of the work.
    let hashing = if args.families > 1_000 {
        Hashing::weak()
    } else {
        Hashing::strong()
    };
    let (casework, look) = house::open_to_serve(&Config::of_folder(folder), hashing).await?;
    if !ready.exists() {
        eprintln!("making a municipality of {} families …", args.families);
        let told = |done: u32, all: u32| {
            if all >= 1_000 && done.is_multiple_of(1_000) {
                eprintln!("{done} of {all} families");
            }
        };
        let made = populate(
            &casework,
            args.seed,
            args.families,
            PHRASE,
            SystemClock.now(),
            told,
        )
        .await;
        let made = made.map_err(|error| Failure::Machine(error.to_string()))?;
        let name = folder.join("municipality");
        fs::write(&name, &made.municipality).map_err(disk(&name))?;
        fs::write(&ready, sign_in_lines(&made.sign_ins)).map_err(disk(&ready))?;
    }
    let mut config = Config::of_folder(folder);
    if args.make_only {
        casework.close().await;
        return Ok(());
    }
    config.listen.set_port(args.port);
    let listening = listen(config.listen).await?;
    print!("{}", fs::read_to_string(&ready).map_err(disk(&ready))?);
    println!("address: http://{}", listening.address);
    listening.serve((casework, look), &config, true).await
}

/// Empties the folder of what a demo makes, and of nothing else: a folder given by mistake keeps what is in it.
fn clear(folder: &Path) -> Result<(), Failure> {
    for name in [
        "helhed.db",
        "helhed.db-wal",
        "helhed.db-shm",
        "keys",
        "audit-anchor",
        "purge-ledger",
        "municipality",
        "sign-ins",
    ] {
        let path = folder.join(name);
        match fs::remove_file(&path) {
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                return Err(Failure::Disk { path, source });
            }
            _ => {}
        }
    }
    Ok(())
}

/// One line a role: `sign-in: ROLE USERNAME PASSWORD`.
fn sign_in_lines(sign_ins: &[SignIn]) -> String {
    let line = |it: &SignIn| format!("sign-in: {} {} {PHRASE}\n", it.role.code(), it.username);
    sign_ins.iter().map(line).collect()
}
