//! The head of a family's page as it is drawn: rendered once, and not in the template of each page.

use std::fmt::Display;

use askama::Template;

use super::head::HeadView;
use crate::frame::Frame;

/// The band with the family's facts, and the tabs.
#[derive(Template)]
#[template(path = "family/band.html")]
struct Band<'a> {
    head: &'a HeadView,
    frame: &'a Frame,
}

impl HeadView {
    /// What `family/head.html` shows.
    pub(crate) fn band<'a>(&'a self, frame: &'a Frame) -> impl Display + 'a {
        Band { head: self, frame }
    }
}
