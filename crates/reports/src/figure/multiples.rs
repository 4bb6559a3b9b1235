//! The same small picture for each of several groups, on the same axes.

use super::drawing::{Anchor, Drawing, Ink};
use super::line::LineChart;
use crate::numbers::Numbers;

/// Small line charts in rows of `across`. They share the upright axis, so that heights compare.
#[derive(Clone, Debug, PartialEq)]
pub struct Multiples {
    /// Each with its title.
    pub charts: Vec<(String, LineChart)>,
    /// How many stand beside each other: 2 or 3.
    pub across: usize,
}

impl Multiples {
    /// The charts as one picture that fills the width of a page.
    pub fn draw(&self, numbers: Numbers) -> Drawing {
        let across = self.across.clamp(1, 3);
        let rows = self.charts.len().div_ceil(across).max(1);
        let (wide, high) = (720.0 / across as f64, 250.0);
        let range = |fit: fn(&LineChart, Numbers) -> (f64, f64)| {
            let ends = self.charts.iter().map(|(_, chart)| fit(chart, numbers));
            ends.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
                .unwrap_or((0.0, 1.0))
        };
        let y = range(|chart, numbers| chart.fit_y(numbers).range);
        let x = range(|chart, numbers| chart.fit_x(numbers).range);
        let mut drawing = Drawing::new(720.0, rows as f64 * high);
        for (at, (title, chart)) in self.charts.iter().enumerate() {
            let corner = ((at % across) as f64 * wide, (at / across) as f64 * high);
            let mut chart = chart.clone();
            chart.y.range = Some(y);
            if !chart.x.at.is_empty() {
                chart.x.range = Some(x);
            }
            drawing.bold(
                (corner.0 + 4.0, corner.1 + 16.0),
                title,
                Anchor::Start,
                Ink::Text,
            );
            drawing.place(
                &chart.draw_sized(numbers, wide - 8.0, high - 30.0, false),
                (corner.0, corner.1 + 26.0),
            );
        }
        drawing
    }
}
