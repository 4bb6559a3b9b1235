//! What one on the genogram is to another: kin outside the family, too.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::ids::{FamilyId, PersonId, RelationId};
use helhed_casework::domain::relation::is_mutual;
use helhed_casework::family::{
    EndRelation, EndRelationError, SetRelation, SetRelationError, end_relation, set_relation,
};
use jiff::civil::Date;

use super::{back, choices};
use crate::app::App;
use crate::case::family_of;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::people::begin;
pub(super) use crate::people::relation_fault;
use crate::viewer::Viewer;
use crate::words::Words;

/// What begins the code of a relation told from the other side: *child of* for *parent of*.
const TURNED: &str = "of-";

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

/// What one can be to another, from either side.
pub(super) fn kinds(app: &App, w: Words, today: Date) -> Vec<(String, String)> {
    let lists = app.casework.lists();
    let mut all = Vec::new();
    for it in lists.choices("relation", today) {
        all.push((it.code.clone(), w.code(it)));
        if let Some(turned) = (!is_mutual(&it.code))
            .then(|| w.find(&format!("relation-{TURNED}{}", it.code)))
            .flatten()
        {
            all.push((format!("{TURNED}{}", it.code), turned));
        }
    }
    all
}

/// What was chosen, and whether it is told from the other side.
pub(super) fn read_kind(form: &mut Form) -> Option<(String, bool)> {
    let chosen = form.text("kind").to_owned();
    let kind = match chosen.strip_prefix(TURNED) {
        _ if chosen.is_empty() => Err("field-choose"),
        Some(kind) => Ok((kind.to_owned(), true)),
        None => Ok((chosen, false)),
    };
    form.take("kind", "relation-kind", kind)
}

async fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    family: FamilyId,
    form: Form,
) -> Result<RelationView, PageError> {
    let w = viewer.words;
    let page = super::read(app, viewer, family).await?;
    let mut frame = Frame::new(app, viewer, uri, w.t("relation-new-title")).without_quick();
    frame.has_errors = !form.errors().is_empty();
    Ok(RelationView {
        head: HeadView::read(app, viewer, family, uri).await?,
        people: choices(w, &page),
        kinds: kinds(app, w, frame.today),
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
    let person = chosen("person", "relation-person");
    let other = chosen("other", "relation-other");
    let kind = read_kind(&mut form);
    if let (Some(person), Some(other), Some((kind, turned))) = (person, other, kind) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let (person, other) = if turned {
            (other, person)
        } else {
            (person, other)
        };
        let command = SetRelation {
            family,
            person,
            kind,
            other,
        };
        match set_relation(&mut ctx, command).await {
            Ok(_) => {
                let to = back(family, "relation-set");
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(SetRelationError::Stopped(stop)) => return Err(stop.into()),
            Err(SetRelationError::NoSuchKind) => {
                form.fault("kind", "relation-kind", "field-choose");
            }
            Err(SetRelationError::Wrong(error)) => relation_fault(&mut form, error),
        }
    }
    show_errors(&view((&app, &viewer, &uri), family, form).await?)
}

/// Ends a relation today.
pub(super) async fn end(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, relation)): Path<(String, String)>,
    uri: Uri,
    form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let relation = RelationId::parse(&relation).ok_or(PageError::Absent)?;
    let mut ctx = match begin(&app, &viewer, &form).await? {
        Ok(ctx) => ctx,
        Err(led_to) => return Ok(go(&led_to)),
    };
    let on = ctx.today();
    let command = EndRelation {
        family,
        relation,
        on,
    };
    match end_relation(&mut ctx, command).await {
        Ok(()) => {
            let to = back(family, "relation-ended");
            ctx.commit_form(form.id(), uri.path(), &to).await?;
            Ok(go(&to))
        }
        Err(EndRelationError::Stopped(stop)) => Err(stop.into()),
        Err(EndRelationError::InTheFuture) => Err(PageError::Unreadable),
    }
}
