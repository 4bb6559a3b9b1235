//! What a partner's unit was asked: on a page of its own, and on the partner's first page.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;

use helhed_casework::request::asked_page;

use super::shown::{RequestShown, shown};
use crate::app::App;
use crate::error::PageError;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "request/asked.html")]
struct AskedView {
    frame: Frame,
    open: Vec<RequestShown>,
    ended: Vec<RequestShown>,
}

async fn lists(
    app: &App,
    viewer: &Viewer,
) -> Result<(Vec<RequestShown>, Vec<RequestShown>), PageError> {
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let page = asked_page(&mut reading).await?;
    let today = reading.today();
    let w = viewer.words;
    Ok((
        shown(app, w, &page.open, today),
        shown(app, w, &page.ended, today),
    ))
}

/// What waits for an answer from the viewer's unit, for their first page.
pub(crate) async fn waiting_for_us(
    app: &App,
    viewer: &Viewer,
) -> Result<Vec<RequestShown>, PageError> {
    Ok(lists(app, viewer).await?.0)
}

/// The page.
pub(super) async fn page(State(app): State<App>, viewer: Viewer, uri: Uri) -> PageResult {
    let (open, ended) = lists(&app, &viewer).await?;
    show(&AskedView {
        frame: Frame::new(&app, &viewer, &uri, viewer.words.t("asked-title")),
        open,
        ended,
    })
}
