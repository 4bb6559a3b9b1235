//! Random worlds from a seed.

use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};

use helhed_casework::domain::day::start_of;

use crate::law::{Agreed, Item, Opened, Person, To, World};

pub(crate) const CATEGORIES: [&str; 3] = ["general", "health", "work"];
pub(crate) const PARTIES: [To; 4] = [To::Unit(0), To::Unit(1), To::Person(0), To::Person(1)];

/// Chance from a seed (SplitMix64).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `sides`.
    pub(crate) fn below(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % sides.max(1)
    }

    pub(crate) fn one_in(&mut self, sides: u64) -> bool {
        self.below(sides) == 0
    }

    pub(crate) fn some<T: Copy>(&mut self, of: &[T]) -> Vec<T> {
        let mut chosen: Vec<T> = of.iter().copied().filter(|_| self.one_in(2)).collect();
        if chosen.is_empty() {
            chosen.push(of[self.below(of.len() as u64) as usize]);
        }
        chosen
    }

    pub(crate) fn day(&mut self, from: Date, days: u64) -> Date {
        from.saturating_add((self.below(days) as i64).days())
    }

    /// An instant of the three years that worlds play in; often just at, before or after midnight.
    pub(crate) fn instant(&mut self) -> Timestamp {
        let midnight = start_of(self.day(date(2025, 1, 1), 1_095));
        let seconds = match self.below(4) {
            0 => 0,
            1 => -1,
            2 => 1,
            _ => self.below(86_400) as i64,
        };
        midnight.checked_add(seconds.seconds()).unwrap_or(midnight)
    }
}

/// Two adults and one to three children, who may turn 15 or 18 within the three years; what was said, taken back, opened and locked.
pub(crate) fn world(seed: u64) -> World {
    let mut dice = Dice::new(seed);
    let mut people = vec![
        Person {
            born: date(1985, 6, 1),
            custody: Vec::new(),
        },
        Person {
            born: date(1988, 2, 29),
            custody: Vec::new(),
        },
    ];
    for _ in 0..1 + dice.below(3) {
        let born = match dice.below(4) {
            0 => dice.day(date(2010, 1, 1), 1_000),
            1 => dice.day(date(2007, 1, 1), 1_000),
            2 => date(2012, 2, 29),
            _ => dice.day(date(2014, 1, 1), 3_800),
        };
        let turn = dice.day(date(2025, 1, 1), 1_095);
        let before = Some(turn.saturating_sub(1.day()));
        let custody = match dice.below(6) {
            0 => vec![],
            1 => vec![(0, born, None)],
            2 => vec![(0, born, before), (1, turn, None)],
            3 => vec![(0, born, None), (1, born, before)],
            _ => vec![(0, born, None), (1, born, None)],
        };
        people.push(Person { born, custody });
    }
    let everybody: Vec<usize> = (0..people.len()).collect();
    let mut made = World {
        people,
        ..World::default()
    };
    for _ in 0..2 + dice.below(8) {
        let written = dice.instant();
        let categories = dice.some(&CATEGORIES);
        let to = dice.some(&PARTIES);
        let about = dice.below(everybody.len() as u64) as usize;
        let mut said = Vec::new();
        for who in dice.some(&everybody) {
            let later = (dice.below(4) as i64 * 9).days();
            said.push((
                who,
                if dice.one_in(2) {
                    written
                } else {
                    add(written, later)
                },
            ));
        }
        let mut back = Vec::new();
        for _ in 0..dice.below(3) {
            let what =
                (!dice.one_in(2)).then(|| categories[dice.below(categories.len() as u64) as usize]);
            let whom = (!dice.one_in(2)).then(|| to[dice.below(to.len() as u64) as usize]);
            let when = add(written, (dice.below(400) as i64).days());
            back.push((what, whom, when));
        }
        made.agreed.push(Agreed {
            yes: !dice.one_in(4),
            about,
            categories,
            to,
            written,
            last_day: dice.day(helhed_casework::domain::day::day_of(written), 500),
            said,
            back,
        });
    }
    for _ in 0..dice.below(3) {
        let from = dice.instant();
        let last_day = dice.day(helhed_casework::domain::day::day_of(from), 200);
        let ended = dice
            .one_in(3)
            .then(|| add(from, (dice.below(100) as i64).days()));
        made.opened.push(Opened {
            about: dice.some(&everybody),
            categories: dice.some(&CATEGORIES),
            to: dice.some(&PARTIES),
            from,
            last_day,
            ended,
        });
    }
    for category in CATEGORIES {
        for about in [
            vec![],
            dice.some(&everybody),
            vec![dice.below(everybody.len() as u64) as usize],
        ] {
            made.items.push(Item {
                about,
                category,
                team_only: dice.one_in(8),
            });
        }
    }
    if dice.one_in(4) {
        let from = dice.instant();
        let to = dice.one_in(2).then(|| add(from, 30.days()));
        made.locks.push((from, to, dice.some(&everybody)));
    }
    made
}

pub(crate) fn add(at: Timestamp, span: jiff::Span) -> Timestamp {
    let hours = i64::from(span.get_days()) * 24;
    at.checked_add(hours.hours()).unwrap_or(at)
}
