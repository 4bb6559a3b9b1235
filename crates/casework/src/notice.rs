//! What open pages are told: that something of a family has changed. Ids, never content; a page reads anew, and the lens decides again.

use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::broadcast::{self, Receiver, Sender, error::RecvError};

use helhed_domain::ids::FamilyId;

/// How many notices wait for a slow listener before it is told to read anew whatever happened.
const WAITING: usize = 256;

/// The notices of this server.
#[derive(Debug)]
pub struct Notices {
    /// `None` is told once, when the server ends.
    told: Sender<Option<FamilyId>>,
    count: AtomicU64,
}

impl Default for Notices {
    fn default() -> Self {
        Self {
            told: broadcast::channel(WAITING).0,
            count: AtomicU64::new(0),
        }
    }
}

impl Notices {
    /// Tells whoever listens.
    pub(crate) fn tell(&self, family: FamilyId) {
        self.count.fetch_add(1, Ordering::AcqRel);
        // Nobody listening is no fault.
        let _heard = self.told.send(Some(family));
    }

    /// How many have been told so far: a page that was read at one count and listens at another may have missed one.
    pub fn count(&self) -> u64 {
        self.count.load(Ordering::Acquire)
    }

    /// Lets every listener go, so that a server that is asked to stop need not wait for open pages.
    pub fn end(&self) {
        let _heard = self.told.send(None);
    }

    /// Begins to listen for one family.
    pub fn listen(&self, family: FamilyId) -> Listener {
        Listener {
            family,
            notices: self.told.subscribe(),
        }
    }
}

/// Listens for one family.
#[derive(Debug)]
pub struct Listener {
    family: FamilyId,
    notices: Receiver<Option<FamilyId>>,
}

impl Listener {
    /// Waits until something of the family has changed; false once the server ends. One that fell behind is told to look.
    pub async fn changed(&mut self) -> bool {
        loop {
            match self.notices.recv().await {
                Ok(Some(family)) if family == self.family => return true,
                Ok(Some(_)) => {}
                Err(RecvError::Lagged(_)) => return true,
                Ok(None) | Err(RecvError::Closed) => return false,
            }
        }
    }
}
