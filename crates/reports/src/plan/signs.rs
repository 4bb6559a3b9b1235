//! What stands on and beside the road: stones, numbers, names, signs, the flag and the pin.

use crate::figure::{Anchor, Drawing, Ink, Mark, Pen};

const STONE: f64 = 16.0;
/// Letters to a line below a stone.
const LETTERS: usize = 18;
/// How wide such a letter is, on average.
const LETTER: f64 = 7.0;

/// Breaks words to lines of so many letters, two lines at the most; what is left out leaves a mark.
pub(super) fn lines(text: &str, letters: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let last = lines.last_mut().expect("there is a line");
        let room = letters.saturating_sub(last.chars().count() + usize::from(!last.is_empty()));
        if word.chars().count() <= room {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        } else if last.is_empty() {
            last.extend(word.chars().take(letters.saturating_sub(1)));
            last.push('…');
        } else if lines.len() == 2 {
            let kept: String = lines[1].chars().take(letters.saturating_sub(1)).collect();
            lines[1] = format!("{}…", kept.trim_end());
            break;
        } else {
            lines.push(if word.chars().count() <= letters {
                word.to_owned()
            } else {
                word.chars()
                    .take(letters.saturating_sub(1))
                    .chain(['…'])
                    .collect()
            });
        }
    }
    lines
}

pub(super) fn stone(drawing: &mut Drawing, at: (f64, f64), fill: Ink, dash: &'static [f64]) {
    drawing.marks.push(Mark::Circle {
        at,
        radius: STONE,
        fill,
        pen: Some(Pen {
            ink: Ink::Text,
            width: 2.0,
            dash,
        }),
    });
}

pub(super) fn check(drawing: &mut Drawing, (x, y): (f64, f64), ink: Ink) {
    let points = vec![(x - 7.0, y), (x - 2.0, y + 6.0), (x + 7.0, y - 6.0)];
    drawing.path(points, Pen::solid(ink, 3.5));
}

pub(super) fn number(drawing: &mut Drawing, (x, y): (f64, f64), n: usize) {
    drawing.bold((x, y + 5.0), n.to_string(), Anchor::Middle, Ink::Text);
}

pub(super) fn label(drawing: &mut Drawing, (x, y): (f64, f64), title: &str, more: Option<&str>) {
    write(drawing, (x, y), named(title, more));
}

/// The same where the road goes on downwards: on a sign, so that the words do not lie on the road.
pub(super) fn sign(drawing: &mut Drawing, (x, y): (f64, f64), title: &str, more: Option<&str>) {
    let lines = named(title, more);
    let longest = lines.iter().map(|line| line.chars().count()).max();
    let (width, height) = (
        LETTER * longest.unwrap_or(0) as f64 + 12.0,
        16.0 * lines.len() as f64 + 6.0,
    );
    let pen = Pen::solid(Ink::Soft, 1.0);
    let corner = (x - width / 2.0, y + 20.0);
    drawing.rectangle(corner, (width, height), Ink::Paper, Some(pen));
    write(drawing, (x, y), lines);
}

fn named(title: &str, more: Option<&str>) -> Vec<String> {
    let mut lines = lines(title, LETTERS);
    lines.extend(more.map(str::to_owned));
    lines
}

fn write(drawing: &mut Drawing, (x, y): (f64, f64), lines: Vec<String>) {
    for (n, line) in lines.into_iter().enumerate() {
        drawing.marks.push(Mark::Text {
            at: (x, y + 34.0 + 16.0 * n as f64),
            text: line,
            size: 13.0,
            anchor: Anchor::Middle,
            bold: false,
            ink: Ink::Text,
        });
    }
}

/// A chequered flag on its pole.
pub(super) fn flag(drawing: &mut Drawing, (x, y): (f64, f64)) {
    let side = 8.0;
    drawing.line(
        (x - 14.0, y + 14.0),
        (x - 14.0, y - 34.0),
        Pen::solid(Ink::Text, 3.0),
    );
    for row in 0..3 {
        for column in 0..4 {
            let fill = if (row + column) % 2 == 0 {
                Ink::Text
            } else {
                Ink::Paper
            };
            let corner = (
                x - 14.0 + side * f64::from(column),
                y - 34.0 + side * f64::from(row),
            );
            drawing.rectangle(corner, (side, side), fill, None);
        }
    }
    let (left, top, right, foot) = (
        x - 14.0,
        y - 34.0,
        x - 14.0 + 4.0 * side,
        y - 34.0 + 3.0 * side,
    );
    let frame = vec![
        (left, top),
        (right, top),
        (right, foot),
        (left, foot),
        (left, top),
    ];
    drawing.path(frame, Pen::solid(Ink::Text, 1.5));
}

/// The pin that shows where the family is, with its words on paper of their own: the road may come down from above.
pub(super) fn pin(drawing: &mut Drawing, (x, y): (f64, f64), words: &str) {
    let width = LETTER * words.chars().count() as f64 + 10.0;
    let corner = (x - width / 2.0, y - 57.0);
    drawing.rectangle(corner, (width, 19.0), Ink::Paper, None);
    let points = vec![(x - 10.0, y - 38.0), (x + 10.0, y - 38.0), (x, y - 19.0)];
    drawing.surface(points, Ink::Line(1), Some(Pen::solid(Ink::Paper, 1.5)));
    drawing.bold((x, y - 43.0), words, Anchor::Middle, Ink::Line(1));
}
