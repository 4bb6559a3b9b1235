//! What can go wrong in a journey, in words that tell the reader where to look.

use thirtyfour::error::WebDriverError;

use crate::axe::{self, Violation};

/// Why a journey stopped.
#[derive(Debug, thiserror::Error)]
pub enum E2eError {
    /// A program that the journeys need is not installed.
    #[error("{program} cannot be started ({source}): install it with scripts/prepare.sh")]
    Program {
        /// Its name.
        program: &'static str,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file that is built or fetched beforehand is not there.
    #[error("{path} is missing: run `{make}` first")]
    NotBuilt {
        /// The file.
        path: String,
        /// The command that makes it.
        make: &'static str,
    },
    /// Helhed or chromedriver started but did not get ready.
    #[error("{program} did not get ready: {said}")]
    NotReady {
        /// Its name.
        program: &'static str,
        /// What it said, or what was waited for.
        said: String,
    },
    /// The page has no such thing.
    #[error("no {what} '{name}' on {url}; it says:\n{page}")]
    NotFound {
        /// Kind of element looked for: field, button, link, text.
        what: &'static str,
        /// Label or text looked for.
        name: String,
        /// Address of the page.
        url: String,
        /// The page's own text.
        page: String,
    },
    /// The page breaks accessibility rules.
    #[error("{} accessibility violations on {url} at {width} px:\n{}", .violations.len(), axe::listed(.violations))]
    Inaccessible {
        /// Address of the page.
        url: String,
        /// Width of the window in CSS pixels.
        width: u32,
        /// What axe found.
        violations: Vec<Violation>,
    },
    /// Something is cut off, or makes the page scroll sideways.
    #[error("does not fit in the window of {width} px on {url}:\n{}", .elements.join("\n"))]
    TooWide {
        /// Address of the page.
        url: String,
        /// Width of the window in CSS pixels.
        width: u32,
        /// The elements that stick out, each with how far.
        elements: Vec<String>,
    },
    /// The browser refused a command.
    #[error("the browser: {0}")]
    Browser(#[from] Box<WebDriverError>),
    /// A file or a socket of the harness itself.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

impl From<WebDriverError> for E2eError {
    fn from(error: WebDriverError) -> Self {
        Self::Browser(Box::new(error))
    }
}
