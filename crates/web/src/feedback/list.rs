//! What have people told of the pages, and what is not seen to?

use askama::Template;
use axum::extract::State;
use axum::http::Uri;

use helhed_casework::domain::feedback::Feedback;
use helhed_casework::domain::ids::FeedbackId;
use helhed_casework::feedback::{feedback_done, feedback_list};

use crate::app::App;
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "feedback/list.html")]
struct ListView {
    frame: Frame,
    list: Vec<Feedback>,
}

/// The list.
pub(super) async fn page(State(app): State<App>, viewer: Viewer, uri: Uri) -> PageResult {
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let list = feedback_list(&mut reading).await?.into_inner();
    let title = viewer.words.t("feedback-list-title");
    let frame = Frame::new(&app, &viewer, &uri, title);
    show(&ListView { frame, list })
}

/// Notes that something was seen to.
pub(super) async fn done(State(app): State<App>, viewer: Viewer, form: Form) -> PageResult {
    let id = FeedbackId::parse(form.text("feedback")).ok_or(PageError::Absent)?;
    let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
    feedback_done(&mut ctx, id).await?;
    ctx.commit().await?;
    Ok(go("/operation/feedback?done=feedback-seen"))
}
