//! From sections and blocks to marks on pages, from top to bottom.

mod picture;
mod text;

use std::num::NonZeroU16;

use krilla::tagging::{ListNumbering, Tag};

use super::shape::{Set, Shaper, Weight};
use super::sheet::{BOTTOM, Entry, Put, SIDE, Sheets, TOP, WIDE, What};
use crate::document::{Block, Document, Numbered, Section, Table, numbered};
use crate::figure::{Figure, Ink};
use crate::words::Words;
use picture::figure_size;

/// Size and line height of running text.
pub(super) const BODY: (f32, f32) = (9.8, 14.2);
const SMALL: (f32, f32) = (8.2, 11.4);
const ACCENT: [u8; 3] = [0x9a, 0x34, 0x12];

/// The place on paper that is written next.
pub(super) struct Flow<'a> {
    pub(super) shaper: &'a mut Shaper,
    pub(super) sheets: Sheets,
    pub(super) y: f32,
    words: Words,
    numbers: Numbered,
    later: Vec<(usize, &'a Figure)>,
}

/// Sets a whole document.
pub(super) fn set<'a>(document: &'a Document, shaper: &'a mut Shaper) -> Sheets {
    let mut flow = Flow {
        shaper,
        sheets: Sheets::default(),
        y: TOP,
        words: Words(document.language),
        numbers: numbered(document),
        later: Vec::new(),
    };
    flow.sheets.pages.push(Vec::new());
    let root = flow.sheets.branch(None, Tag::Part);
    flow.title(root, document);
    flow.blocks(root, &document.lead);
    for section in &document.sections {
        flow.section(root, section, 2);
    }
    flow.appendix(root);
    flow.sheets
}

impl<'a> Flow<'a> {
    pub(super) fn put(&mut self, leaf: Option<usize>, what: What) {
        if let Some(page) = self.sheets.pages.last_mut() {
            page.push(Put { leaf, what });
        }
    }

    pub(super) fn new_page(&mut self) {
        self.sheets.pages.push(Vec::new());
        self.y = TOP;
    }

    /// Begins a new page when less than this is left.
    pub(super) fn need(&mut self, height: f32) {
        if self.y + height > BOTTOM && self.y > TOP {
            self.new_page();
        }
    }

    /// Room between blocks; none at the top of a page.
    fn space(&mut self, height: f32) {
        if self.y > TOP {
            self.y += height;
        }
    }

    /// Puts lines below each other; the first is kept with the second.
    pub(super) fn set_lines(&mut self, leaf: usize, lines: Vec<Set>, x: f32, step: f32, ink: Ink) {
        let count = lines.len();
        for (at, set) in lines.into_iter().enumerate() {
            self.need(if at + 2 == count { 2.0 * step } else { step });
            let base = self.y + step * 0.74;
            self.put(
                Some(leaf),
                What::Words {
                    at: (x, base),
                    set,
                    ink,
                },
            );
            self.y += step;
        }
    }

    fn title(&mut self, root: usize, document: &Document) {
        let leaf = self
            .sheets
            .tagged(root, Tag::Hn(NonZeroU16::MIN, Some(document.title.clone())));
        self.outline(&document.title, 1);
        let lines = self
            .shaper
            .lines(&document.title, Weight::SemiBold, 24.0, WIDE);
        self.set_lines(leaf, lines, SIDE, 30.0, Ink::Text);
        if !document.subtitle.is_empty() {
            let leaf = self.sheets.tagged(root, Tag::P);
            self.y += 4.0;
            let lines = self
                .shaper
                .lines(&document.subtitle, Weight::Regular, 13.0, WIDE);
            self.set_lines(leaf, lines, SIDE, 18.0, Ink::Soft);
        }
        self.y += 10.0;
        if document.facts.is_empty() {
            return;
        }
        let list = self.sheets.branch(Some(root), Tag::L(ListNumbering::None));
        let names = document
            .facts
            .iter()
            .map(|(what, _)| self.shaper.width(what, Weight::Regular, BODY.0))
            .fold(0.0, f32::max);
        let indent = names.min(WIDE * 0.4) + 16.0;
        for (what, value) in &document.facts {
            let item = self.sheets.branch(Some(list), Tag::LI);
            let label = self.sheets.tagged(item, Tag::Lbl);
            let value_leaf = self.sheets.tagged(item, Tag::LBody);
            let lines = self
                .shaper
                .lines(what, Weight::Regular, BODY.0, indent - 16.0);
            let values = self
                .shaper
                .lines(value, Weight::Regular, BODY.0, WIDE - indent);
            self.need(lines.len().max(values.len()) as f32 * BODY.1);
            let top = self.y;
            self.set_lines(label, lines, SIDE, BODY.1, Ink::Soft);
            let below = self.y;
            self.y = top;
            self.set_lines(value_leaf, values, SIDE + indent, BODY.1, Ink::Text);
            self.y = self.y.max(below);
        }
        self.y += 8.0;
    }

    fn outline(&mut self, title: &str, level: usize) {
        let page = self.sheets.pages.len() - 1;
        self.sheets.outline.push(Entry {
            title: title.to_owned(),
            level,
            page,
            y: (self.y - 12.0).max(0.0),
        });
    }

    fn section(&mut self, above: usize, section: &'a Section, level: usize) {
        let branch = self.sheets.branch(Some(above), Tag::Section);
        let number = self.numbers.section(section).to_owned();
        let first = section.blocks.first().or_else(|| {
            section
                .sections
                .first()
                .and_then(|inner| inner.blocks.first())
        });
        let follows = match first {
            // A picture is not parted from the heading over it.
            Some(Block::Figure(figure)) => figure_size(figure).1 + 60.0,
            _ => 0.0,
        };
        self.heading(
            branch,
            &format!("{number}  {}", section.title),
            level,
            follows,
        );
        self.blocks(branch, &section.blocks);
        for inner in &section.sections {
            self.section(branch, inner, level + 1);
        }
    }

    /// A heading, kept with what it heads: `follows` is the height that must find room below it.
    fn heading(&mut self, above: usize, title: &str, level: usize, follows: f32) {
        let (size, step, before) = match level {
            2 => (16.0, 21.0, 26.0),
            3 => (12.0, 16.0, 16.0),
            _ => (10.2, 14.5, 12.0),
        };
        let lines = self.shaper.lines(title, Weight::SemiBold, size, WIDE);
        self.space(before);
        let least: f32 = if level == 2 { 120.0 } else { 70.0 };
        self.need(lines.len() as f32 * step + least.max(follows));
        self.outline(title, level);
        if level == 2 {
            let y = self.y;
            self.put(
                None,
                What::Surface {
                    at: (SIDE, y),
                    size: (WIDE, 1.6),
                    rgb: ACCENT,
                },
            );
            self.y += 7.0;
        }
        let level = NonZeroU16::new(u16::try_from(level).unwrap_or(6)).unwrap_or(NonZeroU16::MIN);
        let leaf = self
            .sheets
            .tagged(above, Tag::Hn(level, Some(title.to_owned())));
        self.set_lines(leaf, lines, SIDE, step, Ink::Text);
        self.y += 4.0;
    }

    fn blocks(&mut self, above: usize, blocks: &'a [Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(text) => self.paragraph(above, text, BODY, Ink::Text),
                Block::Labelled { label, text } => self.labelled(above, label, text),
                Block::Notice(text) => self.notice(above, text),
                Block::List(items) => self.list(above, items),
                Block::Table(table) => {
                    let caption = self.numbers.table(self.words, table);
                    self.with_note(above, table, &caption);
                }
                Block::Figure(figure) => self.figure(above, figure),
            }
        }
    }

    fn with_note(&mut self, above: usize, table: &Table, caption: &str) {
        self.space(6.0);
        self.table(above, table, caption);
        if !table.note.is_empty() {
            self.y += 3.0;
            self.paragraph(above, &table.note, SMALL, Ink::Soft);
        }
        self.y += 8.0;
    }
}
