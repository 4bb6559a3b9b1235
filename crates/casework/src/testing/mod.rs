//! Houses for tests: in memory, at a fixed hour, from a seed, with one account of each role.

mod case;
mod family;
mod kept;
mod meeting;
mod sharing;

pub use case::{a_call, a_file, a_goal, a_measure, a_meeting, a_task, instant, line, prose};
pub use family::AFamily;
pub use meeting::{PlainWords, a_call_to};
pub use sharing::terms;
mod rating;

pub use rating::all_four;

use jiff::Timestamp;

use helhed_access::Actor;
use helhed_domain::account::{Language, PassPhrase, Role, Username};
use helhed_domain::ids::UnitId;
use helhed_domain::text::Name;
use helhed_domain::unit::UnitKind;
use helhed_store::secret::Keys;
use helhed_store::{Address, Store};

use crate::account::{AddAccount, AddUnit, add_account, add_unit};
use crate::{Casework, Hashing, Opening, Seeded};

/// A database of PostgreSQL with every table and nothing in them. The tables are made once for each test program.
pub async fn tables_on_postgres() -> Address {
    let tables = async |url| {
        let store = Store::open(&Address::Postgres(url)).await;
        let store = store.expect("the database opens");
        store.migrate().await.expect("the tables are made");
        store.close().await;
    };
    Address::Postgres(helhed_pgtest::copy_of_one(tables).await)
}

/// A house with people who work in it. Derefs to [`Casework`].
pub struct House {
    /// The house.
    pub casework: Casework,
    /// The team of coordinators.
    pub team: UnitId,
    /// The jobcentre.
    pub jobcentre: UnitId,
    /// A school.
    pub school: UnitId,
    /// A coordinator, `karen`.
    pub karen: Actor,
    /// Another coordinator, `bo`.
    pub bo: Actor,
    /// The team leader, `lone`.
    pub lone: Actor,
    /// A partner in the jobcentre, `jens`.
    pub jens: Actor,
    /// A partner in the school, `sanne`.
    pub sanne: Actor,
    /// IT, `ida`.
    pub it_admin: Actor,
    /// The data protection officer, `dan`.
    pub dpo: Actor,
}

impl std::ops::Deref for House {
    type Target = Casework;
    fn deref(&self) -> &Casework {
        &self.casework
    }
}

impl House {
    /// The pass phrase of every account.
    pub const PHRASE: &'static str = "en lang sætning til test";

    /// The hour it is: Tuesday 24 November 2026, 10 o'clock.
    pub fn now(&self) -> Timestamp {
        "2026-11-24T09:00:00Z".parse().expect("an instant")
    }

    /// How many rows a table has, so that a test can say that what failed left none.
    pub async fn rows_of(&self, table: &str) -> i64 {
        let mut link = self.link();
        let row = link
            .row(&format!("SELECT COUNT(*) FROM {table}"), [])
            .await
            .expect("counted");
        row.expect("a row").next().expect("a number")
    }

    /// A house on SQLite in memory.
    pub async fn new() -> Self {
        Self::at(&Address::SqliteMemory).await
    }

    /// A house on a database that is empty, or has the tables of this Helhed and nothing in them.
    pub async fn at(address: &Address) -> Self {
        let store = Store::open(address).await.expect("the database opens");
        store.migrate().await.expect("the tables are made");
        let keys = Keys::parse(&Keys::fresh_file(&[7; 64])).expect("keys");
        let opening = Opening {
            store,
            keys,
            chance: Box::new(Seeded::new(1)),
            hashing: Hashing::weak(),
            synthetic: true,
        };
        let casework = Casework::open(opening).await.expect("the house opens");
        let now = "2026-11-24T09:00:00Z".parse().expect("an instant");
        let mut ctx = casework.begin_as_house(now).await.expect("begun");
        let mut units = Vec::new();
        for (name, kind) in [
            ("Familieteamet", UnitKind::CoordinationTeam),
            ("Jobcentret", UnitKind::Jobcentre),
            ("Søndre Skole", UnitKind::School),
        ] {
            let name = Name::parse(name).expect("a name");
            units.push(
                add_unit(&mut ctx, AddUnit { name, kind })
                    .await
                    .expect("a unit"),
            );
        }
        let mut actors = Vec::new();
        for (username, name, role, unit) in [
            (
                "karen",
                "Karen Koordinator",
                Role::Coordinator,
                Some(units[0]),
            ),
            ("bo", "Bo Koordinator", Role::Coordinator, Some(units[0])),
            ("lone", "Lone Leder", Role::TeamLeader, Some(units[0])),
            ("jens", "Jens Jobkonsulent", Role::Partner, Some(units[1])),
            ("sanne", "Sanne Skoleleder", Role::Partner, Some(units[2])),
            ("ida", "Ida IT", Role::ItAdmin, None),
            ("dan", "Dan Databeskytter", Role::Dpo, None),
        ] {
            let command = AddAccount {
                username: Username::parse(username).expect("a name"),
                display_name: Name::parse(name).expect("a name"),
                role,
                unit,
                person: None,
                language: Language::Danish,
                phrase: PassPhrase::choose(Self::PHRASE).expect("long enough"),
            };
            let account = add_account(&mut ctx, command).await.expect("an account");
            actors.push(Actor {
                account,
                role,
                unit,
                person: None,
            });
        }
        ctx.commit().await.expect("committed");
        let [karen, bo, lone, jens, sanne, it_admin, dpo] = actors[..] else {
            unreachable!("seven accounts were added")
        };
        Self {
            casework,
            team: units[0],
            jobcentre: units[1],
            school: units[2],
            karen,
            bo,
            lone,
            jens,
            sanne,
            it_admin,
            dpo,
        }
    }
}
