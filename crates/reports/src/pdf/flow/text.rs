//! Running text: paragraphs, notices, lists.

use krilla::tagging::{ListNumbering, Tag};

use super::{ACCENT, BODY, Flow};
use crate::figure::Ink;
use crate::pdf::shape::Weight;
use crate::pdf::sheet::{BOTTOM, SIDE, WIDE, What};

/// The warm paper behind a notice.
const WARM: [u8; 3] = [0xfd, 0xf4, 0xed];

impl Flow<'_> {
    pub(super) fn paragraph(
        &mut self,
        above: usize,
        text: &str,
        (size, step): (f32, f32),
        ink: Ink,
    ) {
        let leaf = self.sheets.tagged(above, Tag::P);
        let lines = self.shaper.lines(text, Weight::Regular, size, WIDE);
        self.set_lines(leaf, lines, SIDE, step, ink);
        self.y += step * 0.45;
    }

    /// The label runs in before the text.
    pub(super) fn labelled(&mut self, above: usize, label: &str, text: &str) {
        let (size, step) = BODY;
        let leaf = self.sheets.tagged(above, Tag::P);
        let head = self
            .shaper
            .line(&format!("{label} "), Weight::SemiBold, size);
        let indent = head.width();
        // The words of the first line have less room: measured with a piece in front that is as wide as the label.
        let mut first = String::new();
        let mut rest = text;
        for (at, _) in text
            .char_indices()
            .filter(|(_, c)| *c == ' ')
            .chain([(text.len(), ' ')])
        {
            if self.shaper.width(&text[..at], Weight::Regular, size) > WIDE - indent {
                break;
            }
            text[..at].clone_into(&mut first);
            rest = text[at..].trim_start();
        }
        self.need(2.0 * step);
        let base = self.y + step * 0.74;
        self.put(
            Some(leaf),
            What::Words {
                at: (SIDE, base),
                set: head,
                ink: Ink::Text,
            },
        );
        if !first.is_empty() {
            first.push(' ');
            let set = self.shaper.line(&first, Weight::Regular, size);
            self.put(
                Some(leaf),
                What::Words {
                    at: (SIDE + indent, base),
                    set,
                    ink: Ink::Text,
                },
            );
        }
        self.y += step;
        if !rest.is_empty() {
            let lines = self.shaper.lines(rest, Weight::Regular, size, WIDE);
            self.set_lines(leaf, lines, SIDE, step, Ink::Text);
        }
        self.y += step * 0.45;
    }

    pub(super) fn notice(&mut self, above: usize, text: &str) {
        let leaf = self.sheets.tagged(above, Tag::P);
        let lines = self
            .shaper
            .lines(text, Weight::Regular, BODY.0, WIDE - 28.0);
        let height = lines.len() as f32 * BODY.1 + 12.0;
        self.space(4.0);
        self.need(height.min(400.0));
        let y = self.y;
        if y + height <= BOTTOM {
            self.put(
                None,
                What::Surface {
                    at: (SIDE, y),
                    size: (WIDE, height),
                    rgb: WARM,
                },
            );
            self.put(
                None,
                What::Surface {
                    at: (SIDE, y),
                    size: (3.0, height),
                    rgb: ACCENT,
                },
            );
        }
        self.y += 6.0;
        self.set_lines(leaf, lines, SIDE + 14.0, BODY.1, Ink::Text);
        self.y += 14.0;
    }

    pub(super) fn list(&mut self, above: usize, items: &[String]) {
        let list = self.sheets.branch(Some(above), Tag::L(ListNumbering::Disc));
        for text in items {
            let item = self.sheets.branch(Some(list), Tag::LI);
            let label = self.sheets.tagged(item, Tag::Lbl);
            let body = self.sheets.tagged(item, Tag::LBody);
            let lines = self
                .shaper
                .lines(text, Weight::Regular, BODY.0, WIDE - 16.0);
            self.need(if lines.len() > 1 {
                2.0 * BODY.1
            } else {
                BODY.1
            });
            let base = self.y + BODY.1 * 0.74;
            let set = self.shaper.line("• ", Weight::Regular, BODY.0);
            self.put(
                Some(label),
                What::Words {
                    at: (SIDE + 3.0, base),
                    set,
                    ink: Ink::Soft,
                },
            );
            self.set_lines(body, lines, SIDE + 16.0, BODY.1, Ink::Text);
            self.y += 2.5;
        }
        self.y += 5.0;
    }
}
