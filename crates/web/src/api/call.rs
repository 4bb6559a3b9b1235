//! Who asks: the token of a request, and what a handler of the interface works with.

use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use helhed_casework::domain::ids::{FamilyId, FormId};
use helhed_casework::domain::partner_system::SystemScope;
use helhed_casework::partner_system::{Caller, NoCaller, system_of_token};
use helhed_casework::{Ctx, Reading};

use super::answer::{again, done};
use super::input::Sent;
use super::problem::Problem;
use crate::app::App;
use crate::query::Query;

/// The longest token that is looked up.
const LONGEST: usize = 200;

/// Lets a request in whose token may ask for what a scope opens. A request with a cookie is none of a system: a page could have made it.
pub(crate) async fn admit(
    app: &App,
    scope: SystemScope,
    mut request: Request,
    next: Next,
) -> Response {
    match caller(app, scope, request.headers()).await {
        Ok(caller) => {
            request.extensions_mut().insert(caller);
            next.run(request).await
        }
        Err(problem) => problem.into_response(),
    }
}

async fn caller(app: &App, scope: SystemScope, headers: &HeaderMap) -> Result<Caller, Problem> {
    let mut sent = headers.get_all(header::AUTHORIZATION).iter();
    let (Some(line), None) = (sent.next(), sent.next()) else {
        return Err(Problem::NoToken);
    };
    if headers.contains_key(header::COOKIE) {
        return Err(Problem::Cookie);
    }
    let line = line.to_str().unwrap_or_default();
    let (scheme, token) = line.split_once(' ').unwrap_or_default();
    if !scheme.eq_ignore_ascii_case("bearer") || token.is_empty() || token.len() > LONGEST {
        return Err(Problem::NoToken);
    }
    let found = system_of_token(&app.casework, token, scope, app.now()).await?;
    found.map_err(|why| match why {
        NoCaller::Unknown => Problem::NoToken,
        NoCaller::Scope => Problem::Scope,
        NoCaller::TooMany { seconds } => Problem::TooMany(seconds),
    })
}

/// What a handler works with.
pub(super) struct Call {
    pub app: App,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
}

impl FromRequestParts<App> for Call {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        Ok(Self {
            app: app.clone(),
            caller: parts.extensions.get().cloned().ok_or(Problem::NoToken)?,
            headers: parts.headers.clone(),
            uri: parts.uri.clone(),
        })
    }
}

/// What came of a key: it is new, or it was sent before and this was answered.
pub(super) enum Begun {
    New(Box<Ctx>),
    Before(Response),
}

impl Call {
    /// Begins a reading under the lens of the unit.
    pub(super) fn reading(&self) -> Reading {
        let now = self.app.now();
        self.app.casework.reading(&self.caller.actor, now)
    }

    /// Where a list goes on; nothing where it begins.
    pub(super) fn cursor(&self) -> Option<String> {
        let query = Query::of(&self.uri);
        let cursor = query.text("cursor");
        (!cursor.is_empty()).then(|| cursor.to_owned())
    }

    /// The version that was read, of a thing that several may change.
    pub(super) fn version(&self) -> Result<i64, Problem> {
        let told = self.headers.get(header::IF_MATCH);
        let told = told.ok_or(Problem::VersionMissing)?;
        let told = told.to_str().unwrap_or_default().trim();
        let number = told.strip_prefix("\"v").and_then(|it| it.strip_suffix('"'));
        // Anything else is no version of it.
        let number = number.and_then(|it| it.parse().ok());
        number.ok_or(Problem::Changed)
    }

    /// Whether the asker has this answer already.
    pub(super) fn has(&self, tag: &str) -> bool {
        let lines = self.headers.get_all(header::IF_NONE_MATCH).iter();
        let mut tags = lines
            .filter_map(|it| it.to_str().ok())
            .flat_map(|it| it.split(','));
        tags.any(|it| it.trim().trim_start_matches("W/") == tag)
    }

    fn key(&self) -> Result<FormId, Problem> {
        let key = self.headers.get("idempotency-key");
        let key = key.and_then(|it| it.to_str().ok());
        key.and_then(FormId::parse).ok_or(Problem::KeyMissing)
    }

    /// Begins a change; one whose key was sent before with the same is answered as then, and with something else refused.
    pub(super) async fn begin(&self, sent: &Sent, status: u16) -> Result<Begun, Problem> {
        let key = self.key()?;
        let (casework, now) = (&self.app.casework, self.app.now());
        let mut ctx = casework.begin(&self.caller.actor, now).await?;
        let Some(before) = ctx.sent_before(key).await? else {
            return Ok(Begun::New(Box::new(ctx)));
        };
        let what = sent.checksum(self.uri.path());
        again(&before, &what, status)
            .map(Begun::Before)
            .ok_or(Problem::KeyReused)
    }

    /// Makes everything last, and answers with the id and the address of what was done.
    pub(super) async fn done(
        &self,
        ctx: Ctx,
        sent: &Sent,
        status: u16,
        (id, href): (String, String),
    ) -> Result<Response, Problem> {
        let note = format!("{} {id} {href}", sent.checksum(self.uri.path()));
        ctx.commit_form(Some(self.key()?), "", &note).await?;
        Ok(done(status, &id, &href))
    }
}

/// The family of an address.
pub(super) fn family_of(id: &str) -> Result<FamilyId, Problem> {
    FamilyId::parse(id).ok_or(Problem::Absent)
}
