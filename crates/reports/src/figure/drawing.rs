//! What a figure is drawn with: a few marks, the same for SVG and for PDF.

/// A colour by what it is for; a page may give the classes other colours, a printed page takes these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Words and outlines.
    Text,
    /// Words beside the point.
    Soft,
    /// Grid lines.
    Grid,
    /// What lies under everything.
    Paper,
    /// A series, 0 to 3: the product's four colours, apart in lightness.
    Series(u8),
    /// The same as a line: dark enough on white.
    Line(u8),
    /// The same as a light surface, for bands.
    Tint(u8),
}

impl Ink {
    /// The class in SVG.
    pub fn class(self) -> String {
        match self {
            Ink::Text => "text".to_owned(),
            Ink::Soft => "soft".to_owned(),
            Ink::Grid => "grid".to_owned(),
            Ink::Paper => "paper".to_owned(),
            Ink::Series(at) => format!("s{}", at % 4),
            Ink::Line(at) => format!("l{}", at % 4),
            Ink::Tint(at) => format!("t{}", at % 4),
        }
    }

    /// Red, green and blue on light paper.
    pub fn rgb(self) -> [u8; 3] {
        const SERIES: [[u8; 3]; 4] = [
            [0x1b, 0x3a, 0x6b],
            [0xb3, 0x47, 0x00],
            [0x3a, 0x9d, 0x8f],
            [0xf2, 0xb5, 0x3a],
        ];
        const LINE: [[u8; 3]; 4] = [
            [0x1b, 0x3a, 0x6b],
            [0xb3, 0x47, 0x00],
            [0x1f, 0x6b, 0x60],
            [0x8a, 0x5d, 0x00],
        ];
        const TINT: [[u8; 3]; 4] = [
            [0xd5, 0xde, 0xee],
            [0xfb, 0xe0, 0xcd],
            [0xd3, 0xec, 0xe8],
            [0xfb, 0xea, 0xc4],
        ];
        match self {
            Ink::Text => [0x1a, 0x1a, 0x1a],
            Ink::Soft => [0x54, 0x54, 0x54],
            Ink::Grid => [0xdc, 0xdc, 0xdc],
            Ink::Paper => [0xff, 0xff, 0xff],
            Ink::Series(at) => SERIES[usize::from(at % 4)],
            Ink::Line(at) => LINE[usize::from(at % 4)],
            Ink::Tint(at) => TINT[usize::from(at % 4)],
        }
    }
}

/// A pen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pen {
    /// Colour.
    pub ink: Ink,
    /// Width in units of the drawing.
    pub width: f64,
    /// Lengths of dashes and gaps; nothing for a whole line.
    pub dash: &'static [f64],
}

impl Pen {
    /// A whole line.
    pub fn solid(ink: Ink, width: f64) -> Pen {
        Pen {
            ink,
            width,
            dash: &[],
        }
    }
}

/// Where a text stands at its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// One mark.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A line or a surface through points.
    Path {
        /// The points.
        points: Vec<(f64, f64)>,
        /// Whether the last is joined to the first.
        closed: bool,
        /// The surface.
        fill: Option<Ink>,
        /// The line.
        pen: Option<Pen>,
    },
    /// A circle.
    Circle {
        /// The middle.
        at: (f64, f64),
        /// The radius.
        radius: f64,
        /// The surface.
        fill: Ink,
        /// The line.
        pen: Option<Pen>,
    },
    /// A line of text; its base line is at the point.
    Text {
        /// The point.
        at: (f64, f64),
        /// The words.
        text: String,
        /// Size in units of the drawing.
        size: f64,
        /// How it stands there.
        anchor: Anchor,
        /// Heavier.
        bold: bool,
        /// Colour.
        ink: Ink,
    },
}

/// A picture: marks on a surface, in the order in which they lie on each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// Width in its own units; 720 fills a page.
    pub width: f64,
    /// Height in the same units.
    pub height: f64,
    /// The marks.
    pub marks: Vec<Mark>,
}

/// The size of words in a figure, in its units.
pub(crate) const SIZE: f64 = 14.0;

impl Drawing {
    /// An empty picture.
    pub fn new(width: f64, height: f64) -> Drawing {
        Drawing {
            width,
            height,
            marks: Vec::new(),
        }
    }

    /// A straight line.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), pen: Pen) {
        self.path(vec![from, to], pen);
    }

    /// A line through points.
    pub fn path(&mut self, points: Vec<(f64, f64)>, pen: Pen) {
        self.marks.push(Mark::Path {
            points,
            closed: false,
            fill: None,
            pen: Some(pen),
        });
    }

    /// A closed surface.
    pub fn surface(&mut self, points: Vec<(f64, f64)>, fill: Ink, pen: Option<Pen>) {
        self.marks.push(Mark::Path {
            points,
            closed: true,
            fill: Some(fill),
            pen,
        });
    }

    /// A rectangle.
    pub fn rectangle(&mut self, at: (f64, f64), size: (f64, f64), fill: Ink, pen: Option<Pen>) {
        let ((x, y), (w, h)) = (at, size);
        self.surface(
            vec![(x, y), (x + w, y), (x + w, y + h), (x, y + h)],
            fill,
            pen,
        );
    }

    /// Words of the usual size.
    pub fn text(&mut self, at: (f64, f64), text: impl Into<String>, anchor: Anchor, ink: Ink) {
        self.marks.push(Mark::Text {
            at,
            text: text.into(),
            size: SIZE,
            anchor,
            bold: false,
            ink,
        });
    }

    /// Heavier words of the usual size.
    pub fn bold(&mut self, at: (f64, f64), text: impl Into<String>, anchor: Anchor, ink: Ink) {
        self.marks.push(Mark::Text {
            at,
            text: text.into(),
            size: SIZE,
            anchor,
            bold: true,
            ink,
        });
    }

    /// A bar in the manner of a series: colour, texture and outline, so that it can be told without colour.
    pub fn bar(&mut self, at: (f64, f64), size: (f64, f64), series: u8) {
        let outline = Pen::solid(Ink::Text, 1.0);
        if size.0 <= 0.0 || size.1 <= 0.0 {
            return;
        }
        match series % 4 {
            1 => {
                self.rectangle(at, size, Ink::Tint(1), None);
                self.stripes(at, size, 7.0, Pen::solid(Ink::Series(1), 3.5));
            }
            2 => {
                self.rectangle(at, size, Ink::Tint(2), None);
                let (mut x, end) = (at.0 + 3.0, at.0 + size.0);
                while x < end {
                    self.line(
                        (x, at.1),
                        (x, at.1 + size.1),
                        Pen::solid(Ink::Series(2), 2.5),
                    );
                    x += 6.0;
                }
            }
            solid => self.rectangle(at, size, Ink::Series(solid), None),
        }
        let ((x, y), (w, h)) = (at, size);
        self.marks.push(Mark::Path {
            points: vec![(x, y), (x + w, y), (x + w, y + h), (x, y + h)],
            closed: true,
            fill: None,
            pen: Some(outline),
        });
    }

    /// Slanting lines within a rectangle.
    fn stripes(&mut self, at: (f64, f64), size: (f64, f64), step: f64, pen: Pen) {
        let ((left, top), (w, h)) = (at, size);
        // Each line is x + y = c in the rectangle's own coordinates.
        let mut c = step / 2.0;
        while c < w + h {
            let from = if c <= w { (c, 0.0) } else { (w, c - w) };
            let to = if c <= h { (0.0, c) } else { (c - h, h) };
            self.line(
                (left + from.0, top + from.1),
                (left + to.0, top + to.1),
                pen,
            );
            c += step;
        }
    }

    /// The mark of a series at a point: circle, square, diamond, triangle.
    pub fn spot(&mut self, at: (f64, f64), series: u8, radius: f64) {
        let (x, y) = at;
        let pen = Some(Pen::solid(Ink::Paper, 1.0));
        let fill = Ink::Line(series);
        let r = radius;
        match series % 4 {
            0 => self.marks.push(Mark::Circle {
                at,
                radius: r,
                fill,
                pen,
            }),
            1 => self.rectangle((x - r, y - r), (2.0 * r, 2.0 * r), fill, pen),
            2 => self.surface(
                vec![
                    (x, y - 1.35 * r),
                    (x + 1.35 * r, y),
                    (x, y + 1.35 * r),
                    (x - 1.35 * r, y),
                ],
                fill,
                pen,
            ),
            _ => self.surface(
                vec![(x, y - 1.2 * r), (x + 1.2 * r, y + r), (x - 1.2 * r, y + r)],
                fill,
                pen,
            ),
        }
    }

    /// Puts another picture into this one.
    pub fn place(&mut self, other: &Drawing, at: (f64, f64)) {
        let moved = |(x, y): (f64, f64)| (x + at.0, y + at.1);
        self.marks
            .extend(other.marks.iter().cloned().map(|mark| match mark {
                Mark::Path {
                    points,
                    closed,
                    fill,
                    pen,
                } => Mark::Path {
                    points: points.into_iter().map(moved).collect(),
                    closed,
                    fill,
                    pen,
                },
                Mark::Circle {
                    at,
                    radius,
                    fill,
                    pen,
                } => Mark::Circle {
                    at: moved(at),
                    radius,
                    fill,
                    pen,
                },
                Mark::Text {
                    at,
                    text,
                    size,
                    anchor,
                    bold,
                    ink,
                } => Mark::Text {
                    at: moved(at),
                    text,
                    size,
                    anchor,
                    bold,
                    ink,
                },
            }));
    }
}

/// How a line of a series is drawn: whole, dashed, dotted, dash-dotted.
pub fn line_pen(series: u8) -> Pen {
    const DASHES: [&[f64]; 4] = [&[], &[9.0, 4.0], &[2.5, 3.5], &[10.0, 4.0, 2.5, 4.0]];
    Pen {
        ink: Ink::Line(series),
        width: 2.4,
        dash: DASHES[usize::from(series % 4)],
    }
}
