//! Signing in with a passkey: alone, or as the second step.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{AppendHeaders, IntoResponse};

use helhed_casework::domain::text::Line;
use helhed_casework::passkey::{
    AddPasskey, AddPasskeyError, AskError, Assertion, Question, Registration, ShowError,
    add_passkey_at_step, ask_at_step, ask_to_sign_in, finish_step_with_passkey,
    sign_in_with_passkey,
};
use helhed_casework::sign_in::Caller;

use super::browser::browser_of;
use super::cookie::Cookie;
use super::{second, sign_in_page};
use crate::app::App;
use crate::error::PageError;
use crate::form::Form;
use crate::language;
use crate::page::{PageResult, go, is_own_path, show_with};
use crate::words::Words;

/// What an authenticator answered, of a form.
fn shown(form: &Form) -> Option<Assertion> {
    if form.text("signature").is_empty() {
        return None;
    }
    let fields = [
        "credential",
        "client-data",
        "authenticator-data",
        "signature",
        "user",
    ];
    Assertion::of_form(fields.map(|name| form.text(name)))
}

/// A new passkey, of a form.
pub(super) fn made(form: &Form) -> Option<Registration> {
    let data = form.text("authenticator-data");
    let data = Some(data).filter(|it| !it.is_empty())?;
    Registration::of_form(form.text("client-data"), data)
}

/// A question for the page's script, or in words why there is none.
pub(super) fn asked(app: &App, w: Words, asked: Result<Question, AskError>) -> PageResult {
    let (status, key) = match asked {
        Ok(question) => {
            let party = app.casework.passkeys_at().ok_or(PageError::Absent)?;
            let json = [(header::CONTENT_TYPE, "application/json")];
            return Ok((json, question.to_json(party)).into_response());
        }
        Err(AskError::NotHere) => return Err(PageError::Absent),
        Err(AskError::Storage(_)) => return Err(PageError::Failed),
        Err(AskError::Wrong) => (StatusCode::UNPROCESSABLE_ENTITY, "passkey-phrase-wrong"),
        Err(AskError::TooMany) => (StatusCode::TOO_MANY_REQUESTS, "sign-in-too-many"),
        Err(AskError::Over) => (StatusCode::CONFLICT, "done-step-over"),
        Err(AskError::Full) => (StatusCode::CONFLICT, "passkey-full"),
    };
    told(status, w.t(key))
}

/// Words for the page's script to show; as a page, or `guard::dress` would make one of it.
pub(super) fn told(status: StatusCode, words: String) -> PageResult {
    let html = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    Ok((status, html, words).into_response())
}

/// Asks for any passkey.
pub(super) async fn question(
    State(app): State<App>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> PageResult {
    let address = address.ip().to_string();
    let question = ask_to_sign_in(&app.casework, &address, app.now()).await;
    asked(&app, language::of_request(&headers), question)
}

/// Asks whoever has typed their pass phrase.
pub(super) async fn question_at_step(
    State(app): State<App>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> PageResult {
    let address = address.ip().to_string();
    let token = Cookie::Step.of(&app, &headers).unwrap_or_default();
    let question = ask_at_step(&app.casework, token, &address, app.now()).await;
    asked(&app, language::of_request(&headers), question)
}

fn next_of(form: &Form) -> String {
    let next = Some(form.text("next")).filter(|next| is_own_path(next));
    next.unwrap_or("/").to_owned()
}

/// Signs somebody in by a passkey alone.
pub(super) async fn take(
    State(app): State<App>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    form: Form,
) -> PageResult {
    let (next, browser, address) = (
        next_of(&form),
        browser_of(&headers),
        address.ip().to_string(),
    );
    let from = Caller {
        address: &address,
        browser: &browser,
    };
    let (status, problem) = match shown(&form) {
        None => (StatusCode::UNPROCESSABLE_ENTITY, "passkey-needs-script"),
        Some(answer) => match sign_in_with_passkey(&app.casework, &answer, from, app.now()).await {
            Ok((_, token)) => {
                let cookie = Cookie::Session.set(&app, token.secret());
                let cookie = AppendHeaders([(header::SET_COOKIE, cookie)]);
                return Ok((cookie, go(&next)).into_response());
            }
            Err(ShowError::TooMany) => (StatusCode::TOO_MANY_REQUESTS, "sign-in-too-many"),
            Err(ShowError::Storage(_)) => return Err(PageError::Failed),
            Err(ShowError::Wrong | ShowError::Over) => {
                (StatusCode::UNPROCESSABLE_ENTITY, "passkey-wrong")
            }
        },
    };
    // The page answers a form: its language is changed at the front door.
    let (w, uri) = (language::of_request(&headers), Uri::from_static("/sign-in"));
    let page = sign_in_page(&app, w, &uri, Form::default(), next, Some(problem)).await?;
    show_with(status, &page)
}
/// Takes a passkey as the second step; a new one, where one must be and is not.
pub(super) async fn take_at_step(
    State(app): State<App>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    mut form: Form,
) -> PageResult {
    let (now, browser, address) = (app.now(), browser_of(&headers), address.ip().to_string());
    let from = Caller {
        address: &address,
        browser: &browser,
    };
    let token = Cookie::Step.of(&app, &headers).unwrap_or_default();
    let done = match (shown(&form), made(&form)) {
        (Some(answer), _) => {
            finish_step_with_passkey(&app.casework, token, &answer, from, now).await
        }
        (None, Some(answer)) => {
            let w = language::of_request(&headers);
            let name = match browser.is_empty() {
                true => w.t("own-sign-in-some-browser"),
                false => browser.clone(),
            };
            let name = Line::parse(&name).map_err(|_| PageError::Unreadable)?;
            let command = AddPasskey { name, answer };
            let added = add_passkey_at_step(&app.casework, token, command, &browser, now).await;
            added.map_err(|error| match error {
                AddPasskeyError::Refused | AddPasskeyError::Already => ShowError::Wrong,
                AddPasskeyError::Over => ShowError::Over,
                AddPasskeyError::Storage(error) => ShowError::Storage(error),
            })
        }
        (None, None) => Err(ShowError::Wrong),
    };
    let next = next_of(&form);
    let (status, key) = match done {
        Ok(done) => return second::signed_in(&app, done, &next),
        Err(ShowError::Over) => return Ok(go("/sign-in?done=step-over")),
        Err(ShowError::Storage(_)) => return Err(PageError::Failed),
        Err(ShowError::TooMany) => (StatusCode::TOO_MANY_REQUESTS, "sign-in-too-many"),
        Err(ShowError::Wrong) => (StatusCode::UNPROCESSABLE_ENTITY, "passkey-wrong"),
    };
    form.fault("code", "passkey", key);
    second::again(&app, &headers, (status, form), next).await
}
