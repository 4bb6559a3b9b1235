//! Tells whoever runs this what cannot be used, what is wrong, what could be better.

use std::net::SocketAddr;

use askama::Template;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode, Uri};

use helhed_casework::domain::feedback::FeedbackKind;
use helhed_casework::domain::post::EmailAddress;
use helhed_casework::domain::text::{Line, Message};
use helhed_casework::feedback::{SendFeedback, SendFeedbackError, send_feedback};

use super::statement::open_frame;
use crate::app::App;
use crate::case::choose::Pairs;
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show_with};
use crate::query::Query;

#[derive(Template)]
#[template(path = "feedback/send.html")]
struct SendView {
    frame: Frame,
    form: Form,
    kinds: Pairs,
}

async fn view(
    app: &App,
    (headers, uri): (&HeaderMap, &Uri),
    (status, form): (StatusCode, Form),
) -> PageResult {
    let mut frame = open_frame(app, headers, uri, "feedback-title").await?;
    frame.has_errors = !form.errors().is_empty();
    let kinds = FeedbackKind::ALL.iter();
    let kinds = kinds.map(|it| (it.code().to_owned(), frame.w.t(it.label_key())));
    let kinds = kinds.collect();
    show_with(status, &SendView { kinds, frame, form })
}

/// The form. `?page=` names the page that somebody came from.
pub(super) async fn page(State(app): State<App>, headers: HeaderMap, uri: Uri) -> PageResult {
    let came_from = Query::of(&uri).text("page").to_owned();
    let form = Form::default()
        .preset("kind", FeedbackKind::Accessibility.code())
        .preset("page", came_from);
    view(&app, (&headers, &uri), (StatusCode::OK, form)).await
}

/// Takes it.
pub(super) async fn take(
    State(app): State<App>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let kind = FeedbackKind::from_code(form.text("kind")).ok_or("field-choose");
    let kind = form.take("kind", "feedback-kind", kind);
    let words = form.take(
        "words",
        "feedback-words",
        Message::parse(form.text("words")),
    );
    let on = Line::parse_optional(form.text("page"));
    let on = form.take("page", "feedback-page", on);
    let reply_to = match form.text("reply-to").trim() {
        "" => Ok(None),
        text => EmailAddress::parse(text)
            .map(Some)
            .map_err(|_| "feedback-no-address"),
    };
    let reply_to = form.take("reply-to", "feedback-reply-to", reply_to);
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if let (Some(kind), Some(words), Some(page), Some(reply_to)) = (kind, words, on, reply_to) {
        let frame = open_frame(&app, &headers, &uri, "feedback-title").await?;
        let command = SendFeedback {
            kind,
            words,
            page,
            reply_to,
            language: frame.w.0,
        };
        let address = address.ip().to_string();
        match send_feedback(&app.casework, command, &address, app.now()).await {
            Ok(()) => return Ok(go("/feedback?done=feedback")),
            Err(SendFeedbackError::TooMuch) => {
                status = StatusCode::TOO_MANY_REQUESTS;
                form.fault("words", "feedback-words", "feedback-too-much");
            }
            Err(SendFeedbackError::Storage(_)) => return Err(PageError::Failed),
        }
    }
    view(&app, (&headers, &uri), (status, form)).await
}
