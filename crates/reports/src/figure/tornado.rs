//! What the result hangs on: one bar for each assumption, from its low to its high end, the longest on top.

use super::axis::{Axis, Field, draw_lying};
use super::drawing::{Anchor, Drawing, Ink, Pen, SIZE};
use crate::numbers::{Format, Numbers};
use crate::typeface::width;

/// One assumption.
#[derive(Clone, Debug, PartialEq)]
pub struct Swing {
    /// What is varied, with its range.
    pub name: String,
    /// The result at its low end.
    pub low: f64,
    /// The result at its high end.
    pub high: f64,
}

/// Swings around a result.
#[derive(Clone, Debug, PartialEq)]
pub struct TornadoChart {
    /// Along.
    pub axis: Axis,
    /// The result with every assumption as it is.
    pub base: f64,
    /// What that is called.
    pub base_name: String,
    /// In any order.
    pub swings: Vec<Swing>,
    /// How results are written.
    pub format: Format,
}

impl TornadoChart {
    /// The chart as a picture that fills the width of a page. Results at the low end of an assumption are striped.
    pub fn draw(&self, numbers: Numbers) -> Drawing {
        let mut swings: Vec<_> = self.swings.iter().collect();
        swings.sort_by(|a, b| {
            (b.high - b.low)
                .abs()
                .total_cmp(&(a.high - a.low).abs())
                .then_with(|| a.name.cmp(&b.name))
        });
        let told = |value: f64| numbers.format(value, self.format);
        let axis = self.axis.fit(
            swings
                .iter()
                .flat_map(|s| [s.low, s.high])
                .chain([self.base]),
            numbers,
        );
        let names = swings
            .iter()
            .map(|s| width(&s.name, SIZE, false))
            .fold(0.0, f64::max);
        let ends = swings
            .iter()
            .flat_map(|s| [s.low, s.high])
            .map(|v| width(&told(v), SIZE, false))
            .fold(0.0, f64::max);
        let left = names.min(300.0) + 14.0;
        let height = 40.0 + swings.len() as f64 * 32.0 + 56.0;
        let mut drawing = Drawing::new(720.0, height);
        // The values stand beside the bars' ends, on both sides.
        let field = Field {
            left,
            top: 40.0,
            width: 720.0 - left - 20.0,
            height: height - 96.0,
        };
        let inner = Field {
            left: left + ends + 10.0,
            width: field.width - 2.0 * (ends + 10.0),
            ..field
        };
        draw_lying(&mut drawing, &inner, &axis, &self.axis.label, true);
        let scale = inner.lying(&axis);
        let base = scale.at(self.base);
        for (row, swing) in swings.iter().enumerate() {
            let y = field.top + row as f64 * 32.0 + 5.0;
            drawing.text(
                (field.left - 10.0, y + 16.0),
                &swing.name,
                Anchor::End,
                Ink::Text,
            );
            for (value, series) in [(swing.low, 1), (swing.high, 0)] {
                let x = scale.at(value);
                drawing.bar((base.min(x), y), ((x - base).abs(), 22.0), series);
            }
            let (least, most) = (swing.low.min(swing.high), swing.low.max(swing.high));
            drawing.text(
                (scale.at(least).min(base) - 7.0, y + 16.0),
                told(least),
                Anchor::End,
                Ink::Text,
            );
            drawing.text(
                (scale.at(most).max(base) + 7.0, y + 16.0),
                told(most),
                Anchor::Start,
                Ink::Text,
            );
        }
        drawing.line(
            (base, field.top - 6.0),
            (base, field.bottom()),
            Pen::solid(Ink::Text, 1.8),
        );
        let label = format!("{} {}", self.base_name, told(self.base));
        let half = width(&label, SIZE, true) / 2.0;
        drawing.bold(
            (base.clamp(half + 4.0, 716.0 - half), field.top - 14.0),
            label,
            Anchor::Middle,
            Ink::Text,
        );
        drawing
    }
}
