//! How accessible is this, and what can I do when it is not?

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};

use crate::app::App;
use crate::error::PageError;
use crate::frame::Frame;
use crate::guard;
use crate::language;
use crate::page::{PageResult, show};

#[derive(Template)]
#[template(path = "feedback/statement.html")]
struct StatementView {
    frame: Frame,
}

/// The frame of a page for everybody: with the menu where somebody is signed in.
pub(super) async fn open_frame(
    app: &App,
    headers: &HeaderMap,
    uri: &Uri,
    title: &str,
) -> Result<Frame, PageError> {
    Ok(match guard::viewer(app, headers).await? {
        Some(viewer) => Frame::new(app, &viewer, uri, viewer.words.t(title)).without_quick(),
        None => {
            let w = language::of_request(headers);
            Frame::bare(app, w, uri, w.t(title))
        }
    })
}

/// The page.
pub(super) async fn page(State(app): State<App>, headers: HeaderMap, uri: Uri) -> PageResult {
    let frame = open_frame(&app, &headers, &uri, "accessibility-title").await?;
    show(&StatementView { frame })
}
