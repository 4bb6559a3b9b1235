//! What may only be kept, and on which ground is it opened?

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::data_request::{
    HoldableItem, OpenRestricted, OpenRestrictedError, Restrict, RestrictError, open_restricted,
    restrict, restriction_page,
};
use helhed_casework::domain::data_request::OpeningGround;
use helhed_casework::domain::ids::{DataRequestId, FamilyId};
use helhed_casework::domain::text::Line;

use super::{family_of, requests_of, restriction_of};
use crate::app::App;
use crate::case::choose::Pairs;
use crate::choices::with_none;
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::people::begin;
use crate::query::Query;
use crate::viewer::Viewer;
use crate::words::Words;

/// How much of an item its choice shows.
const SHORT: usize = 60;
/// The value that stands for the whole case.
const CASE_VALUE: &str = "case";

/// What is restricted, as it is read.
struct RestrictedView {
    lift: String,
    /// What it is.
    what: String,
    reason: String,
    since: String,
    text: Option<String>,
    /// Where a document is fetched.
    document: Option<String>,
}

#[derive(Template)]
#[template(path = "data_request/restriction.html")]
struct RestrictionView {
    frame: Frame,
    form: Form,
    family_name: String,
    restricted: Vec<RestrictedView>,
    of_case: bool,
    has_ground: bool,
    minutes: i64,
    grounds: Pairs,
    items: Pairs,
    requests: Pairs,
    here: String,
    case: String,
    back: String,
}

fn what(w: Words, item: &HoldableItem, frame: &Frame) -> String {
    let kind = w.t(match item.kind.as_str() {
        "note" => "held-note",
        "contact" => "held-contact",
        _ => "held-document",
    });
    format!("{kind}, {}", w.moment(item.at, frame.today))
}

async fn view(
    app: &App,
    viewer: &Viewer,
    family: FamilyId,
    uri: &Uri,
    form: Form,
) -> Result<RestrictionView, PageError> {
    let w = viewer.words;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let minutes = reading.rules().restriction_minutes;
    let page = restriction_page(&mut reading, family).await?.into_inner();
    let of_case = page.of_case();
    let title = match of_case {
        true => "restriction-title-case",
        false => "restriction-title",
    };
    let mut frame = Frame::new(app, viewer, uri, w.t(title)).without_quick();
    frame.path = restriction_of(family);
    frame.has_errors = !form.errors().is_empty();
    let restricted = page.restricted.iter().map(|it| RestrictedView {
        lift: format!("{}/{}/lift", restriction_of(family), it.restriction.id),
        what: match &it.item {
            Some(item) => what(w, item, &frame),
            None => w.t("restriction-case"),
        },
        reason: it.restriction.reason.as_str().to_owned(),
        since: w.moment(it.restriction.at, frame.today),
        document: it
            .item
            .as_ref()
            .filter(|item| page.has_ground && item.kind == "document")
            .map(|item| format!("/families/{family}/documents/{}", item.id)),
        text: it.item.as_ref().and_then(|item| item.text.clone()),
    });
    let restricted = restricted.collect();
    let choices = page.choices.iter().map(|item| {
        let short: String = item
            .text
            .iter()
            .flat_map(|it| it.chars())
            .take(SHORT)
            .collect();
        (
            item.id.to_string(),
            format!("{}: {short}", what(w, item, &frame)),
        )
    });
    let whole = (CASE_VALUE.to_owned(), w.t("restriction-case"));
    let whole = (!of_case).then_some(whole);
    let grounds = OpeningGround::ALL.iter();
    let grounds = grounds.map(|it| (it.code().to_owned(), w.t(it.label_key())));
    let requests = page.requests.iter().map(|it| {
        let kind = w.t(it.request.kind.label_key());
        let received = w.day(it.request.received);
        let text = format!("{}: {kind}, {received}", it.person_name.as_str());
        (it.request.id.to_string(), text)
    });
    Ok(RestrictionView {
        requests: with_none(w, requests.collect()),
        items: with_none(w, whole.into_iter().chain(choices).collect()),
        grounds: with_none(w, grounds.collect()),
        family_name: page.family_name.as_str().to_owned(),
        has_ground: page.has_ground,
        restricted,
        of_case,
        minutes,
        here: restriction_of(family),
        case: format!("/families/{family}"),
        back: requests_of(family),
        frame,
        form,
    })
}

/// What stands, the form for a ground, and the form for one more.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let form = Form::open(&app, &viewer, uri.path()).await?;
    let request = Query::of(&uri).text("request").to_owned();
    let form = form.preset("request", request);
    show(&view(&app, &viewer, family_of(&id)?, &uri, form).await?)
}

/// Opens what is restricted, for a ground.
pub(super) async fn open(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let ground = OpeningGround::from_code(form.text("ground")).ok_or("field-choose");
    let ground = form.take("ground", "restriction-ground", ground);
    let reason = Line::parse(form.text("ground-reason"));
    let reason = form.take("ground-reason", "restriction-ground-reason", reason);
    if let (Some(ground), Some(reason)) = (ground, reason) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let command = OpenRestricted {
            family,
            ground,
            reason,
        };
        let here = restriction_of(family);
        match open_restricted(&mut ctx, command).await {
            Ok(()) => {
                let to = format!("{here}?done=restriction-opened");
                ctx.commit_form(form.id(), &here, &to).await?;
                return Ok(go(&to));
            }
            Err(OpenRestrictedError::NothingRestricted) => return Ok(go(&here)),
            Err(OpenRestrictedError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view(&app, &viewer, family, &uri, form).await?)
}

/// Restricts the case or an item.
pub(super) async fn set(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let item = match form.text("item") {
        CASE_VALUE => Ok(None),
        text => uuid::Uuid::try_parse(text)
            .map(Some)
            .map_err(|_| "field-choose"),
    };
    let item = form.take("item", "restriction-what", item);
    let request = match form.text("request") {
        "" => Ok(None),
        text => DataRequestId::parse(text).map(Some).ok_or("field-choose"),
    };
    let request = form.take("request", "restriction-request", request);
    let reason = Line::parse(form.text("restrict-reason"));
    let reason = form.take("restrict-reason", "restriction-why", reason);
    if let (Some(item), Some(request), Some(reason)) = (item, request, reason) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let command = Restrict {
            family,
            request,
            item,
            reason,
        };
        let here = restriction_of(family);
        match restrict(&mut ctx, command).await {
            Ok(_) => {
                let to = format!("{here}?done=restricted");
                ctx.commit_form(form.id(), &here, &to).await?;
                return Ok(go(&to));
            }
            Err(RestrictError::Already) => {
                form.fault("item", "restriction-what", "restriction-already");
            }
            Err(RestrictError::NobodyAsked) => {
                form.fault("request", "restriction-request", "restriction-nobody-asked");
            }
            Err(RestrictError::NoSuchItem) => {
                form.fault("item", "restriction-what", "field-choose");
            }
            Err(RestrictError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view(&app, &viewer, family, &uri, form).await?)
}
