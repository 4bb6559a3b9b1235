//! The typeface of reports and the width of words in it.

use std::sync::OnceLock;

use rustybuzz::ttf_parser::Face;

/// IBM Plex Sans, regular; empty when the program was built before the assets were there.
pub(crate) const REGULAR: &[u8] =
    include_bytes!(concat!(env!("OUT_DIR"), "/IBMPlexSans-Regular.ttf"));
/// IBM Plex Sans, semi-bold.
pub(crate) const SEMI_BOLD: &[u8] =
    include_bytes!(concat!(env!("OUT_DIR"), "/IBMPlexSans-SemiBold.ttf"));
/// The typeface's licence.
pub const LICENCE: &str = include_str!(concat!(env!("OUT_DIR"), "/license.txt"));

/// The width of words, in the unit of `size`. Without the typeface it is guessed.
pub fn width(text: &str, size: f64, bold: bool) -> f64 {
    static FACES: OnceLock<[Option<Face<'static>>; 2]> = OnceLock::new();
    let faces = FACES.get_or_init(|| [REGULAR, SEMI_BOLD].map(|data| Face::parse(data, 0).ok()));
    match &faces[usize::from(bold)] {
        None => text.chars().count() as f64 * size * 0.57,
        Some(face) => {
            let units = f64::from(face.units_per_em());
            let advance = |c: char| {
                let glyph = face.glyph_index(c).unwrap_or_default();
                f64::from(face.glyph_hor_advance(glyph).unwrap_or(0))
            };
            text.chars().map(advance).sum::<f64>() / units * size
        }
    }
}
