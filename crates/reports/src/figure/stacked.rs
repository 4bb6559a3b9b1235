//! Lying bars made of parts: who gains and who pays.

use super::axis::{Axis, Field, draw_lying};
use super::bars::{draw_legend, legend_rows};
use super::drawing::{Anchor, Drawing, Ink, Pen, SIZE};
use crate::numbers::{Format, Numbers};
use crate::typeface::width;

/// Bars of parts; parts below zero lie to the left.
#[derive(Clone, Debug, PartialEq)]
pub struct StackedChart {
    /// Along.
    pub axis: Axis,
    /// The names of the parts, up to four.
    pub parts: Vec<String>,
    /// Bars from above, each with a value for every part.
    pub bars: Vec<(String, Vec<f64>)>,
    /// How the sum beside a bar is written; nothing to leave it out.
    pub sum: Option<Format>,
}

impl StackedChart {
    /// The chart as a picture that fills the width of a page.
    pub fn draw(&self, numbers: Numbers) -> Drawing {
        let side =
            |values: &[f64], sign: f64| -> f64 { values.iter().filter(|v| **v * sign > 0.0).sum() };
        let ends = self
            .bars
            .iter()
            .flat_map(|(_, values)| [side(values, 1.0), side(values, -1.0)]);
        let axis = self.axis.fit(ends.chain([0.0]), numbers);
        let names = self
            .bars
            .iter()
            .map(|(name, _)| width(name, SIZE, false))
            .fold(0.0, f64::max);
        let left = names.min(300.0) + 14.0;
        let told = |values: &[f64]| {
            self.sum
                .map(|format| numbers.format(values.iter().sum(), format))
        };
        let sums = self.bars.iter().filter_map(|(_, values)| told(values));
        let right = sums
            .map(|text| width(&text, SIZE, true) + 16.0)
            .fold(0.0, f64::max)
            + 14.0;
        let top = 24.0 + 20.0 * legend_rows(&self.parts, left) as f64;
        let height = top + self.bars.len() as f64 * 36.0 + 56.0;
        let mut drawing = Drawing::new(720.0, height);
        let field = Field {
            left,
            top,
            width: 720.0 - left - right,
            height: height - top - 56.0,
        };
        draw_legend(&mut drawing, &self.parts, field.left);
        draw_lying(&mut drawing, &field, &axis, &self.axis.label, true);
        let scale = field.lying(&axis);
        for (row, (name, values)) in self.bars.iter().enumerate() {
            let y = field.top + row as f64 * 36.0 + 7.0;
            drawing.text((field.left - 10.0, y + 16.0), name, Anchor::End, Ink::Text);
            let (mut up, mut down) = (0.0, 0.0);
            for (part, value) in values.iter().enumerate() {
                let from = if *value >= 0.0 { &mut up } else { &mut down };
                let (a, b) = (scale.at(*from), scale.at(*from + value));
                *from += value;
                drawing.bar((a.min(b), y), ((b - a).abs(), 22.0), part as u8);
            }
            if let Some(text) = told(values) {
                drawing.bold(
                    (scale.at(up) + 8.0, y + 16.0),
                    text,
                    Anchor::Start,
                    Ink::Text,
                );
            }
        }
        let zero = scale.at(0.0);
        drawing.line(
            (zero, field.top),
            (zero, field.bottom()),
            Pen::solid(Ink::Text, 1.5),
        );
        drawing
    }
}
