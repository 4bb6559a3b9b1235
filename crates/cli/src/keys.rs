//! `helhed keys`: the keys of encrypted columns, changed while the server serves.

mod file;

use std::collections::BTreeMap;

use helhed_casework::keeping::{seal_again, sealed_under};
use helhed_casework::storage::Keys;
use helhed_casework::{Chance, Hashing, OperatingSystem};
use helhed_web::{Clock, SystemClock};

use crate::config::{Config, Where};
use crate::failure::Failure;
use crate::house;

/// The keys of encrypted columns: list, add, use, seal again, drop. `docs/running.md` tells in which order.
///
/// Example: helhed keys list --config /etc/helhed.toml
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Tell which keys there are, which one encrypts, and how many values are under each
    List(Place),
    /// Make a new key that only reads, for every server to know before one writes with it
    Add(Place),
    /// Encrypt with this key from now on
    Use(Numbered),
    /// Seal everything again that is under an older key, while others work
    Seal(Place),
    /// Take a key out that nothing is under any more
    Drop(Numbered),
}

#[derive(Debug, clap::Args)]
struct Place {
    #[command(flatten)]
    place: Where,
}

#[derive(Debug, clap::Args)]
struct Numbered {
    /// The number of the key
    number: u8,
    #[command(flatten)]
    place: Where,
}

/// Does what was asked.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    match args.command {
        Command::List(Place { place }) => list(&place.read()?).await,
        Command::Add(Place { place }) => add(&place.read()?),
        Command::Use(Numbered { number, place }) => {
            file::change(&place.read()?, |text| file::first(text, number))?;
            println!("key {number} encrypts when the servers have read their keys again (SIGHUP)");
            Ok(())
        }
        Command::Seal(Place { place }) => seal(&place.read()?).await,
        Command::Drop(Numbered { number, place }) => drop_key(&place.read()?, number).await,
    }
}

/// The keys of a configuration.
pub(crate) fn read(config: &Config) -> Result<Keys, Failure> {
    Keys::parse(&config.keys_text()?).map_err(|error| Failure::Input(error.to_string()))
}

fn machine(error: helhed_casework::StoreError) -> Failure {
    Failure::Machine(error.to_string())
}

/// How many values are under each key.
async fn counted(config: &Config) -> Result<BTreeMap<u8, i64>, Failure> {
    let casework = house::open(config, Hashing::strong()).await?;
    let counts = sealed_under(&casework).await;
    casework.close().await;
    counts.map_err(machine)
}

async fn list(config: &Config) -> Result<(), Failure> {
    let keys = read(config)?;
    let mut counts = counted(config).await?;
    for number in keys.numbers() {
        let values = counts.remove(&number).unwrap_or(0);
        let what = if number == keys.newest() {
            "encrypts"
        } else {
            "reads"
        };
        println!("key {number} {what}: {values} values");
    }
    match counts.is_empty() {
        true => Ok(()),
        false => Err(Failure::Input(format!(
            "values are under keys that are not in the file: {counts:?}"
        ))),
    }
}

fn add(config: &Config) -> Result<(), Failure> {
    let numbers = read(config)?.numbers();
    let free = (1..=u8::MAX).find(|number| !numbers.contains(number));
    let number = free.ok_or_else(|| Failure::Input("every number is taken".to_owned()))?;
    let mut random = [0; 32];
    OperatingSystem.fill(&mut random);
    file::change(config, |text| Ok(file::added(text, number, &random)))?;
    println!(
        "key {number} is in {}, and only reads yet",
        config.keys.display()
    );
    Ok(())
}

async fn seal(config: &Config) -> Result<(), Failure> {
    let casework = house::open(config, Hashing::strong()).await?;
    let sealed = seal_again(&casework, SystemClock.now(), |done| {
        if done % 10_000 < 200 {
            eprintln!("{done} values so far");
        }
    });
    let sealed = sealed.await;
    casework.close().await;
    println!(
        "{} values sealed again under the key that encrypts",
        sealed.map_err(machine)?
    );
    Ok(())
}

async fn drop_key(config: &Config, number: u8) -> Result<(), Failure> {
    if let Some(values) = counted(config).await?.get(&number) {
        return Err(Failure::Input(format!(
            "{values} values are under key {number}: `helhed keys seal` first"
        )));
    }
    file::change(config, |text| file::without(text, number))?;
    println!("key {number} is gone; keep it with the backups made while it was in use");
    Ok(())
}
