//! A report as tagged PDF: what is seen on paper and the tree of what it means (PDF/UA-1), which the writer checks before it hands it over.

mod flow;
mod shape;
mod sheet;
mod table;
mod write;

use jiff::Timestamp;

use crate::document::Document;

/// Why there is no PDF.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    /// The program was built before the assets were fetched.
    #[error(
        "this program was built without the typeface of its reports; build it again after `make assets`"
    )]
    NoTypeface,
    /// The document does not meet PDF/UA-1, for instance a letter that the typeface does not have.
    #[error("the report cannot be written as accessible PDF: {0}")]
    Refused(String),
}

/// The report as PDF. The same report gives the same bytes.
///
/// # Errors
/// [`PdfError`] when the typeface is missing or the result would not be accessible.
pub fn pdf(document: &Document) -> Result<Vec<u8>, PdfError> {
    let mut shaper = shape::Shaper::new()?;
    let sheets = flow::set(document, &mut shaper);
    write::write(document, sheets, &mut shaper, None)
}

/// The report as PDF/A-2a for an archive, which needs to know when it was made; accessible (PDF/UA-1) too.
///
/// # Errors
/// [`PdfError`] when the typeface is missing or the result would not be fit for an archive.
pub fn archival_pdf(document: &Document, made_at: Timestamp) -> Result<Vec<u8>, PdfError> {
    let mut shaper = shape::Shaper::new()?;
    let sheets = flow::set(document, &mut shaper);
    write::write(document, sheets, &mut shaper, Some(made_at))
}
