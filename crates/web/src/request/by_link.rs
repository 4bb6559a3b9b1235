//! Answering by a one-time link: nothing is shown before the code, and then given names and the question only.

use std::net::SocketAddr;

use askama::Template;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};

use helhed_casework::domain::text::{Name, TextError};
use helhed_casework::one_time_link::{LinkPurpose, LinkState};
use helhed_casework::request::{LinkQuestion, ReplyError, answer_by_link, read_question};

use super::reply_fields;
use crate::app::App;
use crate::form::Form;
use crate::frame::Frame;
use crate::language;
use crate::link_page::{Door, LinkPage};
use crate::page::{PageResult, go, show, show_errors};

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

/// Whose link it is, and where its page stands.
fn place<'a>(app: &'a App, headers: &HeaderMap, uri: &'a Uri) -> LinkPage<'a> {
    LinkPage {
        app,
        w: language::of_request(headers),
        uri,
        purpose: LinkPurpose::Answer,
        written: "body",
    }
}

impl QuestionView {
    fn new(page: &LinkPage<'_>, form: Form, question: LinkQuestion) -> Self {
        let (app, w) = (page.app, page.w);
        let names = question.about.iter().map(Name::as_str);
        Self {
            frame: page.frame("link-question-title", &form),
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
    place(&app, &headers, &uri).ask(&token).await
}

/// Takes the code, and with it the answer once the question has been shown.
pub(super) async fn take(
    State(app): State<App>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    Path(token): Path<String>,
    headers: HeaderMap,
    uri: Uri,
    form: Form,
) -> PageResult {
    let page = place(&app, &headers, &uri);
    let (opened, mut form) = match page.open(&token, address, form).await? {
        Door::Open(opened, form) => (*opened, form),
        Door::Shut(shown) => return shown,
    };
    if !form.has("step", "answer") {
        let question = read_question(opened).await?;
        let form = form
            .preset("reply", "statement")
            .preset("name", question.to.as_str());
        return show(&QuestionView::new(&page, form, question));
    }
    let reply = reply_fields::parse(&mut form);
    let name: Result<Name, TextError> = Name::parse(form.text("name"));
    let name = form.take("name", "link-name", name);
    let (Some(reply), Some(name), true) = (reply, name, form.errors().is_empty()) else {
        let question = read_question(opened).await?;
        return show_errors(&QuestionView::new(&page, form, question));
    };
    match answer_by_link(opened, name, reply).await {
        Ok(()) => Ok(go(&format!("{}?done=answered-by-link", uri.path()))),
        Err(ReplyError::Wrong(_) | ReplyError::NoConsent) => {
            page.closed(StatusCode::GONE, LinkState::Ended, form.text("body"))
        }
        Err(ReplyError::Stopped(stop)) => Err(stop.into()),
    }
}
