//! Who is new here?

use askama::Template;
use axum::extract::State;
use axum::http::Uri;

use helhed_casework::account::{AddAccount, AddAccountError, FreshPhrase, add_account, units_page};
use helhed_casework::domain::account::{Language, Role, Username, UsernameError};
use helhed_casework::domain::ids::UnitId;
use helhed_casework::domain::text::Name;
use helhed_casework::domain::unit::Unit;

use super::phrase::PhrasePage;
use crate::app::App;
use crate::error::PageError;
use crate::form::{FieldError, Form};
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;
use crate::words::Words;

/// A value and its text, to choose from.
pub(super) type Choices = Vec<(String, String)>;

#[derive(Template)]
#[template(path = "users/new_user.html")]
struct NewUserPage {
    frame: Frame,
    form: Form,
    roles: Choices,
    units: Choices,
    languages: Choices,
}

impl FieldError for UsernameError {
    fn key(&self) -> (&'static str, i64) {
        ("user-username-bad", 0)
    }
}

/// The roles that can be given here. A family member's account is made where the family is: it is somebody of a family.
pub(super) fn roles(w: Words, held: Option<Role>) -> Choices {
    let given = Role::ALL
        .iter()
        .filter(|role| **role != Role::FamilyMember || held == Some(Role::FamilyMember));
    let choice = |role: &Role| (role.code().to_owned(), w.t(role.label_key()));
    [(String::new(), w.t("choose"))]
        .into_iter()
        .chain(given.map(choice))
        .collect()
}

/// The units that can be chosen: the open ones, and the one that is held.
pub(super) fn units<'a>(
    w: Words,
    units: impl Iterator<Item = &'a Unit>,
    held: Option<UnitId>,
) -> Choices {
    let open = units.filter(|unit| !unit.closed || held == Some(unit.id));
    let choice = |unit: &Unit| (unit.id.to_string(), unit.name.as_str().to_owned());
    [(String::new(), w.t("user-no-unit"))]
        .into_iter()
        .chain(open.map(choice))
        .collect()
}

/// The role of a form.
pub(super) fn take_role(form: &mut Form, held: Option<Role>) -> Option<Role> {
    let role = Role::from_code(form.text("role"))
        .filter(|role| *role != Role::FamilyMember || held == Some(Role::FamilyMember))
        .ok_or("field-choose");
    form.take("role", "user-role", role)
}

/// The unit of a form: none, or one that is written like one.
pub(super) fn take_unit(form: &mut Form) -> Option<Option<UnitId>> {
    let unit = match form.text("unit") {
        "" => Ok(None),
        text => UnitId::parse(text).map(Some).ok_or("user-unit-gone"),
    };
    form.take("unit", "user-unit", unit)
}

async fn filled(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    form: Form,
) -> Result<NewUserPage, PageError> {
    let w = viewer.words;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let known = units_page(&mut reading).await?;
    let language = |it: &Language| (it.code().to_owned(), w.t(it.label_key()));
    let mut frame = Frame::new(app, viewer, uri, w.t("user-new"));
    frame.has_errors = !form.errors().is_empty();
    Ok(NewUserPage {
        frame,
        form,
        roles: roles(w, None),
        units: units(w, known.iter().map(|(unit, _)| unit), None),
        languages: Language::ALL.iter().map(language).collect(),
    })
}

/// The form.
pub(super) async fn page(State(app): State<App>, viewer: Viewer, uri: Uri) -> PageResult {
    let form = Form::open(&app, &viewer, uri.path()).await?;
    show(&filled(&app, &viewer, &uri, form).await?)
}

/// Adds the user and shows the pass phrase.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let name = Name::parse(form.text("name"));
    let name = form.take("name", "user-name", name);
    let username = Username::parse(form.text("username"));
    let username = form.take("username", "user-username", username);
    let role = take_role(&mut form, None);
    let unit = take_unit(&mut form);
    let language = Language::from_code(form.text("language")).ok_or("field-choose");
    let language = form.take("language", "user-language", language);
    let (Some(display_name), Some(username), Some(role), Some(unit), Some(language)) =
        (name, username, role, unit, language)
    else {
        return show_errors(&filled(&app, &viewer, &uri, form).await?);
    };
    let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
    if let Some(id) = form.id()
        && let Some(to) = ctx.sent_before(id).await?
    {
        return Ok(go(&to));
    }
    let fresh = FreshPhrase::make(&app.casework);
    let command = AddAccount {
        username: username.clone(),
        display_name,
        role,
        unit,
        person: None,
        language,
        phrase: fresh.phrase(),
    };
    let added = match add_account(&mut ctx, command).await {
        Ok(added) => added,
        Err(error) => {
            drop(ctx);
            match error {
                AddAccountError::Taken => {
                    form.fault("username", "user-username", "user-username-taken")
                }
                AddAccountError::UnitMissing => {
                    form.fault("unit", "user-unit", "user-unit-missing")
                }
                AddAccountError::NoSuchUnit => form.fault("unit", "user-unit", "user-unit-gone"),
                AddAccountError::Stopped(stop) => return Err(stop.into()),
            }
            return show_errors(&filled(&app, &viewer, &uri, form).await?);
        }
    };
    let back = format!("/users/{added}");
    ctx.commit_form(form.id(), uri.path(), &format!("{back}?done=user-added"))
        .await?;
    show(&PhrasePage {
        frame: Frame::new(&app, &viewer, &uri, viewer.words.t("user-added-title")),
        username: username.as_str().to_owned(),
        phrase: fresh.shown().to_owned(),
        back,
    })
}
