//! The pen: begins the minutes, offers and takes the pen.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::ids::{AccountId, FamilyId, FormId};
use helhed_casework::domain::owner::Owner;
use helhed_casework::domain::text::Line;
use helhed_casework::minutes::{
    BeginMinutes, BeginMinutesError, MinutesPage, OfferPen, PenStop, TakePen, begin_minutes,
    minutes_of, offer_pen, owners, take_pen,
};

use super::{ids, minutes_at};
use crate::app::App;
use crate::assessment::head;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::people::begin;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "minutes/pen.html")]
struct PenView {
    frame: Frame,
    head: Option<HeadView>,
    family: FamilyId,
    is_family: bool,
    form: Form,
    form_id: FormId,
    is_begun: bool,
    has_pen: bool,
    may_take: bool,
    pen: String,
    offered: String,
    /// To whom it can be offered.
    choices: Vec<(String, String)>,
    back: String,
}

async fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    path: &(String, String),
    form: Form,
) -> Result<PenView, PageError> {
    let (family, meeting) = ids(path)?;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let page: MinutesPage = minutes_of(&mut reading, family, meeting)
        .await?
        .into_inner();
    let choices = match page.has_pen() && page.may_decide {
        true => owners(&mut reading, family, meeting).await?.here,
        false => Vec::new(),
    };
    let account = |it: &Owner| match it {
        Owner::Account(id) if *id != page.me => Some(id.to_string()),
        _ => None,
    };
    let choices = choices
        .into_iter()
        .filter_map(|it| account(&it.who).map(|id| (id, it.name)));
    let w = viewer.words;
    let mut frame = Frame::new(app, viewer, uri, w.t("minutes-pen-title")).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let begun = page.begun.as_ref();
    let offered = begun.and_then(|it| it.offered_name.as_ref());
    Ok(PenView {
        head: head(app, viewer, family, "meetings").await?,
        family,
        is_family: false,
        form_id: app.casework.new_id(app.now()),
        is_begun: begun.is_some(),
        has_pen: page.has_pen(),
        may_take: page.may_take_pen(app.now()),
        pen: begun.map_or("", |it| it.pen_name.as_str()).to_owned(),
        offered: offered.map_or("", |it| it.as_str()).to_owned(),
        choices: choices.collect(),
        back: minutes_at(family, meeting),
        form,
        frame,
    })
}

/// Shows who holds the pen.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    show(&view((&app, &viewer, &uri), &path, Form::default()).await?)
}

/// Begins the minutes, offers the pen or takes it.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let (family, meeting) = ids(&path)?;
    let mut ctx = match begin(&app, &viewer, &form).await? {
        Ok(ctx) => ctx,
        Err(led_to) => return Ok(go(&led_to)),
    };
    let at = minutes_at(family, meeting);
    let write = format!("{at}/write");
    let (done, to) = match form.text("deed") {
        "begin" => {
            let general = Line::parse(&viewer.words.t("minutes-general"));
            let general = general.map_err(|_| PageError::Failed)?;
            let command = BeginMinutes {
                family,
                meeting,
                general,
            };
            match begin_minutes(&mut ctx, command).await {
                Ok(_) => (Ok(()), write),
                // Somebody else was first: they write, one follows.
                Err(BeginMinutesError::AlreadyBegun) => return Ok(go(&at)),
                Err(BeginMinutesError::CalledOff) => {
                    form.fault("pen", "minutes-pen-title", "minutes-called-off");
                    drop(ctx);
                    return show_errors(&view((&app, &viewer, &uri), &path, form).await?);
                }
                Err(BeginMinutesError::Stopped(stop)) => return Err(stop.into()),
            }
        }
        "take" => (take_pen(&mut ctx, TakePen { family, meeting }).await, write),
        "offer" => {
            let to = AccountId::parse(form.text("to"));
            let offer = OfferPen {
                family,
                meeting,
                to,
            };
            (offer_pen(&mut ctx, offer).await, format!("{at}/pen"))
        }
        _ => return Err(PageError::Unreadable),
    };
    match done {
        Ok(()) => {
            ctx.commit_form(form.id(), uri.path(), &to).await?;
            Ok(go(&to))
        }
        Err(PenStop::Stopped(stop)) => Err(stop.into()),
        Err(error) => {
            drop(ctx);
            let (field, key) = match error {
                PenStop::NobodyThere => ("to", "minutes-choose"),
                _ => ("pen", "minutes-no-pen"),
            };
            form.fault(field, "minutes-pen-title", key);
            show_errors(&view((&app, &viewer, &uri), &path, form).await?)
        }
    }
}
