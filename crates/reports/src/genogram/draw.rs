//! The picture of a genogram.

use crate::figure::{Anchor, Drawing, Ink, Mark, Pen};

use super::bond::bond;
use super::layout::{COLUMN, Child, Genogram, HALF, Person, Place, ROW, Shape, Union, layout};

/// Letters of a name, and their size.
const LETTERS: usize = 15;
const SIZE: f64 = 13.0;

const LINE: f64 = 2.0;

fn pen(dash: &'static [f64]) -> Pen {
    Pen {
        ink: Ink::Text,
        width: LINE,
        dash,
    }
}

/// Draws a genogram: lines first, then the people on them.
pub fn genogram(genogram: &Genogram) -> Drawing {
    let laid = layout(genogram);
    let places = &laid.places;
    let mut drawing = Drawing::new(laid.width.max(320.0), laid.height);
    for it in genogram
        .children
        .iter()
        .filter(|it| it.step || it.generations > 1)
    {
        other_descent(&mut drawing, genogram, places, it);
    }
    for (one, other) in &genogram.siblings {
        if !have_a_parent_in_common(genogram, *one, *other) {
            let (a, b) = (places[*one], places[*other]);
            bracket(&mut drawing, a, b, 12.0, &[2.0, 4.0]);
        }
    }
    for (one, other, closeness) in &genogram.bonds {
        bond(&mut drawing, (places[*one], places[*other]), *closeness);
    }
    let couples = genogram.couples();
    for (union, is_couple) in &couples {
        couple(&mut drawing, places, *union, *is_couple);
    }
    let sibships = genogram.sibships();
    for (at, (parents, children)) in sibships.iter().enumerate() {
        let from = begins(places, &couples, parents);
        sibship(&mut drawing, places, from, children, at);
    }
    for (person, place) in genogram.people.iter().zip(places) {
        someone(&mut drawing, person, *place);
    }
    drawing
}

fn have_a_parent_in_common(genogram: &Genogram, one: usize, other: usize) -> bool {
    let parents = |child: usize| {
        let of = genogram.children.iter().filter(move |it| it.below == child);
        of.filter(|it| it.generations == 1 && !it.step)
            .map(|it| it.above)
    };
    parents(one).any(|it| parents(other).any(|its| its == it))
}

/// A line over the heads of two of a generation, down to each.
fn bracket(drawing: &mut Drawing, a: Place, b: Place, high: f64, dash: &'static [f64]) {
    let y = a.y.min(b.y) - HALF - high;
    let points = vec![(a.x, a.y - HALF), (a.x, y), (b.x, y), (b.x, b.y - HALF)];
    drawing.path(points, pen(dash));
}

/// Whether two stand next to each other.
fn are_neighbours(a: Place, b: Place) -> bool {
    a.generation == b.generation && (a.x - b.x).abs() < COLUMN + 1.0
}

/// The line of a couple: whole, or dashed where they only have a child together; struck through twice where it has ended.
fn couple(drawing: &mut Drawing, places: &[Place], union: Union, is_couple: bool) {
    let (a, b) = (places[union.one], places[union.other]);
    let (a, b) = if a.x <= b.x { (a, b) } else { (b, a) };
    let dash: &[f64] = if is_couple { &[] } else { &[6.0, 4.0] };
    let middle = if are_neighbours(a, b) {
        drawing.line((a.x + HALF, a.y), (b.x - HALF, b.y), pen(dash));
        ((a.x + b.x) / 2.0, a.y)
    } else if a.generation == b.generation {
        bracket(drawing, a, b, 18.0, dash);
        ((a.x + b.x) / 2.0, a.y - HALF - 18.0)
    } else {
        drawing.line((a.x, a.y), (b.x, b.y), pen(dash));
        ((a.x + b.x) / 2.0, (a.y + b.y) / 2.0)
    };
    if union.ended {
        // Beside the middle, where the line to the children goes down.
        for aside in [-17.0, -11.0] {
            let (x, y) = (middle.0 + aside, middle.1);
            drawing.line((x - 3.0, y + 8.0), (x + 3.0, y - 8.0), pen(&[]));
        }
    }
}

/// Where the line to the children of these parents begins: in the middle of a couple, else beside one of them.
fn begins(places: &[Place], couples: &[(Union, bool)], parents: &[usize]) -> Vec<(f64, f64)> {
    if let [one, other] = parents {
        let (a, b) = (places[*one], places[*other]);
        if are_neighbours(a, b) {
            return vec![((a.x + b.x) / 2.0, a.y)];
        }
    }
    let lowest = parents.iter().max_by_key(|it| places[**it].generation);
    let Some(parent) = lowest else {
        return Vec::new();
    };
    let at = places[*parent];
    // On the side where no partner stands.
    let right = couples.iter().any(|(it, _)| {
        let other = match *parent {
            parent if parent == it.one => it.other,
            parent if parent == it.other => it.one,
            _ => return false,
        };
        are_neighbours(at, places[other]) && places[other].x > at.x
    });
    let side = if right { -1.0 } else { 1.0 };
    vec![
        (at.x + side * (HALF - 3.0), at.y + 12.0),
        (at.x + side * (COLUMN / 2.0 - 6.0), at.y + 12.0),
    ]
}

/// The line from parents to their children: down, along, and down to each. Those of other parents run a little higher.
fn sibship(
    drawing: &mut Drawing,
    places: &[Place],
    from: Vec<(f64, f64)>,
    children: &[usize],
    at: usize,
) {
    let Some(start) = from.last().copied() else {
        return;
    };
    let above = children
        .iter()
        .map(|it| places[*it].y)
        .fold(f64::MAX, f64::min);
    let along = above - HALF - 16.0 - 7.0 * (at % 4) as f64;
    let mut way = from.clone();
    way.push((start.0, along));
    drawing.path(way, pen(&[]));
    let xs = || children.iter().map(|it| places[*it].x).chain([start.0]);
    let (left, right) = (xs().fold(f64::MAX, f64::min), xs().fold(f64::MIN, f64::max));
    drawing.line((left, along), (right, along), pen(&[]));
    for child in children {
        let place = places[*child];
        drawing.line((place.x, along), (place.x, place.y - HALF), pen(&[]));
    }
}

/// A step-parent (dashed), or a grandparent whose child is not on the picture (dotted).
fn other_descent(drawing: &mut Drawing, genogram: &Genogram, places: &[Place], it: &Child) {
    let by_parents = genogram.children.iter().any(|between| {
        let mut onward = genogram.children.iter();
        it.generations > 1
            && between.above == it.above
            && onward.any(|last| last.above == between.below && last.below == it.below)
    });
    if by_parents {
        return;
    }
    let (above, below) = (places[it.above], places[it.below]);
    let dash: &[f64] = if it.step { &[8.0, 5.0] } else { &[2.0, 4.0] };
    let half = ROW / 2.0 - 4.0;
    let points = vec![
        (above.x, above.y + HALF),
        (above.x, above.y + half),
        (below.x - 8.0, below.y - HALF - 44.0),
        (below.x - 8.0, below.y - HALF),
    ];
    drawing.path(points, pen(dash));
}

/// Somebody: their sign, filled by their household, with a cross for the dead; and their name.
fn someone(drawing: &mut Drawing, person: &Person, place: Place) {
    let (x, y) = (place.x, place.y);
    let fill = match person.households.first() {
        Some(household) => Ink::Tint((household % 4) as u8),
        None => Ink::Paper,
    };
    let outline = if person.gone {
        pen(&[5.0, 3.0])
    } else {
        pen(&[])
    };
    let h = HALF;
    let around: Vec<(f64, f64)> = match person.shape {
        Shape::Circle => {
            drawing.marks.push(Mark::Circle {
                at: (x, y),
                radius: h,
                fill,
                pen: Some(outline),
            });
            Vec::new()
        }
        Shape::Square => vec![
            (x - h, y - h),
            (x + h, y - h),
            (x + h, y + h),
            (x - h, y + h),
        ],
        Shape::Diamond => vec![
            (x, y - h - 2.0),
            (x + h + 2.0, y),
            (x, y + h + 2.0),
            (x - h - 2.0, y),
        ],
        Shape::Triangle => vec![(x, y - h), (x + h, y + h - 4.0), (x - h, y + h - 4.0)],
    };
    if !around.is_empty() {
        drawing.surface(around, fill, Some(outline));
    }
    if person.dead {
        let c = if person.shape == Shape::Square {
            h
        } else {
            h * 0.72
        };
        drawing.line((x - c, y - c), (x + c, y + c), pen(&[]));
        drawing.line((x - c, y + c), (x + c, y - c), pen(&[]));
    }
    let letters: Vec<String> = person.households.iter().map(|it| letter(*it)).collect();
    if !letters.is_empty() && !person.dead {
        words(drawing, (x, y + 4.5), &letters.join(" "), true);
    }
    label(drawing, (x, y + h + 17.0), &cut(&person.name), true);
    label(drawing, (x, y + h + 33.0), &cut(&person.below), false);
}

/// The letter of a household: A is the family's own.
fn letter(household: usize) -> String {
    char::from(b'A' + (household % 26) as u8).to_string()
}

fn cut(text: &str) -> String {
    if text.chars().count() <= LETTERS {
        return text.to_owned();
    }
    let kept: String = text.chars().take(LETTERS - 1).collect();
    format!("{}…", kept.trim_end())
}

/// Words below a sign, on paper of their own: a line that comes by goes behind them.
fn label(drawing: &mut Drawing, (x, y): (f64, f64), text: &str, bold: bool) {
    if text.is_empty() {
        return;
    }
    let letter = if bold { 7.2 } else { 6.8 };
    let half = (text.chars().count() as f64 * letter / 2.0 + 2.0).min(COLUMN / 2.0);
    drawing.rectangle((x - half, y - 11.5), (half * 2.0, 16.0), Ink::Paper, None);
    words(drawing, (x, y), text, bold);
}

/// Words below or in a sign.
fn words(drawing: &mut Drawing, at: (f64, f64), text: &str, bold: bool) {
    if text.is_empty() {
        return;
    }
    drawing.marks.push(Mark::Text {
        at,
        text: text.to_owned(),
        size: SIZE,
        anchor: Anchor::Middle,
        bold,
        ink: Ink::Text,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::genogram::layout::tests::{child, person, three_generations};

    #[test]
    fn the_dead_carry_a_cross_and_everything_stands_on_the_paper() {
        let mut family = three_generations();
        let before = genogram(&family).marks.len();
        family.people[5].dead = true;
        family.people[5].households.clear();
        let drawing = genogram(&family);
        // Two lines more, one letter fewer: the letter went with the household.
        assert_eq!(drawing.marks.len(), before + 1);
        for mark in &drawing.marks {
            let points = match mark {
                Mark::Path { points, .. } => points.clone(),
                Mark::Circle { at, .. } | Mark::Text { at, .. } => vec![*at],
            };
            for (x, y) in points {
                assert!((0.0..=drawing.width).contains(&x), "{mark:?}");
                assert!((0.0..=drawing.height).contains(&y), "{mark:?}");
            }
        }
    }

    #[test]
    fn a_grandparent_is_joined_where_the_parent_is_not_there() {
        let mut family = Genogram {
            people: vec![
                person("Emil", Shape::Square, Some(2)),
                person("Inger", Shape::Circle, None),
            ],
            children: vec![Child {
                generations: 2,
                ..child(1, 0)
            }],
            ..Genogram::default()
        };
        let dotted = |family: &Genogram| {
            let marks = genogram(family).marks;
            let is = |it: &&Mark| matches!(it, Mark::Path { pen: Some(pen), .. } if pen.dash == [2.0, 4.0]);
            marks.iter().filter(is).count()
        };
        assert_eq!(dotted(&family), 1);
        family.people.push(person("Sofie", Shape::Circle, Some(1)));
        family.children.extend([child(1, 2), child(2, 0)]);
        assert_eq!(dotted(&family), 0, "the parent stands between them");
    }
}
