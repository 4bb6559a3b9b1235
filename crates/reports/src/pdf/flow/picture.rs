//! Pictures with their captions, and the long tables behind them at the end.

use krilla::geom::Rect;
use krilla::tagging::{BBox, Tag};

use super::{BODY, Flow};
use crate::figure::{Figure, Ink};
use crate::pdf::shape::Weight;
use crate::pdf::sheet::{SIDE, WIDE, What};

/// Tables behind figures of more rows stand at the end.
const SHORT: usize = 16;

impl<'a> Flow<'a> {
    pub(super) fn figure(&mut self, above: usize, figure: &'a Figure) {
        let number = self.numbers.of_figure(figure);
        let caption = self.numbers.figure(self.words, figure);
        let lines = self.shaper.lines(&caption, Weight::SemiBold, BODY.0, WIDE);
        let (scale, height) = figure_size(figure);
        self.space(8.0);
        self.need(lines.len() as f32 * BODY.1 + 6.0 + height);
        let group = self.sheets.branch(Some(above), Tag::Div);
        let leaf = self.sheets.tagged(group, Tag::Caption);
        self.set_lines(leaf, lines, SIDE, BODY.1, Ink::Text);
        self.y += 4.0;
        let alt = format!("{} {}", figure.title, figure.description);
        let page = self.sheets.pages.len() - 1;
        let (x, y) = (SIDE, self.y);
        let bbox = Rect::from_xywh(x, y, figure.drawing.width as f32 * scale, height)
            .map(|rect| BBox::new(page, rect));
        let leaf = self
            .sheets
            .tagged(group, Tag::Figure(Some(alt)).with_bbox(bbox));
        self.put(
            Some(leaf),
            What::Picture {
                at: (x, y),
                scale,
                drawing: figure.drawing.clone(),
            },
        );
        self.y += height + 6.0;
        if figure.table.rows.len() <= SHORT {
            let caption = self
                .words
                .numbered("document-numbers-caption", number, &figure.title);
            self.with_note(above, &figure.table, &caption);
        } else {
            self.later.push((number, figure));
            self.y += 6.0;
        }
    }

    /// The long tables behind figures.
    pub(super) fn appendix(&mut self, root: usize) {
        let later = std::mem::take(&mut self.later);
        if later.is_empty() {
            return;
        }
        let branch = self.sheets.branch(Some(root), Tag::Section);
        let title = self.words.t("document-appendix");
        self.new_page();
        self.heading(branch, &title, 2, 0.0);
        for (number, figure) in later {
            let caption = self
                .words
                .numbered("document-numbers-caption", number, &figure.title);
            self.with_note(branch, &figure.table, &caption);
        }
    }
}

/// The scale at which a picture fits the page, and its height there.
pub(super) fn figure_size(figure: &Figure) -> (f32, f32) {
    let scale = (WIDE / figure.drawing.width as f32).min(620.0 / figure.drawing.height as f32);
    (scale, figure.drawing.height as f32 * scale)
}
