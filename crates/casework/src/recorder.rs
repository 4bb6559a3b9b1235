//! Reads are recorded before their answer leaves. Many readings share one commit.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, timeout_at};

use helhed_store::audit::{self, Entry};
use helhed_store::{Store, StoreError};

/// Readings that wait for the commit they share; as many as may be under way at once.
const SHARED: usize = 512;

/// So long after a commit of readings began the next one begins at the earliest, while others are under way who may share it. Each commit lets
/// every reader of a file forget the pages it holds: one for each reading cost a page a third of its time (ADR 0018).
const PACE: Duration = Duration::from_millis(10);

struct Waiting {
    entry: Entry,
    done: oneshot::Sender<bool>,
}

/// Takes readings and tells when they are recorded.
#[derive(Debug, Clone)]
pub(crate) struct Recorder {
    queue: mpsc::Sender<Waiting>,
    under_way: Arc<AtomicUsize>,
}

/// A reading that has not come to its record yet.
#[derive(Debug)]
pub(crate) struct UnderWay(Arc<AtomicUsize>);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Recorder {
    /// Starts the task that writes; it ends with the last recorder.
    pub(crate) fn start(store: Store) -> Self {
        Self::with(PACE, move |entries| {
            let store = store.clone();
            async move {
                let written = write(&store, &entries).await;
                if written.is_err() {
                    tracing::error!(
                        readings = entries.len(),
                        "readings could not be recorded; they were not answered"
                    );
                }
                written.is_ok()
            }
        })
    }

    fn with<W, F>(pace: Duration, write: W) -> Self
    where
        W: Fn(Vec<Entry>) -> F + Send + 'static,
        F: Future<Output = bool> + Send,
    {
        let (sender, mut queue) = mpsc::channel::<Waiting>(SHARED);
        let recorder = Self {
            queue: sender,
            under_way: Arc::new(AtomicUsize::new(0)),
        };
        let others = recorder.under_way.clone();
        tokio::spawn(async move {
            let mut batch = Vec::with_capacity(SHARED);
            let mut earliest = Instant::now();
            while queue.recv_many(&mut batch, SHARED).await > 0 {
                while others.load(Ordering::Relaxed) > 0 && batch.len() < SHARED {
                    let room = SHARED - batch.len();
                    match timeout_at(earliest, queue.recv_many(&mut batch, room)).await {
                        Ok(1..) => {}
                        Ok(0) | Err(_) => break,
                    }
                }
                earliest = Instant::now() + pace;
                let (entries, told): (Vec<_>, Vec<_>) =
                    batch.drain(..).map(|it| (it.entry, it.done)).unzip();
                let written = write(entries).await;
                for done in told {
                    // Whoever asked may have gone; the reading is recorded all the same.
                    let _ = done.send(written);
                }
            }
        });
        recorder
    }

    /// Tells that somebody has begun to read.
    pub(crate) fn begins(&self) -> UnderWay {
        self.under_way.fetch_add(1, Ordering::Relaxed);
        UnderWay(self.under_way.clone())
    }

    /// Records one reading; false where it could not be.
    pub(crate) async fn record(&self, entry: Entry) -> bool {
        let (done, recorded) = oneshot::channel();
        let sent = self.queue.send(Waiting { entry, done }).await;
        sent.is_ok() && recorded.await.unwrap_or(false)
    }
}

async fn write(store: &Store, entries: &[Entry]) -> Result<(), StoreError> {
    let mut link = store.write().await?;
    audit::append(&mut link, entries).await?;
    link.commit().await
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use helhed_access::{Resource, Verb};
    use jiff::Timestamp;

    use super::*;

    type Written = Arc<Mutex<Vec<usize>>>;

    const HOUR: Duration = Duration::from_secs(3600);

    /// A recorder, and how many were written at once.
    fn a_recorder(pace: Duration) -> (Recorder, Written) {
        let written = Written::default();
        let kept = written.clone();
        let recorder = Recorder::with(pace, move |entries| {
            kept.lock().expect("sound").push(entries.len());
            async { true }
        });
        (recorder, written)
    }

    async fn record(recorder: &Recorder) {
        let entry = Entry::of_house(Timestamp::UNIX_EPOCH, "it", Verb::Read, Resource::Face);
        assert!(recorder.record(entry).await);
    }

    #[tokio::test]
    async fn one_who_reads_alone_waits_for_nobody() {
        let (recorder, written) = a_recorder(HOUR);
        for _ in 0..3 {
            drop(recorder.begins());
            record(&recorder).await;
        }
        assert_eq!(*written.lock().expect("sound"), [1, 1, 1]);
    }

    #[tokio::test]
    async fn those_who_are_under_way_together_share() {
        let (recorder, written) = a_recorder(HOUR);
        let mut readings = tokio::task::JoinSet::new();
        let last = recorder.begins();
        record(&recorder).await;
        for _ in 0..3 {
            let recorder = recorder.clone();
            readings.spawn(async move { record(&recorder).await });
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        assert_eq!(
            *written.lock().expect("sound"),
            [1],
            "they wait for the last"
        );
        drop(last);
        record(&recorder).await;
        readings.join_all().await;
        assert_eq!(*written.lock().expect("sound"), [1, 4]);
    }

    #[tokio::test]
    async fn nobody_waits_for_a_long_reading() {
        let (recorder, written) = a_recorder(Duration::from_millis(1));
        let long = recorder.begins();
        for _ in 0..3 {
            record(&recorder).await;
        }
        drop(long);
        assert_eq!(*written.lock().expect("sound"), [1, 1, 1]);
    }
}
