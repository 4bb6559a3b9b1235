//! Whoever follows something while it is written asks for it many times a second: whose session a token is, is looked up anew after two
//! seconds at the latest, and at once where an account or a session changes on this server.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use helhed_domain::account::Account;
use jiff::{SignedDuration, Timestamp};

/// For how long a session that was found is taken to be there.
const FOR: SignedDuration = SignedDuration::from_secs(2);
/// How many are remembered before those of more than two seconds ago are forgotten.
const REMEMBERED: usize = 4_096;

type Seen = HashMap<Vec<u8>, (Account, Timestamp)>;

/// Which sessions were found lately, by the hash of their token.
#[derive(Debug, Default)]
pub(crate) struct SessionsSeen(Mutex<Seen>);

impl SessionsSeen {
    fn all(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whose session it was within the last two seconds.
    pub(crate) fn lately(&self, token: &[u8], now: Timestamp) -> Option<Account> {
        let all = self.all();
        let (account, at) = all.get(token)?;
        is_fresh(*at, now).then(|| account.clone())
    }

    /// Remembers whose session it is.
    pub(crate) fn note(&self, token: Vec<u8>, account: &Account, now: Timestamp) {
        let mut all = self.all();
        if all.len() >= REMEMBERED {
            all.retain(|_, (_, at)| is_fresh(*at, now));
        }
        all.insert(token, (account.clone(), now));
    }

    /// Forgets all: an account or a session has changed.
    pub(crate) fn forget(&self) {
        self.all().clear();
    }
}

fn is_fresh(at: Timestamp, now: Timestamp) -> bool {
    // A clock that was set back looks once more.
    (at..at + FOR).contains(&now)
}
