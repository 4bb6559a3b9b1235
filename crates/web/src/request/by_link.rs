//! Answering by a one-time link: nothing is shown before the code, and then given names and the question only.

use std::net::SocketAddr;

use askama::Template;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};

use helhed_casework::domain::text::{Name, TextError};
use helhed_casework::one_time_link::{
    LinkCode, LinkPurpose, LinkState, OpenLinkError, look_at_link, open_link,
};
use helhed_casework::request::{LinkQuestion, ReplyError, answer_by_link, read_question};

use super::reply_fields;
use crate::app::App;
use crate::error::PageError;
use crate::form::{FieldError, Form};
use crate::frame::Frame;
use crate::language;
use crate::page::{PageResult, go, show, show_errors, show_with};
use crate::words::Words;

/// Asks for the code.
#[derive(Template)]
#[template(path = "request/link_code.html")]
struct CodeView {
    frame: Frame,
    form: Form,
}

/// The question and the fields of the answer; the code goes with it.
#[derive(Template)]
#[template(path = "request/link_answer.html")]
struct QuestionView {
    frame: Frame,
    form: Form,
    question: LinkQuestion,
    about: String,
    purpose: String,
    basis: String,
    ways: Vec<(String, String)>,
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

struct Place<'a> {
    app: &'a App,
    w: Words,
    uri: &'a Uri,
}

impl Place<'_> {
    fn frame(&self, title: &str, form: &Form) -> Frame {
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

    fn closed(&self, status: StatusCode, state: LinkState, written: &str) -> PageResult {
        let frame = self.frame("link-closed-title", &Form::default());
        let written = written.trim().to_owned();
        show_with(
            status,
            &ClosedView {
                frame,
                state,
                written,
            },
        )
    }

    fn question(&self, form: Form, question: LinkQuestion) -> QuestionView {
        let (app, w) = (self.app, self.w);
        let names = question.about.iter().map(Name::as_str);
        QuestionView {
            frame: self.frame("link-question-title", &form),
            form,
            about: names.collect::<Vec<_>>().join(", "),
            purpose: w.listed(app, "request_purpose", &question.purpose),
            basis: w.listed(app, "sharing_basis", &question.basis),
            ways: reply_fields::ways(w),
            question,
        }
    }
}

/// The page of a link, before its code.
pub(super) async fn page(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
    uri: Uri,
) -> PageResult {
    let state = look_at_link(&app.casework, LinkPurpose::Answer, &token, app.now()).await?;
    let place = Place {
        app: &app,
        w: language::of_request(&headers),
        uri: &uri,
    };
    match state {
        LinkState::Live => show(&place.code(Form::default())),
        closed => place.closed(StatusCode::OK, closed, ""),
    }
}

/// Takes the code, and with it the answer once the question has been shown.
pub(super) async fn take(
    State(app): State<App>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    Path(token): Path<String>,
    headers: HeaderMap,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let place = Place {
        app: &app,
        w: language::of_request(&headers),
        uri: &uri,
    };
    let purpose = LinkPurpose::Answer;
    // What the code is for must be there first, so that a link that is none answers alike whatever is sent to it.
    look_at_link(&app.casework, purpose, &token, app.now()).await?;
    let Ok(code) = LinkCode::parse(form.text("code")) else {
        form.fault("code", "link-code", "link-code-digits");
        return show_errors(&place.code(form));
    };
    let from = address.ip().to_string();
    let opened = match open_link(&app.casework, purpose, &token, &code, &from, app.now()).await {
        Ok(opened) => opened,
        Err(OpenLinkError::WrongCode { left }) => {
            form.fault("code", "link-code", WrongCode(left));
            return show_errors(&place.code(form));
        }
        Err(OpenLinkError::TooMany) => {
            form.fault("code", "link-code", "link-too-many");
            return show_with(StatusCode::TOO_MANY_REQUESTS, &place.code(form));
        }
        Err(OpenLinkError::Closed(state)) => {
            return place.closed(StatusCode::GONE, state, form.text("body"));
        }
        Err(OpenLinkError::Absent) => return Err(PageError::Absent),
        Err(OpenLinkError::Storage(_)) => return Err(PageError::Failed),
    };
    if !form.has("step", "answer") {
        let question = read_question(opened).await?;
        let form = form
            .preset("reply", "statement")
            .preset("name", question.to.as_str());
        return show(&place.question(form, question));
    }
    let reply = reply_fields::parse(&mut form);
    let name: Result<Name, TextError> = Name::parse(form.text("name"));
    let name = form.take("name", "link-name", name);
    let (Some(reply), Some(name), true) = (reply, name, form.errors().is_empty()) else {
        let question = read_question(opened).await?;
        return show_errors(&place.question(form, question));
    };
    match answer_by_link(opened, name, reply).await {
        Ok(()) => Ok(go(&format!("{}?done=answered-by-link", uri.path()))),
        Err(ReplyError::Wrong(_) | ReplyError::NoConsent) => {
            place.closed(StatusCode::GONE, LinkState::Ended, form.text("body"))
        }
        Err(ReplyError::Stopped(stop)) => Err(stop.into()),
    }
}
