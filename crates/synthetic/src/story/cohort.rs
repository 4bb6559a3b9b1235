//! Who the 56 families of a block are, so that their margins are those published.
//!
//! Margins: tabel 1.1 (56 mothers, 34 fathers, 79 children; mean ages early and late) and tabel 1.3 (support at the start).
//! Table 1.3's printed counts are at fault: the mothers' 20 is 22 (38.6 % of 57), and its fathers' 6 is 3 + 2 + 1 merged, as
//! the column for both shows. Scaled to 56 mothers by largest remainder that is 21, 17, 5 and 13.
//!
//! Thirty seats hold at most one family at a time, ten seats to a coordinator, so no coordinator ever holds more than ten:
//! 9 seats have had one family, 16 two and 5 three; the last of each is active. That makes 56 starts, 26 ended.

use super::{
    chance::Chance,
    composite::{Composite, composites},
    person::{Role, SupportCategory},
};

/// Families in a block.
pub(crate) const BLOCK: usize = 56;
/// Families still active in a block.
pub(crate) const ACTIVE: usize = 30;
/// Days before today that part the early from the late starts.
pub(crate) const EARLY_BEFORE: i32 = 730;

const EARLY_FATHERS: usize = 13;
const LATE_FATHERS: usize = 21;
const EARLY_CHILDREN: usize = 29;
const LATE_CHILDREN: usize = 50;
/// A parent is at least this much older than a child, in years at the start (birthdays may move 64 days each way after).
const PARENT_GAP: f64 = 16.5;

/// One family of a block, before anything is told about it. Ages are years at the start.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// Days before today of the start.
    pub(crate) start_before: i32,
    /// Days before today of the end; `None` while active.
    pub(crate) end_before: Option<i32>,
    /// 0..30; ten seats to a coordinator.
    pub(crate) seat: usize,
    /// Which composite this is.
    pub(crate) composite: Option<usize>,
    pub(crate) mother: (f64, SupportCategory),
    pub(crate) father: Option<(f64, SupportCategory)>,
    /// Oldest first; below 0 is not born at the start.
    pub(crate) children: Vec<f64>,
}

impl Place {
    fn is_early(&self) -> bool {
        self.start_before > EARLY_BEFORE
    }
}

/// The block's places: the six composites first, then active and ended mixed evenly, so that any first part of a block has
/// its share of both.
pub(crate) fn cohort(seed: u64, block: u32) -> Vec<Place> {
    let mut chance = Chance::new(seed, &[0xc0, u64::from(block)]);
    let mut places = courses(&mut chance);
    for place in &mut places {
        if let Some(written) = place.composite.map(|c| &composites()[c]) {
            take_from(place, written);
        }
    }
    for early in [true, false] {
        let group: Vec<&mut Place> = places
            .iter_mut()
            .filter(|p| p.is_early() == early)
            .collect();
        people(group, early, &mut chance);
    }
    support(&mut places, &mut chance);
    order(places, &mut chance)
}

fn place(
    start_before: i32,
    end_before: Option<i32>,
    seat: usize,
    composite: Option<usize>,
) -> Place {
    Place {
        start_before,
        end_before,
        seat,
        composite,
        mother: (0.0, SupportCategory::SelfSupport),
        father: None,
        children: Vec::new(),
    }
}

/// The starts and ends of the thirty seats' families. 25 starts lie more than [`EARLY_BEFORE`] days back.
fn courses(chance: &mut Chance) -> Vec<Place> {
    // Seats 0 to 4 belong to the composites, all with the first coordinator; the rest are dealt out.
    let mut seats: Vec<usize> = (5..ACTIVE).collect();
    chance.shuffle(&mut seats);
    let mut seat = seats.into_iter();
    let mut next = || seat.next().expect("5 + 15 + 5 seats are dealt out of 25");
    let mut places = vec![
        place(430, None, 0, Some(0)),
        place(790, None, 1, Some(1)),
        place(690, Some(62), 4, Some(2)),
        place(170, None, 2, Some(3)),
        place(290, None, 3, Some(4)),
        place(45, None, 4, Some(5)),
    ];
    // One family since the start of the seat: five early.
    for k in 0..5 {
        places.push(place(
            760 + 55 * k + chance.between(-20, 20),
            None,
            next(),
            None,
        ));
    }
    // Two families: fourteen of the first are early, one is late (the other late one is a composite).
    for k in 0..15 {
        let seat = next();
        let first = if k == 14 { 620 } else { 1005 - 20 * k } + chance.between(-8, 8);
        let second = 570 - 38 * k + chance.between(-15, 15);
        places.push(place(
            first,
            Some(second + chance.between(7, 30)),
            seat,
            None,
        ));
        places.push(place(second, None, seat, None));
    }
    // Three families: the first early, the others late.
    for k in 0..5 {
        let seat = next();
        let first = 1088 - 12 * k + chance.between(-5, 5);
        let second = 650 - 18 * k + chance.between(-8, 8);
        let third = 340 - 62 * k + chance.between(-20, 20);
        places.push(place(
            first,
            Some(second + chance.between(7, 40)),
            seat,
            None,
        ));
        places.push(place(
            second,
            Some(third + chance.between(7, 40)),
            seat,
            None,
        ));
        places.push(place(third, None, seat, None));
    }
    places
}

fn take_from(place: &mut Place, written: &Composite) {
    for person in &written.person {
        let support = person.support.unwrap_or(SupportCategory::SelfSupport);
        match person.role {
            Role::Mother => place.mother = (person.age, support),
            Role::Father => place.father = Some((person.age, support)),
            Role::Child => place.children.push(person.age),
            Role::OtherAdult => {}
        }
    }
}

/// Fathers, ages and children of the early or the late families.
fn people(mut group: Vec<&mut Place>, early: bool, chance: &mut Chance) {
    let (fathers, mother_mean, father_mean) = if early {
        (EARLY_FATHERS, 29.7, 33.2)
    } else {
        (LATE_FATHERS, 29.4, 33.9)
    };
    let mut drawn: Vec<usize> = (0..group.len())
        .filter(|&i| group[i].composite.is_none())
        .collect();
    for &i in &drawn {
        group[i].mother.0 = f64::midpoint(chance.real(19.0, 41.0), chance.real(19.0, 41.0));
    }
    let bounds = |p: &Place, age: f64, low, high| {
        if p.composite.is_some() {
            (age, age, age)
        } else {
            (age, low, high)
        }
    };
    let mothers: Vec<_> = group
        .iter()
        .map(|p| bounds(p, p.mother.0, 18.6, 44.0))
        .collect();
    for (place, age) in group.iter_mut().zip(fit_mean(&mothers, mother_mean)) {
        place.mother.0 = age;
    }

    chance.shuffle(&mut drawn);
    let written = group.iter().filter(|p| p.father.is_some()).count();
    for &i in drawn.iter().take(fathers - written) {
        let age = (group[i].mother.0 + chance.real(-3.0, 11.0)).clamp(19.5, 52.0);
        group[i].father = Some((age, SupportCategory::SelfSupport));
    }
    let ages: Vec<_> = group
        .iter()
        .filter_map(|p| p.father.map(|(age, _)| bounds(p, age, 19.2, 54.0)))
        .collect();
    let fitted = fit_mean(&ages, father_mean);
    for (father, age) in group
        .iter_mut()
        .filter_map(|p| p.father.as_mut())
        .zip(fitted)
    {
        father.0 = age;
    }
    children(group, early, chance);
}

/// Every family has a youngest child near birth; the families with the oldest parents have the siblings.
fn children(mut group: Vec<&mut Place>, early: bool, chance: &mut Chance) {
    let (count, mean, youngest_high) = if early {
        (EARLY_CHILDREN, 0.9, 1.1)
    } else {
        (LATE_CHILDREN, 3.1, 2.6)
    };
    let oldest_possible =
        |p: &Place| p.father.map_or(p.mother.0, |(f, _)| f.min(p.mother.0)) - PARENT_GAP;
    let mut ages: Vec<(f64, f64, f64)> = Vec::new();
    let mut whose: Vec<usize> = Vec::new();
    let mut drawn: Vec<usize> = Vec::new();
    for (i, p) in group.iter().enumerate() {
        if p.composite.is_some() {
            ages.extend(p.children.iter().map(|&age| (age, age, age)));
            whose.extend(p.children.iter().map(|_| i));
        } else {
            let age = chance.real(-0.3, youngest_high).min(oldest_possible(p));
            ages.push((
                age,
                (age - 0.3).max(-0.35),
                (age + 0.3).min(oldest_possible(p)),
            ));
            whose.push(i);
            drawn.push(i);
        }
    }
    let mut by_room: Vec<(f64, usize)> = drawn
        .iter()
        .map(|&i| (oldest_possible(group[i]) + chance.real(0.0, 5.0), i))
        .collect();
    by_room.sort_by(|a, b| b.0.total_cmp(&a.0));
    let siblings = count - ages.len();
    let twice = if early { 0 } else { 2 };
    for (rank, &(_, i)) in by_room.iter().take(siblings - twice).enumerate() {
        let high = oldest_possible(group[i]);
        let first = if rank < twice {
            5.0_f64.min(high - 1.7)
        } else {
            high
        };
        let youngest = ages[whose.iter().position(|&w| w == i).unwrap_or_default()].2;
        ages.push((chance.real(youngest + 1.5, first), youngest + 1.5, first));
        whose.push(i);
        if rank < twice {
            ages.push((chance.real(first + 1.5, high), first + 1.5, high));
            whose.push(i);
        }
    }
    for place in &mut group {
        place.children.clear();
    }
    for (&i, age) in whose.iter().zip(fit_mean(&ages, mean)) {
        group[i].children.push(age);
    }
    for place in &mut group {
        place.children.sort_by(|a, b| b.total_cmp(a));
    }
}

/// Moves `(value, low, high)` by one amount, each as far as its bounds allow, until their mean is `mean`.
fn fit_mean(values: &[(f64, f64, f64)], mean: f64) -> Vec<f64> {
    let mut fitted: Vec<f64> = values.iter().map(|v| v.0).collect();
    for _ in 0..100 {
        let missing = mean * fitted.len() as f64 - fitted.iter().sum::<f64>();
        let free: Vec<usize> = (0..fitted.len())
            .filter(|&i| {
                if missing > 0.0 {
                    fitted[i] < values[i].2
                } else {
                    fitted[i] > values[i].1
                }
            })
            .collect();
        if missing.abs() < 1e-9 || free.is_empty() {
            break;
        }
        for &i in &free {
            let moved = fitted[i] + missing / free.len() as f64;
            fitted[i] = if missing > 0.0 {
                moved.min(values[i].2)
            } else {
                moved.max(values[i].1)
            };
        }
    }
    fitted
}

/// How many of a block's mothers and fathers are in each category at the start.
pub(crate) const SUPPORT: [(SupportCategory, usize, usize); 4] = [
    (SupportCategory::JobOrEducationReady, 21, 3),
    (SupportCategory::ActivityReady, 17, 2),
    (SupportCategory::OtherSupport, 5, 1),
    (SupportCategory::SelfSupport, 13, 28),
];

fn support(places: &mut [Place], chance: &mut Chance) {
    let mut left: Vec<(SupportCategory, usize, usize)> = SUPPORT.to_vec();
    for place in places.iter().filter(|p| p.composite.is_some()) {
        for (category, mothers, fathers) in &mut left {
            *mothers -= usize::from(place.mother.1 == *category);
            *fathers -= usize::from(place.father.is_some_and(|f| f.1 == *category));
        }
    }
    let mut deal = |count: fn(&(SupportCategory, usize, usize)) -> usize| {
        let mut cards: Vec<SupportCategory> = left
            .iter()
            .flat_map(|row| std::iter::repeat_n(row.0, count(row)))
            .collect();
        chance.shuffle(&mut cards);
        cards.into_iter()
    };
    let (mut mothers, mut fathers) = (deal(|row| row.1), deal(|row| row.2));
    for place in places.iter_mut().filter(|p| p.composite.is_none()) {
        if let Some(category) = mothers.next() {
            place.mother.1 = category;
        }
        if let Some(father) = &mut place.father {
            father.1 = fathers.next().unwrap_or(father.1);
        }
    }
}

fn order(places: Vec<Place>, chance: &mut Chance) -> Vec<Place> {
    let (mut ordered, mut drawn): (Vec<Place>, Vec<Place>) =
        places.into_iter().partition(|p| p.composite.is_some());
    chance.shuffle(&mut drawn);
    let (active, ended): (Vec<Place>, Vec<Place>) =
        drawn.into_iter().partition(|p| p.end_before.is_none());
    let (mut active, mut ended) = (active.into_iter(), ended.into_iter());
    let mut held = ordered.iter().filter(|p| p.end_before.is_none()).count();
    while ordered.len() < BLOCK {
        let due = (ordered.len() + 1) * ACTIVE > held * BLOCK;
        let (first, second) = if due {
            (&mut active, &mut ended)
        } else {
            (&mut ended, &mut active)
        };
        let Some(place) = first.next().or_else(|| second.next()) else {
            break;
        };
        held += usize::from(place.end_before.is_none());
        ordered.push(place);
    }
    ordered
}
