//! Lines over time with confidence bands, and steps for survival.

use super::axis::{Axis, Field, Fitted, apart, draw_lying, draw_upright};
use super::drawing::{Anchor, Drawing, Ink, Pen, SIZE, line_pen};
use crate::numbers::Numbers;
use crate::typeface::width;

/// One point of a line; without a value the line is broken there.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// Where along.
    pub x: f64,
    /// The value.
    pub y: Option<f64>,
    /// Lower end of the interval.
    pub low: Option<f64>,
    /// Upper end of the interval.
    pub high: Option<f64>,
}

/// A named line. Its colour, dashes and marks follow its place in the chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Written at its end.
    pub name: String,
    /// In order along.
    pub points: Vec<Point>,
}

/// An upright line with words, such as the start.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// Where along.
    pub x: f64,
    /// What is there.
    pub label: String,
}

/// Lines over time.
#[derive(Clone, Debug, PartialEq)]
pub struct LineChart {
    /// Along.
    pub x: Axis,
    /// Upward.
    pub y: Axis,
    /// Up to four lines.
    pub lines: Vec<Line>,
    /// What is marked along.
    pub references: Vec<Reference>,
    /// A level that means something, such as a cut-off, with its name.
    pub level: Option<(f64, String)>,
    /// A value holds until the next point.
    pub steps: bool,
}

/// How high the lane under a chart is.
const LANE: f64 = 24.0;

impl LineChart {
    /// The chart as a picture that fills the width of a page.
    pub fn draw(&self, numbers: Numbers) -> Drawing {
        self.draw_sized(numbers, 720.0, 380.0, true)
    }

    /// The same with a lane under it: a small mark where something happened along.
    pub fn draw_above(&self, lane: &[f64], numbers: Numbers) -> Drawing {
        self.draw_whole(numbers, (720.0, 380.0), true, lane)
    }

    /// The same for a narrow screen: letters keep their size, and the names stand beside the picture.
    pub fn draw_above_narrow(&self, lane: &[f64], numbers: Numbers) -> Drawing {
        self.draw_whole(numbers, (360.0, 300.0), false, lane)
    }

    pub(crate) fn fit_x(&self, numbers: Numbers) -> Fitted {
        let xs = self
            .lines
            .iter()
            .flat_map(|line| line.points.iter().map(|point| point.x));
        let mut fitted = self.x.fit(xs, numbers);
        // Along, the paper ends where the data do.
        if self.x.at.is_empty() {
            let xs = || {
                self.lines
                    .iter()
                    .flat_map(|line| line.points.iter().map(|point| point.x))
            };
            let (low, high) = (
                xs().fold(f64::INFINITY, f64::min),
                xs().fold(f64::NEG_INFINITY, f64::max),
            );
            if low <= high {
                fitted.range = (low, high);
                fitted.at.retain(|(value, _)| (low..=high).contains(value));
            }
        }
        fitted
    }

    pub(crate) fn fit_y(&self, numbers: Numbers) -> Fitted {
        let points = self.lines.iter().flat_map(|line| &line.points);
        let values = points
            .flat_map(|point| [point.y, point.low, point.high])
            .flatten();
        self.y.fit(
            values.chain(self.level.iter().map(|(level, _)| *level)),
            numbers,
        )
    }

    pub(crate) fn draw_sized(&self, numbers: Numbers, w: f64, h: f64, named: bool) -> Drawing {
        self.draw_whole(numbers, (w, h), named, &[])
    }

    fn draw_whole(
        &self,
        numbers: Numbers,
        (w, h): (f64, f64),
        named: bool,
        lane: &[f64],
    ) -> Drawing {
        let below = if lane.is_empty() { 0.0 } else { LANE };
        let mut drawing = Drawing::new(w, h + below);
        let (x, y) = (self.fit_x(numbers), self.fit_y(numbers));
        let lines = self.lines.iter().map(|line| line.name.as_str());
        let names = lines
            .chain(self.level.iter().map(|(_, name)| name.as_str()))
            .map(|name| width(name, SIZE, true))
            .fold(0.0, f64::max);
        let left = y.width() + 18.0;
        let right = if named && self.lines.len() > 1 {
            names + 30.0
        } else {
            20.0
        };
        let top = if self.y.label.is_empty() { 16.0 } else { 40.0 };
        let bottom = if self.x.label.is_empty() { 30.0 } else { 56.0 };
        let field = Field {
            left,
            top,
            width: w - left - right,
            height: h - top - bottom,
        };
        draw_upright(&mut drawing, &field, &y, &self.y.label);
        draw_lying(&mut drawing, &field, &x, &self.x.label, false);
        let (sx, sy) = (field.lying(&x), field.upright(&y));
        for (at, line) in self.lines.iter().enumerate() {
            for run in runs(&line.points) {
                band(&mut drawing, run, at as u8, self.steps, |point| {
                    (sx.at(point.0), sy.at(point.1))
                });
            }
        }
        for reference in &self.references {
            let at = sx.at(reference.x);
            drawing.line(
                (at, field.top),
                (at, field.bottom()),
                Pen {
                    ink: Ink::Text,
                    width: 1.2,
                    dash: &[5.0, 4.0],
                },
            );
            let room = field.right() - at > width(&reference.label, SIZE, false) + 8.0;
            let (x, anchor) = if room {
                (at + 6.0, Anchor::Start)
            } else {
                (at - 6.0, Anchor::End)
            };
            drawing.text((x, field.top + 12.0), &reference.label, anchor, Ink::Text);
        }
        if let Some((level, name)) = &self.level {
            let at = sy.at(*level);
            drawing.line(
                (field.left, at),
                (field.right(), at),
                Pen {
                    ink: Ink::Text,
                    width: 1.2,
                    dash: &[2.0, 3.0],
                },
            );
            // Among several lines it would lie on one of them: there it stands with the other names.
            if self.lines.len() < 2 {
                drawing.text((field.left + 6.0, at - 6.0), name, Anchor::Start, Ink::Text);
            }
        }
        // Marks that are many are narrow, so that each is still one.
        let half = (field.width / lane.len().max(1) as f64 / 2.2).clamp(1.0, 5.0);
        for x in lane {
            let (at, foot) = (sx.at(*x), h + below - 6.0);
            let pen = Pen::solid(Ink::Grid, 1.0);
            drawing.line((at, field.bottom() + 24.0), (at, foot - 8.0), pen);
            drawing.surface(
                vec![(at, foot - 10.0), (at + half, foot), (at - half, foot)],
                Ink::Soft,
                None,
            );
        }
        for (at, line) in self.lines.iter().enumerate() {
            let series = at as u8;
            // Marks on every point of a short line, on a few of a long one: enough to tell the lines apart.
            let every = (line.points.len() / 8).max(1);
            for run in runs(&line.points) {
                let places: Vec<_> = run
                    .iter()
                    .map(|point| (sx.at(point.x), sy.at(point.y.unwrap_or(0.0))))
                    .collect();
                let path = if self.steps {
                    stepped(&places)
                } else {
                    places.clone()
                };
                drawing.path(path, line_pen(series));
                if !self.steps {
                    for place in places.iter().step_by(every) {
                        drawing.spot(*place, series, 4.5);
                    }
                }
            }
        }
        if named && self.lines.len() > 1 {
            let mut places: Vec<_> = self
                .lines
                .iter()
                .enumerate()
                .filter_map(|(at, line)| {
                    let last = line.points.iter().rev().find_map(|point| point.y)?;
                    Some((at, sy.at(last) + 5.0))
                })
                .collect();
            let level = self.level.iter().map(|(level, _)| sy.at(*level) + 5.0);
            places.extend(level.map(|y| (self.lines.len(), y)));
            apart(&mut places, SIZE + 4.0, field.top + 10.0, field.bottom());
            for (at, y) in places {
                if let (None, Some((_, name))) = (self.lines.get(at), &self.level) {
                    let place = (field.right() + 24.0, y);
                    drawing.text(place, name, Anchor::Start, Ink::Text);
                    continue;
                }
                drawing.spot((field.right() + 14.0, y - 5.0), at as u8, 4.5);
                drawing.bold(
                    (field.right() + 24.0, y),
                    &self.lines[at].name,
                    Anchor::Start,
                    Ink::Line(at as u8),
                );
            }
        }
        drawing
    }
}

/// The stretches of a line without a gap.
fn runs(points: &[Point]) -> impl Iterator<Item = &[Point]> {
    points
        .split(|point| point.y.is_none())
        .filter(|run| !run.is_empty())
}

fn stepped(places: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut path = Vec::with_capacity(places.len() * 2);
    for place in places {
        if let Some((_, level)) = path.last().copied() {
            path.push((place.0, level));
        }
        path.push(*place);
    }
    path
}

fn band(
    drawing: &mut Drawing,
    run: &[Point],
    series: u8,
    steps: bool,
    place: impl Fn((f64, f64)) -> (f64, f64),
) {
    let side = |end: fn(&Point) -> Option<f64>| -> Vec<(f64, f64)> {
        let places: Vec<_> = run
            .iter()
            .filter_map(|point| end(point).map(|value| place((point.x, value))))
            .collect();
        if steps { stepped(&places) } else { places }
    };
    let (low, high) = (side(|point| point.low), side(|point| point.high));
    if low.len() < 2 || low.len() != high.len() {
        return;
    }
    let edge = Pen {
        ink: Ink::Line(series),
        width: 0.7,
        dash: &[1.5, 2.5],
    };
    drawing.surface(
        low.iter()
            .copied()
            .chain(high.iter().rev().copied())
            .collect(),
        Ink::Tint(series),
        None,
    );
    drawing.path(low, edge);
    drawing.path(high, edge);
}
