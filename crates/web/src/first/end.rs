//! Says that a need is met, or is none any more.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::ids::{FamilyId, NeedId};
use helhed_casework::domain::need::NeedOutcome;
use helhed_casework::domain::text::Line;
use helhed_casework::first::{EndNeed, EndNeedError, end_need};

use super::form::{among, told};
use super::{first_of, ids};
use crate::app::App;
use crate::assessment::head;
use crate::case::choose::Pairs;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::people::begin;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "first/end.html")]
struct EndView {
    frame: Frame,
    head: Option<HeadView>,
    form: Form,
    title: String,
    version: String,
    outcomes: Pairs,
    back: String,
}

async fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    (family, need): (FamilyId, NeedId),
    form: Form,
) -> Result<EndView, PageError> {
    let page = super::read(app, viewer, family).await?;
    let line = among(&page, need)?;
    let w = viewer.words;
    let mut frame = Frame::new(app, viewer, uri, w.t("need-end")).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let told = |fault: &crate::form::Fault| fault.key == "changed-by-another";
    // Sent again after somebody else's change, it is meant for what stands now.
    let version = match form.text("version") {
        "" => line.need.version.to_string(),
        _ if form.errors().iter().any(told) => line.need.version.to_string(),
        sent => sent.to_owned(),
    };
    Ok(EndView {
        head: head(app, viewer, family, "first").await?,
        title: line.need.facts.title.as_str().to_owned(),
        version,
        outcomes: NeedOutcome::ALL
            .iter()
            .map(|it| (it.code().to_owned(), w.t(it.label_key())))
            .collect(),
        back: first_of(family),
        form,
        frame,
    })
}

/// Shows the form.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let ids = ids(&path)?;
    let form = Form::open(&app, &viewer, uri.path())
        .await?
        .preset("outcome", NeedOutcome::Met.code());
    show(&view((&app, &viewer, &uri), ids, form).await?)
}

/// Takes the form.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let (family, need) = ids(&path)?;
    let outcome = NeedOutcome::from_code(form.text("outcome")).ok_or("field-choose");
    let outcome = form.take("outcome", "need-outcome", outcome);
    let word = Line::parse_optional(form.text("word"));
    let word = form.take("word", "task-word", word);
    if let (Some(outcome), Some(word)) = (outcome, word) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let command = EndNeed {
            family,
            need,
            version: form.text("version").parse().unwrap_or(0),
            outcome,
            word,
        };
        match end_need(&mut ctx, command).await {
            Ok(()) => {
                let to = format!("{}?done=need-ended", first_of(family));
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(EndNeedError::Changed) => {
                form.fault("outcome", "need-outcome", "changed-by-another");
            }
            Err(EndNeedError::Wrong(error)) => told(&mut form, error),
            Err(EndNeedError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view((&app, &viewer, &uri), (family, need), form).await?)
}
