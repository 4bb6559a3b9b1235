//! The extra step before a CPR number or a protected address.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::ids::{FamilyId, PersonId};
use helhed_casework::family::{Secret, Shown, show_secret};

use crate::app::App;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "people/secret.html")]
struct SecretView {
    frame: Frame,
    head: HeadView,
    /// "cpr" or "address".
    which: &'static str,
    /// The answer, once asked for.
    shown: Option<Shown>,
    back: String,
}

type Ids = (String, String, String);

fn parse((id, person, secret): &Ids) -> Result<(FamilyId, PersonId, Secret), PageError> {
    let ids = FamilyId::parse(id).zip(PersonId::parse(person));
    let (id, person) = ids.ok_or(PageError::Absent)?;
    let secret = Secret::from_code(secret).ok_or(PageError::Absent)?;
    Ok((id, person, secret))
}

async fn view(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    (family, person, secret): (FamilyId, PersonId, Secret),
    shown: Option<Shown>,
) -> Result<SecretView, PageError> {
    let w = viewer.words;
    let page = super::read(app, viewer, family).await?;
    let here = |it: &&helhed_casework::family::Member| {
        it.person.id == person && it.membership.to.is_none()
    };
    let member = page.members.iter().find(here).ok_or(PageError::Absent)?;
    let name = member.person.full_name();
    let title = match secret {
        Secret::Cpr => w.with("secret-cpr-title", name),
        Secret::Address => w.with("secret-address-title", name),
    };
    Ok(SecretView {
        frame: Frame::new(app, viewer, uri, title).without_quick(),
        head: HeadView::read(app, viewer, family, uri).await?,
        which: secret.code(),
        shown,
        back: format!("/families/{family}/people"),
    })
}

/// Says what is about to be shown, and that it is written down.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(ids): Path<Ids>,
    uri: Uri,
) -> PageResult {
    show(&view(&app, &viewer, &uri, parse(&ids)?, None).await?)
}

/// Shows it, once; going back and forth asks again.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(ids): Path<Ids>,
    uri: Uri,
    _form: Form,
) -> PageResult {
    let (family, person, secret) = parse(&ids)?;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let shown = show_secret(&mut reading, family, person, secret).await?;
    let shown = Some(shown.into_inner());
    show(&view(&app, &viewer, &uri, (family, person, secret), shown).await?)
}
