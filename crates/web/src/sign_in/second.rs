//! The second step: a one-time code after the pass phrase. Whose role must have one and has none sets it up here.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{AppendHeaders, IntoResponse};

use helhed_casework::second_factor::CodeError;
use helhed_casework::sign_in::{StepAsks, finish_step, look_at_step};

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

#[derive(Template)]
#[template(path = "sign_in/second.html")]
struct SecondPage {
    frame: Frame,
    form: Form,
    next: String,
    /// The secret to set up, where there is none yet.
    secret: Option<SecretView>,
}

async fn shown(
    app: &App,
    (headers, uri): (&HeaderMap, &Uri),
    form: Form,
    next: String,
) -> Result<Option<SecondPage>, PageError> {
    let w = language::of_request(headers);
    let token = Cookie::Step.of(app, headers).unwrap_or_default();
    let secret = match look_at_step(&app.casework, token, app.now()).await? {
        StepAsks::Over => return Ok(None),
        StepAsks::Code => None,
        StepAsks::FirstCode(secret, username) => {
            Some(SecretView::of(app, &secret, &username, &w.t("codes-qr")))
        }
    };
    let title = if secret.is_some() {
        "second-set-up-title"
    } else {
        "second-title"
    };
    let mut frame = Frame::bare(app, w, uri, w.t(title));
    frame.has_errors = !form.errors().is_empty();
    Ok(Some(SecondPage {
        frame,
        form,
        next,
        secret,
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

/// Takes the code.
pub(super) async fn take(
    State(app): State<App>,
    headers: HeaderMap,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let next = Some(form.text("next"))
        .filter(|next| is_own_path(next))
        .unwrap_or("/")
        .to_owned();
    let token = Cookie::Step.of(&app, &headers).unwrap_or_default();
    let (browser, now) = (browser_of(&headers), app.now());
    let (status, key) =
        match finish_step(&app.casework, token, form.text("code"), &browser, now).await {
            Ok(done) => {
                let cookies = AppendHeaders([
                    (
                        header::SET_COOKIE,
                        Cookie::Session.set(&app, done.token.secret()),
                    ),
                    (header::SET_COOKIE, Cookie::Step.gone(&app)),
                ]);
                let w = crate::words::Words(done.account.language);
                let answer = match done.recovery {
                    Some(codes) => show_recovery(
                        Frame::bare(&app, w, &uri, w.t("recovery-title")),
                        codes,
                        next,
                    )?,
                    None => go(&next),
                };
                return Ok((cookies, answer).into_response());
            }
            Err(CodeError::Wrong) => (StatusCode::UNPROCESSABLE_ENTITY, "code-wrong"),
            Err(CodeError::TooMany) => (StatusCode::TOO_MANY_REQUESTS, "sign-in-too-many"),
            Err(CodeError::Over) => return Ok(go("/sign-in?done=step-over")),
            Err(CodeError::Storage(_)) => return Err(PageError::Failed),
        };
    form.fault("code", "code-label", key);
    match shown(&app, (&headers, &uri), form, next).await? {
        Some(page) => show_with(status, &page),
        None => Ok(go("/sign-in?done=step-over")),
    }
}
