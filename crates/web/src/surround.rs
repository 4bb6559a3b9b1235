//! What every page has around it, rendered once: the templates of pages hold only what is their own.

use std::fmt::Display;

use askama::Template;

use crate::frame::Frame;

/// From the first line to the end of the head: title, search, account, menu.
#[derive(Template)]
#[template(path = "frame/top.html")]
struct Top<'a> {
    frame: &'a Frame,
}

/// What was done on the page before, and the bar for a quick entry.
#[derive(Template)]
#[template(path = "frame/messages.html")]
struct Messages<'a> {
    frame: &'a Frame,
}

/// The foot, to the last line.
#[derive(Template)]
#[template(path = "frame/foot.html")]
struct Foot<'a> {
    frame: &'a Frame,
}

impl Frame {
    /// The beginning of the page.
    pub(crate) fn top(&self) -> impl Display + '_ {
        Top { frame: self }
    }

    /// What stands between the heading and the page's own matter.
    pub(crate) fn messages(&self) -> impl Display + '_ {
        Messages { frame: self }
    }

    /// The end of the page.
    pub(crate) fn foot(&self) -> impl Display + '_ {
        Foot { frame: self }
    }
}
