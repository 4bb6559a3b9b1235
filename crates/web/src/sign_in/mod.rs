//! Signing in and out.

mod away;
mod browser;
mod codes;
mod cookie;
mod join;
mod onward;
mod own;
mod own_passkeys;
mod passkey;
mod providers;
mod second;

use askama::Template;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{AppendHeaders, IntoResponse};
use std::net::SocketAddr;

use helhed_casework::domain::account::{Account, PassPhrase};
use helhed_casework::sign_in::{
    Caller, SignInError, accounts_to_try, sign_in_from, sign_out, try_account,
};

pub(crate) use cookie::Cookie;
pub use providers::{Providers, SignInProvider};

use crate::app::App;
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::guard;
use crate::language;
use crate::page::{PageResult, go, is_own_path, show, show_with};
use crate::routes::{RouteSpec, Who};
use crate::words::Words;
use browser::browser_of;

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    vec![
        RouteSpec::page("/sign-in", Who::Anyone, page),
        RouteSpec::form("/sign-in", Who::Anyone, take),
        RouteSpec::form("/sign-out", Who::Anyone, leave),
        RouteSpec::page("/sign-in/code", Who::Anyone, second::page),
        RouteSpec::form("/sign-in/code", Who::Anyone, second::take),
        RouteSpec::form("/sign-in/passkey", Who::Anyone, passkey::take),
        RouteSpec::form("/sign-in/passkey/question", Who::Anyone, passkey::question),
        RouteSpec::form("/sign-in/code/passkey", Who::Anyone, passkey::take_at_step),
        RouteSpec::form(
            "/sign-in/code/question",
            Who::Anyone,
            passkey::question_at_step,
        ),
        RouteSpec::page("/sign-in/with/{provider}", Who::Anyone, away::leave_for),
        RouteSpec::page("/sign-in/from/{provider}", Who::Anyone, away::come_back),
        RouteSpec::page("/join/{token}", Who::Anyone, join::page),
        RouteSpec::form("/join/{token}", Who::Anyone, join::take),
        RouteSpec::page(codes::OWN, Who::SignedIn, own::page),
        RouteSpec::form("/account/sign-in/end", Who::SignedIn, own::end),
        RouteSpec::form(
            "/account/sign-in/end-others",
            Who::SignedIn,
            own::end_others,
        ),
        RouteSpec::page(own_passkeys::HERE, Who::SignedIn, own_passkeys::page),
        RouteSpec::form(own_passkeys::HERE, Who::SignedIn, own_passkeys::take),
        RouteSpec::form(
            "/account/sign-in/passkeys/question",
            Who::SignedIn,
            own_passkeys::question,
        ),
        RouteSpec::form(
            "/account/sign-in/passkeys/remove",
            Who::SignedIn,
            own_passkeys::remove,
        ),
        RouteSpec::page("/account/sign-in/codes", Who::SignedIn, codes::page),
        RouteSpec::form("/account/sign-in/codes", Who::SignedIn, codes::take),
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
    /// The providers at which people sign in: address part, name, whether families do.
    providers: Vec<(String, String, bool)>,
    /// Whether there are passkeys at this installation.
    passkeys: bool,
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
        providers: app.settings.providers.shown(),
        passkeys: app.casework.passkeys_at().is_some(),
        to_try,
    })
}

impl SignInPage {
    /// The way to a provider, with where somebody was going.
    fn to_provider(&self, id: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if self.next != "/" {
            query.append_pair("next", &self.next);
        }
        match query.finish() {
            query if query.is_empty() => format!("/sign-in/with/{id}"),
            query => format!("/sign-in/with/{id}?{query}"),
        }
    }
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
            let (address, browser) = (address.ip().to_string(), browser_of(&headers));
            let from = Caller {
                address: &address,
                browser: &browser,
            };
            let username = form.text("username");
            sign_in_from(&app.casework, username, &phrase, from, app.now()).await
        }
    };
    match answer {
        Ok((_, token)) => {
            let cookie = Cookie::Session.set(&app, token.secret());
            Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), go(&next)).into_response())
        }
        Err(SignInError::SecondFactor(step)) => {
            let cookie = Cookie::Step.set(&app, step.secret());
            let query = form_urlencoded::Serializer::new(String::new())
                .append_pair("next", &next)
                .finish();
            let on = go(&format!("/sign-in/code?{query}"));
            Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), on).into_response())
        }
        Err(error) => {
            let (status, problem) = match error {
                SignInError::Wrong => (StatusCode::UNPROCESSABLE_ENTITY, "sign-in-wrong"),
                SignInError::TooMany => (StatusCode::TOO_MANY_REQUESTS, "sign-in-too-many"),
                SignInError::SecondFactor(_) | SignInError::Storage(_) => {
                    return Err(PageError::Failed);
                }
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

/// Signs out: here at once, and then at the provider at which the session was begun.
async fn leave(State(app): State<App>, headers: HeaderMap, uri: Uri) -> PageResult {
    let mut at = None;
    if let Some(token) = guard::token(&app, &headers) {
        at = sign_out(&app.casework, token, app.now()).await?;
    }
    let gone = AppendHeaders([(header::SET_COOKIE, Cookie::Session.gone(&app))]);
    let providers = &app.settings.providers;
    if let Some((id, hint)) = at
        && let Some(found) = providers.find(&id)
    {
        let back = format!("{}/sign-in?done=signed-out", providers.begins);
        let now = app.now().as_second();
        if let Some(to) = found
            .provider
            .end_session(hint.as_deref(), &back, now)
            .await
        {
            let w = language::of_request(&headers);
            let mut frame = Frame::bare(&app, w, &uri, w.t("signed-out-title"));
            frame.path = "/sign-in".to_owned();
            let name = &found.provider.settings().name;
            let shown = onward::onward(frame, ("signed-out-text", "signed-out-link"), name, to)?;
            return Ok((gone, shown).into_response());
        }
    }
    Ok((gone, go("/sign-in?done=signed-out")).into_response())
}
