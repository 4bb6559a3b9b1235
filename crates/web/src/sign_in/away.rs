//! To a provider and back again.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{AppendHeaders, IntoResponse, Response};

use helhed_casework::domain::account::Username;
use helhed_casework::domain::cpr::CprNumber;
use helhed_casework::domain::ids::LinkId;
use helhed_casework::domain::text::Name;
use helhed_casework::sign_in::{
    ByProvider, ByProviderError, Employee, Visit, Who, sign_in_by_provider,
};
use helhed_openid::{Claims, Fault, ForWhom, Secrets};

use super::browser::browser_of;
use super::cookie::Cookie;
use super::providers::SignInProvider;
use super::safe_next;
use crate::app::App;
use crate::error::PageError;
use crate::frame::Frame;
use crate::language;
use crate::page::{PageResult, go, show_with};
use crate::query::Query;

/// The longest path that is kept while somebody is away.
const LONGEST_NEXT: usize = 1_500;

/// Why a sign-in at a provider came to nothing, and that one's own account here still opens.
#[derive(Template)]
#[template(path = "sign_in/not_in.html")]
struct NotInPage {
    frame: Frame,
    provider: String,
    /// What happened, as a key.
    key: &'static str,
    again: Option<String>,
}

fn not_in(
    app: &App,
    (headers, uri): (&HeaderMap, &Uri),
    found: &SignInProvider,
    (status, key): (StatusCode, &'static str),
) -> PageResult {
    let w = language::of_request(headers);
    let settings = found.provider.settings();
    let mut frame = Frame::bare(app, w, uri, w.t("not-in-title"));
    // Opened again this page would be another sign-in: the language is changed on the way in.
    frame.path = "/sign-in".to_owned();
    frame.plain = settings.for_whom == ForWhom::Families;
    let page = NotInPage {
        provider: settings.name.clone(),
        key,
        again: Some(format!("/sign-in/with/{}", settings.id)),
        frame,
    };
    let shown = show_with(status, &page)?;
    let cookie = [(header::SET_COOKIE, Cookie::Visit.gone(app))];
    Ok((AppendHeaders(cookie), shown).into_response())
}

/// Where a provider sends people back to.
fn back_to(app: &App, id: &str) -> String {
    format!("{}/sign-in/from/{id}", app.settings.providers.begins)
}

/// Sends somebody to a provider. A link and not a form: a provider sends people on to others, where no form of ours may lead.
pub(super) async fn leave_for(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
    uri: Uri,
) -> PageResult {
    let found = app.settings.providers.find(&id).ok_or(PageError::Absent)?;
    match visit(&app, &headers, found, safe_next(&uri), None).await {
        Ok((to, cookie)) => {
            let cookie = AppendHeaders([(header::SET_COOKIE, cookie)]);
            Ok((cookie, go(&to)).into_response())
        }
        Err(_) => {
            let told = (StatusCode::SERVICE_UNAVAILABLE, "not-in-down");
            not_in(&app, (&headers, &uri), found, told)
        }
    }
}

/// Begins a visit: where it leads, and the cookie that is taken along.
pub(super) async fn visit(
    app: &App,
    headers: &HeaderMap,
    found: &SignInProvider,
    next: String,
    invitation: Option<LinkId>,
) -> Result<(String, String), Fault> {
    let settings = found.provider.settings();
    let (secrets, now) = (Secrets::of(&app.casework.random()), app.now());
    let language = language::of_request(headers).0.code();
    let back = back_to(app, &settings.id);
    let to = found
        .provider
        .authorize(&secrets, &back, language, now.as_second());
    let to = to
        .await
        .inspect_err(|fault| tracing::warn!(%fault, "no visit to a provider"))?;
    let visit = Visit {
        provider: settings.id.clone(),
        state: secrets.state,
        nonce: secrets.nonce,
        verifier: secrets.verifier,
        next: Some(next)
            .filter(|it| it.len() <= LONGEST_NEXT)
            .unwrap_or_else(|| "/".to_owned()),
        invitation,
        begun_at: now,
    };
    Ok((to, Cookie::Visit.set(app, &visit.sealed(&app.casework))))
}

/// Somebody comes back from a provider.
pub(super) async fn come_back(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
    uri: Uri,
) -> PageResult {
    let found = app.settings.providers.find(&id).ok_or(PageError::Absent)?;
    match back(&app, &headers, &uri, found).await {
        Ok((session, next)) => Ok(signed_in(&app, &session, &next)),
        Err(told) => not_in(&app, (&headers, &uri), found, told),
    }
}

/// A session begins: its cookie comes, that of the visit goes.
fn signed_in(app: &App, session: &str, next: &str) -> Response {
    let cookies = AppendHeaders([
        (header::SET_COOKIE, Cookie::Session.set(app, session)),
        (header::SET_COOKIE, Cookie::Visit.gone(app)),
    ]);
    (cookies, go(next)).into_response()
}

type Told = (StatusCode, &'static str);

async fn back(
    app: &App,
    headers: &HeaderMap,
    uri: &Uri,
    found: &SignInProvider,
) -> Result<(String, String), Told> {
    const STALE: Told = (StatusCode::BAD_REQUEST, "not-in-stale");
    let (settings, now) = (found.provider.settings(), app.now());
    let query = Query::of(uri);
    // Whose browser this is, the sealed cookie tells; an answer to a question that was not asked here is none.
    let visit = Cookie::Visit
        .of(app, headers)
        .and_then(|cookie| Visit::opened(&app.casework, cookie, now))
        .filter(|it| it.provider == settings.id && it.state == query.text("state"))
        .ok_or(STALE)?;
    let issuer = query.text("iss");
    if !issuer.is_empty() && issuer != settings.issuer {
        return Err(STALE);
    }
    match (query.text("error"), query.text("code")) {
        ("", "") => return Err(STALE),
        ("", _) => {}
        ("access_denied", _) => return Err((StatusCode::FORBIDDEN, "not-in-cancelled")),
        ("unmet_authentication_requirements", _) => {
            return Err((StatusCode::FORBIDDEN, "not-in-level"));
        }
        (..) => return Err((StatusCode::BAD_GATEWAY, "not-in-down")),
    }
    let secrets = Secrets {
        state: visit.state.clone(),
        nonce: visit.nonce,
        verifier: visit.verifier,
    };
    let at = back_to(app, &settings.id);
    let finished = found
        .provider
        .finish(query.text("code"), &secrets, &at, now.as_second());
    let finished = finished.await.map_err(|fault| {
        tracing::warn!(%fault, "a sign-in at a provider was refused");
        match fault {
            Fault::Down(_) => (StatusCode::SERVICE_UNAVAILABLE, "not-in-down"),
            Fault::Level => (StatusCode::FORBIDDEN, "not-in-level"),
            Fault::Refused | Fault::Token(_) => STALE,
        }
    })?;
    let who = who(found, &finished.claims, visit.invitation)?;
    let command = ByProvider {
        provider: settings.id.clone(),
        subject: finished.claims.subject().to_owned(),
        state: visit.state,
        who,
        logout_hint: Some(finished.hint.0),
        browser: browser_of(headers),
    };
    let (_, token) = sign_in_by_provider(&app.casework, command, now)
        .await
        .map_err(|error| match error {
            ByProviderError::CameBack => STALE,
            ByProviderError::NoRole => (StatusCode::FORBIDDEN, "not-in-no-role"),
            ByProviderError::NoAccount => (StatusCode::FORBIDDEN, "not-in-no-account"),
            ByProviderError::ShutOut => (StatusCode::FORBIDDEN, "not-in-shut-out"),
            ByProviderError::Taken => (StatusCode::CONFLICT, "not-in-taken"),
            ByProviderError::NoSuchUnit => (StatusCode::FORBIDDEN, "not-in-no-unit"),
            ByProviderError::Invitation => (StatusCode::GONE, "not-in-invitation"),
            ByProviderError::Storage(_) => (StatusCode::SERVICE_UNAVAILABLE, "not-in-storage"),
        })?;
    Ok((token.secret().to_owned(), visit.next))
}

/// Who somebody is to be here, by what the provider says.
fn who(found: &SignInProvider, claims: &Claims, invitation: Option<LinkId>) -> Result<Who, Told> {
    let Some(mapping) = &found.mapping else {
        let claim = found.provider.settings().cpr_claim.as_deref();
        let cpr = claim.and_then(|claim| claims.text(claim));
        return Ok(Who::Family {
            cpr: cpr.and_then(|text| CprNumber::parse(text).ok()),
            invitation,
        });
    };
    let unreadable = (StatusCode::FORBIDDEN, "not-in-claims");
    let mapped = mapping.map(claims).map_err(|fault| {
        tracing::warn!(%fault, "claims that no account can be made of");
        unreadable
    })?;
    let name = mapped.display_name.and_then(|it| Name::parse(&it).ok());
    Ok(Who::Employee(Employee {
        username: Username::parse(&mapped.username).map_err(|_| unreadable)?,
        display_name: name,
        role: mapped.role,
        unit: mapped.unit,
        language: mapped.language,
        creates: mapped.creates,
    }))
}
