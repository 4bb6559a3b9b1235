//! Striking a rating out.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::ids::RatingId;
use helhed_casework::domain::text::Line;
use helhed_casework::rating::{AnnulRating, AnnulRatingError, annul_rating, course_page};

use crate::app::App;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::rating::{course_of, head, ids};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "rating/annul.html")]
struct AnnulView {
    frame: Frame,
    head: Option<HeadView>,
    form: Form,
    what: String,
    back: String,
}

async fn view(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    (id, person, rating): (&str, &str, RatingId),
    form: Form,
) -> Result<AnnulView, PageError> {
    let w = viewer.words;
    let (family, person) = ids(id, person)?;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let page = course_page(&mut reading, family, person, None, None).await?;
    let it = page.told.iter().find(|it| it.given.id == rating);
    let it = it.ok_or(PageError::Absent)?;
    let facts = &it.given.facts;
    let mut frame = Frame::new(app, viewer, uri, w.t("rating-annul")).without_quick();
    frame.has_errors = !form.errors().is_empty();
    Ok(AnnulView {
        what: w.args(
            "rating-annul-what",
            &[
                ("form", &w.t(facts.instrument.label_key())),
                ("name", page.person.given_name.as_str()),
                ("day", &w.day(facts.on)),
            ],
        ),
        head: head(app, viewer, family).await?,
        back: course_of(family, person),
        frame,
        form,
    })
}

/// The form.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, person, rating)): Path<(String, String, String)>,
    uri: Uri,
) -> PageResult {
    let rating = RatingId::parse(&rating).ok_or(PageError::Absent)?;
    let form = Form::open(&app, &viewer, uri.path()).await?;
    show(&view(&app, &viewer, &uri, (&id, &person, rating), form).await?)
}

/// Strikes it out.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, person, rating)): Path<(String, String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let (family, who) = ids(&id, &person)?;
    let rating = RatingId::parse(&rating).ok_or(PageError::Absent)?;
    let reason = form.take("reason", "case-reason", Line::parse(form.text("reason")));
    if let Some(reason) = reason {
        let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
        if let Some(id) = form.id()
            && let Some(led) = ctx.sent_before(id).await?
        {
            return Ok(go(&led));
        }
        let command = AnnulRating {
            family,
            rating,
            reason,
        };
        match annul_rating(&mut ctx, command).await {
            Ok(()) => {
                let to = format!("{}?done=rating-annulled", course_of(family, who));
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(AnnulRatingError::NotStanding) => return Err(PageError::Absent),
            Err(AnnulRatingError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view(&app, &viewer, &uri, (&id, &person, rating), form).await?)
}
