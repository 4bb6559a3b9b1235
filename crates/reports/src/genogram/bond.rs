//! How close two people are, as lines: three for very close, two for close, dots for distant, a zigzag for conflict, a broken line where
//! they have broken with each other.

use helhed_domain::genogram::Closeness;

use crate::figure::{Drawing, Ink, Pen};

use super::layout::{HALF, Place};

/// How many pieces a curve is drawn in.
const PIECES: usize = 18;

/// How far below a sign its name and age end.
pub(super) const BELOW_WORDS: f64 = 42.0;

/// The way from one to the other: a bow over those between them in a generation, else straight, from below the words of the upper one.
fn way(one: Place, other: Place) -> Vec<(f64, f64)> {
    let along = |part: usize| part as f64 / PIECES as f64;
    if one.generation == other.generation {
        let (a, b) = (one.x.min(other.x), one.x.max(other.x));
        let (foot, high) = (one.y - HALF, (24.0 + (b - a) * 0.05).min(52.0));
        let point = |part: usize| {
            let t = along(part);
            (a + (b - a) * t, foot - 4.0 * high * t * (1.0 - t))
        };
        return (0..=PIECES).map(point).collect();
    }
    let (upper, lower) = if one.y <= other.y {
        (one, other)
    } else {
        (other, one)
    };
    let begins = (upper.x, upper.y + HALF + BELOW_WORDS);
    let (dx, dy) = (lower.x - begins.0, lower.y - begins.1);
    let long = dx.hypot(dy).max(1.0);
    let to = long - HALF - 4.0;
    let point = |part: usize| {
        let at = to * along(part);
        (begins.0 + dx / long * at, begins.1 + dy / long * at)
    };
    (0..=PIECES).map(point).collect()
}

/// The same way so far to its side; `aside` says how far at each point.
fn beside(way: &[(f64, f64)], aside: impl Fn(usize) -> f64) -> Vec<(f64, f64)> {
    let last = way.len().saturating_sub(1);
    let shifted = way.iter().enumerate().map(|(at, (x, y))| {
        let (before, after) = (way[at.saturating_sub(1)], way[(at + 1).min(last)]);
        let (dx, dy) = (after.0 - before.0, after.1 - before.1);
        let long = dx.hypot(dy).max(1e-6);
        let aside = aside(at);
        (x - dy / long * aside, y + dx / long * aside)
    });
    shifted.collect()
}

/// Draws how close two are.
pub(super) fn bond(drawing: &mut Drawing, (one, other): (Place, Place), closeness: Closeness) {
    let way = way(one, other);
    let solid = |ink| Pen::solid(ink, 1.8);
    match closeness {
        Closeness::VeryClose => {
            for aside in [-4.0, 0.0, 4.0] {
                drawing.path(beside(&way, |_| aside), solid(Ink::Line(2)));
            }
        }
        Closeness::Close => {
            for aside in [-2.5, 2.5] {
                drawing.path(beside(&way, |_| aside), solid(Ink::Line(2)));
            }
        }
        Closeness::Distant => drawing.path(
            way,
            Pen {
                ink: Ink::Soft,
                width: 1.8,
                dash: &[2.0, 5.0],
            },
        ),
        Closeness::Conflict => {
            let zigzag = beside(&way, |at| match at {
                0 | PIECES => 0.0,
                at if at % 2 == 0 => 5.0,
                _ => -5.0,
            });
            drawing.path(zigzag, solid(Ink::Line(1)));
        }
        Closeness::CutOff => {
            let middle = way.len() / 2;
            drawing.path(way[..middle].to_vec(), solid(Ink::Line(1)));
            drawing.path(way[middle + 1..].to_vec(), solid(Ink::Line(1)));
            let (up, down) = (beside(&way, |_| 7.0), beside(&way, |_| -7.0));
            for at in [middle - 1, middle + 1] {
                drawing.line(up[at], down[at], solid(Ink::Line(1)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::genogram::layout::{COLUMN, ROW};

    /// Whatever way it goes, no line of closeness crosses the name and age of either of the two.
    #[test]
    fn no_line_crosses_the_words_of_the_two() {
        let place = |generation: usize, column: i32| Place {
            generation,
            x: f64::from(column) * COLUMN,
            y: 84.0 + generation as f64 * ROW,
        };
        for (upper, lower) in [(0, 1), (0, 2), (1, 2), (1, 1)] {
            for column in -4..=4 {
                let both = [place(upper, 0), place(lower, column)];
                if both[0] == both[1] {
                    continue;
                }
                for way in [way(both[0], both[1]), way(both[1], both[0])] {
                    for (x, y) in way {
                        for it in both {
                            let words = (it.y + HALF + 4.0)..(it.y + HALF + 38.0);
                            let crosses = (x - it.x).abs() < COLUMN / 2.0 && words.contains(&y);
                            assert!(!crosses, "{upper} to {lower}, {column}: ({x}, {y})");
                        }
                    }
                }
            }
        }
    }
}
