//! What has been asked of the data about this family's people, and until when must it be answered?

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;
use jiff::civil::Date;

use helhed_casework::data_request::{
    AskAboutData, AskAboutDataError, DataRequestLine, DataRequestsPage, ask_about_data,
    data_requests_page,
};
use helhed_casework::domain::data_request::DataRequestKind;
use helhed_casework::domain::day::parse_day;
use helhed_casework::domain::ids::{FamilyId, PersonId};
use helhed_casework::domain::text::{Line, Prose};

use super::{family_of, request_of, requests_of, restriction_of};
use crate::app::App;
use crate::case::choose::{self, Pairs};
use crate::choices::with_none;
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::people::begin;
use crate::viewer::Viewer;
use crate::words::Words;

/// How a request stands, in words, and the class of its sign.
pub(super) fn standing(w: Words, line: &DataRequestLine, today: Date) -> (String, &'static str) {
    if let Some(decision) = &line.request.decision {
        return (w.t(decision.outcome.label_key()), "done");
    }
    let sign = match line.request.due.cmp(&today) {
        std::cmp::Ordering::Less => "overdue",
        std::cmp::Ordering::Equal => "today",
        std::cmp::Ordering::Greater => "soon",
    };
    let due = w.weekday(line.request.due, today);
    (w.with("data-due", due), sign)
}

/// The kinds of requests as choices.
pub(super) fn kinds(w: Words) -> Pairs {
    let all = DataRequestKind::ALL.iter();
    all.map(|it| (it.code().to_owned(), w.t(it.label_key())))
        .collect()
}

#[derive(Template)]
#[template(path = "data_request/requests.html")]
struct RequestsView {
    frame: Frame,
    form: Form,
    family: FamilyId,
    family_name: String,
    lines: Vec<DataRequestLine>,
    people: Pairs,
    kinds: Pairs,
    /// Whether something may only be kept.
    restricted: bool,
    restriction: String,
    back: String,
}

impl RequestsView {
    fn standing(&self, line: &DataRequestLine) -> (String, &'static str) {
        standing(self.frame.w, line, self.frame.today)
    }
}

async fn view(
    app: &App,
    viewer: &Viewer,
    family: FamilyId,
    uri: &Uri,
    form: Form,
) -> Result<RequestsView, PageError> {
    let w = viewer.words;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let page = data_requests_page(&mut reading, family).await?.into_inner();
    let DataRequestsPage {
        family_name,
        lines,
        kin,
        restricted,
    } = page;
    let mut frame = Frame::new(app, viewer, uri, w.t("data-title")).without_quick();
    frame.has_errors = !form.errors().is_empty();
    Ok(RequestsView {
        frame,
        form,
        family,
        family_name: family_name.as_str().to_owned(),
        lines,
        people: with_none(w, choose::people(&kin)),
        kinds: kinds(w),
        restricted: !restricted.is_empty(),
        restriction: restriction_of(family),
        back: format!("/families/{family}"),
    })
}

/// The requests, and the form for one more.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let form = Form::open(&app, &viewer, uri.path()).await?;
    let today = helhed_casework::domain::day::day_of(app.now());
    let form = form.preset("received", today.to_string());
    show(&view(&app, &viewer, family_of(&id)?, &uri, form).await?)
}

/// What every such form asks: whose data, what of it, in which words.
pub(super) fn asked(form: &mut Form) -> Option<(PersonId, DataRequestKind, Prose)> {
    let person = PersonId::parse(form.text("person")).ok_or("field-choose");
    let person = form.take("person", "data-person", person);
    let kind = DataRequestKind::from_code(form.text("kind")).ok_or("field-choose");
    let kind = form.take("kind", "data-kind", kind);
    let words = Prose::parse(form.text("words"));
    let words = form.take("words", "data-words", words);
    Some((person?, kind?, words?))
}

/// Takes a request that somebody has made.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let what = asked(&mut form);
    let asked_by = Line::parse(form.text("asked-by"));
    let asked_by = form.take("asked-by", "access-asked-by", asked_by);
    let received = parse_day(form.text("received"));
    let received = form.take("received", "access-received", received);
    if let (Some((person, kind, words)), Some(asked_by), Some(received)) =
        (what, asked_by, received)
    {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let command = AskAboutData {
            family,
            person,
            kind,
            words,
            asked_by: Some(asked_by),
            received,
        };
        match ask_about_data(&mut ctx, command).await {
            Ok(request) => {
                let to = format!("{}?done=data-asked", request_of(family, request));
                ctx.commit_form(form.id(), &requests_of(family), &to)
                    .await?;
                return Ok(go(&to));
            }
            Err(AskAboutDataError::InTheFuture) => {
                form.fault("received", "access-received", "field-future");
            }
            Err(AskAboutDataError::NotTheirs) => {
                form.fault("person", "data-person", "field-choose");
            }
            Err(AskAboutDataError::NobodyAsked) => {
                form.fault("asked-by", "access-asked-by", "field-missing");
            }
            Err(AskAboutDataError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view(&app, &viewer, family, &uri, form).await?)
}
