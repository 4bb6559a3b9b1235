//! Which unit is new?

use askama::Template;
use axum::extract::State;
use axum::http::Uri;

use helhed_casework::account::{AddUnit, add_unit};
use helhed_casework::domain::text::Name;
use helhed_casework::domain::unit::UnitKind;

use super::new_user::Choices;
use crate::app::App;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;
use crate::words::Words;

#[derive(Template)]
#[template(path = "users/new_unit.html")]
struct NewUnitPage {
    frame: Frame,
    form: Form,
    kinds: Choices,
}

/// The kinds of units to choose from.
pub(super) fn kinds(w: Words) -> Choices {
    let choice = |kind: &UnitKind| (kind.code().to_owned(), w.t(kind.label_key()));
    [(String::new(), w.t("choose"))]
        .into_iter()
        .chain(UnitKind::ALL.iter().map(choice))
        .collect()
}

/// Name and kind of a form.
pub(super) fn take_unit(form: &mut Form) -> Option<(Name, UnitKind)> {
    let name = Name::parse(form.text("name"));
    let name = form.take("name", "unit-name", name);
    let kind = UnitKind::from_code(form.text("kind")).ok_or("field-choose");
    let kind = form.take("kind", "unit-kind", kind);
    name.zip(kind)
}

fn filled(app: &App, viewer: &Viewer, uri: &Uri, form: Form) -> NewUnitPage {
    let mut frame = Frame::new(app, viewer, uri, viewer.words.t("unit-new"));
    frame.has_errors = !form.errors().is_empty();
    NewUnitPage {
        frame,
        form,
        kinds: kinds(viewer.words),
    }
}

/// The form.
pub(super) async fn page(State(app): State<App>, viewer: Viewer, uri: Uri) -> PageResult {
    let form = Form::open(&app, &viewer, uri.path()).await?;
    show(&filled(&app, &viewer, &uri, form))
}

/// Adds the unit.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let Some((name, kind)) = take_unit(&mut form) else {
        return show_errors(&filled(&app, &viewer, &uri, form));
    };
    let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
    if let Some(id) = form.id()
        && let Some(to) = ctx.sent_before(id).await?
    {
        return Ok(go(&to));
    }
    add_unit(&mut ctx, AddUnit { name, kind }).await?;
    let to = "/units?done=saved";
    ctx.commit_form(form.id(), uri.path(), to).await?;
    Ok(go(to))
}
