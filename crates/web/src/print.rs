//! What is printed: a document as a tagged PDF, also where its typeface lacks letters.

use helhed_reports::{Document, PdfError, archival_pdf, pdf};

use crate::documents::send;
use crate::error::PageError;
use crate::page::PageResult;

/// How the letters of a text reach the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Letters {
    /// Each that the typeface may lack (Arabic, a smiley) is shown as a question mark.
    pub plain: bool,
}

impl Letters {
    /// A text as it is printed.
    pub(crate) fn text(self, text: &str) -> String {
        match self.plain {
            false => text.to_owned(),
            true => text
                .chars()
                .map(|c| if is_printable(c) { c } else { '?' })
                .collect(),
        }
    }
}

/// Letters that the typeface of reports has for certain: Latin with its accents, and what a keyboard has besides.
fn is_printable(letter: char) -> bool {
    matches!(letter, '\n' | ' '..='~' | '\u{a0}'..='\u{17f}' | '–' | '—' | '‘' | '’' | '“' | '”' | '„' | '…' | '€')
}

/// A document as PDF: whole, or with question marks where the typeface lacks letters.
pub(crate) fn printed(make: impl Fn(Letters) -> Document) -> Result<Vec<u8>, PageError> {
    written(pdf, make)
}

fn written(
    write: impl Fn(&Document) -> Result<Vec<u8>, PdfError>,
    make: impl Fn(Letters) -> Document,
) -> Result<Vec<u8>, PageError> {
    let whole = write(&make(Letters { plain: false }));
    let written = whole.or_else(|error| match error {
        PdfError::Refused(_) => write(&make(Letters { plain: true })),
        other => Err(other),
    });
    written.map_err(|error| {
        // The error may hold what could not be set: only its kind is told.
        let kind = match error {
            PdfError::NoTypeface => "no typeface",
            PdfError::Refused(_) => "refused",
        };
        tracing::error!(kind, "a document could not be written as PDF");
        PageError::Failed
    })
}

/// A document for an archive, as PDF/A: whole, or with question marks where the typeface lacks letters.
pub(crate) fn archived(
    now: jiff::Timestamp,
    make: impl Fn(Letters) -> Document,
) -> Result<Vec<u8>, PageError> {
    written(|document| archival_pdf(document, now), make)
}

/// The same as an answer, to save under a name.
pub(crate) fn send_printed(name: &str, make: impl Fn(Letters) -> Document) -> PageResult {
    let written = printed(make)?;
    Ok(send(&format!("{name}.pdf"), "application/pdf", written))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_the_paper_lacks_is_a_question_mark() {
        let letters = |plain| Letters { plain };
        assert_eq!(letters(true).text("Møde – é 🙂"), "Møde – é ?");
        assert_eq!(letters(false).text("🙂"), "🙂");
    }
}
