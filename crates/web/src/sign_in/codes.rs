//! One-time codes of one's own account: turned on with a first code, turned off with a code, and recovery codes shown once.

use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;

use helhed_casework::second_factor::{
    BeginCodesError, CodeError, CodeSecret, FactorState, StopCodesError, begin_codes,
    confirm_codes, factor_state, new_recovery_codes, stop_codes,
};

use crate::app::App;
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::letter::qr;
use crate::page::{PageResult, go, show, show_with};
use crate::viewer::Viewer;

/// Where one's own sign-in is.
pub(super) const OWN: &str = "/account/sign-in";

/// A secret to set up: as a picture for an app, and as text to type.
pub(crate) struct SecretView {
    /// The picture.
    pub qr: Option<String>,
    /// The text.
    pub typed: String,
}

impl SecretView {
    pub(crate) fn of(app: &App, secret: &CodeSecret, username: &str, title: &str) -> Self {
        let house = format!("Helhed {}", app.settings.municipality);
        Self {
            qr: qr(&secret.address(&house, username), title),
            typed: secret.typed(),
        }
    }
}

#[derive(Template)]
#[template(path = "sign_in/codes.html")]
struct CodesPage {
    frame: Frame,
    form: Form,
    state: FactorState,
    secret: Option<SecretView>,
}

#[derive(Template)]
#[template(path = "sign_in/recovery.html")]
struct RecoveryPage {
    frame: Frame,
    codes: Vec<String>,
    next: String,
}

/// Shows recovery codes, once: they are stored as keyed hashes alone.
pub(super) fn show_recovery(
    mut frame: Frame,
    codes: Vec<String>,
    next: String,
) -> Result<Response, PageError> {
    // The page answers a form: the language is changed on the page that it leads to.
    frame.path.clone_from(&next);
    show(&RecoveryPage { frame, codes, next })
}

async fn filled(app: &App, viewer: &Viewer, uri: &Uri, form: Form) -> Result<CodesPage, PageError> {
    let w = viewer.words;
    let state = factor_state(&app.casework, &viewer.account).await?;
    let secret = match begin_codes(&app.casework, &viewer.actor, app.now()).await {
        Ok(secret) => {
            let username = viewer.account.username.as_str();
            Some(SecretView::of(app, &secret, username, &w.t("codes-qr")))
        }
        Err(BeginCodesError::On) => None,
        Err(BeginCodesError::Storage(_)) => return Err(PageError::Failed),
    };
    let mut frame = Frame::new(app, viewer, uri, w.t("codes-title")).without_quick();
    frame.has_errors = !form.errors().is_empty();
    Ok(CodesPage {
        frame,
        form,
        state,
        secret,
    })
}

/// The page.
pub(super) async fn page(State(app): State<App>, viewer: Viewer, uri: Uri) -> PageResult {
    show(&filled(&app, &viewer, &uri, Form::default()).await?)
}

/// Takes a code: to turn codes on, to make new recovery codes or to turn codes off.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let (casework, actor, now) = (&app.casework, &viewer.actor, app.now());
    let typed = form.text("code").to_owned();
    let done = match form.text("act") {
        "stop" => match stop_codes(casework, actor, &typed, now).await {
            Ok(()) => return Ok(go(&format!("{OWN}?done=codes-off"))),
            Err(StopCodesError::Required) => return Err(PageError::NotAllowed),
            Err(StopCodesError::Code(error)) => Err(error),
        },
        "recovery" => new_recovery_codes(casework, actor, &typed, now).await,
        _ => confirm_codes(casework, actor, &typed, now).await,
    };
    let (status, key) = match done {
        Ok(codes) => {
            let title = viewer.words.t("recovery-title");
            let frame = Frame::new(&app, &viewer, &uri, title).without_quick();
            return show_recovery(frame, codes, OWN.to_owned());
        }
        Err(CodeError::Wrong) => (StatusCode::UNPROCESSABLE_ENTITY, "code-wrong"),
        Err(CodeError::TooMany) => (StatusCode::TOO_MANY_REQUESTS, "sign-in-too-many"),
        // On already, or off already: the page tells how it stands.
        Err(CodeError::Over) => return Ok(go(uri.path())),
        Err(CodeError::Storage(_)) => return Err(PageError::Failed),
    };
    form.fault("code", "code-label", key);
    show_with(status, &filled(&app, &viewer, &uri, form).await?)
}
