//! Lets somebody of the family sign in: a link and a code, shown once.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};

use helhed_casework::account::invite_member;
use helhed_casework::domain::ids::{FamilyId, PersonId};
use helhed_casework::family::Member;

use super::{back, begin};
use crate::app::App;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::made_link::show_once;
use crate::page::{PageResult, go, show};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "people/invite.html")]
struct InviteView {
    frame: Frame,
    head: HeadView,
    form: Form,
    person: String,
    provider: String,
    back: String,
}

/// The families' provider. Where none is set nobody can be invited, and there is no such page.
fn provider(app: &App) -> Result<String, PageError> {
    let found = app.settings.providers.for_families();
    let found = found.ok_or(PageError::Absent)?;
    Ok(found.provider.settings().name.clone())
}

async fn found(
    app: &App,
    viewer: &Viewer,
    (id, person): &(String, String),
) -> Result<Member, PageError> {
    let family = FamilyId::parse(id).ok_or(PageError::Absent)?;
    let person = PersonId::parse(person).ok_or(PageError::Absent)?;
    let page = super::read(app, viewer, family).await?;
    let here = |member: &Member| member.person.id == person && member.membership.to.is_none();
    page.members.into_iter().find(here).ok_or(PageError::Absent)
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    uri: Uri,
    Path(ids): Path<(String, String)>,
) -> PageResult {
    let member = found(&app, &viewer, &ids).await?;
    let family = member.membership.family;
    let title = viewer.words.t("invite-title");
    show(&InviteView {
        provider: provider(&app)?,
        head: HeadView::read(&app, &viewer, family, &uri).await?,
        frame: Frame::new(&app, &viewer, &uri, title).without_quick(),
        form: Form::open(&app, &viewer, uri.path()).await?,
        person: member.person.full_name(),
        back: format!("/families/{family}/people"),
    })
}

/// Makes the link and shows it.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    uri: Uri,
    Path(ids): Path<(String, String)>,
    form: Form,
) -> PageResult {
    provider(&app)?;
    let member = found(&app, &viewer, &ids).await?;
    let (family, person) = (member.membership.family, member.person.id);
    let mut ctx = match begin(&app, &viewer, &form).await? {
        Ok(ctx) => ctx,
        Err(to) => return Ok(go(&to)),
    };
    let link = invite_member(&mut ctx, family, person).await?;
    let href = back(family, "");
    ctx.commit_form(form.id(), uri.path(), &href).await?;
    let head = HeadView::read(&app, &viewer, family, &uri).await?;
    show_once((&app, &viewer, &uri, &headers), head, href, &link, None).await
}
