//! Why a municipality could not be made, and reading a story's words as the domain's.

use helhed_casework::domain::text::{Line, Name, Prose};
use helhed_casework::{Stop, StoreError};

/// Why a municipality could not be made.
#[derive(Debug, thiserror::Error)]
pub enum PopulateError {
    /// An operation refused what a story tells: a fault in the story.
    #[error("{what} refused what a story tells: {why}")]
    Refused {
        /// The operation, or what was read.
        what: &'static str,
        /// Its own words, which never hold those of the story.
        why: String,
    },
    /// A story needs somebody whom the municipality does not have.
    #[error("nobody to act: {0}")]
    NobodyDoes(&'static str),
    /// A story tells things in an order in which they cannot be.
    #[error("{0} before it can be")]
    TooEarly(&'static str),
    /// An operation stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
    /// Storage failed.
    #[error(transparent)]
    Storage(#[from] StoreError),
}

/// Names the operation that refused.
pub(super) fn refused<E: std::error::Error>(what: &'static str) -> impl Fn(E) -> PopulateError {
    move |error| PopulateError::Refused {
        what,
        why: error.to_string(),
    }
}

/// A name of a story.
pub(super) fn name(text: &str) -> Result<Name, PopulateError> {
    Name::parse(text).map_err(refused("a name"))
}

/// A line of a story.
pub(super) fn line(text: &str) -> Result<Line, PopulateError> {
    Line::parse(text).map_err(refused("a line"))
}

/// A text of a story.
pub(super) fn prose(text: &str) -> Result<Prose, PopulateError> {
    Prose::parse(text).map_err(refused("a text"))
}
