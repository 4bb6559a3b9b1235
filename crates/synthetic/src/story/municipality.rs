//! The invented municipality: its units, its sign-ins and its families.

use jiff::civil::Date;
use serde::Deserialize;

use super::{
    Account, AccountRole, DeclineReason, Depth, FamilyStory, Unit, UnitKind,
    chance::Chance,
    cohort::{ACTIVE, BLOCK, Place, cohort},
    family::PersonRef,
    tell::{Fate, tell},
};

/// Index of the first story that is light.
const FULL: u32 = BLOCK as u32;
/// Waiting families to a block.
const WAITING: u32 = 5;
/// Declined referrals to a block.
const DECLINED: u32 = 2;
/// Blocks the waiting and the declined are drawn from: far beyond those of the families.
const BEYOND: u32 = 1 << 20;

/// A municipality. Small whatever the number of families: stories are told one at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Municipality {
    /// Invented name.
    pub name: String,
    /// The ten partner units.
    pub units: Vec<Unit>,
    /// Sign-ins: the coordinators first, in the order of their seats.
    pub accounts: Vec<Account>,
    seed: u64,
    families: u32,
    today: Date,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Town {
    names: Vec<String>,
    unit: Vec<Unit>,
    account: Vec<WrittenAccount>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenAccount {
    username: String,
    name: String,
    role: AccountRole,
    unit: Option<UnitKind>,
}

impl Municipality {
    /// Families a coordinator can hold.
    pub const PLACES: usize = 10;

    /// A municipality of `families` families that were taken in (30 of 56 are active), with a waiting list of 5 and 2 declined
    /// referrals to 56 on top. A pure function of its arguments; at most 100,000 families, more are cut off there.
    pub fn make(seed: u64, families: u32, today: Date) -> Self {
        let families = families.min(100_000);
        let town: Town = toml::from_str(include_str!("../../data/municipality.toml"))
            .expect("the municipality is part of the program and read by its tests");
        let name = Chance::new(seed, &[0x3a]).pick(&town.names).clone();
        let mut municipality = Self {
            name,
            units: town.unit,
            accounts: Vec::new(),
            seed,
            families,
            today,
        };
        municipality.open_accounts(town.account);
        municipality
    }

    fn open_accounts(&mut self, written: Vec<WrittenAccount>) {
        let mut others = Vec::new();
        for w in written {
            let account = Account {
                username: w.username,
                display_name: w.name,
                role: w.role,
                unit: w.unit,
                member_of: None,
                signs_in: true,
            };
            if account.role == AccountRole::Coordinator {
                self.accounts.push(account);
            } else {
                others.push(account);
            }
        }
        let seats = ACTIVE / Self::PLACES;
        let coordinators = (self.families as usize).div_ceil(BLOCK).max(1) * seats;
        for number in self.accounts.len()..coordinators {
            self.accounts.push(Account {
                username: format!("koordinator-{:05}", number + 1),
                display_name: format!("Koordinator {}", number + 1),
                role: AccountRole::Coordinator,
                unit: None,
                member_of: None,
                signs_in: false,
            });
        }
        self.accounts.extend(others);
        if let Some(story) = self.family(0) {
            self.accounts.push(Account {
                username: "familie".to_owned(),
                display_name: story.persons[0].full_name(),
                role: AccountRole::FamilyMember,
                unit: None,
                member_of: Some((0, PersonRef(0))),
                signs_in: true,
            });
        }
    }

    /// The families that were taken in, in the order of their numbers; each is told when asked for.
    ///
    /// The order is not that of the starts; a reader who needs an order in time sorts by
    /// [`FamilyStory::start`]. Played family by family (opened and, where ended, closed before the next), and also
    /// played in the order of days, no coordinator ever holds more than [`PLACES`](Self::PLACES).
    pub fn families(&self) -> Families<'_> {
        Families {
            municipality: self,
            next: 0,
            block: Vec::new(),
        }
    }

    /// Family `index`, the same that [`families`](Self::families) gives; `None` beyond the last.
    pub fn family(&self, index: u32) -> Option<FamilyStory> {
        let places = cohort(self.seed, index / FULL);
        (index < self.families).then(|| self.tell_family(index, &places))
    }

    /// The waiting list, first in line first.
    pub fn waiting(&self) -> impl Iterator<Item = FamilyStory> + '_ {
        let count = self.share(WAITING);
        (0..count)
            .map(move |k| self.tell_outside(self.families + k, k, &Fate::Waiting(k + 1, count)))
    }

    /// Declined referrals.
    pub fn declined(&self) -> impl Iterator<Item = FamilyStory> + '_ {
        let first = self.share(WAITING);
        (0..self.share(DECLINED)).map(move |k| {
            let reason = if k % 2 == 0 {
                DeclineReason::NoRoom
            } else {
                DeclineReason::OutsideTargetGroup
            };
            self.tell_outside(
                self.families + first + k,
                first + k,
                &Fate::Declined(reason),
            )
        })
    }

    /// How many families were taken in.
    pub fn family_count(&self) -> u32 {
        self.families
    }

    fn share(&self, of_block: u32) -> u32 {
        (self.families * of_block + FULL / 2) / FULL
    }

    fn tell_family(&self, index: u32, block: &[Place]) -> FamilyStory {
        let place = &block[(index % FULL) as usize];
        let coordinator =
            (index / FULL) as usize * (ACTIVE / Self::PLACES) + place.seat / Self::PLACES;
        let fate = Fate::TakenIn(self.accounts[coordinator].username.clone());
        let depth = if index < FULL {
            Depth::Full
        } else {
            Depth::Light
        };
        tell(self.seed, index, self.today, place, &fate, depth)
    }

    /// The families outside are like those inside, but drawn apart from them; none is a composite.
    fn tell_outside(&self, index: u32, k: u32, fate: &Fate) -> FamilyStory {
        let places = cohort(self.seed, BEYOND + k / 40);
        let drawn = places
            .iter()
            .filter(|p| p.composite.is_none())
            .nth((k % 40) as usize);
        let depth = if self.families <= FULL {
            Depth::Full
        } else {
            Depth::Light
        };
        tell(
            self.seed,
            index,
            self.today,
            drawn.unwrap_or(&places[0]),
            fate,
            depth,
        )
    }
}

/// The families one after another; holds one block's ages and dates, and no story.
#[derive(Debug)]
pub struct Families<'a> {
    municipality: &'a Municipality,
    next: u32,
    block: Vec<Place>,
}

impl Iterator for Families<'_> {
    type Item = FamilyStory;

    fn next(&mut self) -> Option<FamilyStory> {
        let index = self.next;
        if index >= self.municipality.families {
            return None;
        }
        if index.is_multiple_of(FULL) {
            self.block = cohort(self.municipality.seed, index / FULL);
        }
        self.next += 1;
        Some(self.municipality.tell_family(index, &self.block))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = (self.municipality.families - self.next) as usize;
        (left, Some(left))
    }
}

impl ExactSizeIterator for Families<'_> {}
