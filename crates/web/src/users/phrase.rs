//! Shows a fresh pass phrase, once: it is stored nowhere but as a hash.

use askama::Template;

use crate::frame::Frame;

/// The phrase, for whoever passes it on.
#[derive(Template)]
#[template(path = "users/phrase.html")]
pub(super) struct PhrasePage {
    pub frame: Frame,
    /// The sign-in name.
    pub username: String,
    /// The phrase in the clear.
    pub phrase: String,
    /// The user's own page.
    pub back: String,
}
