//! Who has asked for access to their case, and until when must they have it?

use std::cmp::Ordering;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;
use helhed_casework::domain::day::parse_day;
use helhed_casework::domain::ids::{FamilyId, PersonId};
use helhed_casework::domain::text::Line;
use helhed_casework::party_access::{
    AskForAccess, AskForAccessError, PartyAccessLine, PartyAccessPage, ask_for_access,
    party_access_page,
};

use crate::app::App;
use crate::case::choose::{self, Pairs};
use crate::choices::with_none;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

use super::{family_of, package_of, requests_of};

#[derive(Template)]
#[template(path = "party_access/requests.html")]
struct RequestsView {
    frame: Frame,
    head: HeadView,
    form: Form,
    lines: Vec<PartyAccessLine>,
    people: Pairs,
    may_add: bool,
    days: i64,
    back: String,
}

impl RequestsView {
    /// How near the deadline is.
    fn nearness(&self, line: &PartyAccessLine) -> &'static str {
        match line.access.due.cmp(&self.frame.today) {
            Ordering::Less => "overdue",
            Ordering::Equal => "today",
            Ordering::Greater => "soon",
        }
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
    let days = reading.rules().party_access_days;
    let page = party_access_page(&mut reading, family).await?.into_inner();
    let PartyAccessPage {
        lines,
        kin,
        may_add,
    } = page;
    let mut frame = Frame::new(app, viewer, uri, w.t("access-title")).without_quick();
    frame.has_errors = !form.errors().is_empty();
    Ok(RequestsView {
        form,
        lines,
        people: with_none(w, choose::people(&kin)),
        may_add,
        days,
        back: format!("/families/{family}"),
        head: HeadView::read(app, viewer, family, uri).await?,
        frame,
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

fn parse(family: FamilyId, form: &mut Form) -> Option<AskForAccess> {
    let party = PersonId::parse(form.text("party")).ok_or("field-choose");
    let party = form.take("party", "access-party", party);
    let asked_by = Line::parse(form.text("asked-by"));
    let asked_by = form.take("asked-by", "access-asked-by", asked_by);
    let received = parse_day(form.text("received"));
    let received = form.take("received", "access-received", received);
    Some(AskForAccess {
        family,
        party: party?,
        asked_by: asked_by?,
        received: received?,
    })
}

/// Takes a request.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    if let Some(command) = parse(family, &mut form) {
        let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
        if let Some(id) = form.id()
            && let Some(led) = ctx.sent_before(id).await?
        {
            return Ok(go(&led));
        }
        match ask_for_access(&mut ctx, command).await {
            Ok(access) => {
                let to = format!("{}?done=access", package_of(family, access));
                ctx.commit_form(form.id(), &requests_of(family), &to)
                    .await?;
                return Ok(go(&to));
            }
            Err(AskForAccessError::InTheFuture) => {
                form.fault("received", "access-received", "field-future");
            }
            Err(AskForAccessError::NotOfFamily) => {
                form.fault("party", "access-party", "field-choose")
            }
            Err(AskForAccessError::Already) => {
                form.fault("party", "access-party", "access-already")
            }
            Err(AskForAccessError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view(&app, &viewer, family, &uri, form).await?)
}
