//! Before and after every handler: who is it, may they be here, and what every answer carries.

use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use helhed_casework::sign_in::{SessionState, session, session_of_follower};

use crate::api::{self, Problem};
use crate::app::App;
use crate::draft;
use crate::error::PageError;
use crate::frame::Frame;
use crate::language;
use crate::page::{go, show_with};
use crate::routes::Who;
use crate::sign_in::Cookie;
use crate::upload::is_multipart;
use crate::viewer::Viewer;

/// The longest form, in bytes: ten million letters with every one of them encoded.
pub(crate) const LONGEST_FORM: usize = 64 << 20;

/// The value of a cookie.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok());
    lines
        .flat_map(|line| line.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// The token of the session, if the request carries one.
pub(crate) fn token<'a>(app: &App, headers: &'a HeaderMap) -> Option<&'a str> {
    Cookie::Session.of(app, headers)
}

async fn state_of(app: &App, headers: &HeaderMap) -> Result<SessionState, PageError> {
    match token(app, headers) {
        Some(token) => Ok(session(&app.casework, token, app.now()).await?),
        None => Ok(SessionState::None),
    }
}

async fn state_of_follower(app: &App, headers: &HeaderMap) -> Result<SessionState, PageError> {
    match token(app, headers) {
        Some(token) => Ok(session_of_follower(&app.casework, token, app.now()).await?),
        None => Ok(SessionState::None),
    }
}

/// Who is signed in, if anybody.
pub(crate) async fn viewer(app: &App, headers: &HeaderMap) -> Result<Option<Viewer>, PageError> {
    Ok(match state_of(app, headers).await? {
        SessionState::Live(account) => Some(Viewer::new(account, app.casework.notices().count())),
        SessionState::TimedOut(_) | SessionState::None => None,
    })
}

/// Lets through whom the route is for.
pub(crate) async fn admit(
    State((app, (who, follows))): State<(App, (Who, bool))>,
    mut request: Request,
    next: Next,
) -> Response {
    match who {
        Who::Anyone => return next.run(request).await,
        Who::System(scope) => return api::admit(&app, scope, request, next).await,
        Who::SignedIn | Who::Roles(_) => {}
    }
    let state = match follows {
        true => state_of_follower(&app, request.headers()).await,
        false => state_of(&app, request.headers()).await,
    };
    match state {
        Ok(SessionState::Live(account)) if who.admits(account.role) => {
            request
                .extensions_mut()
                .insert(Viewer::new(account, app.casework.notices().count()));
            next.run(request).await
        }
        Ok(SessionState::Live(_)) => PageError::Absent.into_response(),
        Ok(SessionState::TimedOut(account)) => timed_out(&app, account, request).await,
        Ok(SessionState::None) => to_sign_in(request.uri(), request.method() == Method::GET, None),
        Err(error) => error.into_response(),
    }
}

/// A time-out loses nothing: what was sent is kept as the draft of its form, for the one who wrote it.
async fn timed_out(
    app: &App,
    account: helhed_casework::domain::ids::AccountId,
    request: Request,
) -> Response {
    let (uri, is_get) = (request.uri().clone(), request.method() == Method::GET);
    let mut kept = None;
    // A file is chosen again; what a form of fields held is kept.
    if !is_get && uri.path() != "/drafts" && !is_multipart(request.headers()) {
        let body = to_bytes(request.into_body(), LONGEST_FORM)
            .await
            .unwrap_or_default();
        kept = match draft::keep_sent(app, account, uri.path(), &body).await {
            Ok(kept) => Some(kept),
            Err(error) => return error.into_response(),
        };
    }
    to_sign_in(&uri, is_get, kept)
}

fn to_sign_in(uri: &Uri, keeps_query: bool, kept: Option<bool>) -> Response {
    let next = match uri.path_and_query() {
        Some(whole) if keeps_query => whole.as_str(),
        _ => uri.path(),
    };
    let mut query = form_urlencoded::Serializer::new(String::new());
    if next != "/" {
        query.append_pair("next", next);
    }
    if kept == Some(true) {
        query.append_pair("done", "draft-kept");
    }
    go(&format!("/sign-in?{}", query.finish()))
}

/// The page of an error.
#[derive(askama::Template)]
#[template(path = "error.html")]
struct ErrorPage {
    frame: Frame,
    key: &'static str,
}

/// Makes a page of every bare error, in the language of whoever asked.
pub(crate) async fn dress(State(app): State<App>, request: Request, next: Next) -> Response {
    let (uri, headers) = (request.uri().clone(), request.headers().clone());
    let response = next.run(request).await;
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error())
        || response
            .headers()
            .get(header::CONTENT_TYPE)
            .is_some_and(is_html)
    {
        return response;
    }
    if uri.path().starts_with(api::BEGINS) {
        let told = response.headers().get(header::CONTENT_TYPE);
        let is_problem = told.is_some_and(|it| it == "application/problem+json");
        return match is_problem {
            true => response,
            false => Problem::of_status(status).into_response(),
        };
    }
    let error = response
        .extensions()
        .get::<PageError>()
        .cloned()
        .unwrap_or(PageError::of_status(status));
    let viewer = viewer(&app, &headers).await.ok().flatten();
    let w = viewer
        .as_ref()
        .map_or_else(|| language::of_request(&headers), |viewer| viewer.words);
    let title = w.t(&format!("{}-title", error.key()));
    let frame = match &viewer {
        Some(viewer) => Frame::new(&app, viewer, &uri, title),
        None => Frame::bare(&app, w, &uri, title),
    };
    show_with(
        error.status(),
        &ErrorPage {
            frame: frame.without_quick(),
            key: error.key(),
        },
    )
    .unwrap_or(response)
}

fn is_html(kind: &HeaderValue) -> bool {
    kind.as_bytes().starts_with(b"text/html")
}

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What every answer carries.
pub(crate) async fn headers(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=(), payment=()",
        ),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // A file that somebody sent has a stricter one of its own.
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(POLICY));
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    if app.settings.https {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=63072000; includeSubDomains"),
        );
    }
    response
}
