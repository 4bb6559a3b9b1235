//! Upright bars over time: one for each month or year.

use super::axis::{Axis, Field, draw_upright};
use super::bars::{Bar, draw_legend, legend_rows};
use super::drawing::{Anchor, Drawing, Ink, Pen, SIZE};
use crate::numbers::{Format, Numbers};
use crate::typeface::width;

/// Upright bars by place along and series.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnChart {
    /// Upward.
    pub axis: Axis,
    /// What lies along.
    pub along: String,
    /// The names of the series, up to four; a single one may be empty.
    pub series: Vec<String>,
    /// Places along, each with a bar for every series.
    pub places: Vec<(String, Vec<Bar>)>,
    /// How the value above a bar is written; nothing to leave it out.
    pub format: Option<Format>,
}

impl ColumnChart {
    /// The chart as a picture that fills the width of a page.
    pub fn draw(&self, numbers: Numbers) -> Drawing {
        let values = self
            .places
            .iter()
            .flat_map(|(_, bars)| bars.iter().flat_map(|bar| [bar.value, bar.low, bar.high]));
        let axis = self.axis.fit(values.flatten().chain([0.0]), numbers);
        let left = axis.width() + 18.0;
        let legend = if self.series.len() > 1 {
            10.0 + 20.0 * legend_rows(&self.series, left) as f64
        } else {
            0.0
        };
        let (height, top) = (360.0 + legend, 40.0 + legend);
        let mut drawing = Drawing::new(720.0, height);
        let field = Field {
            left,
            top,
            width: 720.0 - left - 12.0,
            height: height - top - 56.0,
        };
        if legend > 0.0 {
            draw_legend(&mut drawing, &self.series, field.left);
        }
        draw_upright(&mut drawing, &field, &axis, &self.axis.label);
        let scale = field.upright(&axis);
        let zero = scale.at(0.0);
        let slot = field.width / self.places.len().max(1) as f64;
        let bars = self.series.len().max(1) as f64;
        let wide = (slot * 0.8 / bars).min(46.0);
        let mut free_from = f64::NEG_INFINITY;
        for (at, (name, values)) in self.places.iter().enumerate() {
            let middle = field.left + (at as f64 + 0.5) * slot;
            let half = width(name, SIZE, false) / 2.0;
            if middle - half >= free_from {
                drawing.text(
                    (middle, field.bottom() + 20.0),
                    name,
                    Anchor::Middle,
                    Ink::Soft,
                );
                free_from = middle + half + 10.0;
            }
            for (series, bar) in values.iter().enumerate() {
                let Some(value) = bar.value else { continue };
                let x = middle + (series as f64 - bars / 2.0) * wide;
                let y = scale.at(value);
                drawing.bar(
                    (x, zero.min(y)),
                    (wide - 1.5, (zero - y).abs()),
                    series as u8,
                );
                let mut upper = y.min(zero);
                if let (Some(low), Some(high)) = (bar.low, bar.high) {
                    whisker(&mut drawing, x + wide / 2.0, scale.at(low), scale.at(high));
                    upper = upper.min(scale.at(high));
                }
                if let Some(text) = self.format.map(|format| numbers.format(value, format))
                    && width(&text, SIZE, true) <= wide + 14.0
                {
                    drawing.bold(
                        (x + wide / 2.0, upper - 6.0),
                        text,
                        Anchor::Middle,
                        Ink::Text,
                    );
                }
            }
        }
        drawing.line(
            (field.left, zero),
            (field.right(), zero),
            Pen::solid(Ink::Soft, 1.0),
        );
        drawing.text(
            (field.left + field.width / 2.0, field.bottom() + 42.0),
            &self.along,
            Anchor::Middle,
            Ink::Soft,
        );
        drawing
    }
}

fn whisker(drawing: &mut Drawing, x: f64, low: f64, high: f64) {
    for pen in [Pen::solid(Ink::Paper, 4.5), Pen::solid(Ink::Text, 1.8)] {
        drawing.line((x, low), (x, high), pen);
        drawing.line((x - 4.0, low), (x + 4.0, low), pen);
        drawing.line((x - 4.0, high), (x + 4.0, high), pen);
    }
}
