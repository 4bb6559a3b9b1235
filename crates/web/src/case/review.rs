//! Writing down a review of the plan.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::choices::{Choices, choices};
use helhed_casework::domain::day::parse_day;
use helhed_casework::domain::review::ReviewError;
use helhed_casework::domain::text::Prose;
use helhed_casework::plan::{HoldReview, HoldReviewError, hold_review};

use crate::app::App;
use crate::case::plan::plan_of;
use crate::case::{begin, family_of, head, reading};
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "case/review.html")]
struct ReviewView {
    frame: Frame,
    head: HeadView,
    form: Form,
    back: String,
}

async fn view(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    form: Form,
    choices: Choices,
) -> Result<ReviewView, PageError> {
    let title = viewer.words.t("review-new");
    let mut frame = Frame::new(app, viewer, uri, title).without_quick();
    frame.has_errors = !form.errors().is_empty();
    Ok(ReviewView {
        frame,
        form,
        back: plan_of(choices.family),
        head: head(app, viewer, choices.family, "plan").await?,
    })
}

/// The form.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let mut reading = reading(&app, &viewer);
    let choices = choices(&mut reading, family_of(&id)?).await?;
    let form = Form::open(&app, &viewer, uri.path())
        .await?
        .preset("held", reading.today().to_string());
    show(&view(&app, &viewer, &uri, form, choices.into_inner()).await?)
}

/// Takes the review.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let held = form.take("held", "review-held", parse_day(form.text("held")));
    let moved = form.take("moved", "review-moved", Prose::parse(form.text("moved")));
    let stuck = Prose::parse_optional(form.text("stuck"));
    let stuck = form.take("stuck", "review-stuck", stuck);
    let next = form.take("next", "review-next", Prose::parse(form.text("next")));
    if let (Some(held), Some(moved), Some(stuck), Some(next)) = (held, moved, stuck, next) {
        let mut ctx = begin(&app, &viewer).await?;
        if let Some(id) = form.id()
            && let Some(led) = ctx.sent_before(id).await?
        {
            return Ok(go(&led));
        }
        let command = HoldReview {
            family,
            held,
            moved,
            stuck,
            next,
        };
        match hold_review(&mut ctx, command).await {
            Ok(_) => {
                let to = format!("{}?done=review", plan_of(family));
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(HoldReviewError::Wrong(error)) => {
                let key = match error {
                    ReviewError::InTheFuture => "field-future",
                    ReviewError::BeforeStart => "review-before-start",
                    ReviewError::NoCourse => "review-no-course",
                };
                form.fault("held", "review-held", key);
            }
            Err(HoldReviewError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    let choices = choices(&mut reading(&app, &viewer), family).await?;
    show_errors(&view(&app, &viewer, &uri, form, choices.into_inner()).await?)
}
