//! What open pages are told: that something of a family has changed. Ids, never content; a page reads anew, and the lens decides again.
//!
//! A notice goes to whoever listens for that family on this server at once. On PostgreSQL it stands in the transaction too, and the other
//! servers hear it when that lasts.

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinHandle;

use helhed_domain::ids::FamilyId;
use helhed_store::notice::{Heard, NoticeText};
use helhed_store::{Hearing, Store};

/// How long the database is left alone before it is asked again for what other servers tell.
const PAUSE: Duration = Duration::from_secs(1);

/// The notices of this server.
#[derive(Debug, Clone)]
pub struct Notices(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    /// Told from any other server by this number.
    server: u64,
    count: AtomicU64,
    /// The families that somebody listens for; nobody any more once the server ends.
    heard: Mutex<Option<HashMap<FamilyId, watch::Sender<u64>>>>,
}

/// How many notices a server had told when something was read. Two servers count for themselves, so each names itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoticeCount {
    server: u64,
    count: u64,
}

impl fmt::Display for NoticeCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}-{}", self.server, self.count)
    }
}

impl Notices {
    /// None so far, on a server of this number.
    pub(crate) fn new(server: u64) -> Self {
        Self(Arc::new(Inner {
            server,
            count: AtomicU64::new(0),
            heard: Mutex::new(Some(HashMap::new())),
        }))
    }

    fn heard(&self) -> MutexGuard<'_, Option<HashMap<FamilyId, watch::Sender<u64>>>> {
        // The map is whole after each statement below, so a panic elsewhere leaves nothing half done.
        self.0.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How a notice of a family stands in a transaction.
    pub(crate) fn text(&self, family: FamilyId) -> NoticeText {
        NoticeText {
            server: self.0.server,
            family,
        }
    }

    /// Tells whoever listens for the family.
    pub(crate) fn tell(&self, family: FamilyId) {
        let count = self.0.count.fetch_add(1, Ordering::AcqRel) + 1;
        if let Some(sender) = self.heard().as_ref().and_then(|it| it.get(&family)) {
            sender.send_replace(count);
        }
    }

    /// Tells everybody to look: something may have been missed.
    fn tell_all(&self) {
        let count = self.0.count.fetch_add(1, Ordering::AcqRel) + 1;
        for sender in self.heard().iter().flat_map(HashMap::values) {
            sender.send_replace(count);
        }
    }

    /// How many have been told so far: a page that was read at one count and listens at another may have missed one.
    pub fn count(&self) -> NoticeCount {
        NoticeCount {
            server: self.0.server,
            count: self.0.count.load(Ordering::Acquire),
        }
    }

    /// Which notice was the last that those who listen for the family were told; none where nobody listens.
    pub(crate) fn told(&self, family: FamilyId) -> Option<u64> {
        let heard = self.heard();
        let sender = heard.as_ref().and_then(|it| it.get(&family));
        sender.map(|it| *it.borrow())
    }

    /// Lets every listener go, so that a server that is asked to stop need not wait for open pages.
    pub fn end(&self) {
        *self.heard() = None;
    }

    /// Begins to listen for one family.
    pub fn listen(&self, family: FamilyId) -> Listener {
        let count = self.0.count.load(Ordering::Acquire);
        let changes = match self.heard().as_mut() {
            Some(heard) => heard
                .entry(family)
                .or_insert_with(|| watch::Sender::new(count))
                .subscribe(),
            // Its sender is gone at once, so it hears that the server ends.
            None => watch::Sender::new(count).subscribe(),
        };
        Listener {
            family,
            changes,
            notices: self.clone(),
        }
    }

    /// Hears what other servers tell, for as long as the task is let run. One server alone has nobody to hear.
    pub(crate) fn hear_others(&self, store: &Store) -> Option<JoinHandle<()>> {
        let mut hearing = store.hearing()?;
        let notices = self.clone();
        Some(tokio::spawn(async move {
            loop {
                notices.hear(&mut hearing).await;
            }
        }))
    }

    async fn hear(&self, hearing: &mut Hearing) {
        match hearing.next().await {
            Ok(Heard::Notice(it)) if it.server == self.0.server => {}
            Ok(Heard::Notice(it)) => self.tell(it.family),
            Ok(Heard::Anew) => self.tell_all(),
            Err(_) => {
                tracing::warn!("what other servers tell cannot be heard; trying again");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

/// Listens for one family. Several notices that come before it looks are one.
#[derive(Debug)]
pub struct Listener {
    family: FamilyId,
    changes: watch::Receiver<u64>,
    notices: Notices,
}

impl Listener {
    /// Waits until something of the family has changed; false once the server ends.
    pub async fn changed(&mut self) -> bool {
        self.changes.changed().await.is_ok()
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        if let Some(heard) = self.notices.heard().as_mut()
            && let Some(sender) = heard.get(&self.family)
            && sender.receiver_count() == 1
        {
            heard.remove(&self.family);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::timeout;
    use uuid::Uuid;

    fn family(n: u128) -> FamilyId {
        FamilyId::from(Uuid::from_u128(n))
    }

    #[tokio::test]
    async fn it_hears_of_its_own_family_only_and_many_as_one() {
        let notices = Notices::new(1);
        let (mut mine, before) = (notices.listen(family(1)), notices.count());
        notices.tell(family(2));
        let quiet = timeout(Duration::from_millis(20), mine.changed()).await;
        assert!(quiet.is_err(), "it heard of another family");
        notices.tell(family(1));
        notices.tell(family(1));
        assert!(mine.changed().await);
        let quiet = timeout(Duration::from_millis(20), mine.changed()).await;
        assert!(quiet.is_err(), "two were not one");
        assert_ne!(before, notices.count());
    }

    #[tokio::test]
    async fn nobody_listening_leaves_nothing_behind() {
        let notices = Notices::new(1);
        let (one, two) = (notices.listen(family(1)), notices.listen(family(1)));
        drop(one);
        assert_eq!(notices.heard().as_ref().map(HashMap::len), Some(1));
        drop(two);
        assert_eq!(notices.heard().as_ref().map(HashMap::len), Some(0));
    }

    #[tokio::test]
    async fn a_server_that_ends_lets_everybody_go() {
        let notices = Notices::new(1);
        let mut early = notices.listen(family(1));
        notices.end();
        assert!(!early.changed().await);
        assert!(!notices.listen(family(1)).changed().await);
        notices.tell(family(1));
    }

    #[test]
    fn counts_of_two_servers_are_never_the_same() {
        assert_ne!(Notices::new(1).count(), Notices::new(2).count());
        assert_eq!(Notices::new(255).count().to_string(), "ff-0");
    }
}
