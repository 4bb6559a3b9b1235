//! Words to glyphs, lines to words.

use std::collections::HashMap;
use std::ops::Range;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Face, UnicodeBuffer, shape};

use super::PdfError;
use crate::typeface::{REGULAR, SEMI_BOLD};

/// A weight of the typeface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Weight {
    Regular,
    SemiBold,
}

/// Glyphs of a text, with advances in parts of the size.
#[derive(Clone, Debug)]
pub(super) struct Shaped {
    pub(super) glyphs: Vec<KrillaGlyph>,
    pub(super) width: f32,
}

/// A line ready to be set.
#[derive(Clone, Debug)]
pub(super) struct Set {
    pub(super) text: String,
    pub(super) weight: Weight,
    pub(super) size: f32,
    pub(super) shaped: Shaped,
}

impl Set {
    /// Its width on paper. The space at its end, which only keeps words apart for one who listens, does not count.
    pub(super) fn width(&self) -> f32 {
        self.shaped.width * self.size
    }
}

/// The faces, and the words that were set before.
pub(super) struct Shaper {
    faces: [Face<'static>; 2],
    fonts: [Font; 2],
    seen: HashMap<(Weight, String), Shaped>,
}

impl Shaper {
    pub(super) fn new() -> Result<Shaper, PdfError> {
        let face = |data| Face::from_slice(data, 0).ok_or(PdfError::NoTypeface);
        let font = |data: &'static [u8]| Font::new(data.into(), 0).ok_or(PdfError::NoTypeface);
        Ok(Shaper {
            faces: [face(REGULAR)?, face(SEMI_BOLD)?],
            fonts: [font(REGULAR)?, font(SEMI_BOLD)?],
            seen: HashMap::new(),
        })
    }

    pub(super) fn font(&self, weight: Weight) -> Font {
        self.fonts[weight as usize].clone()
    }

    fn word(&mut self, word: &str, weight: Weight) -> &Shaped {
        let key = (weight, word.to_owned());
        let face = &self.faces[weight as usize];
        self.seen
            .entry(key)
            .or_insert_with(|| shape_word(face, word))
    }

    pub(super) fn width(&mut self, text: &str, weight: Weight, size: f32) -> f32 {
        self.word(text, weight).width * size
    }

    /// One line as it stands.
    pub(super) fn line(&mut self, text: &str, weight: Weight, size: f32) -> Set {
        let shaped = self.word(text, weight).clone();
        Set {
            text: text.to_owned(),
            weight,
            size,
            shaped,
        }
    }

    /// Text broken into lines no wider than `room`. A word that is wider is broken between letters.
    pub(super) fn lines(&mut self, text: &str, weight: Weight, size: f32, room: f32) -> Vec<Set> {
        let space = self.width(" ", weight, size);
        let (mut lines, mut line, mut used) = (Vec::new(), String::new(), 0.0);
        let mut pieces = Vec::new();
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            self.pieces(word, weight, size, room, &mut pieces);
        }
        for (piece, wide, joined) in pieces {
            let gap = if line.is_empty() || joined {
                0.0
            } else {
                space
            };
            if !line.is_empty() && used + gap + wide > room + 0.01 {
                lines.push(std::mem::take(&mut line));
                used = 0.0;
            }
            if !line.is_empty() && !joined {
                line.push(' ');
                used += space;
            }
            line.push_str(&piece);
            used += wide;
        }
        if !line.is_empty() || lines.is_empty() {
            lines.push(line);
        }
        let last = lines.len() - 1;
        let set = lines.into_iter().enumerate().map(|(at, line)| {
            let mut set = self.line(&line, weight, size);
            if at < last {
                // Words of two lines are apart also for one who listens.
                let width = set.shaped.width;
                set = self.line(&format!("{line} "), weight, size);
                set.shaped.width = width;
            }
            set
        });
        set.collect()
    }

    fn pieces(
        &mut self,
        word: &str,
        weight: Weight,
        size: f32,
        room: f32,
        into: &mut Vec<(String, f32, bool)>,
    ) {
        let wide = self.width(word, weight, size);
        if wide <= room {
            into.push((word.to_owned(), wide, false));
            return;
        }
        let (mut piece, mut joined) = (String::new(), false);
        for c in word.chars() {
            piece.push(c);
            let wide = self.width(&piece, weight, size);
            if wide > room && piece.chars().count() > 1 {
                piece.pop();
                let wide = self.width(&piece, weight, size);
                into.push((std::mem::take(&mut piece), wide, joined));
                joined = true;
                piece.push(c);
            }
        }
        let wide = self.width(&piece, weight, size);
        into.push((piece, wide, joined));
    }
}

fn shape_word(face: &Face<'_>, text: &str) -> Shaped {
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    let buffer = shape(face, &[], buffer);
    let units = face.units_per_em() as f32;
    let starts: Vec<usize> = buffer
        .glyph_infos()
        .iter()
        .map(|info| info.cluster as usize)
        .collect();
    // A glyph stands for the text from its cluster to the next one that begins later.
    let range = |at: usize| -> Range<usize> {
        let end = starts[at + 1..]
            .iter()
            .copied()
            .find(|start| *start > starts[at]);
        starts[at]..end.unwrap_or(text.len())
    };
    let glyphs: Vec<_> = buffer
        .glyph_infos()
        .iter()
        .zip(buffer.glyph_positions())
        .enumerate()
        .map(|(at, (info, place))| {
            KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                place.x_advance as f32 / units,
                place.x_offset as f32 / units,
                place.y_offset as f32 / units,
                place.y_advance as f32 / units,
                range(at),
                None,
            )
        })
        .collect();
    let width = glyphs.iter().map(|glyph| glyph.x_advance).sum();
    Shaped { glyphs, width }
}
