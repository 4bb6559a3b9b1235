//! Signing in and out.

use askama::Template;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{AppendHeaders, IntoResponse};
use std::net::SocketAddr;

use helhed_casework::domain::account::{Account, PassPhrase};
use helhed_casework::sign_in::{SignInError, accounts_to_try, sign_in, sign_out, try_account};

use crate::app::App;
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::guard;
use crate::language;
use crate::page::{PageResult, go, is_own_path, show, show_with};
use crate::routes::{RouteSpec, Who};
use crate::words::Words;

/// The session's cookie where Helhed is reached by https.
pub(crate) const SECURE_COOKIE: &str = "__Host-helhed";
/// The session's cookie on this machine alone.
pub(crate) const COOKIE: &str = "helhed";

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    vec![
        RouteSpec::page("/sign-in", Who::Anyone, page),
        RouteSpec::form("/sign-in", Who::Anyone, take),
        RouteSpec::form("/sign-out", Who::Anyone, leave),
    ]
}

#[derive(Template)]
#[template(path = "sign_in/sign_in.html")]
struct SignInPage {
    frame: Frame,
    form: Form,
    /// Where to go on to.
    next: String,
    /// What went wrong, as a key.
    problem: Option<&'static str>,
    /// The demo's accounts that may be tried without a pass phrase; none elsewhere.
    to_try: Vec<Account>,
}

/// A path of this server, or the front door: nobody is sent elsewhere.
fn safe_next(uri: &Uri) -> String {
    let query = uri.query().unwrap_or_default();
    let next = form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "next")
        .map(|(_, next)| next.into_owned());
    next.filter(|next| is_own_path(next))
        .unwrap_or_else(|| "/".to_owned())
}

async fn sign_in_page(
    app: &App,
    w: Words,
    uri: &Uri,
    form: Form,
    next: String,
    problem: Option<&'static str>,
) -> Result<SignInPage, PageError> {
    let mut frame = Frame::bare(app, w, uri, w.t("sign-in-title"));
    frame.has_errors = problem.is_some();
    let to_try = match app.settings.development_sign_in {
        true => accounts_to_try(&app.casework).await?,
        false => Vec::new(),
    };
    Ok(SignInPage {
        frame,
        form,
        next,
        problem,
        to_try,
    })
}

/// The page.
async fn page(State(app): State<App>, headers: HeaderMap, uri: Uri) -> PageResult {
    if guard::viewer(&app, &headers).await?.is_some() {
        return Ok(go(&safe_next(&uri)));
    }
    show(
        &sign_in_page(
            &app,
            language::of_request(&headers),
            &uri,
            Form::default(),
            safe_next(&uri),
            None,
        )
        .await?,
    )
}

/// Takes name and pass phrase.
async fn take(
    State(app): State<App>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    uri: Uri,
    form: Form,
) -> PageResult {
    let next = Some(form.text("next"))
        .filter(|next| is_own_path(next))
        .unwrap_or("/")
        .to_owned();
    let phrase = PassPhrase::typed(form.text("phrase"));
    let tried = Some(form.text("try")).filter(|tried| !tried.is_empty());
    let answer = match tried.filter(|_| app.settings.development_sign_in) {
        Some(username) => try_account(&app.casework, username, app.now()).await,
        None => {
            let (username, from) = (form.text("username"), address.ip().to_string());
            sign_in(&app.casework, username, &phrase, &from, app.now()).await
        }
    };
    match answer {
        Ok((_, token)) => {
            let cookie = if app.settings.https {
                format!(
                    "{SECURE_COOKIE}={}; Path=/; HttpOnly; Secure; SameSite=Lax",
                    token.secret()
                )
            } else {
                format!(
                    "{COOKIE}={}; Path=/; HttpOnly; SameSite=Lax",
                    token.secret()
                )
            };
            Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), go(&next)).into_response())
        }
        Err(error) => {
            let (status, problem) = match error {
                SignInError::Wrong => (StatusCode::UNPROCESSABLE_ENTITY, "sign-in-wrong"),
                SignInError::TooMany => (StatusCode::TOO_MANY_REQUESTS, "sign-in-too-many"),
                SignInError::Storage(_) => return Err(PageError::Failed),
            };
            show_with(
                status,
                &sign_in_page(
                    &app,
                    language::of_request(&headers),
                    &uri,
                    form,
                    next,
                    Some(problem),
                )
                .await?,
            )
        }
    }
}

/// Signs out.
async fn leave(State(app): State<App>, headers: HeaderMap) -> PageResult {
    let name = if app.settings.https {
        SECURE_COOKIE
    } else {
        COOKIE
    };
    if let Some(token) = guard::cookie(&headers, name) {
        sign_out(&app.casework, token, app.now()).await?;
    }
    let gone = format!(
        "{name}=; Path=/; HttpOnly; Max-Age=0; SameSite=Lax{}",
        if app.settings.https { "; Secure" } else { "" }
    );
    Ok((
        AppendHeaders([(header::SET_COOKIE, gone)]),
        go("/sign-in?done=signed-out"),
    )
        .into_response())
}
