//! Where a story is played.

use helhed_casework::access::Actor;
use helhed_casework::storage::{Address, Keys, Store};
use helhed_casework::testing::{House, tables_on_postgres};
use helhed_casework::{Casework, Ctx, Hashing, Opening, Seeded};

/// A house, a second one on the same data, and what goes when the story is over.
pub(crate) struct Place {
    /// The house.
    pub house: House,
    /// The same data, opened again: its own connections. In memory there is but one connection, and this is the same house.
    pub other: Casework,
    /// Goes last.
    _folder: Option<tempfile::TempDir>,
}

impl Place {
    pub(crate) async fn in_memory() -> Self {
        let house = House::new().await;
        let other = house.casework.clone();
        Self {
            house,
            other,
            _folder: None,
        }
    }

    pub(crate) async fn in_a_file() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let address = Address::SqliteFile(folder.path().join("helhed.db"));
        let house = House::at(&address).await;
        Self {
            house,
            other: again(&address).await,
            _folder: Some(folder),
        }
    }

    pub(crate) async fn in_postgres() -> Self {
        let address = tables_on_postgres().await;
        let house = House::at(&address).await;
        Self {
            house,
            other: again(&address).await,
            _folder: None,
        }
    }

    /// Begins a change in the second house.
    pub(crate) async fn change_there(&self, actor: &Actor) -> Ctx {
        self.other
            .begin(actor, self.house.now())
            .await
            .expect("begun")
    }

    /// Nothing in the audit chain was changed, removed or moved, and it tells of something.
    pub(crate) async fn chain_holds(&self) {
        let head = self.house.audit_head().await.expect("a head");
        let (last, findings) = self
            .other
            .verify_audit(std::slice::from_ref(&head))
            .await
            .expect("read");
        assert_eq!(findings, []);
        assert_eq!(last, head);
        assert!(head.seq >= 10, "the house itself is in it");
    }
}

/// The same data with the same keys and other chance, as another process has it.
async fn again(address: &Address) -> Casework {
    let opening = Opening {
        store: Store::open(address).await.expect("the database opens"),
        keys: Keys::parse(&Keys::fresh_file(&[7; 64])).expect("keys"),
        chance: Box::new(Seeded::new(2)),
        hashing: Hashing::weak(),
        synthetic: true,
    };
    Casework::open(opening).await.expect("the house opens")
}
