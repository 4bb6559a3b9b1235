//! `helhed serve`: the server of an installation.

use helhed_casework::Hashing;

use crate::config::Where;
use crate::failure::Failure;
use crate::house;
use crate::listen::{listen, start_log};

/// Serve an installation on SQLite or PostgreSQL.
///
/// Example: helhed serve --config /etc/helhed.toml
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    #[command(flatten)]
    place: Where,
    /// The port, instead of the configuration's
    #[arg(long, env = "HELHED_PORT")]
    port: Option<u16>,
    /// Offer the demo's accounts on the sign-in page; only on a loopback address, refused elsewhere
    #[arg(long, env = "HELHED_DEVELOPMENT_SIGN_IN")]
    development_sign_in: bool,
}

/// Opens the house and serves it.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    let mut config = args.place.read()?;
    let traces = config.traces.as_ref().map(crate::traces::Settings::begin);
    let traces = traces.transpose()?;
    start_log("warn,helhed=info,helhed_answers=info", traces.as_ref());
    if let Some(port) = args.port {
        config.listen.set_port(port);
    }
    if args.development_sign_in && !config.listen.ip().is_loopback() {
        return Err(Failure::Input(format!(
            "a development sign-in is refused on {}: it is not a loopback address",
            config.listen
        )));
    }
    let (casework, look) = house::open_to_serve(&config, Hashing::strong()).await?;
    let listening = listen(config.listen).await?;
    println!("address: http://{}", listening.address);
    let served = listening
        .serve((casework, look), &config, args.development_sign_in)
        .await;
    if let Some(traces) = traces {
        // It waits for the thread that hands spans over, which needs this runtime.
        let _ = tokio::task::spawn_blocking(|| traces.end()).await;
    }
    served
}
