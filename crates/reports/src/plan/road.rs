//! The plan as a road: it winds from the start over the steps to a finish line, and a pin shows where the family is.

use crate::figure::{Anchor, Drawing, Ink, Mark, Pen};

use super::signs::{check, flag, label, lines, number, pin, sign, stone};

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Reached.
    Reached,
    /// To come.
    Open,
    /// To come, and its day has passed.
    Late,
}

/// A step on the road.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it is.
    pub title: String,
    /// Where it stands.
    pub state: StepState,
}

/// Where the road leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// What it is.
    pub title: String,
    /// Whether it is reached.
    pub reached: bool,
}

/// The words on the picture, in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoadWords {
    /// "Start".
    pub start: String,
    /// "Vi er her".
    pub here: String,
    /// "Mål".
    pub finish: String,
    /// What stands above the names of where it leads.
    pub towards: String,
    /// "og { } skridt før" with the number put in, for steps that are not drawn.
    pub before: Option<String>,
    /// The same for those after.
    pub after: Option<String>,
}

/// The most steps that are drawn: more would be no road to read.
pub const MOST: usize = 12;
/// Of the steps walked, so many stay in the picture when there are too many.
const BEHIND: usize = 3;
const ROW: f64 = 122.0;
const TOP: f64 = 62.0;
/// From one place to the next.
const COLUMN: f64 = 140.0;

/// For what the road is drawn: it has so many places to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoadWidth {
    /// Paper and wide screens: three.
    Wide,
    /// A telephone: two, so that its words keep their size.
    Narrow,
}

impl RoadWidth {
    fn columns(self) -> usize {
        match self {
            RoadWidth::Wide => 3,
            RoadWidth::Narrow => 2,
        }
    }

    fn width(self) -> f64 {
        COLUMN * self.columns() as f64
    }

    /// Letters to a line below the road.
    fn long_letters(self) -> usize {
        match self {
            RoadWidth::Wide => 50,
            RoadWidth::Narrow => 30,
        }
    }

    /// Where the n-th place on the road is: each row goes back the other way.
    fn place(self, n: usize) -> (f64, f64) {
        let (row, column) = (n / self.columns(), n % self.columns());
        let column = if row % 2 == 0 {
            column
        } else {
            self.columns() - 1 - column
        };
        (
            COLUMN / 2.0 + COLUMN * column as f64,
            TOP + ROW * row as f64,
        )
    }

    /// Whether the road goes on downwards from the n-th place.
    fn turns(self, n: usize) -> bool {
        n % self.columns() == self.columns() - 1
    }
}

/// Which of so many steps are drawn, the first `walked` of them behind the family.
pub fn drawn(steps: usize, walked: usize) -> std::ops::Range<usize> {
    if steps <= MOST {
        return 0..steps;
    }
    let first = walked.saturating_sub(BEHIND).min(steps - MOST);
    first..first + MOST
}

/// How many steps were walked before the first that is open.
pub fn walked(steps: &[Step]) -> usize {
    let reached = |step: &&Step| step.state == StepState::Reached;
    steps.iter().take_while(reached).count()
}

/// Draws the road. The first step is number one also where those before it are not drawn.
pub fn road(width: RoadWidth, steps: &[Step], ends: &[End], words: &RoadWords) -> Drawing {
    let place = |n| width.place(n);
    let walked = walked(steps);
    let shown = drawn(steps.len(), walked);
    let finish = shown.len() + 1;
    let rows = finish / width.columns() + 1;
    let below = TOP + ROW * rows as f64 - 30.0;
    let mut drawing = Drawing::new(width.width(), below);
    let way: Vec<_> = (0..=finish).map(place).collect();
    drawing.path(way.clone(), Pen::solid(Ink::Soft, 26.0));
    drawing.path(
        way,
        Pen {
            ink: Ink::Paper,
            width: 2.0,
            dash: &[10.0, 8.0],
        },
    );
    stone(&mut drawing, place(0), Ink::Paper, &[]);
    label(
        &mut drawing,
        place(0),
        &words.start,
        words.before.as_deref(),
    );
    for (at, n) in shown.clone().enumerate() {
        let step = &steps[n];
        let place_on_road = at + 1;
        let at = place(place_on_road);
        match step.state {
            StepState::Reached => {
                stone(&mut drawing, at, Ink::Line(2), &[]);
                check(&mut drawing, at, Ink::Paper);
            }
            StepState::Open => stone(&mut drawing, at, Ink::Paper, &[]),
            StepState::Late => stone(&mut drawing, at, Ink::Tint(3), &[4.0, 3.0]),
        }
        if step.state != StepState::Reached {
            number(&mut drawing, at, n + 1);
        }
        let title = format!("{}. {}", n + 1, step.title);
        if width.turns(place_on_road) {
            sign(&mut drawing, at, &title, None);
        } else {
            label(&mut drawing, at, &title, None);
        }
    }
    flag(&mut drawing, place(finish));
    label(
        &mut drawing,
        place(finish),
        &words.finish,
        words.after.as_deref(),
    );
    let all = walked == steps.len() && !ends.is_empty() && ends.iter().all(|end| end.reached);
    let here = if all {
        finish
    } else {
        walked.saturating_sub(shown.start).min(finish - 1)
    };
    pin(&mut drawing, place(here), &words.here);
    towards(&mut drawing, ends, (words, width.long_letters()));
    drawing
}

/// The names of where the road leads, below it.
fn towards(drawing: &mut Drawing, ends: &[End], (words, letters): (&RoadWords, usize)) {
    if ends.is_empty() {
        return;
    }
    let mut y = drawing.height + 18.0;
    drawing.bold((16.0, y), words.towards.as_str(), Anchor::Start, Ink::Text);
    for end in ends.iter().take(MOST) {
        y += 10.0;
        let mark = (26.0, y + 10.0);
        let fill = if end.reached {
            Ink::Line(2)
        } else {
            Ink::Paper
        };
        drawing.marks.push(Mark::Circle {
            at: mark,
            radius: 9.0,
            fill,
            pen: Some(Pen::solid(Ink::Text, 1.5)),
        });
        if end.reached {
            drawing.path(
                vec![
                    (mark.0 - 4.0, mark.1),
                    (mark.0 - 1.0, mark.1 + 4.0),
                    (mark.0 + 4.0, mark.1 - 4.0),
                ],
                Pen::solid(Ink::Paper, 2.5),
            );
        }
        for line in lines(&end.title, letters) {
            y += 15.0;
            drawing.text((44.0, y), line, Anchor::Start, Ink::Text);
        }
    }
    drawing.height = y + 16.0;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(title: &str, state: StepState) -> Step {
        Step {
            title: title.to_owned(),
            state,
        }
    }

    fn words() -> RoadWords {
        RoadWords {
            start: "Start".into(),
            here: "Vi er her".into(),
            finish: "Mål".into(),
            towards: "Der vil vi hen".into(),
            before: None,
            after: None,
        }
    }

    /// Where a text stands.
    fn at(drawing: &Drawing, said: &str) -> (f64, f64) {
        let found = drawing.marks.iter().find_map(|mark| match mark {
            Mark::Text { at, text, .. } if text == said => Some(*at),
            _ => None,
        });
        found.unwrap_or_else(|| panic!("{said} is not drawn"))
    }

    #[test]
    fn the_pin_stands_at_the_last_step_before_one_that_is_open() {
        use StepState::*;
        let steps = [
            step("Sove", Reached),
            step("Skole", Open),
            step("Ro", Reached),
        ];
        let drawing = road(RoadWidth::Wide, &steps, &[], &words());
        assert_eq!(at(&drawing, "Vi er her").0, at(&drawing, "1. Sove").0);
        let drawing = road(RoadWidth::Wide, &steps[1..], &[], &words());
        assert_eq!(at(&drawing, "Vi er her").0, at(&drawing, "Start").0);
        let ends = [End {
            title: "Egen bolig".into(),
            reached: true,
        }];
        let drawing = road(RoadWidth::Wide, &steps[..1], &ends, &words());
        assert_eq!(at(&drawing, "Vi er her").0, at(&drawing, "Mål").0);
    }

    /// A telephone of 360 has room for a picture of about 290: the words are drawn in their own size there, not at two thirds.
    #[test]
    fn a_telephone_has_a_road_of_its_own() {
        let steps: Vec<_> = (0..5).map(|_| step("Sove", StepState::Open)).collect();
        let narrow = road(RoadWidth::Narrow, &steps, &[], &words());
        let wide = road(RoadWidth::Wide, &steps, &[], &words());
        assert!(narrow.width <= 290.0 && narrow.height > wide.height);
        let said = |drawing: &Drawing| {
            let texts = drawing.marks.iter().filter_map(|mark| match mark {
                Mark::Text { text, .. } => Some(text.clone()),
                _ => None,
            });
            texts.collect::<Vec<_>>()
        };
        assert_eq!(said(&narrow), said(&wide), "both say the same");
    }

    #[test]
    fn where_the_road_turns_down_the_words_stand_on_a_sign() {
        let steps: Vec<_> = (0..5).map(|_| step("Sove", StepState::Open)).collect();
        let drawing = road(RoadWidth::Wide, &steps, &[], &words());
        let has_a_sign = |said: &str| {
            let (x, y) = at(&drawing, said);
            drawing.marks.iter().any(|mark| match mark {
                Mark::Path {
                    points,
                    closed: true,
                    ..
                } if points.len() == 4 => {
                    let (left, top) = points[0];
                    let (right, foot) = points[2];
                    left < x && x < right && top < y && y < foot
                }
                _ => false,
            })
        };
        assert!(has_a_sign("2. Sove") && has_a_sign("5. Sove"));
        assert!(!has_a_sign("1. Sove") && !has_a_sign("3. Sove"));
    }

    #[test]
    fn five_hundred_steps_are_drawn_around_where_the_family_is() {
        assert_eq!(drawn(7, 3), 0..7);
        assert_eq!(drawn(500, 0), 0..12);
        assert_eq!(drawn(500, 40), 37..49);
        assert_eq!(drawn(500, 499), 488..500);
        let steps: Vec<_> = (0..500)
            .map(|_| step("Et skridt", StepState::Open))
            .collect();
        let drawing = road(RoadWidth::Wide, &steps, &[], &words());
        assert!(drawing.marks.len() < 200 && drawing.height < 800.0);
    }

    #[test]
    fn everything_stands_on_the_paper() {
        let long =
            "Enmegetlangtsammensatordsomingenlinjeharpladstil og så mere, meget mere, endnu mere";
        let steps: Vec<_> = (0..9).map(|_| step(long, StepState::Late)).collect();
        let ends = [End {
            title: long.repeat(4),
            reached: false,
        }];
        for width in [RoadWidth::Wide, RoadWidth::Narrow] {
            let drawing = road(width, &steps, &ends, &words());
            for mark in &drawing.marks {
                if let Mark::Text {
                    at: (x, y), text, ..
                } = mark
                {
                    assert!(
                        (0.0..=drawing.width).contains(x) && (0.0..=drawing.height).contains(y),
                        "{text}"
                    );
                    assert!(text.chars().count() <= width.long_letters(), "{text}");
                }
            }
        }
    }
}
