//! Tells an open page that something of its family has changed: that, and nothing of what. The page reads itself anew, and it is decided
//! again what may be seen.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use jiff::{SignedDuration, Timestamp};

use helhed_casework::Listener;
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::sharing::listen;
use helhed_casework::sign_in::still_signed_in;

use crate::app::App;
use crate::error::PageError;
use crate::guard;
use crate::query::Query;
use crate::viewer::Viewer;

use super::family_of;

/// How often a quiet stream says that it is there, and looks whether its session still is.
const QUIET: Duration = Duration::from_secs(20);

/// How long the answer holds that a family may be known of, while one notice follows another. What is told is only that something
/// has changed; whoever may no longer see it finds out with the page that they read anew.
const HOLDS: SignedDuration = SignedDuration::from_secs(5);

/// An open page that listens.
struct Open {
    app: App,
    viewer: Viewer,
    token: String,
    family: FamilyId,
    listener: Listener,
    /// Something may have happened before it began to listen.
    late: bool,
    /// When it was last found that the family may be known of.
    seen: Option<Timestamp>,
    over: bool,
}

impl Open {
    /// Whether the session is there, and the family may still be known of.
    async fn may_listen(&mut self) -> bool {
        let now = self.app.now();
        let signed_in = still_signed_in(&self.app.casework, &self.token, now).await;
        if !signed_in.unwrap_or(false) {
            return false;
        }
        if self
            .seen
            .is_some_and(|it| now.duration_since(it).abs() < HOLDS)
        {
            return true;
        }
        let mut reading = self.app.casework.reading(&self.viewer.actor, now);
        let seen = listen(&mut reading, self.family).await.is_ok();
        self.seen = seen.then_some(now);
        seen
    }

    /// The next thing to tell; nothing once it is over.
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        if self.over {
            return None;
        }
        let changed = if std::mem::take(&mut self.late) {
            true
        } else {
            match tokio::time::timeout(QUIET, self.listener.changed()).await {
                Ok(true) => true,
                Ok(false) => return None,
                Err(_) => false,
            }
        };
        // One last time, so that the page finds out for itself that it may show nothing more.
        self.over = !self.may_listen().await;
        let count = self.app.casework.notices().count();
        let event = match changed || self.over {
            true => Event::default()
                .event("changed")
                .id(count.to_string())
                .data("1"),
            false => Event::default().comment(""),
        };
        Some((Ok(event), self))
    }
}

/// The stream.
pub(super) async fn stream(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let family = family_of(&id)?;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let listener = listen(&mut reading, family).await?;
    let token = guard::token(&app, &headers).unwrap_or_default().to_owned();
    // A stream that opens again tells itself how far it heard; the page says what it was read at.
    let last = headers
        .get("last-event-id")
        .and_then(|it| it.to_str().ok())
        .map(str::to_owned);
    let heard = last.unwrap_or_else(|| Query::of(&uri).text("since").to_owned());
    let open = Open {
        late: heard != app.casework.notices().count().to_string(),
        seen: None,
        app,
        viewer,
        token,
        family,
        listener,
        over: false,
    };
    Ok(Sse::new(stream::unfold(open, Open::next)).into_response())
}
