//! The picture of everyone around a family: where each spot goes. Drawn twice, for a wide page and for a narrow one.

use helhed_casework::domain::unit::UnitKind;

use super::lines::Spot;
use crate::words::Words;

/// The height of a spot, and from one spot to the next.
const SPOT: i32 = 70;
const PITCH: i32 = 80;
/// The height of a sector's heading.
const HEADING: i32 = 34;
/// Between two sectors.
const GAP: i32 = 12;

/// One side of the family: how high it is, and its sectors.
type Side = (i32, Vec<(UnitKind, Vec<Spot>)>);

/// A spot at its place.
pub(super) struct Placed {
    pub x: i32,
    pub y: i32,
    pub width: i32,
    /// Where the line from the family ends: the near edge of the spot.
    pub link_x: i32,
    pub spot: Spot,
}

impl Placed {
    /// The middle, across.
    pub(super) fn middle(&self) -> i32 {
        self.x + self.width / 2
    }

    /// The middle, down.
    pub(super) fn level(&self) -> i32 {
        self.y + SPOT / 2
    }

    /// The baselines of its three lines.
    pub(super) fn line(&self, number: i32) -> i32 {
        self.y + 24 + number * 19
    }
}

/// What one kind of unit has around the family.
pub(super) struct Sector {
    /// The key of its name.
    pub label: &'static str,
    pub x: i32,
    pub y: i32,
    /// The corners of the field behind it.
    pub field: String,
    /// Every other field is tinted.
    pub tinted: bool,
    pub spots: Vec<Placed>,
}

/// A picture.
pub(super) struct Picture {
    pub width: i32,
    pub height: i32,
    /// The middle of the family.
    pub x: i32,
    pub y: i32,
    pub sectors: Vec<Sector>,
}

/// The spots by kind of unit, in the order of the kinds.
fn by_kind(spots: &[Spot]) -> Vec<(UnitKind, Vec<Spot>)> {
    let of = |kind: UnitKind| {
        let own: Vec<Spot> = spots
            .iter()
            .filter(|spot| spot.kind == kind)
            .cloned()
            .collect();
        (kind, own)
    };
    let all = UnitKind::ALL.iter().map(|kind| of(*kind));
    all.filter(|(_, own)| !own.is_empty()).collect()
}

fn height(spots: usize) -> i32 {
    HEADING + spots as i32 * PITCH + GAP
}

/// The family in the middle, sectors on both sides of it, bent around it.
pub(super) fn wide(spots: &[Spot]) -> Picture {
    const WIDTH: i32 = 1000;
    const SPOT_WIDTH: i32 = 280;
    let mut sides: [Side; 2] = [(0, Vec::new()), (0, Vec::new())];
    for (kind, own) in by_kind(spots) {
        let side = usize::from(sides[1].0 < sides[0].0);
        sides[side].0 += height(own.len());
        sides[side].1.push((kind, own));
    }
    let total = sides[0].0.max(sides[1].0).max(160) + 2 * GAP;
    let (x, y) = (WIDTH / 2, total / 2);
    let mut sectors = Vec::new();
    for (side, (tall, groups)) in sides.into_iter().enumerate() {
        let left = side == 0;
        let mut top = (total - tall) / 2;
        for (at, (kind, own)) in groups.into_iter().enumerate() {
            let bottom = top + height(own.len()) - GAP;
            let edge = if left { 0 } else { WIDTH };
            let place = |(number, spot): (usize, Spot)| {
                let spot_y = top + HEADING + number as i32 * PITCH;
                // Nearer to the middle at top and bottom: the two sides bend around the family.
                let away = f64::from(spot_y + SPOT / 2 - y) / f64::from(total / 2);
                let bend = (away * away * 54.0) as i32;
                let inner = if left {
                    12 + bend
                } else {
                    WIDTH - 12 - SPOT_WIDTH - bend
                };
                Placed {
                    x: inner,
                    y: spot_y,
                    width: SPOT_WIDTH,
                    link_x: if left { inner + SPOT_WIDTH } else { inner },
                    spot,
                }
            };
            let spots: Vec<Placed> = own.into_iter().enumerate().map(place).collect();
            sectors.push(Sector {
                label: kind.label_key(),
                x: spots.first().map_or(0, Placed::middle),
                y: top + 22,
                field: format!("{x},{y} {edge},{top} {edge},{bottom}"),
                tinted: (at + side) % 2 == 0,
                spots,
            });
            top = bottom + GAP;
        }
    }
    Picture {
        width: WIDTH,
        height: total,
        x,
        y,
        sectors,
    }
}

/// The family on top, sectors below one another.
pub(super) fn narrow(spots: &[Spot]) -> Picture {
    const WIDTH: i32 = 340;
    const FAMILY: i32 = 76;
    let mut top = FAMILY + GAP;
    let mut sectors = Vec::new();
    for (at, (kind, own)) in by_kind(spots).into_iter().enumerate() {
        let bottom = top + height(own.len()) - GAP;
        let place = |(number, spot): (usize, Spot)| Placed {
            x: 30,
            y: top + HEADING + number as i32 * PITCH,
            width: WIDTH - 34,
            link_x: 30,
            spot,
        };
        sectors.push(Sector {
            label: kind.label_key(),
            x: WIDTH / 2 + 13,
            y: top + 22,
            field: format!("0,{top} {WIDTH},{top} {WIDTH},{bottom} 0,{bottom}"),
            tinted: at % 2 == 0,
            spots: own.into_iter().enumerate().map(place).collect(),
        });
        top = bottom + GAP;
    }
    Picture {
        width: WIDTH,
        height: top,
        x: WIDTH / 2,
        y: FAMILY / 2,
        sectors,
    }
}

/// A text cut to what its place holds; the whole text stands in the table.
pub(crate) fn cut(text: &str, characters: usize) -> String {
    if text.chars().count() <= characters {
        return text.to_owned();
    }
    let kept: String = text.chars().take(characters - 1).collect();
    format!("{}…", kept.trim_end())
}

/// The picture in words, for those who do not see it.
pub(super) fn described(w: Words, spots: &[Spot]) -> String {
    let one = |spot: &Spot| {
        w.args(
            "around-described",
            &[
                ("kind", &w.t(spot.kind.label_key())),
                ("who", &spot.who),
                ("when", &spot.when),
            ],
        )
    };
    spots.iter().map(one).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::around::lines::Standing;

    fn spots(kinds: &[(UnitKind, usize)]) -> Vec<Spot> {
        let many = |(kind, count): &(UnitKind, usize)| {
            let spot = Spot {
                kind: *kind,
                who: "Eva".to_owned(),
                what: String::new(),
                when: String::new(),
                standing: Standing::Now,
            };
            std::iter::repeat_n(spot, *count).collect::<Vec<_>>()
        };
        kinds.iter().flat_map(many).collect()
    }

    fn overlap(a: &Placed, b: &Placed) -> bool {
        a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + SPOT && b.y < a.y + SPOT
    }

    #[test]
    fn no_spot_lies_on_another_on_the_family_or_outside() {
        let kinds: Vec<(UnitKind, usize)> = UnitKind::ALL
            .iter()
            .enumerate()
            .map(|(at, kind)| (*kind, at % 4 + 1))
            .collect();
        for count in 0..=kinds.len() {
            let spots = spots(&kinds[..count]);
            for (picture, family) in [(wide(&spots), 110), (narrow(&spots), 0)] {
                let placed: Vec<&Placed> = picture
                    .sectors
                    .iter()
                    .flat_map(|sector| &sector.spots)
                    .collect();
                assert_eq!(placed.len(), spots.len());
                for (at, a) in placed.iter().enumerate() {
                    assert!(a.x >= 0 && a.x + a.width <= picture.width);
                    assert!(a.y >= 0 && a.y + SPOT <= picture.height);
                    assert!(
                        family == 0
                            || a.x + a.width <= picture.x - family
                            || a.x >= picture.x + family
                    );
                    assert!(placed[at + 1..].iter().all(|b| !overlap(a, b)));
                }
            }
        }
    }

    #[test]
    fn a_long_name_is_cut_and_a_short_one_is_not() {
        assert_eq!(cut("Eva", 10), "Eva");
        assert_eq!(cut("🙂🙂🙂🙂", 3), "🙂🙂…");
    }
}
