//! The picture of a timeline.

use crate::figure::{Anchor, Drawing, Ink, Mark, Pen};

use super::layout::{BAR, Bar, LETTER, LaidBar, Lane, Look, SMALL, Width, layout, x_of};
use super::mark::sign;

/// The words on the picture, in the reader's language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimelineWords {
    /// What stands along: the day, and what to call it.
    pub along: Vec<(i32, String)>,
    /// Today, and the word for it.
    pub today: Option<(i32, String)>,
    /// "og # mere i tabellen": what is told where there was no room; # is the number.
    pub left_out: String,
}

/// The height of the days above the lanes.
const ABOVE: f64 = 40.0;

/// Draws lanes over so many days.
pub fn timeline(width: Width, days: i32, lanes: &[Lane], words: &TimelineWords) -> Drawing {
    let laid = layout(width, days, lanes);
    let mut drawing = Drawing::new(width.whole(), ABOVE + laid.height + 6.0);
    let foot = ABOVE + laid.height;
    along(&mut drawing, width, days, words, foot);
    for (at, (lane, place)) in lanes.iter().zip(&laid.lanes).enumerate() {
        let top = ABOVE + place.top;
        drawing.line((0.0, top), (width.whole(), top), Pen::solid(Ink::Soft, 1.0));
        name(&mut drawing, width, top, at, lane);
        for bar in &place.bars {
            draw_bar(&mut drawing, top, bar, &lane.bars[bar.at]);
        }
        if place.left_out > 0 {
            let rows = place.bars.iter().map(|it| it.y).fold(0.0, f64::max);
            let told = words.left_out.replace('#', &place.left_out.to_string());
            small(
                &mut drawing,
                (width.left() + 6.0, top + rows + 2.0 * BAR),
                told,
            );
        }
        for spot in &place.spots {
            sign(&mut drawing, (spot.x, top + spot.y), spot.sign, spot.count);
        }
    }
    drawing.line(
        (0.0, foot),
        (width.whole(), foot),
        Pen::solid(Ink::Soft, 1.0),
    );
    drawing
}

fn small(drawing: &mut Drawing, at: (f64, f64), text: String) {
    drawing.marks.push(Mark::Text {
        at,
        text,
        size: SMALL,
        anchor: Anchor::Start,
        bold: false,
        ink: Ink::Text,
    });
}

/// The days along the top, with lines down; a word that would lie on the one before it, or outside, is left out.
fn along(drawing: &mut Drawing, width: Width, days: i32, words: &TimelineWords, foot: f64) {
    let mut free = width.left() - 20.0;
    for (day, text) in &words.along {
        let x = x_of(width, days, *day);
        drawing.line((x, ABOVE - 4.0), (x, foot), Pen::solid(Ink::Grid, 1.0));
        let half = LETTER * text.chars().count() as f64 / 2.0;
        let middle = x.clamp(width.left() + half - 4.0, width.right() - half);
        if middle - half >= free {
            drawing.marks.push(Mark::Text {
                at: (middle, ABOVE - 8.0),
                text: text.clone(),
                size: SMALL,
                anchor: Anchor::Middle,
                bold: false,
                ink: Ink::Soft,
            });
            free = middle + half + 6.0;
        }
    }
    if let Some((day, text)) = &words.today {
        let x = x_of(width, days, *day);
        let pen = Pen {
            ink: Ink::Line(1),
            width: 2.0,
            dash: &[6.0, 4.0],
        };
        drawing.line((x, ABOVE - 22.0), (x, foot), pen);
        let half = 7.5 * text.chars().count() as f64 / 2.0;
        let middle = x.clamp(width.left() + half, width.right() - half);
        drawing.marks.push(Mark::Text {
            at: (middle, 14.0),
            text: text.clone(),
            size: SMALL,
            anchor: Anchor::Middle,
            bold: true,
            ink: Ink::Line(1),
        });
    }
}

/// Whose lane it is, with their colour: the first is the whole family's and has none.
fn name(drawing: &mut Drawing, width: Width, top: f64, at: usize, lane: &Lane) {
    let letters = ((width.left() - 18.0) / 7.8) as usize;
    let (text, y) = match width {
        Width::Wide => (
            lane.name.chars().take(letters).collect::<String>(),
            top + 20.0,
        ),
        Width::Narrow => (lane.name.chars().take(38).collect(), top + 18.0),
    };
    let is_cut = text.len() < lane.name.len();
    let text = match is_cut {
        true => format!(
            "{}…",
            text.chars()
                .take(text.chars().count() - 1)
                .collect::<String>()
        ),
        false => text,
    };
    let x = match at {
        0 => 4.0,
        _ => {
            let ink = Ink::Line(((at - 1) % 4) as u8);
            drawing.rectangle((0.0, top + 6.0), (5.0, 18.0), ink, None);
            12.0
        }
    };
    drawing.bold((x, y), text, Anchor::Start, Ink::Text);
}

/// The colour of a bar, and the dashes of its outline.
fn ink(look: Look) -> (u8, &'static [f64]) {
    match look {
        Look::Living => (0, &[]),
        Look::Help => (1, &[7.0, 3.0]),
        Look::Care => (2, &[2.5, 2.5]),
        Look::Around => (3, &[9.0, 3.0, 2.5, 3.0]),
    }
}

/// A piece of a bar by itself, for saying what it means.
pub fn bar_sign(look: Look) -> Drawing {
    let mut drawing = Drawing::new(24.0, 24.0);
    let (series, dash) = ink(look);
    let pen = Pen {
        ink: Ink::Line(series),
        width: 1.5,
        dash,
    };
    drawing.rectangle((1.0, 4.0), (22.0, 16.0), Ink::Tint(series), Some(pen));
    drawing
}

/// A bar: light, with its outline and a heavy edge at its beginning; open at the side on which it goes on.
fn draw_bar(drawing: &mut Drawing, top: f64, laid: &LaidBar, bar: &Bar) {
    let (series, dash) = ink(bar.look);
    let (left, right) = (laid.x, laid.x + laid.width);
    let (up, down) = (top + laid.y, top + laid.y + BAR);
    let middle = (up + down) / 2.0;
    let tip = laid.width.min(6.0);
    let mut points = Vec::with_capacity(6);
    match laid.began_before {
        true => points.extend([(left + tip, down), (left, middle), (left + tip, up)]),
        false => points.extend([(left, down), (left, up)]),
    }
    match laid.goes_on {
        true => points.extend([(right - tip, up), (right, middle), (right - tip, down)]),
        false => points.extend([(right, up), (right, down)]),
    }
    let pen = Pen {
        ink: Ink::Line(series),
        width: 1.5,
        dash,
    };
    drawing.surface(points, Ink::Tint(series), Some(pen));
    if !laid.began_before {
        drawing.line(
            (left + 1.5, up),
            (left + 1.5, down),
            Pen::solid(Ink::Line(series), 3.0),
        );
    }
    if !laid.label.is_empty() {
        small(drawing, (laid.label_x, middle + 4.2), laid.label.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::{Sign, Spot};

    #[test]
    fn lanes_bars_marks_and_today_are_drawn() {
        let lanes = [
            Lane {
                name: "Hele familien".into(),
                bars: vec![Bar {
                    from: 0,
                    until: None,
                    label: "Forløb".into(),
                    look: Look::Around,
                }],
                spots: vec![
                    Spot {
                        day: 4,
                        sign: Sign::Contact
                    };
                    3
                ],
            },
            Lane {
                name: "Et meget langt navn på en person".into(),
                ..Lane::default()
            },
        ];
        let words = TimelineWords {
            along: vec![(0, "nov".into()), (1, "nov".into()), (20, "dec".into())],
            today: Some((25, "I dag".into())),
            left_out: "og # mere".into(),
        };
        for width in [Width::Wide, Width::Narrow] {
            let drawing = timeline(width, 31, &lanes, &words);
            let texts: Vec<&str> = drawing
                .marks
                .iter()
                .filter_map(|mark| match mark {
                    Mark::Text { text, at, .. } => {
                        assert!(
                            (0.0..=drawing.width).contains(&at.0)
                                && (0.0..=drawing.height).contains(&at.1)
                        );
                        Some(text.as_str())
                    }
                    _ => None,
                })
                .collect();
            for said in ["Hele familien", "Forløb", "3", "I dag", "dec"] {
                assert!(texts.contains(&said), "{said}: {texts:?}");
            }
            let months = texts.iter().filter(|it| **it == "nov").count();
            assert_eq!(months, 1, "no word lies on another");
        }
    }

    #[test]
    fn two_thousand_events_are_drawn_small() {
        let lane = |n: i32| Lane {
            name: format!("Person {n}"),
            bars: (0..12)
                .map(|at| Bar {
                    from: at * 80 - 100,
                    until: Some(at * 80 + n * 10),
                    label: "Indsats i hjemmet".into(),
                    look: Look::Help,
                })
                .collect(),
            spots: (0..150)
                .map(|at| Spot {
                    day: (at * 37 + n * 11) % 1097,
                    sign: Sign::ALL[(at % 7) as usize],
                })
                .collect(),
        };
        let lanes: Vec<Lane> = (0..13).map(lane).collect();
        let drawing = timeline(Width::Wide, 1097, &lanes, &TimelineWords::default());
        assert!(drawing.marks.len() < 6_000, "{}", drawing.marks.len());
    }
}
