//! Hears what other servers tell through PostgreSQL's LISTEN. It has one connection of its own.

use std::time::Duration;

use sqlx::postgres::{PgListener, PgPool, PgPoolOptions};
use tokio::time::timeout;

use crate::StoreError;
use crate::notice::Heard;

/// The name under which servers tell each other.
pub(crate) const CHANNEL: &str = "helhed_notice";

/// How long it may be quiet before the connection is asked whether it still stands: one that was cut without a word says nothing.
const QUIET: Duration = Duration::from_secs(20);

/// How long the answer to that may take.
const ANSWER: Duration = Duration::from_secs(5);

/// Hears what is told through a database.
#[derive(Debug)]
pub struct Hearing {
    pool: PgPool,
    listener: Option<PgListener>,
}

impl Hearing {
    /// Through a connection beside those of `pool`: a page that waits for one never waits for this.
    pub(crate) fn beside(pool: &PgPool) -> Self {
        let own = PgPoolOptions::new().max_connections(1);
        Self {
            pool: own.connect_lazy_with((*pool.connect_options()).clone()),
            listener: None,
        }
    }

    /// Waits for the next thing told. An error is a connection that cannot be had now; ask again after a pause.
    pub async fn next(&mut self) -> Result<Heard, StoreError> {
        let Some(listener) = &mut self.listener else {
            let mut listener = PgListener::connect_with(&self.pool).await?;
            listener.listen(CHANNEL).await?;
            self.listener = Some(listener);
            return Ok(Heard::Anew);
        };
        loop {
            match timeout(QUIET, listener.try_recv()).await {
                Ok(Ok(Some(told))) => return Ok(Heard::of(told.payload())),
                // The connection was lost; it is made again with the next call.
                Ok(Ok(None)) => return Ok(Heard::Anew),
                Ok(Err(error)) => {
                    self.listener = None;
                    return Err(error.into());
                }
                Err(_) => {
                    let stands = timeout(ANSWER, sqlx::query("SELECT 1").execute(&mut *listener));
                    if !matches!(stands.await, Ok(Ok(_))) {
                        self.listener = None;
                        return Ok(Heard::Anew);
                    }
                }
            }
        }
    }
}
