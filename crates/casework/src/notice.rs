//! What open pages are told: that something of a family has changed. Ids, never content; a page reads anew, and the lens decides again.

use tokio::sync::broadcast::{self, Receiver, Sender, error::RecvError};

use helhed_domain::ids::FamilyId;

/// How many notices wait for a slow listener before it is told to read anew whatever happened.
const WAITING: usize = 256;

/// The notices of this server.
#[derive(Debug)]
pub struct Notices(Sender<FamilyId>);

impl Default for Notices {
    fn default() -> Self {
        Self(broadcast::channel(WAITING).0)
    }
}

impl Notices {
    /// Tells whoever listens.
    pub(crate) fn tell(&self, family: FamilyId) {
        // Nobody listening is no fault.
        let _heard = self.0.send(family);
    }

    /// Begins to listen for one family.
    pub fn listen(&self, family: FamilyId) -> Listener {
        Listener {
            family,
            notices: self.0.subscribe(),
        }
    }
}

/// Listens for one family.
#[derive(Debug)]
pub struct Listener {
    family: FamilyId,
    notices: Receiver<FamilyId>,
}

impl Listener {
    /// Waits until something of the family has changed; false once the server ends. One that fell behind is told to look.
    pub async fn changed(&mut self) -> bool {
        loop {
            match self.notices.recv().await {
                Ok(family) if family == self.family => return true,
                Ok(_) => {}
                Err(RecvError::Lagged(_)) => return true,
                Err(RecvError::Closed) => return false,
            }
        }
    }
}
