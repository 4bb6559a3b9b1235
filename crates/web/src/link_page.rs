//! Pages behind a one-time link: the code first, then what the link was made for; or why it opens no more.

use std::net::SocketAddr;

use askama::Template;
use axum::http::{StatusCode, Uri};

use helhed_casework::one_time_link::{
    LinkCode, LinkPurpose, LinkState, OpenLinkError, Opened, look_at_link, open_link,
};

use crate::app::App;
use crate::error::PageError;
use crate::form::{FieldError, Form};
use crate::frame::Frame;
use crate::page::{PageResult, show, show_errors, show_with};
use crate::words::Words;

/// Asks for the code.
#[derive(Template)]
#[template(path = "request/link_code.html")]
struct CodeView {
    frame: Frame,
    form: Form,
}

/// The link opens no more: why, and what was written, so that it is not lost.
#[derive(Template)]
#[template(path = "request/link_closed.html")]
struct ClosedView {
    frame: Frame,
    state: LinkState,
    written: String,
}

/// A wrong code, with the tries that are left.
struct WrongCode(i64);

impl FieldError for WrongCode {
    fn key(&self) -> (&'static str, i64) {
        ("link-code-wrong", self.0)
    }
}

/// A page behind a link.
pub(crate) struct LinkPage<'a> {
    /// The application.
    pub app: &'a App,
    /// The words of the reader's language.
    pub w: Words,
    /// The address.
    pub uri: &'a Uri,
    /// What the link must have been made for.
    pub purpose: LinkPurpose,
    /// The field whose words are given back where the link opens no more.
    pub written: &'static str,
}

/// A link that was opened, or the page that is shown instead.
pub(crate) enum Door {
    /// It is open.
    Open(Box<Opened>, Form),
    /// What is shown.
    Shut(PageResult),
}

impl LinkPage<'_> {
    /// What stands around a page.
    pub(crate) fn frame(&self, title: &str, form: &Form) -> Frame {
        let mut frame = Frame::bare(self.app, self.w, self.uri, self.w.t(title));
        frame.has_errors = !form.errors().is_empty();
        frame.plain = true;
        frame
    }

    fn code(&self, form: Form) -> CodeView {
        CodeView {
            frame: self.frame("link-title", &form),
            form,
        }
    }

    /// Says that the link opens no more, and gives back what was written.
    pub(crate) fn closed(&self, status: StatusCode, state: LinkState, written: &str) -> PageResult {
        let frame = self.frame("link-closed-title", &Form::default());
        let written = written.trim().to_owned();
        let page = ClosedView {
            frame,
            state,
            written,
        };
        show_with(status, &page)
    }

    /// The page before the code.
    pub(crate) async fn ask(&self, token: &str) -> PageResult {
        let (casework, now) = (&self.app.casework, self.app.now());
        match look_at_link(casework, self.purpose, token, now).await? {
            LinkState::Live => show(&self.code(Form::default())),
            closed => self.closed(StatusCode::OK, closed, ""),
        }
    }

    /// Opens the link with the code of the form.
    pub(crate) async fn open(
        &self,
        token: &str,
        address: SocketAddr,
        mut form: Form,
    ) -> Result<Door, PageError> {
        let (casework, now) = (&self.app.casework, self.app.now());
        // What the code is for must be there first, so that a link that is none answers alike whatever is sent to it.
        look_at_link(casework, self.purpose, token, now).await?;
        let Ok(code) = LinkCode::parse(form.text("code")) else {
            form.fault("code", "link-code", "link-code-digits");
            return Ok(Door::Shut(show_errors(&self.code(form))));
        };
        let from = address.ip().to_string();
        let opened = open_link(casework, self.purpose, token, &code, &from, now).await;
        Ok(match opened {
            Ok(opened) => Door::Open(Box::new(opened), form),
            Err(OpenLinkError::WrongCode { left }) => {
                form.fault("code", "link-code", WrongCode(left));
                Door::Shut(show_errors(&self.code(form)))
            }
            Err(OpenLinkError::TooMany) => {
                form.fault("code", "link-code", "link-too-many");
                let page = self.code(form);
                Door::Shut(show_with(StatusCode::TOO_MANY_REQUESTS, &page))
            }
            Err(OpenLinkError::Closed(state)) => {
                let written = form.text(self.written);
                Door::Shut(self.closed(StatusCode::GONE, state, written))
            }
            Err(OpenLinkError::Absent) => return Err(PageError::Absent),
            Err(OpenLinkError::Storage(_)) => return Err(PageError::Failed),
        })
    }
}
