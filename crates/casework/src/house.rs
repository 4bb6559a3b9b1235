//! The open house: storage, keys, chance and lists, shared by all who work in it.

use std::sync::{Arc, OnceLock};

use jiff::Timestamp;
use tokio::task::JoinHandle;

use helhed_access::Actor;
use helhed_domain::account::Role;
use helhed_passkey::RelyingParty;
use helhed_store::audit::{self, Head};
use helhed_store::audit_check::{self, Finding};
use helhed_store::secret::Keys;
use helhed_store::{Link, Store, StoreError, list};

use crate::audit::ChainCheck;
use crate::chance::Chance;
use crate::ctx::Ctx;
use crate::followed::FollowedNow;
use crate::lists::Lists;
use crate::minutes::Rooms;
use crate::notice::Notices;
use crate::partner_system::Paces;
use crate::password::Hashing;
use crate::rating::RatingSettings;
use crate::reading::Reading;
use crate::recorder::Recorder;
use crate::sessions_seen::SessionsSeen;

/// What a house is opened with.
pub struct Opening {
    /// The open database, its tables up to date.
    pub store: Store,
    /// The keys of encrypted columns.
    pub keys: Keys,
    /// Randomness.
    pub chance: Box<dyn Chance>,
    /// How pass phrases are hashed.
    pub hashing: Hashing,
    /// Whether invented people may be kept here: a demo, never production.
    pub synthetic: bool,
}

/// Why a house could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The data holds invented people, and this is no demo.
    #[error("this data was made for a demo and holds invented people; it cannot be served as real")]
    Synthetic,
    /// Storage failed.
    #[error(transparent)]
    Storage(#[from] StoreError),
}

/// The open house. Cheap to clone.
#[derive(Clone)]
pub struct Casework(Arc<Inner>);

struct Inner {
    store: Store,
    keys: Keys,
    chance: Box<dyn Chance>,
    hashing: Hashing,
    recorder: Recorder,
    lists: Lists,
    synthetic: bool,
    chain: ChainCheck,
    notices: Notices,
    /// The task that hears other servers.
    hears: Option<JoinHandle<()>>,
    rooms: Rooms,
    sessions_seen: SessionsSeen,
    followed: FollowedNow,
    paces: Paces,
    ratings: OnceLock<RatingSettings>,
    second_factor_for: OnceLock<Vec<Role>>,
    passkeys_at: OnceLock<RelyingParty>,
}

impl Drop for Inner {
    fn drop(&mut self) {
        if let Some(hears) = &self.hears {
            hears.abort();
        }
    }
}

impl Casework {
    /// Opens the house: installs shipped lists that are missing and starts recording.
    pub async fn open(opening: Opening) -> Result<Self, OpenError> {
        let Opening {
            store,
            keys,
            chance,
            hashing,
            synthetic,
        } = opening;
        let mut link = store.read();
        let mut lists = Lists::read(&mut link).await?;
        let marked = list::installation(&mut link, "synthetic").await?.is_some();
        if marked && !synthetic {
            return Err(OpenError::Synthetic);
        }
        if !lists.complete() || (synthetic && !marked) {
            let mut link = store.write().await?;
            Lists::install(&mut link).await?;
            if synthetic {
                list::set_installation(&mut link, "synthetic", "yes").await?;
            }
            lists = Lists::read(&mut link).await?;
            link.commit().await?;
        }
        let recorder = Recorder::start(store.clone());
        let mut server = [0; 8];
        chance.fill(&mut server);
        let notices = Notices::new(u64::from_le_bytes(server));
        let hears = notices.hear_others(&store);
        Ok(Self(Arc::new(Inner {
            store,
            keys,
            chance,
            hashing,
            recorder,
            lists,
            synthetic,
            chain: ChainCheck::default(),
            notices,
            hears,
            rooms: Rooms::default(),
            sessions_seen: SessionsSeen::default(),
            followed: FollowedNow::default(),
            paces: Paces::default(),
            ratings: OnceLock::new(),
            second_factor_for: OnceLock::new(),
            passkeys_at: OnceLock::new(),
        })))
    }

    /// Begins to change something. Nothing lasts before [`Ctx::commit`].
    pub async fn begin(&self, actor: &Actor, now: Timestamp) -> Result<Ctx, StoreError> {
        Ok(Ctx::new(
            self.clone(),
            self.0.store.write().await?,
            Some(*actor),
            now,
        ))
    }

    /// Begins to change something as the house itself: from the command line, or before anybody is signed in.
    pub async fn begin_as_house(&self, now: Timestamp) -> Result<Ctx, StoreError> {
        Ok(Ctx::new(
            self.clone(),
            self.0.store.write().await?,
            None,
            now,
        ))
    }

    /// What open pages are told.
    pub fn notices(&self) -> &Notices {
        &self.0.notices
    }

    /// Begins to read.
    pub fn reading(&self, actor: &Actor, now: Timestamp) -> Reading {
        Reading::new(self.clone(), self.0.store.hold(), *actor, now)
    }

    /// Begins to read what takes long, about all families: at a replica of the database where one is set and has all that was written.
    pub async fn reading_long(&self, actor: &Actor, now: Timestamp) -> Reading {
        let link = self.0.store.hold_long().await;
        Reading::new(self.clone(), link, *actor, now)
    }

    /// The municipality's lists and rules.
    pub fn lists(&self) -> &Lists {
        &self.0.lists
    }

    /// Whether invented people are kept here.
    pub fn is_synthetic(&self) -> bool {
        self.0.synthetic
    }

    /// Walks the audit chain and tells what was changed, removed or moved.
    pub async fn verify_audit(&self, anchors: &[Head]) -> Result<(Head, Vec<Finding>), StoreError> {
        audit_check::verify(&mut self.0.store.read(), anchors, |_, _| ()).await
    }

    /// The end of the audit chain, to be written down outside the database.
    pub async fn audit_head(&self) -> Result<Head, StoreError> {
        audit::head(&mut self.0.store.read()).await
    }

    /// Whether the database answers.
    pub async fn is_ready(&self) -> bool {
        self.0.store.read().rows("SELECT 1", []).await.is_ok()
    }

    /// Closes the database.
    pub async fn close(&self) {
        if let Some(hears) = &self.0.hears {
            hears.abort();
        }
        self.0.store.close().await;
    }

    /// Sets norm set, item texts and licence of the feedback ratings, once, before anybody works here; without it the shipped,
    /// illustrative norm set holds.
    pub fn set_ratings(&self, settings: RatingSettings) {
        // A second time changes nothing: what is shown and what is recorded stay the same while the house is open.
        let _ = self.0.ratings.set(settings);
    }

    /// Says for whom passkeys are made, once, when the house is opened; left out, there are none.
    pub fn set_passkeys_at(&self, party: RelyingParty) {
        let _ = self.0.passkeys_at.set(party);
    }

    /// For whom passkeys are made.
    pub fn passkeys_at(&self) -> Option<&RelyingParty> {
        self.0.passkeys_at.get()
    }

    /// Sets which roles must have a second factor where they sign in here with a pass phrase, once, before anybody works here.
    pub fn set_second_factor_for(&self, roles: Vec<Role>) {
        let _ = self.0.second_factor_for.set(roles);
    }

    /// Whether a role must have a second factor.
    pub(crate) fn asks_second_factor_of(&self, role: Role) -> bool {
        let roles = self.0.second_factor_for.get();
        roles.is_some_and(|roles| roles.contains(&role))
    }

    /// Norm set, item texts and licence of the feedback ratings.
    pub fn ratings(&self) -> &RatingSettings {
        self.0.ratings.get_or_init(RatingSettings::shipped)
    }

    pub(crate) fn sessions_seen(&self) -> &SessionsSeen {
        &self.0.sessions_seen
    }

    pub(crate) fn rooms(&self) -> &Rooms {
        &self.0.rooms
    }

    pub(crate) fn followed(&self) -> &FollowedNow {
        &self.0.followed
    }

    pub(crate) fn paces(&self) -> &Paces {
        &self.0.paces
    }

    pub(crate) fn chain(&self) -> &ChainCheck {
        &self.0.chain
    }

    pub(crate) fn link(&self) -> Link {
        self.0.store.read()
    }

    pub(crate) fn store(&self) -> &Store {
        &self.0.store
    }

    pub(crate) fn keys(&self) -> &Keys {
        &self.0.keys
    }

    /// How pass phrases are hashed.
    #[cfg(any(test, feature = "testing"))]
    pub fn hashes_worked(&self) -> usize {
        self.0.hashing.worked()
    }

    pub(crate) fn hashing(&self) -> &Hashing {
        &self.0.hashing
    }

    pub(crate) fn recorder(&self) -> &Recorder {
        &self.0.recorder
    }

    /// Random bytes.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.chance.fill(&mut bytes);
        bytes
    }

    /// A fresh id; ids sort by the time they were made.
    pub fn new_id<Id: From<uuid::Uuid>>(&self, now: Timestamp) -> Id {
        let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
        Id::from(uuid::Builder::from_unix_timestamp_millis(millis, &self.random()).into_uuid())
    }
}
