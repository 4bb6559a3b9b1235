//! Where everyone on a genogram goes: in which generation, and how far from the left. Everybody has one place, two never the same.

use helhed_domain::genogram::Closeness;

use super::order::ordered;

/// The sign of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Male.
    Square,
    /// Female.
    Circle,
    /// Not known.
    Diamond,
    /// Expected.
    Triangle,
}

/// Somebody on a genogram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// What they are called.
    pub name: String,
    /// What stands below the name: an age, a year.
    pub below: String,
    /// Their sign.
    pub shape: Shape,
    /// Whether they are dead.
    pub dead: bool,
    /// Whether they have left the family.
    pub gone: bool,
    /// The households they belong to: 0 is the family's own.
    pub households: Vec<usize>,
    /// The generation that their role tells of: 1 for an adult, 2 for a child.
    pub hint: Option<i32>,
}

/// Two who are or were a couple.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Union {
    /// The one.
    pub one: usize,
    /// The other.
    pub other: usize,
    /// Whether it has ended.
    pub ended: bool,
}

/// That somebody descends from somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Child {
    /// Who is above.
    pub above: usize,
    /// Who is below.
    pub below: usize,
    /// How many generations lie between: 1 from a parent, 2 from a grandparent.
    pub generations: i32,
    /// A step-parent.
    pub step: bool,
}

/// What is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Genogram {
    /// Everybody, the eldest of each generation first.
    pub people: Vec<Person>,
    /// Couples.
    pub unions: Vec<Union>,
    /// Who descends from whom.
    pub children: Vec<Child>,
    /// Siblings.
    pub siblings: Vec<(usize, usize)>,
    /// How close two are.
    pub bonds: Vec<(usize, usize, Closeness)>,
}

/// Where somebody is: the generation from the top, and the middle of their sign.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// The generation, 0 on top.
    pub generation: usize,
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}

/// Where everybody is.
#[derive(Clone, Debug, PartialEq)]
pub struct Places {
    /// A place each, in the order of the people.
    pub places: Vec<Place>,
    /// The width of it all.
    pub width: f64,
    /// The height.
    pub height: f64,
}

/// From one person to the next.
pub(super) const COLUMN: f64 = 116.0;
/// Between two who are no couple, besides.
pub(super) const GAP: f64 = 26.0;
/// From one generation to the next.
pub(super) const ROW: f64 = 176.0;
/// Half a sign.
pub(super) const HALF: f64 = 22.0;
const TOP: f64 = 84.0;
const SIDE: f64 = 74.0;
const BELOW: f64 = 74.0;

impl Genogram {
    /// The couples, with those who only have a child together: these are drawn dashed.
    pub(super) fn couples(&self) -> Vec<(Union, bool)> {
        let mut all: Vec<(Union, bool)> = self.unions.iter().map(|it| (*it, true)).collect();
        for parents in self.sibships().into_iter().map(|it| it.0) {
            let [one, other] = parents[..] else { continue };
            let known = all
                .iter()
                .any(|(it, _)| [(it.one, it.other), (it.other, it.one)].contains(&(one, other)));
            if !known {
                let union = Union {
                    one,
                    other,
                    ended: false,
                };
                all.push((union, false));
            }
        }
        all
    }

    /// Children by their parents: those who have the same ones stand together.
    pub(super) fn sibships(&self) -> Vec<(Vec<usize>, Vec<usize>)> {
        let mut all: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
        for child in 0..self.people.len() {
            let of = |it: &&Child| it.below == child && it.generations == 1 && !it.step;
            let mut parents: Vec<usize> =
                self.children.iter().filter(of).map(|it| it.above).collect();
            parents.sort_unstable();
            parents.dedup();
            if parents.is_empty() {
                continue;
            }
            match all.iter_mut().find(|(known, _)| *known == parents) {
                Some((_, children)) => children.push(child),
                None => all.push((parents, vec![child])),
            }
        }
        all
    }

    /// In which generation everybody is, 0 on top. Who descends from somebody stands below them; couples and siblings stand side by side
    /// as far as that goes.
    pub(super) fn generations(&self) -> Vec<usize> {
        let n = self.people.len();
        let mut level: Vec<Option<i32>> = vec![None; n];
        let steps = self.steps();
        for first in 0..n {
            if level[first].is_some() {
                continue;
            }
            let mut found = vec![first];
            level[first] = Some(0);
            let mut at = 0;
            while let Some(person) = found.get(at).copied() {
                at += 1;
                for (from, to, down) in &steps {
                    if *from == person && level[*to].is_none() {
                        level[*to] = level[person].map(|it| it + down);
                        found.push(*to);
                    }
                }
            }
            // Whoever has a role in the family says where their kin stand.
            let told = found.iter().find_map(|it| {
                let (hint, level) = (self.people[*it].hint?, level[*it]?);
                Some(hint - level)
            });
            for it in found {
                level[it] = level[it].map(|level| level + told.unwrap_or(1));
            }
        }
        let mut level: Vec<i32> = level.into_iter().map(Option::unwrap_or_default).collect();
        for _ in 0..n {
            let before = level.clone();
            for it in &self.unions {
                let lower = level[it.one].max(level[it.other]);
                (level[it.one], level[it.other]) = (lower, lower);
            }
            for it in self.children.iter().filter(|it| it.above != it.below) {
                level[it.below] = level[it.below].max(level[it.above] + it.generations);
            }
            if level == before {
                break;
            }
        }
        let top = level.iter().copied().min().unwrap_or_default();
        level.into_iter().map(|it| (it - top) as usize).collect()
    }

    /// From whom to whom, and how many generations down.
    fn steps(&self) -> Vec<(usize, usize, i32)> {
        let mut steps = Vec::new();
        for it in &self.children {
            steps.push((it.above, it.below, it.generations));
            steps.push((it.below, it.above, -it.generations));
        }
        let beside = self.unions.iter().map(|it| (it.one, it.other));
        for (one, other) in beside.chain(self.siblings.iter().copied()) {
            steps.push((one, other, 0));
            steps.push((other, one, 0));
        }
        steps
    }
}

/// Lays a genogram out.
pub fn layout(genogram: &Genogram) -> Places {
    let generations = genogram.generations();
    let x = ordered(genogram, &generations);
    let left = x.iter().copied().fold(f64::MAX, f64::min);
    let right = x.iter().copied().fold(f64::MIN, f64::max);
    let rows = generations.iter().max().map_or(0, |it| it + 1);
    let places = generations.iter().zip(&x).map(|(generation, x)| Place {
        generation: *generation,
        x: SIDE + x - left,
        y: TOP + ROW * *generation as f64,
    });
    Places {
        places: places.collect(),
        width: if x.is_empty() {
            0.0
        } else {
            right - left + 2.0 * SIDE
        },
        height: TOP + ROW * rows.saturating_sub(1) as f64 + BELOW,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    pub(crate) fn person(name: &str, shape: Shape, hint: Option<i32>) -> Person {
        Person {
            name: name.to_owned(),
            below: "31 år".to_owned(),
            shape,
            dead: false,
            gone: false,
            households: vec![0],
            hint,
        }
    }

    pub(crate) fn child(above: usize, below: usize) -> Child {
        Child {
            above,
            below,
            generations: 1,
            step: false,
        }
    }

    /// Inger and Poul; their daughter Sofie with Lars; Emil and Ida.
    pub(crate) fn three_generations() -> Genogram {
        let both = |one, other, ended| Union { one, other, ended };
        Genogram {
            people: vec![
                person("Sofie", Shape::Circle, Some(1)),
                person("Lars", Shape::Square, Some(1)),
                person("Emil", Shape::Square, Some(2)),
                person("Ida", Shape::Circle, Some(2)),
                person("Inger", Shape::Circle, None),
                person("Poul", Shape::Square, None),
            ],
            unions: vec![both(0, 1, true), both(4, 5, false)],
            children: vec![
                child(4, 0),
                child(5, 0),
                child(0, 2),
                child(1, 2),
                child(0, 3),
                child(1, 3),
            ],
            siblings: vec![(2, 3)],
            bonds: vec![(0, 2, Closeness::VeryClose), (0, 1, Closeness::Conflict)],
        }
    }

    #[test]
    fn three_generations_stand_below_one_another() {
        let family = three_generations();
        assert_eq!(family.generations(), [1, 1, 2, 2, 0, 0]);
        let places = layout(&family);
        let x = |at: usize| places.places[at].x;
        assert!(
            (x(0) - x(1)).abs() <= COLUMN + 0.01,
            "a couple stands side by side"
        );
        assert!(x(2) < x(3), "the eldest child first");
        assert_eq!(places, layout(&family), "the same again");
    }

    #[test]
    fn whoever_has_no_tie_stands_where_their_role_says() {
        let mut family = three_generations();
        family.people.push(person("Ukendt", Shape::Diamond, None));
        family
            .people
            .push(person("Lille", Shape::Triangle, Some(2)));
        let generations = family.generations();
        assert_eq!((generations[6], generations[7]), (1, 2));
        assert_eq!(layout(&Genogram::default()).places.len(), 0);
    }

    fn any() -> impl Strategy<Value = Genogram> {
        let hints = proptest::collection::vec(proptest::option::of(1_i32..3), 1..14);
        let links = proptest::collection::vec((0_usize..14, 0_usize..14, 0_u8..5), 0..24);
        (hints, links).prop_map(|(hints, links)| {
            let n = hints.len();
            let mut it = Genogram {
                people: hints
                    .into_iter()
                    .map(|hint| person("Navn", Shape::Circle, hint))
                    .collect(),
                ..Genogram::default()
            };
            for (one, other, kind) in links {
                let (one, other) = (one % n, other % n);
                if one == other {
                    continue;
                }
                // The elder has the lesser number: no line of descent comes back to where it began.
                let (above, below) = (one.min(other), one.max(other));
                match kind {
                    0 | 1 => it.children.push(child(above, below)),
                    2 => it.unions.push(Union {
                        one,
                        other,
                        ended: false,
                    }),
                    3 => it.siblings.push((one, other)),
                    _ => it.bonds.push((one, other, Closeness::Close)),
                }
            }
            it
        })
    }

    proptest! {
        #[test]
        fn everybody_has_one_place_of_their_own(family in any()) {
            let places = layout(&family);
            prop_assert_eq!(places.places.len(), family.people.len());
            prop_assert_eq!(&places, &layout(&family));
            for (at, a) in places.places.iter().enumerate() {
                prop_assert!(a.x >= SIDE - 0.01 && a.x <= places.width - SIDE + 0.01);
                prop_assert!(a.y + BELOW <= places.height + 0.01);
                for b in &places.places[at + 1..] {
                    prop_assert!(a.generation != b.generation || (a.x - b.x).abs() >= COLUMN - 0.01);
                }
            }
        }

        #[test]
        fn parents_stand_above_their_children(family in any()) {
            let mut family = family;
            family.unions.clear();
            let generations = family.generations();
            for it in &family.children {
                prop_assert!(generations[it.above] < generations[it.below]);
            }
        }
    }
}
