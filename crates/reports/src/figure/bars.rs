//! Lying bars with error bars, in groups: long names have room beside them.

use super::axis::{Axis, Field, draw_lying};
use super::drawing::{Anchor, Drawing, Ink, Pen, SIZE};
use crate::numbers::{Format, Numbers};
use crate::typeface::width;

/// A value with its interval.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bar {
    /// The value; nothing where it is not told.
    pub value: Option<f64>,
    /// Lower end of the interval.
    pub low: Option<f64>,
    /// Upper end of the interval.
    pub high: Option<f64>,
}

/// Bars by group and series.
#[derive(Clone, Debug, PartialEq)]
pub struct BarChart {
    /// Along.
    pub axis: Axis,
    /// The names of the series, up to four; a single one may be empty.
    pub series: Vec<String>,
    /// Groups from above, each with a bar for every series.
    pub groups: Vec<(String, Vec<Bar>)>,
    /// How the value beside a bar is written.
    pub format: Format,
    /// What stands for a value that is not told.
    pub absent: String,
}

const BAR: f64 = 20.0;
const GAP: f64 = 16.0;

impl BarChart {
    /// The chart as a picture that fills the width of a page.
    pub fn draw(&self, numbers: Numbers) -> Drawing {
        let values = self
            .groups
            .iter()
            .flat_map(|(_, bars)| bars.iter().flat_map(|bar| [bar.value, bar.low, bar.high]));
        let axis = self.axis.fit(values.flatten().chain([0.0]), numbers);
        let names = self
            .groups
            .iter()
            .map(|(name, _)| width(name, SIZE, false))
            .fold(0.0, f64::max);
        let legend = self.series.len() > 1;
        let top = if legend { 44.0 } else { 14.0 };
        let told = |bar: &Bar| {
            bar.value.map_or_else(
                || self.absent.clone(),
                |value| numbers.format(value, self.format),
            )
        };
        let right = self
            .groups
            .iter()
            .flat_map(|(_, bars)| bars)
            .map(|bar| width(&told(bar), SIZE, true))
            .fold(0.0, f64::max)
            + 24.0;
        let left = names.min(300.0) + 14.0;
        let group = self.series.len().max(1) as f64 * BAR + GAP;
        let height = top + self.groups.len() as f64 * group + 56.0;
        let mut drawing = Drawing::new(720.0, height);
        let field = Field {
            left,
            top,
            width: 720.0 - left - right,
            height: height - top - 56.0,
        };
        if legend {
            draw_legend(&mut drawing, &self.series, field.left);
        }
        draw_lying(&mut drawing, &field, &axis, &self.axis.label, true);
        let scale = field.lying(&axis);
        let zero = scale.at(0.0);
        for (row, (name, bars)) in self.groups.iter().enumerate() {
            let top = field.top + row as f64 * group + GAP / 2.0;
            let middle = top + bars.len() as f64 * BAR / 2.0;
            drawing.text(
                (field.left - 10.0, middle + 5.0),
                name,
                Anchor::End,
                Ink::Text,
            );
            for (at, bar) in bars.iter().enumerate() {
                let y = top + at as f64 * BAR;
                let Some(value) = bar.value else {
                    drawing.text(
                        (zero + 6.0, y + 15.0),
                        &self.absent,
                        Anchor::Start,
                        Ink::Soft,
                    );
                    continue;
                };
                let x = scale.at(value);
                drawing.bar(
                    (zero.min(x), y + 2.0),
                    ((x - zero).abs(), BAR - 4.0),
                    at as u8,
                );
                let mut end = x.max(zero);
                if let (Some(low), Some(high)) = (bar.low, bar.high) {
                    whisker(&mut drawing, scale.at(low), scale.at(high), y + BAR / 2.0);
                    end = end.max(scale.at(high));
                }
                drawing.bold((end + 8.0, y + 15.0), told(bar), Anchor::Start, Ink::Text);
            }
        }
        drawing
    }
}

/// An interval lying: a white line under a dark one shows on any bar.
fn whisker(drawing: &mut Drawing, low: f64, high: f64, y: f64) {
    for pen in [Pen::solid(Ink::Paper, 4.5), Pen::solid(Ink::Text, 1.8)] {
        drawing.line((low, y), (high, y), pen);
        drawing.line((low, y - 4.0), (low, y + 4.0), pen);
        drawing.line((high, y - 4.0), (high, y + 4.0), pen);
    }
}

/// What the colours and textures stand for, in one row or more.
pub(crate) fn draw_legend(drawing: &mut Drawing, series: &[String], left: f64) {
    let (mut x, mut y) = (left, 8.0);
    for (at, name) in series.iter().enumerate() {
        let wide = width(name, SIZE, false) + 48.0;
        if x > left && x + wide > drawing.width {
            (x, y) = (left, y + 20.0);
        }
        drawing.bar((x, y), (18.0, 14.0), at as u8);
        drawing.text((x + 25.0, y + 12.0), name, Anchor::Start, Ink::Text);
        x += wide;
    }
}

/// How many rows the legend takes beside a left margin.
pub(crate) fn legend_rows(series: &[String], left: f64) -> usize {
    let (mut x, mut rows) = (left, 1);
    for name in series {
        let wide = width(name, SIZE, false) + 48.0;
        if x > left && x + wide > 720.0 {
            (x, rows) = (left, rows + 1);
        }
        x += wide;
    }
    rows
}
