//! How close two on the genogram are.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::genogram::Closeness;
use helhed_casework::domain::ids::{FamilyId, PersonId};
use helhed_casework::genogram::{SetCloseness, SetClosenessError, set_closeness};

use super::{back, choices};
use crate::app::App;
use crate::case::family_of;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::people::begin;
use crate::viewer::Viewer;

/// What stands for saying no more of it.
const NOTHING: &str = "none";

#[derive(Template)]
#[template(path = "genogram/close.html")]
struct CloseView {
    frame: Frame,
    head: HeadView,
    form: Form,
    people: Vec<(String, String)>,
    choices: Vec<(String, String)>,
    back: String,
}

async fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    family: FamilyId,
    form: Form,
) -> Result<CloseView, PageError> {
    let w = viewer.words;
    let page = super::read(app, viewer, family).await?;
    let mut frame = Frame::new(app, viewer, uri, w.t("closeness-new")).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let of = |it: &Closeness| (it.code().to_owned(), w.t(it.label_key()));
    let nothing = (NOTHING.to_owned(), w.t("closeness-none"));
    Ok(CloseView {
        head: HeadView::read(app, viewer, family, uri).await?,
        people: choices(w, &page),
        choices: Closeness::ALL.iter().map(of).chain([nothing]).collect(),
        back: format!("/families/{family}/genogram"),
        frame,
        form,
    })
}

/// Shows the form.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let family = family_of(&id)?;
    let form = Form::open(&app, &viewer, uri.path()).await?;
    show(&view((&app, &viewer, &uri), family, form).await?)
}

/// Takes it.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let mut chosen = |field: &str, label: &str| {
        let person = PersonId::parse(form.text(field)).ok_or("field-choose");
        form.take(field, label, person)
    };
    let one = chosen("one", "closeness-one");
    let other = chosen("other", "closeness-other");
    let said = match form.text("closeness") {
        NOTHING => Ok(None),
        code => Closeness::from_code(code).map(Some).ok_or("field-choose"),
    };
    let said = form.take("closeness", "closeness-how", said);
    if let (Some(one), Some(other), Some(closeness)) = (one, other, said) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let command = SetCloseness {
            family,
            one,
            other,
            closeness,
        };
        match set_closeness(&mut ctx, command).await {
            Ok(()) => {
                let to = back(family, "closeness-set");
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(SetClosenessError::Stopped(stop)) => return Err(stop.into()),
            Err(SetClosenessError::Wrong(_)) => {
                form.fault("other", "closeness-other", "field-same-person");
            }
        }
    }
    show_errors(&view((&app, &viewer, &uri), family, form).await?)
}
