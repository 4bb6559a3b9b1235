//! `helhed migrate`: bring a database up to date.

use helhed_casework::Hashing;

use crate::config::Where;
use crate::failure::Failure;
use crate::house;

/// Bring a database up to date without serving it.
///
/// Example: helhed migrate --config /etc/helhed.toml
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    #[command(flatten)]
    place: Where,
}

/// Opens the house, which brings its tables and lists up to date.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    let config = args.place.read()?;
    let casework = house::open(&config, Hashing::strong()).await?;
    casework.close().await;
    println!("the database is up to date");
    Ok(())
}
