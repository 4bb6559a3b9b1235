//! Passkeys of one's own account: which there are, one more, one less.

use std::net::SocketAddr;

use askama::Template;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode, Uri};

use helhed_casework::domain::account::PassPhrase;
use helhed_casework::domain::ids::PasskeyId;
use helhed_casework::domain::text::Line;
use helhed_casework::passkey::{
    AddPasskey, AddPasskeyError, OwnPasskeys, RemovePasskeyError, add_passkey, ask_to_add,
    own_passkeys, remove_passkey,
};

use super::browser::browser_of;
use super::codes::{OWN, show_recovery};
use super::passkey::{asked, made, told as words};
use crate::app::App;
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

/// The address of the page.
pub(super) const HERE: &str = "/account/sign-in/passkeys";

/// A passkey, as its owner reads of it.
pub(super) struct PasskeyView {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) added: String,
    pub(super) used: Option<String>,
}

impl PasskeyView {
    /// Passkeys in words.
    pub(super) fn of(own: &OwnPasskeys, frame: &Frame) -> Vec<Self> {
        let moment = |it| frame.w.moment(it, frame.today);
        let held = own.held.iter().map(|it| Self {
            id: it.id.to_string(),
            name: it.name.as_str().to_owned(),
            added: moment(it.added_at),
            used: it.used_at.map(moment),
        });
        held.collect()
    }
}

#[derive(Template)]
#[template(path = "sign_in/passkeys.html")]
struct PasskeysPage {
    frame: Frame,
    form: Form,
    passkeys: Vec<PasskeyView>,
    may_add: bool,
    username: String,
}

async fn filled(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    form: Form,
) -> Result<PasskeysPage, PageError> {
    let title = viewer.words.t("passkeys");
    let mut frame = Frame::new(app, viewer, uri, title).without_quick();
    frame.path = HERE.to_owned();
    frame.has_errors = !form.errors().is_empty();
    let own = own_passkeys(&app.casework, &viewer.account).await?;
    Ok(PasskeysPage {
        passkeys: PasskeyView::of(&own, &frame),
        may_add: own.may_add,
        username: viewer.account.username.as_str().to_owned(),
        frame,
        form,
    })
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    uri: Uri,
) -> PageResult {
    let form = Form::default().preset("passkey-name", browser_of(&headers));
    show(&filled(&app, &viewer, &uri, form).await?)
}

/// Asks for a new passkey, for the pass phrase.
pub(super) async fn question(
    State(app): State<App>,
    viewer: Viewer,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    form: Form,
) -> PageResult {
    if let Err(error) = Line::parse(form.text("passkey-name")) {
        let (key, n) = crate::form::FieldError::key(&error);
        let told = format!(
            "{}: {}",
            viewer.words.t("passkey-name"),
            viewer.words.n(key, n)
        );
        return words(StatusCode::UNPROCESSABLE_ENTITY, told);
    }
    let (address, now) = (address.ip().to_string(), app.now());
    let phrase = PassPhrase::typed(form.text("passkey-phrase"));
    let question = ask_to_add(&app.casework, &viewer.actor, &phrase, &address, now).await;
    asked(&app, viewer.words, question)
}

/// Takes a new passkey.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let name = Line::parse(form.text("passkey-name"));
    let name = form.take("passkey-name", "passkey-name", name);
    let answer = made(&form).ok_or("passkey-needs-script");
    let answer = form.take("passkey-name", "passkey", answer);
    if let (Some(name), Some(answer)) = (name, answer) {
        let command = AddPasskey { name, answer };
        let added = add_passkey(&app.casework, &viewer.actor, command, app.now()).await;
        let key = match added {
            Ok(None) => return Ok(go(&format!("{OWN}?done=passkey-added"))),
            Ok(Some(codes)) => {
                let title = viewer.words.t("recovery-title");
                let frame = Frame::new(&app, &viewer, &uri, title).without_quick();
                return show_recovery(frame, codes, OWN.to_owned());
            }
            Err(AddPasskeyError::Storage(_)) => return Err(PageError::Failed),
            Err(AddPasskeyError::Already) => "passkey-already",
            Err(AddPasskeyError::Refused | AddPasskeyError::Over) => "passkey-failed",
        };
        form.fault("passkey-name", "passkey", key);
    }
    show_errors(&filled(&app, &viewer, &uri, form).await?)
}

/// Takes a passkey away, for the pass phrase.
pub(super) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let id = PasskeyId::parse(form.text("passkey")).ok_or("field-choose");
    if let Some(id) = form.take("passkey", "passkey-which", id) {
        let phrase = PassPhrase::typed(form.text("remove-phrase"));
        let removed = remove_passkey(&app.casework, &viewer.actor, id, &phrase, app.now()).await;
        let (field, label, key) = match removed {
            Ok(()) => return Ok(go(&format!("{OWN}?done=passkey-removed"))),
            Err(RemovePasskeyError::Storage(_)) => return Err(PageError::Failed),
            Err(RemovePasskeyError::Absent) => return Err(PageError::Absent),
            Err(RemovePasskeyError::Wrong) => {
                ("remove-phrase", "sign-in-phrase", "passkey-phrase-wrong")
            }
            Err(RemovePasskeyError::TooMany) => {
                ("remove-phrase", "sign-in-phrase", "sign-in-too-many")
            }
            Err(RemovePasskeyError::Required) => ("passkey", "passkey-which", "passkey-last"),
        };
        form.fault(field, label, key);
    }
    show_errors(&filled(&app, &viewer, &uri, form).await?)
}
