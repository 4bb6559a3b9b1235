//! Ends a relation between two people of the family.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::day::{day_of, parse_day};
use helhed_casework::domain::ids::{FamilyId, RelationId};
use helhed_casework::family::{EndRelation, EndRelationError, end_relation};

use super::{back, begin, sentences};
use crate::app::App;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "people/relation_end.html")]
struct RelationEndView {
    frame: Frame,
    head: HeadView,
    form: Form,
    sentence: String,
    back: String,
}

fn parse((id, relation): &(String, String)) -> Result<(FamilyId, RelationId), PageError> {
    FamilyId::parse(id)
        .zip(RelationId::parse(relation))
        .ok_or(PageError::Absent)
}

async fn view(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    (family, relation): (FamilyId, RelationId),
    form: Form,
) -> Result<RelationEndView, PageError> {
    let w = viewer.words;
    let page = super::read(app, viewer, family).await?;
    let mut open = page.relations.iter().filter(|row| row.ended.is_none());
    let row = open
        .find(|row| row.id == relation)
        .ok_or(PageError::Absent)?;
    let mut frame = Frame::new(app, viewer, uri, w.t("relation-end-title")).without_quick();
    frame.has_errors = !form.errors().is_empty();
    Ok(RelationEndView {
        head: HeadView::read(app, viewer, family, uri).await?,
        sentence: sentences::relation(app, w, &page.members, row),
        back: format!("/families/{family}/people"),
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
    let ids = parse(&ids)?;
    let form = Form::open(&app, &viewer, uri.path())
        .await?
        .preset("on", day_of(app.now()).to_string());
    show(&view(&app, &viewer, &uri, ids, form).await?)
}

/// Takes the form.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(ids): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let (family, relation) = parse(&ids)?;
    let on = parse_day(form.text("on"));
    if let Some(on) = form.take("on", "relation-end-on", on) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let command = EndRelation {
            family,
            relation,
            on,
        };
        match end_relation(&mut ctx, command).await {
            Ok(()) => {
                let to = back(family, "relation-ended");
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(EndRelationError::Stopped(stop)) => return Err(stop.into()),
            Err(EndRelationError::InTheFuture) => {
                form.fault("on", "relation-end-on", "field-future");
            }
        }
    }
    show_errors(&view(&app, &viewer, &uri, (family, relation), form).await?)
}
