//! The second step: a one-time code or a passkey after the pass phrase. Whose role must have one and has none sets it up here.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{AppendHeaders, IntoResponse};

use helhed_casework::second_factor::CodeError;
use helhed_casework::sign_in::{StepAsks, Stepped, finish_step, look_at_step};

use super::browser::browser_of;
use super::codes::{SecretView, show_recovery};
use super::cookie::Cookie;
use crate::app::App;
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::language;
use crate::page::{PageResult, go, is_own_path, show, show_with};
use crate::sign_in::safe_next;

/// The address of the page.
const HERE: &str = "/sign-in/code";

#[derive(Template)]
#[template(path = "sign_in/second.html")]
struct SecondPage {
    frame: Frame,
    form: Form,
    next: String,
    /// The secret to set up, where there is none yet.
    secret: Option<SecretView>,
    /// What a passkey may do here: the text of its button, and what stands above it.
    passkey: Option<(&'static str, &'static str)>,
}

async fn shown(
    app: &App,
    (headers, uri): (&HeaderMap, &Uri),
    form: Form,
    next: String,
) -> Result<Option<SecondPage>, PageError> {
    let w = language::of_request(headers);
    let token = Cookie::Step.of(app, headers).unwrap_or_default();
    let (secret, passkey) = match look_at_step(&app.casework, token, app.now()).await? {
        StepAsks::Over => return Ok(None),
        StepAsks::Shown { passkey } => {
            let shows = ("passkey-show", "passkey-show-text");
            (None, passkey.then_some(shows))
        }
        StepAsks::FirstCode(secret, username) => {
            let makes = ("passkey-make", "passkey-instead");
            let passkeys = app.casework.passkeys_at().map(|_| makes);
            let secret = SecretView::of(app, &secret, &username, &w.t("codes-qr"));
            (Some(secret), passkeys)
        }
    };
    let title = match (&secret, passkey) {
        (Some(_), _) => "second-set-up-title",
        (None, Some(_)) => "second-passkey-title",
        (None, None) => "second-title",
    };
    let mut frame = Frame::bare(app, w, uri, w.t(title));
    frame.has_errors = !form.errors().is_empty();
    Ok(Some(SecondPage {
        frame,
        form,
        next,
        secret,
        passkey,
    }))
}

/// The page.
pub(super) async fn page(State(app): State<App>, headers: HeaderMap, uri: Uri) -> PageResult {
    let next = safe_next(&uri);
    match shown(&app, (&headers, &uri), Form::default(), next).await? {
        Some(page) => show(&page),
        None => Ok(go("/sign-in")),
    }
}

/// Somebody has shown their second factor: their session begins, and recovery codes that were made are shown once.
pub(super) fn signed_in(app: &App, done: Stepped, next: &str) -> PageResult {
    let cookies = AppendHeaders([
        (
            header::SET_COOKIE,
            Cookie::Session.set(app, done.token.secret()),
        ),
        (header::SET_COOKIE, Cookie::Step.gone(app)),
    ]);
    let w = crate::words::Words(done.account.language);
    let uri = Uri::from_static(HERE);
    let answer = match done.recovery {
        Some(codes) => {
            let frame = Frame::bare(app, w, &uri, w.t("recovery-title"));
            show_recovery(frame, codes, next.to_owned())?
        }
        None => go(next),
    };
    Ok((cookies, answer).into_response())
}

/// Shows the page again, with what is wrong.
pub(super) async fn again(
    app: &App,
    headers: &HeaderMap,
    (status, form): (StatusCode, Form),
    next: String,
) -> PageResult {
    match shown(app, (headers, &Uri::from_static(HERE)), form, next).await? {
        Some(page) => show_with(status, &page),
        None => Ok(go("/sign-in?done=step-over")),
    }
}

/// Takes the code.
pub(super) async fn take(State(app): State<App>, headers: HeaderMap, mut form: Form) -> PageResult {
    let next = Some(form.text("next"))
        .filter(|next| is_own_path(next))
        .unwrap_or("/")
        .to_owned();
    let token = Cookie::Step.of(&app, &headers).unwrap_or_default();
    let (browser, now) = (browser_of(&headers), app.now());
    let (status, key) =
        match finish_step(&app.casework, token, form.text("code"), &browser, now).await {
            Ok(done) => return signed_in(&app, done, &next),
            Err(CodeError::Wrong) => (StatusCode::UNPROCESSABLE_ENTITY, "code-wrong"),
            Err(CodeError::TooMany) => (StatusCode::TOO_MANY_REQUESTS, "sign-in-too-many"),
            Err(CodeError::Over) => return Ok(go("/sign-in?done=step-over")),
            Err(CodeError::Storage(_)) => return Err(PageError::Failed),
        };
    form.fault("code", "code-label", key);
    again(&app, &headers, (status, form), next).await
}
