//! Sets what one person of the family is to another.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::Stop;
use helhed_casework::domain::ids::{FamilyId, PersonId};
use helhed_casework::domain::relation::RelationError;
use helhed_casework::family::{SetRelation, SetRelationError, set_relation};

use super::{back, begin};
use crate::app::App;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "people/relation.html")]
struct RelationView {
    frame: Frame,
    head: HeadView,
    form: Form,
    people: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
    back: String,
}

async fn view(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    family: FamilyId,
    form: Form,
) -> Result<RelationView, PageError> {
    let w = viewer.words;
    let page = super::read(app, viewer, family).await?;
    let mut frame = Frame::new(app, viewer, uri, w.t("relation-new-title")).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let here = page
        .members
        .iter()
        .filter(|member| member.membership.to.is_none())
        .map(|member| (member.person.id.to_string(), member.person.full_name()));
    let none = (String::new(), w.t("choose-person"));
    let kinds = app.casework.lists().choices("relation", frame.today);
    Ok(RelationView {
        head: HeadView::read(app, viewer, family, uri).await?,
        people: std::iter::once(none).chain(here).collect(),
        kinds: kinds.map(|it| (it.code.clone(), w.code(it))).collect(),
        back: format!("/families/{family}/people"),
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
    let id = FamilyId::parse(&id).ok_or(Stop::Absent)?;
    let form = Form::open(&app, &viewer, uri.path()).await?;
    show(&view(&app, &viewer, &uri, id, form).await?)
}

/// Takes the form.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let id = FamilyId::parse(&id).ok_or(Stop::Absent)?;
    let mut chosen = |field: &str, label: &str| {
        let person = PersonId::parse(form.text(field)).ok_or("field-choose");
        form.take(field, label, person)
    };
    let person = chosen("person", "relation-person");
    let other = chosen("other", "relation-other");
    if let (Some(person), Some(other)) = (person, other) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let command = SetRelation {
            family: id,
            person,
            kind: form.text("kind").to_owned(),
            other,
        };
        match set_relation(&mut ctx, command).await {
            Ok(_) => {
                let to = back(id, "relation-set");
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(SetRelationError::Stopped(stop)) => return Err(stop.into()),
            Err(SetRelationError::NoSuchKind) => {
                form.fault("kind", "relation-kind", "field-choose");
            }
            Err(SetRelationError::Wrong(error)) => tell(&mut form, error),
        }
    }
    show_errors(&view(&app, &viewer, &uri, id, form).await?)
}

/// Tells at its field why two people cannot stand in a relation.
pub(crate) fn tell(form: &mut Form, error: RelationError) {
    match error {
        RelationError::ToOneself => form.fault("other", "relation-other", "field-same-person"),
        RelationError::AlreadyThere => form.fault("kind", "relation-kind", "field-relation-there"),
        RelationError::TurnsRound => form.fault("kind", "relation-kind", "field-relation-turns"),
        RelationError::Contradicts => {
            form.fault("kind", "relation-kind", "field-relation-contradicts");
        }
        RelationError::NotOlder => form.fault("kind", "relation-kind", "field-parent-not-older"),
    }
}
