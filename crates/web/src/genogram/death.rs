//! Notes that somebody on the genogram is dead, or that it was a mistake.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::ids::{FamilyId, PersonId};
use helhed_casework::genogram::{Figure, NoteDeath, NoteDeathError, note_death};

use super::kin::{death_fault, read_death};
use super::{back, find};
use crate::app::App;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::people::begin;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "genogram/death.html")]
struct DeathView {
    frame: Frame,
    head: HeadView,
    form: Form,
    back: String,
}

async fn found(
    app: &App,
    viewer: &Viewer,
    (id, person): &(String, String),
) -> Result<(FamilyId, Figure), PageError> {
    let (family, person) = FamilyId::parse(id)
        .zip(PersonId::parse(person))
        .ok_or(PageError::Absent)?;
    let page = super::read(app, viewer, family).await?;
    Ok((family, find(&page, person)?.clone()))
}

async fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    (family, figure): (FamilyId, &Figure),
    form: Form,
) -> Result<DeathView, PageError> {
    let name = super::told::full_name(figure);
    let title = viewer.words.with("death-title", name);
    let mut frame = Frame::new(app, viewer, uri, title).without_quick();
    frame.has_errors = !form.errors().is_empty();
    Ok(DeathView {
        head: HeadView::read(app, viewer, family, uri).await?,
        back: format!("/families/{family}/genogram"),
        frame,
        form,
    })
}

/// Shows the form.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(ids): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let (family, figure) = found(&app, &viewer, &ids).await?;
    let died = figure.death.and_then(|it| it.on);
    let form = Form::open(&app, &viewer, uri.path())
        .await?
        .preset("dead", if figure.death.is_some() { "yes" } else { "" })
        .preset("died", died.map_or_else(String::new, |it| it.to_string()));
    show(&view((&app, &viewer, &uri), (family, &figure), form).await?)
}

/// Takes it.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(ids): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let (family, figure) = found(&app, &viewer, &ids).await?;
    if let Some(death) = read_death(&mut form) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let command = NoteDeath {
            family,
            person: figure.id,
            death,
        };
        match note_death(&mut ctx, command).await {
            Ok(()) => {
                let to = back(family, "death-noted");
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(NoteDeathError::Stopped(stop)) => return Err(stop.into()),
            Err(NoteDeathError::Wrong(error)) => death_fault(&mut form, error),
        }
    }
    show_errors(&view((&app, &viewer, &uri), (family, &figure), form).await?)
}
