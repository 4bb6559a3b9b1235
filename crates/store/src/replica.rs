//! A replica of the database, which PostgreSQL itself keeps in step: long readings are done there, and hold nobody up.
//!
//! A consent that was taken back counts from the next request on, at the replica too: a reading begins there only when it has all that was
//! written at the database until that moment (its WAL is replayed so far). One that lags or is gone is passed over.

use std::str::FromStr;
use std::time::Duration;

use sqlx::PgPool;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use crate::OpenError;

/// So long is waited for the replica to catch up; it takes milliseconds where all is well.
const PATIENCE: Duration = Duration::from_secs(2);
const PAUSE: Duration = Duration::from_millis(10);

/// The replica.
#[derive(Debug, Clone)]
pub(crate) struct Replica(PgPool);

impl Replica {
    /// Connects when it is first needed: a replica that is gone keeps no server from starting.
    pub(crate) fn at(url: &str) -> Result<Self, OpenError> {
        let options = PgConnectOptions::from_str(url).map_err(OpenError::Connect)?;
        let pool = PgPoolOptions::new()
            .max_connections(8)
            .acquire_timeout(PATIENCE)
            .connect_lazy_with(options);
        Ok(Self(pool))
    }

    /// The replica, once it has all that the database has written until now.
    pub(crate) async fn caught_up(&self, database: &PgPool) -> Option<&PgPool> {
        let waited = tokio::time::timeout(PATIENCE, self.wait(database)).await;
        match waited {
            Ok(Ok(())) => Some(&self.0),
            Ok(Err(error)) => {
                tracing::warn!(%error, "the replica does not answer: read at the database");
                None
            }
            Err(_) => {
                tracing::warn!("the replica lags: read at the database");
                None
            }
        }
    }

    async fn wait(&self, database: &PgPool) -> Result<(), sqlx::Error> {
        let written = "SELECT CAST(pg_current_wal_insert_lsn() AS TEXT)";
        let written: String = sqlx::query_scalar(written).fetch_one(database).await?;
        let replayed = "SELECT COALESCE(pg_last_wal_replay_lsn() >= CAST($1 AS pg_lsn), FALSE)";
        loop {
            let has_it = sqlx::query_scalar(replayed).bind(&written);
            if has_it.fetch_one(&self.0).await? {
                return Ok(());
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    pub(crate) async fn close(&self) {
        self.0.close().await;
    }
}
