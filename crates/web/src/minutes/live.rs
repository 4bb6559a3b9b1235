//! Tells an open page of minutes that something has changed: that, and nothing of what. It is told at once, and fetches what it may see;
//! now and then it is asked whether it may still listen.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;

use helhed_casework::Listener;
use helhed_casework::domain::ids::{FamilyId, MeetingId};
use helhed_casework::minutes::follow;
use helhed_casework::sign_in::still_signed_in;

use super::ids;
use crate::app::App;
use crate::error::PageError;
use crate::guard;
use crate::viewer::Viewer;

/// How often a stream says that it is there, and looks whether it may still listen.
const QUIET: Duration = Duration::from_secs(20);
/// How soon a page that lost its connection tries again.
const AGAIN: Duration = Duration::from_millis(500);

/// An open page that follows.
struct Open {
    app: App,
    viewer: Viewer,
    token: String,
    at: (FamilyId, MeetingId),
    minutes: Listener,
    family: Listener,
    checked: tokio::time::Instant,
    is_first: bool,
    is_over: bool,
}

impl Open {
    async fn may_listen(&self) -> bool {
        let now = self.app.now();
        let signed_in = still_signed_in(&self.app.casework, &self.token, now).await;
        let mut reading = self.app.casework.reading(&self.viewer.actor, now);
        let may = follow(&mut reading, self.at.0, self.at.1).await.is_ok();
        signed_in.unwrap_or(false) && may
    }

    /// The next thing to tell; nothing once it is over.
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        if self.is_over {
            return None;
        }
        if std::mem::take(&mut self.is_first) {
            // Whatever happened before it listened is fetched now.
            let event = Event::default().event("changed").data("1").retry(AGAIN);
            return Some((Ok(event), self));
        }
        let heard = tokio::select! {
            it = self.minutes.changed() => Some(it),
            it = self.family.changed() => Some(it),
            () = tokio::time::sleep_until(self.checked + QUIET) => None,
        };
        let event = match heard {
            // The page finds out for itself what it may still show.
            Some(true) => Event::default().event("changed").data("1"),
            Some(false) => return None,
            None => {
                self.checked = tokio::time::Instant::now();
                self.is_over = !self.may_listen().await;
                match self.is_over {
                    true => Event::default().event("changed").data("1"),
                    false => Event::default().comment(""),
                }
            }
        };
        Some((Ok(event), self))
    }
}

/// The stream.
pub(super) async fn stream(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let at = ids(&path)?;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let (minutes, family) = follow(&mut reading, at.0, at.1).await?;
    let token = guard::token(&app, &headers).unwrap_or_default().to_owned();
    let open = Open {
        app,
        viewer,
        token,
        at,
        minutes,
        family,
        checked: tokio::time::Instant::now(),
        is_first: true,
        is_over: false,
    };
    Ok(Sse::new(stream::unfold(open, Open::next)).into_response())
}
