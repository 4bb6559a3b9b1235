//! Writes down a need.

use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::ids::FamilyId;
use helhed_casework::first::{AddNeed, AddNeedError, add_need};

use super::first_of;
use super::form::{parse, told, view};
use crate::app::App;
use crate::error::PageError;
use crate::form::Form;
use crate::page::{PageResult, go, show, show_errors};
use crate::people::begin;
use crate::query::Query;
use crate::viewer::Viewer;

/// The form of a new need; the address may say about whom and in which domain.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let family = FamilyId::parse(&id).ok_or(PageError::Absent)?;
    let page = super::read(&app, &viewer, family).await?;
    let query = Query::of(&uri);
    let form = Form::open(&app, &viewer, uri.path())
        .await?
        .preset("person", query.text("person"))
        .preset("domain", query.text("domain"));
    show(&view((&app, &viewer, &uri), form, &page, None).await?)
}

/// Takes a new need.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = FamilyId::parse(&id).ok_or(PageError::Absent)?;
    if let Some((facts, blocks)) = parse(&mut form) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let command = AddNeed {
            family,
            facts,
            blocks,
        };
        match add_need(&mut ctx, command).await {
            Ok(_) => {
                let to = format!("{}?done=need", first_of(family));
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(AddNeedError::Wrong(error)) => told(&mut form, error),
            Err(AddNeedError::NoSuchDomain) => form.fault("domain", "need-domain", "field-choose"),
            Err(AddNeedError::NotOfFamily) => form.fault("person", "need-person", "field-choose"),
            Err(AddNeedError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    let page = super::read(&app, &viewer, family).await?;
    show_errors(&view((&app, &viewer, &uri), form, &page, None).await?)
}
