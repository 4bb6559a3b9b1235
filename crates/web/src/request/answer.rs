//! A partner reads a question that their unit was asked, and answers it.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::ids::RequestId;
use helhed_casework::domain::request::RequestState;
use helhed_casework::domain::statement::Statement;
use helhed_casework::request::{
    AboutPerson, AnswerRequest, ReplyError, RequestLine, answer_request, asked_request,
};

use super::one::with_word;
use super::reply_fields;
use crate::app::App;
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "request/answer.html")]
struct AnswerView {
    frame: Frame,
    form: Form,
    line: RequestLine,
    /// What the viewer's unit answered.
    own: Option<Statement>,
    category: String,
    purpose: String,
    basis: String,
    state: RequestState,
    ways: Vec<(String, String)>,
}

impl AnswerView {
    fn is_open(&self) -> bool {
        self.state.is_open()
    }

    /// Name and day of birth: a school with two of a name knows which.
    fn person(&self, person: &AboutPerson) -> String {
        let w = self.frame.w;
        let name = format!(
            "{} {}",
            person.given_name.as_str(),
            person.family_name.as_str()
        );
        match person.born {
            Some(born) => w.args("asked-born", &[("name", &name), ("day", &w.day(born))]),
            None => name,
        }
    }
}

async fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    request: RequestId,
    form: Form,
) -> Result<AnswerView, PageError> {
    let w = viewer.words;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let (line, own) = asked_request(&mut reading, request).await?.into_inner();
    let facts = &line.request.facts;
    let category = w.listed(app, "category", &facts.category);
    let purpose = w.listed(app, "request_purpose", &facts.purpose);
    let basis = w.listed(app, "sharing_basis", &facts.basis);
    let mut frame = Frame::new(app, viewer, uri, w.with("answer-title", &category));
    frame.has_errors = !form.errors().is_empty();
    Ok(AnswerView {
        frame,
        form,
        own,
        category,
        purpose: with_word(purpose, facts.purpose_word.as_ref().map(|it| it.as_str())),
        basis: with_word(basis, facts.basis_word.as_ref().map(|it| it.as_str())),
        state: line.request.state(reading.today()),
        ways: reply_fields::ways(w),
        line,
    })
}

/// The question.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(request): Path<String>,
    uri: Uri,
) -> PageResult {
    let request = RequestId::parse(&request).ok_or(PageError::Absent)?;
    let form = Form::open(&app, &viewer, uri.path())
        .await?
        .preset("reply", "statement");
    show(&view((&app, &viewer, &uri), request, form).await?)
}

/// Takes the answer. What was written is shown again when somebody else was first.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(request): Path<String>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let request = RequestId::parse(&request).ok_or(PageError::Absent)?;
    if let Some(reply) = reply_fields::parse(&mut form)
        && form.errors().is_empty()
    {
        let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
        if let Some(id) = form.id()
            && let Some(led) = ctx.sent_before(id).await?
        {
            return Ok(go(&led));
        }
        match answer_request(&mut ctx, AnswerRequest { request, reply }).await {
            Ok(()) => {
                let to = "/asked?done=answered";
                ctx.commit_form(form.id(), uri.path(), to).await?;
                return Ok(go(to));
            }
            Err(ReplyError::Wrong(_)) => form.fault("body", "reply-body", "request-already-ended"),
            Err(ReplyError::NoConsent) => form.fault("body", "reply-body", "reply-no-consent"),
            Err(ReplyError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view((&app, &viewer, &uri), request, form).await?)
}
