//! My own account: what is known of it, and another pass phrase.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};

use helhed_casework::account::{ChangePhrase, ChangePhraseError, change_phrase};
use helhed_casework::domain::account::{Account, PassPhrase, PassPhraseError};

use crate::app::App;
use crate::error::PageError;
use crate::form::{FieldError, Form};
use crate::frame::Frame;
use crate::guard;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "users/account.html")]
struct AccountPage {
    frame: Frame,
    /// What is wrong. What was typed is not shown again, nor kept as a draft.
    form: Form,
    account: Account,
}

impl FieldError for PassPhraseError {
    fn key(&self) -> (&'static str, i64) {
        match self {
            Self::TooShort => ("phrase-too-short", 12),
            Self::TooLong => ("field-too-long", 200),
        }
    }
}

fn filled(app: &App, viewer: &Viewer, uri: &Uri, form: Form) -> AccountPage {
    let title = viewer.words.t("account-title");
    let mut frame = Frame::new(app, viewer, uri, title).without_quick();
    frame.has_errors = !form.errors().is_empty();
    AccountPage {
        frame,
        form,
        account: viewer.account.clone(),
    }
}

/// The page.
pub(super) async fn page(State(app): State<App>, viewer: Viewer, uri: Uri) -> PageResult {
    show(&filled(&app, &viewer, &uri, Form::default()))
}

/// Changes the pass phrase.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let old = Some(form.text("phrase-old"))
        .filter(|text| !text.is_empty())
        .map(PassPhrase::typed)
        .ok_or("field-missing");
    let old = form.take("phrase-old", "phrase-old", old);
    let new = PassPhrase::choose(form.text("phrase-new"));
    let new = form.take("phrase-new", "phrase-new", new);
    if new.is_some() && form.text("phrase-again") != form.text("phrase-new") {
        form.fault("phrase-again", "phrase-again", "phrase-not-same");
    }
    let (Some(old), Some(new), true) = (old, new, form.errors().is_empty()) else {
        return show_errors(&filled(&app, &viewer, &uri, form));
    };
    let token = guard::token(&app, &headers).unwrap_or_default();
    let command = ChangePhrase { old, new };
    let fault = match change_phrase(&app.casework, &viewer.actor, token, command, app.now()).await {
        Ok(()) => return Ok(go("/account?done=phrase-changed")),
        Err(ChangePhraseError::Wrong) => "phrase-wrong",
        Err(ChangePhraseError::TooMany) => "sign-in-too-many",
        Err(ChangePhraseError::Storage(_)) => return Err(PageError::Failed),
    };
    form.fault("phrase-old", "phrase-old", fault);
    show_errors(&filled(&app, &viewer, &uri, form))
}
