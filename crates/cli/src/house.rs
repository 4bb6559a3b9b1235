//! Opens the house that a command works in.

use std::future::Future;

use helhed_casework::storage::Store;
use helhed_casework::{Casework, Hashing, OpenError, Opening, OperatingSystem};

use crate::config::Config;
use crate::damage::{self, Look};
use crate::failure::Failure;

/// Runs what waits on the database or the network.
pub(crate) fn block_on(work: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    runtime
        .map_err(|error| Failure::Machine(error.to_string()))?
        .block_on(work)
}

/// Opens the house of a configuration, its tables brought up to date.
pub(crate) async fn open(config: &Config, hashing: Hashing) -> Result<Casework, Failure> {
    let store = damage::opened(config).await?;
    furnished(store, config, hashing).await
}

/// The same for a server: of a large file that is still looked through, it is told later what is found.
pub(crate) async fn open_to_serve(
    config: &Config,
    hashing: Hashing,
) -> Result<(Casework, Look), Failure> {
    let (store, look) = damage::opened_to_serve(config).await?;
    Ok((furnished(store, config, hashing).await?, look))
}

async fn furnished(store: Store, config: &Config, hashing: Hashing) -> Result<Casework, Failure> {
    let keys = crate::keys::read(config)?;
    let machine = |error: helhed_casework::storage::OpenError| Failure::Machine(error.to_string());
    store.migrate().await.map_err(machine)?;
    let store = match config.replica()? {
        Some(replica) => store
            .with_replica(&replica)
            .map_err(|error| Failure::Input(error.to_string()))?,
        None => store,
    };
    let opening = Opening {
        store,
        keys,
        chance: Box::new(OperatingSystem),
        hashing,
        synthetic: config.synthetic,
    };
    let ratings = config.fit.settings()?;
    let second_factor_for = config.sign_in.second_factor_for()?;
    let casework = Casework::open(opening).await.map_err(|error| match error {
        OpenError::Synthetic => Failure::Input(error.to_string()),
        OpenError::Storage(_) => Failure::Machine(error.to_string()),
    })?;
    casework.set_ratings(ratings);
    casework.set_second_factor_for(second_factor_for);
    if let Some(party) = config.sign_in.passkeys_at() {
        casework.set_passkeys_at(party);
    }
    Ok(casework)
}
