//! The signs of what happened: each its own shape, so that they are told apart without colour.

use crate::figure::{Anchor, Drawing, Ink, Mark, Pen};

/// What a mark says. Their order is the order in which those of one slot stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// Somebody met, rang or wrote: a circle.
    Contact,
    /// A meeting, an appointment: a square.
    Meeting,
    /// A rating: a diamond.
    Rating,
    /// Something was said: an assessment, a statement: a speech bubble.
    Said,
    /// A review or a version of the plan: a flag.
    Plan,
    /// A crisis: a warning triangle.
    Crisis,
    /// A case opened in an emergency: a cross.
    Emergency,
    /// A referral: an arrow in.
    Referral,
}

impl Sign {
    /// Every sign.
    pub const ALL: &'static [Sign] = &[
        Sign::Contact,
        Sign::Meeting,
        Sign::Rating,
        Sign::Said,
        Sign::Plan,
        Sign::Crisis,
        Sign::Emergency,
        Sign::Referral,
    ];

    fn ink(self) -> Ink {
        match self {
            Sign::Contact | Sign::Referral => Ink::Line(0),
            Sign::Meeting | Sign::Crisis => Ink::Line(1),
            Sign::Rating | Sign::Plan | Sign::Emergency => Ink::Line(2),
            Sign::Said => Ink::Line(3),
        }
    }
}

/// Draws a sign with its middle here; with a number on it where there are several.
pub fn sign(drawing: &mut Drawing, (x, y): (f64, f64), sign: Sign, count: usize) {
    let (ink, r) = (sign.ink(), 8.0);
    let fill = |drawing: &mut Drawing, points: &[(f64, f64)]| {
        let points = points.iter().map(|(dx, dy)| (x + dx, y + dy)).collect();
        drawing.surface(points, ink, None);
    };
    match sign {
        Sign::Contact => drawing.marks.push(Mark::Circle {
            at: (x, y),
            radius: r,
            fill: ink,
            pen: None,
        }),
        Sign::Meeting => fill(
            drawing,
            &[(-7.5, -7.5), (7.5, -7.5), (7.5, 7.5), (-7.5, 7.5)],
        ),
        Sign::Rating => fill(drawing, &[(0.0, -9.8), (9.8, 0.0), (0.0, 9.8), (-9.8, 0.0)]),
        Sign::Said => fill(
            drawing,
            &[
                (-9.0, -8.0),
                (9.0, -8.0),
                (9.0, 4.5),
                (-1.0, 4.5),
                (-5.0, 9.5),
                (-5.0, 4.5),
                (-9.0, 4.5),
            ],
        ),
        Sign::Plan => {
            drawing.line((x - 7.0, y - 9.5), (x - 7.0, y + 9.5), Pen::solid(ink, 2.5));
            fill(
                drawing,
                &[
                    (-7.0, -9.0),
                    (9.5, -9.0),
                    (6.0, -2.5),
                    (9.5, 5.0),
                    (-7.0, 5.0),
                ],
            );
        }
        Sign::Crisis => fill(drawing, &[(0.0, -9.8), (9.8, 8.0), (-9.8, 8.0)]),
        Sign::Emergency => fill(
            drawing,
            &[
                (-4.5, -9.5),
                (4.5, -9.5),
                (4.5, -4.5),
                (9.5, -4.5),
                (9.5, 4.5),
                (4.5, 4.5),
                (4.5, 9.5),
                (-4.5, 9.5),
                (-4.5, 4.5),
                (-9.5, 4.5),
                (-9.5, -4.5),
                (-4.5, -4.5),
            ],
        ),
        Sign::Referral => fill(
            drawing,
            &[
                (-9.0, -5.0),
                (1.0, -5.0),
                (1.0, -9.5),
                (9.8, 0.0),
                (1.0, 9.5),
                (1.0, 5.0),
                (-9.0, 5.0),
            ],
        ),
    }
    let words = match (count, sign) {
        (0 | 1, Sign::Crisis) => "!".to_owned(),
        (0 | 1, _) => return,
        (2..=99, _) => count.to_string(),
        _ => "99+".to_owned(),
    };
    let (dx, dy) = match sign {
        Sign::Said | Sign::Plan => (0.5, 1.8),
        Sign::Crisis => (0.0, 7.0),
        Sign::Referral => (-1.5, 3.7),
        _ => (0.0, 3.7),
    };
    drawing.marks.push(Mark::Text {
        at: (x + dx, y + dy),
        text: words,
        size: if count > 99 { 8.0 } else { 10.5 },
        anchor: Anchor::Middle,
        bold: true,
        ink: Ink::Paper,
    });
}
