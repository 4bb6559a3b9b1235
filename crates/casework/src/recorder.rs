//! Reads are recorded before their answer leaves. Many readings share one commit.

use tokio::sync::{mpsc, oneshot};

use helhed_store::audit::{self, Entry};
use helhed_store::{Store, StoreError};

/// Readings that wait for the commit they share; as many as may be under way at once.
const SHARED: usize = 512;

struct Waiting {
    entry: Entry,
    done: oneshot::Sender<bool>,
}

/// Takes readings and tells when they are recorded.
#[derive(Clone)]
pub(crate) struct Recorder(mpsc::Sender<Waiting>);

impl Recorder {
    /// Starts the task that writes; it ends with the last recorder.
    pub(crate) fn start(store: Store) -> Self {
        let (sender, mut queue) = mpsc::channel::<Waiting>(SHARED);
        tokio::spawn(async move {
            let mut batch = Vec::with_capacity(SHARED);
            while queue.recv_many(&mut batch, SHARED).await > 0 {
                let entries: Vec<Entry> =
                    batch.iter().map(|waiting| waiting.entry.clone()).collect();
                let written = write(&store, &entries).await;
                if written.is_err() {
                    tracing::error!(
                        readings = entries.len(),
                        "readings could not be recorded; they were not answered"
                    );
                }
                for waiting in batch.drain(..) {
                    // Whoever asked may have gone; the reading is recorded all the same.
                    let _ = waiting.done.send(written.is_ok());
                }
            }
        });
        Self(sender)
    }

    /// Records one reading; false where it could not be.
    pub(crate) async fn record(&self, entry: Entry) -> bool {
        let (done, recorded) = oneshot::channel();
        self.0.send(Waiting { entry, done }).await.is_ok() && recorded.await.unwrap_or(false)
    }
}

async fn write(store: &Store, entries: &[Entry]) -> Result<(), StoreError> {
    let mut link = store.write().await?;
    audit::append(&mut link, entries).await?;
    link.commit().await
}
