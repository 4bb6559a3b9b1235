//! Who is this, and may they sign in?

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::account::{
    ChangeAccount, ChangeAccountError, DisableAccountError, FreshPhrase, UserPage, change_account,
    disable_account, enable_account, reset_phrase, user_page,
};
use helhed_casework::domain::ids::AccountId;
use helhed_casework::domain::text::Name;
use helhed_casework::{Stop, Visible};

use super::new_user::{Choices, roles, take_role, take_unit, units};
use super::phrase::PhrasePage;
use crate::app::App;
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "users/user.html")]
struct UserTemplate {
    frame: Frame,
    form: Form,
    user: Visible<UserPage>,
    roles: Choices,
    units: Choices,
    /// It is the viewer's own account.
    own: bool,
    /// Somebody else changed it meanwhile: what they wrote stands beside.
    conflict: bool,
}

impl UserTemplate {
    /// The unit as it is stored.
    fn unit(&self) -> &str {
        let held = self.user.account.unit;
        let unit = self.user.units.iter().find(|unit| held == Some(unit.id));
        unit.map_or("–", |unit| unit.name.as_str())
    }
}

async fn read(app: &App, viewer: &Viewer, id: &str) -> Result<Visible<UserPage>, PageError> {
    let id = AccountId::parse(id).ok_or(PageError::Absent)?;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    Ok(user_page(&mut reading, id).await?)
}

fn filled(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    form: Form,
    user: Visible<UserPage>,
    conflict: bool,
) -> UserTemplate {
    let w = viewer.words;
    let title = user.account.display_name.as_str().to_owned();
    let mut frame = Frame::new(app, viewer, uri, title);
    frame.has_errors = conflict || !form.errors().is_empty();
    UserTemplate {
        frame,
        form,
        roles: roles(w, Some(user.account.role)),
        units: units(w, user.units.iter(), user.account.unit),
        own: user.account.id == viewer.account.id,
        user,
        conflict,
    }
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    uri: Uri,
    Path(id): Path<String>,
) -> PageResult {
    let user = read(&app, &viewer, &id).await?;
    let unit = user.account.unit.map(|unit| unit.to_string());
    let form = Form::open(&app, &viewer, uri.path())
        .await?
        .preset("name", user.account.display_name.as_str())
        .preset("role", user.account.role.code())
        .preset("unit", unit.unwrap_or_default())
        .preset("version", user.account.version.to_string());
    show(&filled(&app, &viewer, &uri, form, user, false))
}

/// Changes the user.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    uri: Uri,
    Path(id): Path<String>,
    mut form: Form,
) -> PageResult {
    let user = read(&app, &viewer, &id).await?;
    let account = user.account.id;
    let name = Name::parse(form.text("name"));
    let name = form.take("name", "user-name", name);
    let role = take_role(&mut form, Some(user.account.role));
    let unit = take_unit(&mut form);
    let (Some(display_name), Some(role), Some(unit)) = (name, role, unit) else {
        return show_errors(&filled(&app, &viewer, &uri, form, user, false));
    };
    let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
    if let Some(id) = form.id()
        && let Some(to) = ctx.sent_before(id).await?
    {
        return Ok(go(&to));
    }
    let command = ChangeAccount {
        account,
        display_name,
        role,
        unit,
        version: form.text("version").parse().unwrap_or(0),
    };
    if let Err(error) = change_account(&mut ctx, command).await {
        drop(ctx);
        let mut conflict = false;
        match error {
            ChangeAccountError::Changed => conflict = true,
            ChangeAccountError::UnitMissing => form.fault("unit", "user-unit", "user-unit-missing"),
            ChangeAccountError::NoSuchUnit => form.fault("unit", "user-unit", "user-unit-gone"),
            ChangeAccountError::OwnRole => form.fault("role", "user-role", "user-own-role"),
            ChangeAccountError::NoPerson => form.fault("role", "user-role", "field-choose"),
            ChangeAccountError::Stopped(stop) => return Err(stop.into()),
        }
        return show_errors(&filled(&app, &viewer, &uri, form, user, conflict));
    }
    let to = format!("/users/{account}?done=saved");
    ctx.commit_form(form.id(), uri.path(), &to).await?;
    Ok(go(&to))
}

/// Shuts the user out.
pub(super) async fn disable(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> PageResult {
    let id = AccountId::parse(&id).ok_or(PageError::Absent)?;
    let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
    match disable_account(&mut ctx, id).await {
        Ok(()) => ctx.commit().await?,
        Err(DisableAccountError::Oneself) => return Err(PageError::NotAllowed),
        Err(DisableAccountError::Stopped(stop)) => return Err(stop.into()),
    }
    Ok(go(&format!("/users/{id}?done=user-disabled")))
}

/// Lets the user in again.
pub(super) async fn enable(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> PageResult {
    let id = AccountId::parse(&id).ok_or(PageError::Absent)?;
    let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
    enable_account(&mut ctx, id).await?;
    ctx.commit().await?;
    Ok(go(&format!("/users/{id}?done=user-enabled")))
}

/// Gives a fresh pass phrase and shows it.
pub(super) async fn reset(
    State(app): State<App>,
    viewer: Viewer,
    uri: Uri,
    Path(id): Path<String>,
) -> PageResult {
    let user = read(&app, &viewer, &id).await?;
    let id = user.account.id;
    if id == viewer.account.id {
        // One's own is changed on one's own page, where the old one is asked for.
        return Err(Stop::NotAllowed.into());
    }
    let fresh = FreshPhrase::make(&app.casework);
    let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
    reset_phrase(&mut ctx, id, &fresh.phrase()).await?;
    ctx.commit().await?;
    show(&PhrasePage {
        frame: Frame::new(&app, &viewer, &uri, viewer.words.t("phrase-reset-title")),
        username: user.account.username.as_str().to_owned(),
        phrase: fresh.shown().to_owned(),
        back: format!("/users/{id}"),
    })
}
