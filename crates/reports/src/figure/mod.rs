//! Small charts drawn by ourselves: one drawing for the page, the file and the print.
//!
//! Marks can be told apart without colour (dashes, textures, shapes, words at the line's end), every picture has a title, a
//! description and the table of its numbers, and the same input gives the same bytes.

mod axis;
mod bars;
mod columns;
mod drawing;
mod line;
mod multiples;
mod scale;
mod stacked;
mod svg;
mod tornado;

pub use axis::Axis;
pub use bars::{Bar, BarChart};
pub use columns::ColumnChart;
pub use drawing::{Anchor, Drawing, Ink, Mark, Pen, line_pen};
pub use line::{Line, LineChart, Point, Reference};
pub use multiples::Multiples;
pub use stacked::StackedChart;
pub(crate) use svg::escape;
pub use svg::{Named, svg};
pub use tornado::{Swing, TornadoChart};

use crate::document::Table;

/// A picture with its words and the table of its numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Short, of letters, digits and hyphens; unique in a document. Also the name of its file.
    pub id: String,
    /// What it shows, in a line.
    pub title: String,
    /// What is to be seen, for one who cannot see it.
    pub description: String,
    /// The picture.
    pub drawing: Drawing,
    /// Its numbers.
    pub table: Table,
}

impl Figure {
    /// The picture as SVG that stands alone or in a page.
    pub fn svg(&self, lang: &str) -> String {
        svg(
            &self.drawing,
            Named {
                id: &self.id,
                lang,
                title: &self.title,
                description: &self.description,
            },
        )
    }
}
