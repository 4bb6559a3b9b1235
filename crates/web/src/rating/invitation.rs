//! What an invitation opens, outside sign-in: first its code, then one form about one person, then a word of thanks. Nothing of
//! the family stands here but a given name, and that only when the code is right.

use askama::Template;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use std::net::SocketAddr;

use helhed_casework::domain::episode::Items;
use helhed_casework::domain::one_time_link::{LinkCode, LinkPurpose, LinkState};
use helhed_casework::fit::Audience;
use helhed_casework::one_time_link::{OpenLinkError, look_at_link};
use helhed_casework::rating::{
    InvitationError, Invited, Key, answer_invitation, open_invitation, return_invitation,
};

use crate::app::App;
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::guard;
use crate::language;
use crate::page::{PageResult, show_with};
use crate::rating::rate::{self, ITEMS};
use crate::rating::wording::Wording;
use crate::words::Words;

#[derive(Template)]
#[template(path = "rating/invitation.html")]
struct InvitationView {
    frame: Frame,
    form: Form,
    /// What the page says instead of a form, as a key.
    says: Option<&'static str>,
    /// The form, once the code is right: the given name, and the texts.
    asks: Option<(String, Wording)>,
}

struct Asked<'a> {
    app: &'a App,
    w: Words,
    uri: &'a Uri,
}

impl Asked<'_> {
    fn show(
        &self,
        status: StatusCode,
        form: Form,
        says: Option<&'static str>,
        asks: Option<(String, Wording)>,
    ) -> PageResult {
        let mut frame = Frame::bare(self.app, self.w, self.uri, self.w.t("invitation-title"));
        frame.has_errors = !form.errors().is_empty();
        frame.plain = true;
        let view = InvitationView {
            frame,
            form,
            says,
            asks,
        };
        show_with(status, &view)
    }

    fn says(&self, status: StatusCode, says: &'static str) -> PageResult {
        self.show(status, Form::default(), Some(says), None)
    }

    fn asks(&self, invited: &Invited) -> (String, Wording) {
        let wordings = self.app.casework.ratings().wordings();
        let instrument = invited.invitation.instrument;
        let audience = Audience::Collateral;
        let wording = Wording::of(wordings, self.w, instrument, audience, &[]);
        (invited.given_name.as_str().to_owned(), wording)
    }
}

/// What a link says that opens no more.
fn closed(state: LinkState) -> (StatusCode, &'static str) {
    match state {
        LinkState::Used => (StatusCode::GONE, "invitation-used"),
        LinkState::Ended => (StatusCode::GONE, "invitation-ended"),
        LinkState::Locked => (StatusCode::GONE, "invitation-locked"),
        LinkState::Expired | LinkState::Live => (StatusCode::GONE, "invitation-expired"),
    }
}

/// Asks for the code, or says why the link opens no more.
pub(super) async fn page(
    State(app): State<App>,
    headers: HeaderMap,
    Path(token): Path<String>,
    uri: Uri,
) -> PageResult {
    let asked = Asked {
        app: &app,
        w: language::of_request(&headers),
        uri: &uri,
    };
    match look_at_link(&app.casework, LinkPurpose::Rate, &token, app.now()).await? {
        LinkState::Live => asked.show(StatusCode::OK, Form::default(), None, None),
        state => {
            let (status, says) = closed(state);
            asked.says(status, says)
        }
    }
}

/// Takes the code, then the answers.
pub(super) async fn take(
    State(app): State<App>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Path(token): Path<String>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let asked = Asked {
        app: &app,
        w: language::of_request(&headers),
        uri: &uri,
    };
    let Ok(code) = LinkCode::parse(form.text("code")) else {
        form.fault("code", "invitation-code", "invitation-code-wrong");
        return asked.show(StatusCode::UNPROCESSABLE_ENTITY, form, None, None);
    };
    let address = address.ip().to_string();
    let key = Key {
        token: &token,
        code: &code,
        address: &address,
    };
    let now = app.now();
    if form.has("wrong-person", "yes") {
        return match return_invitation(&app.casework, key, now).await {
            Ok(()) => asked.says(StatusCode::OK, "invitation-returned"),
            Err(error) => refused(&asked, form, error, None),
        };
    }
    let invited = match open_invitation(&app.casework, key, now).await {
        Ok(invited) => invited,
        Err(error) => return refused(&asked, form, error, None),
    };
    let asks = asked.asks(&invited);
    if !form.has("answered", "yes") {
        return asked.show(StatusCode::OK, form, None, Some(asks));
    }
    let skip = form.has("skip", "yes");
    let Some(items) = rate::items(&mut form, skip) else {
        return asked.show(StatusCode::UNPROCESSABLE_ENTITY, form, None, Some(asks));
    };
    match keep(&app, &headers, key, items).await {
        Ok(()) => asked.says(StatusCode::OK, "invitation-thanks"),
        Err(error) => refused(&asked, form, error, Some(asks)),
    }
}

async fn keep(
    app: &App,
    headers: &HeaderMap,
    key: Key<'_>,
    items: Items,
) -> Result<(), InvitationError> {
    let signed_in = guard::viewer(app, headers).await.ok().flatten();
    let actor = signed_in.as_ref().map(|viewer| &viewer.actor);
    answer_invitation(&app.casework, key, items, actor, app.now()).await
}

fn refused(
    asked: &Asked<'_>,
    mut form: Form,
    error: InvitationError,
    asks: Option<(String, Wording)>,
) -> PageResult {
    match error {
        InvitationError::Link(OpenLinkError::WrongCode { .. }) => {
            form.fault("code", "invitation-code", "invitation-code-wrong");
            asked.show(StatusCode::UNPROCESSABLE_ENTITY, form, None, None)
        }
        InvitationError::Link(OpenLinkError::TooMany) => {
            asked.says(StatusCode::TOO_MANY_REQUESTS, "invitation-wait")
        }
        InvitationError::Link(OpenLinkError::Closed(state)) => {
            let (status, says) = closed(state);
            asked.says(status, says)
        }
        InvitationError::Link(OpenLinkError::Absent) => Err(PageError::Absent),
        InvitationError::Link(OpenLinkError::Storage(_)) => Err(PageError::Failed),
        InvitationError::Rate(rate_error) => {
            let (_, key) = rate::told(&rate_error);
            form.fault(ITEMS[0], "rating-form", key);
            asked.show(StatusCode::UNPROCESSABLE_ENTITY, form, None, asks)
        }
    }
}
