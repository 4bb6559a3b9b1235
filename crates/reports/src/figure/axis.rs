//! Axes: what they are called, the values beside them, and the grid.

use super::drawing::{Anchor, Drawing, Ink, Pen, SIZE};
use super::scale::{Scale, decimals_of, round_values};
use crate::numbers::{Format, Numbers};
use crate::typeface::width;

/// An axis of numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// What it measures, with the unit.
    pub label: String,
    /// The least and greatest value to be shown; wider when the data are, unless `fixed`.
    pub range: Option<(f64, f64)>,
    /// Keeps to `range` exactly, with these values written.
    pub at: Vec<(f64, String)>,
    /// How values are written.
    pub format: Format,
}

impl Axis {
    /// An axis that fits itself to the data.
    pub fn new(label: impl Into<String>, format: Format) -> Axis {
        Axis {
            label: label.into(),
            range: None,
            at: Vec::new(),
            format,
        }
    }

    /// Shows at least these values.
    #[must_use]
    pub fn showing(mut self, low: f64, high: f64) -> Axis {
        self.range = Some((low, high));
        self
    }

    /// Writes these values and no others; the range is theirs or the data's.
    #[must_use]
    pub fn written(mut self, at: Vec<(f64, String)>) -> Axis {
        self.at = at;
        self
    }

    /// The values beside the axis, and the range it covers.
    pub(crate) fn fit(&self, values: impl Iterator<Item = f64>, numbers: Numbers) -> Fitted {
        let (mut low, mut high) = self.range.unwrap_or((f64::INFINITY, f64::NEG_INFINITY));
        for value in values.filter(|value| value.is_finite()) {
            low = low.min(value);
            high = high.max(value);
        }
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        if !self.at.is_empty() {
            let at = self
                .at
                .iter()
                .filter(|(value, _)| (low..=high).contains(value))
                .cloned()
                .collect();
            return Fitted {
                range: (low, high),
                at,
            };
        }
        let values = round_values(low, high, 5);
        let range = (values[0], values[values.len() - 1]);
        let format = match self.format {
            Format::Percent(_) => Format::Percent(decimals_of(
                &values.iter().map(|v| v * 100.0).collect::<Vec<_>>(),
            )),
            Format::Points(_) => Format::Points(decimals_of(
                &values.iter().map(|v| v * 100.0).collect::<Vec<_>>(),
            )),
            Format::Year => Format::Year,
            Format::Whole | Format::Decimals(_) => Format::Decimals(decimals_of(&values)),
        };
        Fitted {
            range,
            at: values
                .into_iter()
                .map(|value| (value, numbers.format(value, format)))
                .collect(),
        }
    }
}

/// An axis fitted to its data.
#[derive(Clone, Debug)]
pub(crate) struct Fitted {
    pub(crate) range: (f64, f64),
    pub(crate) at: Vec<(f64, String)>,
}

impl Fitted {
    /// The widest value beside the axis.
    pub(crate) fn width(&self) -> f64 {
        self.at
            .iter()
            .map(|(_, text)| width(text, SIZE, false))
            .fold(0.0, f64::max)
    }
}

/// The part of a picture that values are mapped to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

impl Field {
    pub(crate) fn bottom(&self) -> f64 {
        self.top + self.height
    }

    pub(crate) fn right(&self) -> f64 {
        self.left + self.width
    }

    /// The scale of an upright axis.
    pub(crate) fn upright(&self, axis: &Fitted) -> Scale {
        Scale::new(axis.range, (self.bottom(), self.top))
    }

    /// The scale of a lying axis.
    pub(crate) fn lying(&self, axis: &Fitted) -> Scale {
        Scale::new(axis.range, (self.left, self.right()))
    }
}

/// Grid lines and values of an upright axis; its label stands above it, level.
pub(crate) fn draw_upright(drawing: &mut Drawing, field: &Field, axis: &Fitted, label: &str) {
    let scale = field.upright(axis);
    for (value, text) in &axis.at {
        let y = scale.at(*value);
        let zero = *value == 0.0;
        let pen = Pen::solid(if zero { Ink::Soft } else { Ink::Grid }, 1.0);
        drawing.line((field.left, y), (field.right(), y), pen);
        drawing.text((field.left - 8.0, y + 5.0), text, Anchor::End, Ink::Soft);
    }
    if !label.is_empty() {
        let left = field.left - 8.0 - axis.width();
        drawing.text((left, field.top - 12.0), label, Anchor::Start, Ink::Soft);
    }
}

/// Values of a lying axis below it, and its label below those.
pub(crate) fn draw_lying(
    drawing: &mut Drawing,
    field: &Field,
    axis: &Fitted,
    label: &str,
    grid: bool,
) {
    let scale = field.lying(axis);
    let mut free_from = f64::NEG_INFINITY;
    for (value, text) in &axis.at {
        let x = scale.at(*value);
        if grid {
            let pen = Pen::solid(if *value == 0.0 { Ink::Soft } else { Ink::Grid }, 1.0);
            drawing.line((x, field.top), (x, field.bottom()), pen);
        } else {
            drawing.line(
                (x, field.bottom()),
                (x, field.bottom() + 5.0),
                Pen::solid(Ink::Soft, 1.0),
            );
        }
        let half = width(text, SIZE, false) / 2.0;
        // A value without room beside the one before it is left out: its tick stays.
        if x - half >= free_from {
            drawing.text((x, field.bottom() + 20.0), text, Anchor::Middle, Ink::Soft);
            free_from = x + half + 8.0;
        }
    }
    if !grid {
        drawing.line(
            (field.left, field.bottom()),
            (field.right(), field.bottom()),
            Pen::solid(Ink::Soft, 1.0),
        );
    }
    if !label.is_empty() {
        let middle = field.left + field.width / 2.0;
        drawing.text(
            (middle, field.bottom() + 42.0),
            label,
            Anchor::Middle,
            Ink::Soft,
        );
    }
}

/// Moves places apart so that words of one line each do not lie on each other, keeping their order.
pub(crate) fn apart(places: &mut [(usize, f64)], step: f64, low: f64, high: f64) {
    places.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    for at in 1..places.len() {
        places[at].1 = places[at].1.max(places[at - 1].1 + step);
    }
    if let Some(last) = places.last_mut() {
        last.1 = last.1.min(high);
    }
    for at in (1..places.len()).rev() {
        places[at - 1].1 = places[at - 1].1.min(places[at].1 - step);
    }
    if let Some(first) = places.first_mut() {
        first.1 = first.1.max(low);
    }
}
