//! Annuls a view that was written about the wrong person or domain.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::assessment::{AnnulAssessment, annul_assessment};
use helhed_casework::domain::ids::AssessmentId;
use helhed_casework::domain::text::Line;

use super::Place;
use crate::app::App;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::people::begin;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "case/reason.html")]
struct AnnulView {
    frame: Frame,
    head: HeadView,
    form: Form,
    lead: &'static str,
    send: &'static str,
    version: String,
    back: String,
}

type Ids = (String, String, String, String);

fn parse((id, person, domain, assessment): &Ids) -> Result<(Place, AssessmentId), PageError> {
    let assessment = AssessmentId::parse(assessment).ok_or(PageError::Absent)?;
    Ok((Place::parse(id, person, domain)?, assessment))
}

async fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    (place, id): (&Place, AssessmentId),
    form: Form,
) -> Result<AnnulView, PageError> {
    let page = place.read(app, viewer).await?;
    let is_there = page.lines.iter().any(|line| line.assessment.id == id);
    if !is_there || !page.may_annul {
        return Err(PageError::Absent);
    }
    let title = viewer.words.t("assessment-annul-title");
    let mut frame = Frame::new(app, viewer, uri, title).without_quick();
    frame.has_errors = !form.errors().is_empty();
    Ok(AnnulView {
        head: HeadView::read(app, viewer, place.family, uri).await?,
        frame,
        form,
        lead: "assessment-annul-lead",
        send: "assessment-annul-send",
        version: String::new(),
        back: place.href(),
    })
}

/// Shows the form.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(ids): Path<Ids>,
    uri: Uri,
) -> PageResult {
    let (place, id) = parse(&ids)?;
    let form = Form::open(&app, &viewer, uri.path()).await?;
    show(&view((&app, &viewer, &uri), (&place, id), form).await?)
}

/// Takes the form.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(ids): Path<Ids>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let (place, assessment) = parse(&ids)?;
    let reason = Line::parse(form.text("reason"));
    if let Some(reason) = form.take("reason", "case-reason", reason) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let command = AnnulAssessment {
            family: place.family,
            assessment,
            reason,
        };
        annul_assessment(&mut ctx, command).await?;
        let to = format!("{}?done=assessment-annulled", place.href());
        ctx.commit_form(form.id(), uri.path(), &to).await?;
        return Ok(go(&to));
    }
    show_errors(&view((&app, &viewer, &uri), (&place, assessment), form).await?)
}
