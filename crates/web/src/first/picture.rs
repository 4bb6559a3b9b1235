//! The picture of what comes first: a box a need from the first to the last, and a bow from each to what it stands in the way of.

use helhed_casework::domain::ids::NeedId;
use helhed_casework::first::NeedsPage;

/// The height of a box, and from one to the next.
const BOX: i32 = 86;
const PITCH: i32 = 108;
/// Above the first.
const TOP: i32 = 12;

/// A need at its place.
pub(super) struct Spot {
    pub number: usize,
    pub y: i32,
    /// The title in at most two lines.
    pub lines: Vec<String>,
    /// Whom it is about, and the domain.
    pub below: String,
    pub holds_most: bool,
    pub in_circle: bool,
}

/// That one need stands in the way of another.
pub(super) struct Bow {
    pub path: String,
    /// The corners of its arrowhead.
    pub head: String,
    /// It leads back: the two hold each other.
    pub back: bool,
}

/// A picture.
pub(super) struct Picture {
    pub width: i32,
    pub height: i32,
    /// Where boxes begin.
    pub left: i32,
    pub spots: Vec<Spot>,
    pub bows: Vec<Bow>,
}

impl Picture {
    pub(super) fn box_width(&self) -> i32 {
        self.width - self.left - 6
    }

    pub(super) fn text_x(&self) -> i32 {
        self.left + 62
    }
}

impl Spot {
    /// The middle, down.
    pub(super) fn level(&self) -> i32 {
        self.y + BOX / 2
    }

    fn baseline(&self, number: usize) -> i32 {
        let lines = self.lines.len() as i32 + 1;
        self.level() - (lines * 21) / 2 + 16 + number as i32 * 21
    }

    /// The lines of the title with their baselines.
    pub(super) fn title(&self) -> Vec<(i32, &str)> {
        let lines = self.lines.iter().enumerate();
        lines
            .map(|(at, line)| (self.baseline(at), line.as_str()))
            .collect()
    }

    /// The baseline of what is told below the title.
    pub(super) fn below_at(&self) -> i32 {
        self.baseline(self.lines.len())
    }
}

/// A text in at most two lines of so many letters; what does not fit is cut, and stands whole in the list.
fn wrapped(text: &str, letters: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= letters => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    let is_cut = lines.len() > 2;
    lines.truncate(2);
    if is_cut && let Some(last) = lines.last_mut() {
        last.push('…');
    }
    let cut = |line: &String| crate::around::picture::cut(line, letters + 1);
    lines.iter().map(cut).collect()
}

fn level(at: usize) -> i32 {
    TOP + at as i32 * PITCH + BOX / 2
}

fn draw(page: &NeedsPage, below: &[String], (width, left, letters): (i32, i32, usize)) -> Picture {
    let places = &page.order.places;
    let at = |id: NeedId| places.iter().position(|place| place.need == id);
    let spot = |(number, place): (usize, &helhed_casework::domain::first::Place)| {
        let title = page.need(place.need);
        let title = title.map_or("", |it| it.need.facts.title.as_str());
        Spot {
            number: number + 1,
            y: TOP + number as i32 * PITCH,
            lines: wrapped(title, letters),
            below: below.get(number).map_or_else(String::new, |it| {
                crate::around::picture::cut(it, letters + 8)
            }),
            holds_most: page.order.holds_most.contains(&place.need),
            in_circle: place.in_circle,
        }
    };
    let bow = |(blocker, blocked): (usize, usize)| {
        let span = blocker.abs_diff(blocked) as i32;
        let away = left - (16 + 12 * span).min(left - 6);
        let back = blocked < blocker;
        // Bows leave a box below its middle and come in above it; those that lead back the other way round.
        let (out, into) = if back { (-14, 14) } else { (14, -14) };
        let (from, to) = (level(blocker) + out, level(blocked) + into);
        let end = left - 10;
        Bow {
            path: format!("M{left} {from} C{away} {from} {away} {to} {end} {to}"),
            head: format!("{left},{to} {end},{} {end},{}", to - 6, to + 6),
            back,
        }
    };
    let links = page.blocks.iter();
    Picture {
        width,
        height: TOP + places.len() as i32 * PITCH,
        left,
        spots: places.iter().enumerate().map(spot).collect(),
        bows: links
            .filter_map(|link| at(link.blocker).zip(at(link.blocked)))
            .map(bow)
            .collect(),
    }
}

/// For a wide page and for paper; `below` is told under each title, in order.
pub(super) fn wide(page: &NeedsPage, below: &[String]) -> Picture {
    draw(page, below, (760, 110, 52))
}

/// For a narrow page.
pub(super) fn narrow(page: &NeedsPage, below: &[String]) -> Picture {
    draw(page, below, (340, 52, 22))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_takes_two_lines_at_the_most() {
        assert_eq!(wrapped("Tobias er tryg", 22), ["Tobias er tryg"]);
        let long = "Karina tør gå hjemmefra og er på arbejde tre formiddage om ugen";
        let lines = wrapped(long, 22);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…'));
        assert!(lines.iter().all(|line| line.chars().count() <= 23));
        assert!(wrapped(&"æ".repeat(200), 22)[0].chars().count() <= 23);
        assert_eq!(wrapped("", 22), Vec::<String>::new());
    }
}
