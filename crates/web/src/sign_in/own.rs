//! Your sign-in: where you are signed in, and what is asked of you when you come.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};

use helhed_casework::passkey::own_passkeys;
use helhed_casework::second_factor::{FactorState, factor_state};
use helhed_casework::sign_in::{
    OwnSession, end_other_sessions, end_own_session, is_session, own_sessions,
};

use super::codes::OWN;
use super::own_passkeys::PasskeyView;
use crate::app::App;
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::guard;
use crate::page::{PageResult, go, show};
use crate::viewer::Viewer;

/// A session, as its owner reads it.
struct SessionView {
    /// Names it in the form.
    id: String,
    browser: String,
    means: &'static str,
    since: String,
    seen: String,
    is_this: bool,
}

#[derive(Template)]
#[template(path = "sign_in/own.html")]
struct OwnPage {
    frame: Frame,
    sessions: Vec<SessionView>,
    factor: FactorState,
    passkeys: Vec<PasskeyView>,
    may_add: bool,
}

impl OwnPage {
    fn has_others(&self) -> bool {
        self.sessions.iter().any(|it| !it.is_this)
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    let pairs = (0..64).step_by(2);
    pairs
        .map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok())
        .collect()
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    uri: Uri,
) -> PageResult {
    let w = viewer.words;
    let frame = Frame::new(&app, &viewer, &uri, w.t("own-sign-in-title")).without_quick();
    let token = guard::token(&app, &headers).unwrap_or_default();
    let found = own_sessions(&app.casework, &viewer.actor, app.now()).await?;
    let view = |it: &OwnSession| SessionView {
        id: hex(&it.token_hash),
        browser: match it.browser.is_empty() {
            true => w.t("own-sign-in-some-browser"),
            false => it.browser.clone(),
        },
        means: it.means.label_key(),
        since: w.moment(it.created_at, frame.today),
        seen: w.moment(it.seen_at, frame.today),
        is_this: is_session(it, token),
    };
    let sessions = found.iter().map(view).collect();
    let factor = factor_state(&app.casework, &viewer.account).await?;
    let own = own_passkeys(&app.casework, &viewer.account).await?;
    show(&OwnPage {
        passkeys: PasskeyView::of(&own, &frame),
        may_add: own.may_add,
        frame,
        sessions,
        factor,
    })
}

/// Ends one of one's own sessions.
pub(super) async fn end(State(app): State<App>, viewer: Viewer, form: Form) -> PageResult {
    let named = from_hex(form.text("session")).ok_or(PageError::Absent)?;
    match end_own_session(&app.casework, &viewer.actor, &named, app.now()).await? {
        true => Ok(go(&format!("{OWN}?done=session-ended"))),
        false => Err(PageError::Absent),
    }
}

/// Signs out everywhere else.
pub(super) async fn end_others(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
) -> PageResult {
    let token = guard::token(&app, &headers).unwrap_or_default();
    end_other_sessions(&app.casework, &viewer.actor, token, app.now()).await?;
    Ok(go(&format!("{OWN}?done=sessions-ended")))
}
