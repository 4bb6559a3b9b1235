//! Where everything on a timeline goes: bars packed into rows so that none lies on another, marks gathered into slots with their number.
//! Days are counted from the first of the stretch, which is day 0.

use super::mark::Sign;

/// What a bar looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// What somebody lives on, and what they owe for it: support, activation.
    Living,
    /// Measures and open cases.
    Help,
    /// Day care, school and treatment.
    Care,
    /// Who is around, and the intervention itself.
    Around,
}

impl Look {
    /// Every look.
    pub const ALL: &'static [Look] = &[Look::Living, Look::Help, Look::Care, Look::Around];
}

/// What lasts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Its first day.
    pub from: i32,
    /// Its last day; nothing where it goes on.
    pub until: Option<i32>,
    /// What it is.
    pub label: String,
    /// What it looks like.
    pub look: Look,
}

/// What happened on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The day.
    pub day: i32,
    /// Its sign.
    pub sign: Sign,
}

/// A lane: somebody's, or the whole family's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lane {
    /// Whose it is.
    pub name: String,
    /// What lasts.
    pub bars: Vec<Bar>,
    /// What happened.
    pub spots: Vec<Spot>,
}

/// For which width a picture is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// A screen or a sheet: names beside the lanes.
    Wide,
    /// A telephone: names above them.
    Narrow,
}

impl Width {
    /// The width of the whole picture.
    pub fn whole(self) -> f64 {
        match self {
            Self::Wide => 960.0,
            Self::Narrow => 340.0,
        }
    }

    /// Where the first day begins.
    pub fn left(self) -> f64 {
        match self {
            Self::Wide => 130.0,
            Self::Narrow => 8.0,
        }
    }

    /// Where the last day ends.
    pub fn right(self) -> f64 {
        self.whole() - 8.0
    }

    /// The height of a lane's name where it stands above.
    fn heading(self) -> f64 {
        match self {
            Self::Wide => 0.0,
            Self::Narrow => 22.0,
        }
    }
}

/// A bar at its place, from the top of its lane.
#[derive(Clone, Debug, PartialEq)]
pub struct LaidBar {
    /// Which of the lane's bars it is.
    pub at: usize,
    /// From the left.
    pub x: f64,
    /// From the top of the lane.
    pub y: f64,
    /// How wide it is.
    pub width: f64,
    /// It began before the first day.
    pub began_before: bool,
    /// It goes on after the last day.
    pub goes_on: bool,
    /// What it is, as far as there is room for it.
    pub label: String,
    /// Where the label begins.
    pub label_x: f64,
}

/// Marks of one sign in one slot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LaidSpot {
    /// The middle, from the left.
    pub x: f64,
    /// The middle, from the top of the lane.
    pub y: f64,
    /// The sign.
    pub sign: Sign,
    /// How many there are.
    pub count: usize,
}

/// A lane at its place.
#[derive(Clone, Debug, PartialEq)]
pub struct LaidLane {
    /// From the top of all lanes.
    pub top: f64,
    /// How tall it is.
    pub height: f64,
    /// Its bars.
    pub bars: Vec<LaidBar>,
    /// Its marks.
    pub spots: Vec<LaidSpot>,
    /// How many bars there was no room for.
    pub left_out: usize,
}

/// Lanes at their places.
#[derive(Clone, Debug, PartialEq)]
pub struct Laid {
    /// The lanes, from the top.
    pub lanes: Vec<LaidLane>,
    /// How tall they are together.
    pub height: f64,
}

/// The height of a bar, and from one bar to the next.
pub(super) const BAR: f64 = 18.0;
const ROW: f64 = 22.0;
/// The side of a slot, in which marks of one sign are gathered.
pub(super) const SLOT: f64 = 20.0;
/// How wide a letter of a bar's label is, on average.
pub(super) const LETTER: f64 = 6.3;
/// The size of such a letter.
pub(super) const SMALL: f64 = 12.0;
/// The most letters of a label that does not fit its bar.
const LETTERS: usize = 28;
/// The most rows of bars in a lane: more is no picture. The table has them all.
const ROWS: usize = 14;
const PAD: f64 = 6.0;
/// The least height of a lane.
const LOW: f64 = 30.0;

/// The x of a day.
pub(super) fn x_of(width: Width, days: i32, day: i32) -> f64 {
    let scale = (width.right() - width.left()) / f64::from(days.max(1));
    width.left() + scale * f64::from(day)
}

fn cut(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    let kept: String = text.chars().take(letters.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// Where a bar is across, with its label: inside where it fits, else on the side with room.
fn across(width: Width, days: i32, bar: &Bar, at: usize) -> Option<(LaidBar, (f64, f64))> {
    let ends = bar.until.map_or(days, |until| until.saturating_add(1));
    if ends.max(bar.from.saturating_add(1)) <= 0 || bar.from >= days {
        return None;
    }
    let x = x_of(width, days, bar.from.clamp(0, days));
    let end = x_of(width, days, ends.clamp(0, days)).max(x + 4.0);
    let (x, end) = (
        (end.min(width.right()) - (end - x)).max(width.left()),
        end.min(width.right()),
    );
    let text = cut(&bar.label, LETTERS);
    let long = |text: &str| LETTER * text.chars().count() as f64;
    let inside = end - x - 12.0;
    let (label, label_x, from, to) = if long(&bar.label) <= inside {
        (bar.label.clone(), x + 6.0, x, end)
    } else if end + 4.0 + long(&text) <= width.right() {
        let to = end + 4.0 + long(&text);
        (text, end + 4.0, x, to)
    } else if x - 4.0 - long(&text) >= width.left() {
        let begins = x - 4.0 - long(&text);
        (text, begins, begins, end)
    } else {
        let letters = (inside / LETTER).max(0.0) as usize;
        let text = if letters > 2 {
            cut(&bar.label, letters)
        } else {
            String::new()
        };
        (text, x + 6.0, x, end)
    };
    let laid = LaidBar {
        at,
        x,
        y: 0.0,
        width: end - x,
        began_before: bar.from < 0,
        goes_on: ends > days || bar.until.is_none(),
        label,
        label_x,
    };
    Some((laid, (from, to)))
}

/// Packs bars into rows, the one that begins first on top; how many rows there are, and how many bars found no room.
fn pack(width: Width, days: i32, bars: &[Bar]) -> (Vec<LaidBar>, usize, usize) {
    let all = bars.iter().enumerate();
    let mut found: Vec<_> = all
        .filter_map(|(at, bar)| across(width, days, bar, at))
        .collect();
    found.sort_by(|(a, (from_a, _)), (b, (from_b, _))| {
        from_a.total_cmp(from_b).then(a.at.cmp(&b.at))
    });
    let mut rows: Vec<f64> = Vec::new();
    let (mut laid, mut left_out) = (Vec::new(), 0);
    for (mut bar, (from, to)) in found {
        let row = match rows.iter().position(|end| end + 4.0 <= from) {
            Some(row) => row,
            None if rows.len() < ROWS => {
                rows.push(f64::MIN);
                rows.len() - 1
            }
            None => {
                left_out += 1;
                continue;
            }
        };
        rows[row] = to;
        bar.y = ROW * row as f64;
        laid.push(bar);
    }
    (laid, rows.len(), left_out)
}

/// Gathers marks: those of one sign in one slot are one, with their number. Different signs of a slot stand below one another.
fn gather(width: Width, days: i32, spots: &[Spot]) -> (Vec<LaidSpot>, usize) {
    let room = width.right() - width.left();
    let slots = (room / SLOT).floor().max(1.0);
    let slot = room / slots;
    let mut found: std::collections::BTreeMap<(usize, Sign), usize> = Default::default();
    for spot in spots.iter().filter(|it| (0..days).contains(&it.day)) {
        let across = x_of(width, days, spot.day) - width.left();
        let at = ((across / slot) as usize).min(slots as usize - 1);
        *found.entry((at, spot.sign)).or_default() += 1;
    }
    let (mut laid, mut rows, mut last, mut row) = (Vec::new(), 0, usize::MAX, 0);
    for ((at, sign), count) in found {
        row = if at == last { row + 1 } else { 0 };
        last = at;
        rows = rows.max(row + 1);
        laid.push(LaidSpot {
            x: width.left() + slot * (at as f64 + 0.5),
            y: SLOT * (row as f64 + 0.5),
            sign,
            count,
        });
    }
    (laid, rows)
}

/// Lays out lanes over so many days. What is outside them is not there; what is on them is drawn once, or counted as left out.
pub fn layout(width: Width, days: i32, lanes: &[Lane]) -> Laid {
    let mut top = 0.0;
    let mut all = Vec::with_capacity(lanes.len());
    for lane in lanes {
        let (mut bars, bar_rows, left_out) = pack(width, days, &lane.bars);
        let (mut spots, spot_rows) = gather(width, days, &lane.spots);
        let above = PAD + width.heading();
        for bar in &mut bars {
            bar.y += above;
        }
        let told = if left_out > 0 { ROW } else { 0.0 };
        let below = above + ROW * bar_rows as f64 + told;
        for spot in &mut spots {
            spot.y += below;
        }
        let height = (below + SLOT * spot_rows as f64 + PAD).max(LOW + width.heading());
        all.push(LaidLane {
            top,
            height,
            bars,
            spots,
            left_out,
        });
        top += height;
    }
    Laid {
        lanes: all,
        height: top,
    }
}

/// Splits lanes into sheets no taller than this, each with at least one lane: where each begins and ends.
pub fn sheets(days: i32, lanes: &[Lane], tall: f64) -> Vec<std::ops::Range<usize>> {
    let laid = layout(Width::Wide, days, lanes);
    let (mut all, mut first, mut top) = (Vec::new(), 0, 0.0);
    for (at, lane) in laid.lanes.iter().enumerate() {
        if at > first && lane.top + lane.height - top > tall {
            all.push(first..at);
            (first, top) = (at, lane.top);
        }
    }
    if first < lanes.len() {
        all.push(first..lanes.len());
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bar(from: i32, until: Option<i32>, label: &str) -> Bar {
        Bar {
            from,
            until,
            label: label.to_owned(),
            look: Look::Help,
        }
    }

    #[test]
    fn bars_that_meet_stand_in_two_rows() {
        let lane = Lane {
            name: "Sofie".into(),
            bars: vec![
                bar(-40, Some(20), "Praktik"),
                bar(10, None, "Samtaler hos psykolog"),
                bar(400, None, "Senere"),
            ],
            spots: vec![
                Spot {
                    day: 3,
                    sign: Sign::Contact,
                },
                Spot {
                    day: 3,
                    sign: Sign::Contact,
                },
                Spot {
                    day: 99,
                    sign: Sign::Rating,
                },
            ],
        };
        let laid = layout(Width::Wide, 92, &[lane]);
        let bars = &laid.lanes[0].bars;
        assert_eq!(bars.len(), 2, "what begins later is not there");
        assert!(bars[0].began_before && !bars[0].goes_on && bars[1].goes_on);
        assert_ne!(bars[0].y, bars[1].y);
        assert_eq!(laid.lanes[0].spots.len(), 1);
        assert_eq!(laid.lanes[0].spots[0].count, 2);
    }

    #[test]
    fn tall_pictures_are_split_between_lanes() {
        let lane = Lane {
            bars: (0..10).map(|_| bar(0, None, "x")).collect(),
            ..Lane::default()
        };
        let lanes = vec![lane; 5];
        assert_eq!(sheets(30, &lanes, 500.0), vec![0..2, 2..4, 4..5]);
        assert_eq!(sheets(30, &lanes, 1.0).len(), 5);
        assert!(sheets(30, &[], 500.0).is_empty());
    }

    fn any_lane() -> impl Strategy<Value = Lane> {
        let bars = proptest::collection::vec(
            (-400_i32..500, proptest::option::of(0_i32..600), 0_usize..40),
            0..40,
        );
        let spots = proptest::collection::vec((-50_i32..500, 0_usize..Sign::ALL.len()), 0..200);
        (bars, spots).prop_map(|(bars, spots)| Lane {
            name: "Emil".into(),
            bars: bars
                .into_iter()
                .map(|(from, long, letters)| {
                    bar(from, long.map(|it| from + it), &"a".repeat(letters))
                })
                .collect(),
            spots: spots
                .into_iter()
                .map(|(day, sign)| Spot {
                    day,
                    sign: Sign::ALL[sign],
                })
                .collect(),
        })
    }

    proptest! {
        #[test]
        fn nothing_overlaps_and_everything_is_drawn_or_told(
            lanes in proptest::collection::vec(any_lane(), 1..6), days in 1_i32..1100, narrow in any::<bool>()
        ) {
            let width = if narrow { Width::Narrow } else { Width::Wide };
            let laid = layout(width, days, &lanes);
            prop_assert_eq!(&laid, &layout(width, days, &lanes), "the same again");
            let mut top = 0.0;
            for (lane, given) in laid.lanes.iter().zip(&lanes) {
                prop_assert!((lane.top - top).abs() < 1e-9, "lanes follow each other");
                top += lane.height;
                let there = given.bars.iter().filter(|it| {
                    it.from < days && it.until.is_none_or(|until| until >= 0)
                });
                prop_assert_eq!(lane.bars.len() + lane.left_out, there.count());
                let marks = given.spots.iter().filter(|it| (0..days).contains(&it.day)).count();
                prop_assert_eq!(lane.spots.iter().map(|it| it.count).sum::<usize>(), marks);
                let mut boxes: Vec<(f64, f64, f64, f64)> = Vec::new();
                for bar in &lane.bars {
                    let long = LETTER * bar.label.chars().count() as f64;
                    let (from, to) = match bar.label.is_empty() {
                        true => (bar.x, bar.x + bar.width),
                        false => (bar.x.min(bar.label_x), (bar.x + bar.width).max(bar.label_x + long)),
                    };
                    boxes.push((from, bar.y, to, bar.y + BAR));
                }
                for spot in &lane.spots {
                    let half = SLOT / 2.0;
                    boxes.push((spot.x - half, spot.y - half, spot.x + half, spot.y + half));
                }
                for (at, a) in boxes.iter().enumerate() {
                    prop_assert!(a.0 >= width.left() - 0.01 && a.2 <= width.right() + 0.01, "{:?}", a);
                    prop_assert!(a.1 >= 0.0 && a.3 <= lane.height);
                    for b in &boxes[at + 1..] {
                        let apart = a.2 <= b.0 + 0.01 || b.2 <= a.0 + 0.01 || a.3 <= b.1 + 0.01 || b.3 <= a.1 + 0.01;
                        prop_assert!(apart, "{:?} {:?}", a, b);
                    }
                }
            }
            prop_assert!((laid.height - top).abs() < 1e-9);
        }
    }
}
