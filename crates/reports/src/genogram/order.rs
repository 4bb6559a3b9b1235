//! How far from the left everybody of a genogram is: couples side by side, children near the middle of their parents.

use super::layout::{COLUMN, GAP, Genogram};

/// Those of a generation who stand side by side, and the middle of them.
struct Group {
    people: Vec<usize>,
    x: f64,
}

impl Group {
    fn width(&self) -> f64 {
        COLUMN * self.people.len() as f64
    }
}

/// How often the generations are drawn to one another.
const SWEEPS: usize = 12;

/// The x of everybody, from some point on.
pub(super) fn ordered(genogram: &Genogram, generations: &[usize]) -> Vec<f64> {
    let rows = generations.iter().max().map_or(0, |it| it + 1);
    let mut rows: Vec<Vec<Group>> = (0..rows)
        .map(|row| groups(genogram, generations, row))
        .collect();
    for row in &mut rows {
        spread(row, |group| group.x);
    }
    let mut x = vec![0.0; generations.len()];
    for sweep in 0..SWEEPS {
        let last = rows.len();
        for step in 0..last {
            let down = sweep % 2 == 0;
            let at = if down { step } else { last - 1 - step };
            set(&rows[at], &mut x);
            let near: Vec<Option<f64>> = rows[at]
                .iter()
                .map(|group| drawn_to(genogram, generations, group, &x, down))
                .collect();
            for (group, near) in rows[at].iter_mut().zip(near) {
                group.x = near.unwrap_or(group.x);
            }
            // Those who are drawn to the same point keep their order.
            if sweep < SWEEPS / 2 {
                rows[at].sort_by(|a, b| a.x.total_cmp(&b.x));
            }
            let wanted: Vec<f64> = rows[at].iter().map(|group| group.x).collect();
            let mut wanted = wanted.into_iter();
            spread(&mut rows[at], |_| wanted.next().unwrap_or_default());
            set(&rows[at], &mut x);
        }
    }
    x
}

/// The x of everybody in a row.
fn set(row: &[Group], x: &mut [f64]) {
    for group in row {
        let first = group.x - group.width() / 2.0 + COLUMN / 2.0;
        for (at, person) in group.people.iter().enumerate() {
            x[*person] = first + COLUMN * at as f64;
        }
    }
}

/// The middle of those above (or below) whom the people of a group belong to.
fn drawn_to(
    genogram: &Genogram,
    generations: &[usize],
    group: &Group,
    x: &[f64],
    down: bool,
) -> Option<f64> {
    let first = group.x - group.width() / 2.0 + COLUMN / 2.0;
    let mut wanted = Vec::new();
    for (at, person) in group.people.iter().enumerate() {
        let near: Vec<f64> = genogram
            .children
            .iter()
            .filter_map(|it| match down {
                true => (it.below == *person).then_some(it.above),
                false => (it.above == *person).then_some(it.below),
            })
            .filter(|it| generations[*it] != generations[*person])
            .map(|it| x[it])
            .collect();
        if !near.is_empty() {
            let middle = near.iter().sum::<f64>() / near.len() as f64;
            wanted.push(group.x + middle - (first + COLUMN * at as f64));
        }
    }
    (!wanted.is_empty()).then(|| wanted.iter().sum::<f64>() / wanted.len() as f64)
}

/// Sets groups as near to where they are wanted as their order and width allow: half-way between pushing all to the right and all to the
/// left, which keeps every distance that both keep.
fn spread(row: &mut [Group], mut wanted: impl FnMut(&Group) -> f64) {
    let wanted: Vec<f64> = row.iter().map(&mut wanted).collect();
    let apart = |a: &Group, b: &Group| (a.width() + b.width()) / 2.0 + GAP;
    let mut right = wanted.clone();
    for at in 1..row.len() {
        right[at] = right[at].max(right[at - 1] + apart(&row[at - 1], &row[at]));
    }
    let mut left = wanted;
    for at in (1..row.len()).rev() {
        left[at - 1] = left[at - 1].min(left[at] - apart(&row[at - 1], &row[at]));
    }
    for (at, group) in row.iter_mut().enumerate() {
        group.x = (right[at] + left[at]) / 2.0;
    }
}

/// The groups of a generation: couples with all their partners, from one end of the chain to the other; the eldest first.
fn groups(genogram: &Genogram, generations: &[usize], row: usize) -> Vec<Group> {
    let couples = genogram.couples();
    let partners = |person: usize| -> Vec<usize> {
        let mut found: Vec<usize> = couples
            .iter()
            .filter_map(|(it, _)| match person {
                _ if it.one == person => Some(it.other),
                _ if it.other == person => Some(it.one),
                _ => None,
            })
            .filter(|it| generations[*it] == row && *it != person)
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    };
    let own = |it: &usize| generations[*it] == row;
    let mut placed = vec![false; generations.len()];
    let mut all: Vec<Group> = Vec::new();
    // Chains begin at an end, so that each stands beside whom they belong to; rings begin anywhere.
    let mut starts: Vec<usize> = (0..generations.len()).filter(own).collect();
    starts.sort_by_key(|it| (partners(*it).len() > 1, *it));
    for start in starts {
        if placed[start] {
            continue;
        }
        let (mut people, mut next) = (Vec::new(), vec![start]);
        while let Some(person) = next.pop() {
            if std::mem::replace(&mut placed[person], true) {
                continue;
            }
            people.push(person);
            next.extend(partners(person).into_iter().rev());
        }
        all.push(Group { people, x: 0.0 });
    }
    all.sort_by_key(|group| group.people.iter().copied().min());
    for (at, group) in all.iter_mut().enumerate() {
        group.x = at as f64;
    }
    all
}
