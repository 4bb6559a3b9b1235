//! The language of the screens: the account's, else the cookie's, else the browser's.

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{AppendHeaders, IntoResponse, Response};

use helhed_casework::account::set_language;
use helhed_casework::domain::account::Language;

use crate::app::App;
use crate::error::PageError;
use crate::form::Form;
use crate::guard;
use crate::page::{go, is_own_path};
use crate::words::Words;

const COOKIE: &str = "helhed-language";

/// The words for somebody who is not signed in.
pub(crate) fn of_request(headers: &HeaderMap) -> Words {
    let cookie = guard::cookie(headers, COOKIE).and_then(Language::from_code);
    let browser = || {
        let accepted = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
        accepted
            .split(',')
            .find_map(|part| Language::from_code(part.split([';', '-']).next()?.trim()))
    };
    Words(cookie.or_else(browser).unwrap_or(Language::Danish))
}

/// Changes the language, also for somebody who is not signed in.
pub(crate) async fn change(
    State(app): State<App>,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, PageError> {
    let language = Language::from_code(form.text("language")).ok_or(PageError::Unreadable)?;
    if let Some(viewer) = guard::viewer(&app, &headers).await? {
        let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
        set_language(&mut ctx, language).await?;
        ctx.commit().await?;
    }
    let back = Some(form.text("back")).filter(|back| is_own_path(back));
    let cookie = format!(
        "{COOKIE}={}; Path=/; Max-Age=31536000; SameSite=Lax",
        language.code()
    );
    Ok((
        AppendHeaders([(header::SET_COOKIE, cookie)]),
        go(back.unwrap_or("/")),
    )
        .into_response())
}
