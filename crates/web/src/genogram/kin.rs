//! Puts somebody outside the family on the genogram, changes what is known of them, and takes them off.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::day::{day_of, parse_optional_day};
use helhed_casework::domain::genogram::{Death, DeathError, KinFacts};
use helhed_casework::domain::ids::{FamilyId, PersonId};
use helhed_casework::domain::person::{Birth, Sex};
use helhed_casework::domain::text::Name;
use helhed_casework::family::SetRelationError;
use helhed_casework::genogram::{
    AddKin, AddKinError, ChangeKin, ChangeKinError, Figure, RemoveKin, add_kin, change_kin,
    remove_kin,
};
use jiff::civil::Date;

use super::relation::{kinds, read_kind, relation_fault};
use super::{back, choices, find};
use crate::app::App;
use crate::case::family_of;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::people::{begin, birth_fault, sexes};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "genogram/kin.html")]
struct KinView {
    frame: Frame,
    head: HeadView,
    form: Form,
    sexes: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
    people: Vec<(String, String)>,
    /// Whom it changes; nobody where somebody is added.
    of: Option<PersonId>,
    back: String,
}

async fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    family: FamilyId,
    of: Option<&Figure>,
    form: Form,
) -> Result<KinView, PageError> {
    let w = viewer.words;
    let page = super::read(app, viewer, family).await?;
    let title = match of {
        Some(figure) => w.with("kin-change", super::told::full_name(figure)),
        None => w.t("kin-new"),
    };
    let mut frame = Frame::new(app, viewer, uri, title).without_quick();
    frame.has_errors = !form.errors().is_empty();
    Ok(KinView {
        head: HeadView::read(app, viewer, family, uri).await?,
        sexes: sexes(w),
        kinds: kinds(app, w, frame.today),
        people: choices(w, &page),
        of: of.map(|it| it.id),
        back: format!("/families/{family}/genogram"),
        frame,
        form,
    })
}

/// Reads every field of a person, so that everything that is wrong is told at once.
fn facts(form: &mut Form, today: Date) -> Option<KinFacts> {
    let given_name = Name::parse(form.text("given-name"));
    let given_name = form.take("given-name", "person-given-name", given_name);
    let family_name = Name::parse(form.text("family-name"));
    let family_name = form.take("family-name", "person-family-name", family_name);
    let sex = Sex::from_code(form.text("sex")).ok_or("field-choose");
    let sex = form.take("sex", "person-sex", sex);
    let born = parse_optional_day(form.text("born"));
    let birth = match form.take("born", "person-born", born)? {
        None => Birth::Unknown,
        Some(born) => match Birth::new(Some(born), None, today) {
            Ok(birth) => birth,
            Err(error) => {
                birth_fault(form, error);
                return None;
            }
        },
    };
    Some(KinFacts {
        death: read_death(form)?,
        given_name: given_name?,
        family_name: family_name?,
        sex: sex?,
        birth,
    })
}

/// Reads whether somebody is dead; a day says so by itself.
pub(super) fn read_death(form: &mut Form) -> Option<Option<Death>> {
    let died = parse_optional_day(form.text("died"));
    let on = form.take("died", "genogram-died", died)?;
    Some((on.is_some() || form.has("dead", "yes")).then_some(Death { on }))
}

/// Tells what is wrong with a death at its field.
pub(super) fn death_fault(form: &mut Form, error: DeathError) {
    let key = match error {
        DeathError::BeforeBirth => "field-before-birth",
        DeathError::InTheFuture => "field-future",
    };
    form.fault("died", "genogram-died", key);
}

/// Shows the form for somebody new.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let family = family_of(&id)?;
    let form = Form::open(&app, &viewer, uri.path()).await?;
    show(&view((&app, &viewer, &uri), family, None, form).await?)
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
    let facts = facts(&mut form, day_of(app.now()));
    let kind = read_kind(&mut form);
    let other = PersonId::parse(form.text("other")).ok_or("field-choose");
    let other = form.take("other", "relation-other", other);
    if let (Some(facts), Some((kind, turned)), Some(other)) = (facts, kind, other) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let command = AddKin {
            family,
            facts,
            kind,
            other,
            turned,
        };
        match add_kin(&mut ctx, command).await {
            Ok(_) => {
                let to = back(family, "kin-added");
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(AddKinError::Stopped(stop)) => return Err(stop.into()),
            Err(AddKinError::Death(error)) => death_fault(&mut form, error),
            Err(AddKinError::Relation(SetRelationError::Wrong(error))) => {
                relation_fault(&mut form, error);
            }
            Err(AddKinError::Relation(_)) => form.fault("kind", "relation-kind", "field-choose"),
        }
    }
    show_errors(&view((&app, &viewer, &uri), family, None, form).await?)
}

fn both_of((id, person): &(String, String)) -> Result<(FamilyId, PersonId), PageError> {
    FamilyId::parse(id)
        .zip(PersonId::parse(person))
        .ok_or(PageError::Absent)
}

/// Somebody outside the family on its genogram.
async fn outside(
    app: &App,
    viewer: &Viewer,
    (family, person): (FamilyId, PersonId),
) -> Result<Figure, PageError> {
    let page = super::read(app, viewer, family).await?;
    let figure = find(&page, person)?.clone();
    match figure.role {
        None => Ok(figure),
        Some(_) => Err(PageError::Absent),
    }
}

/// Shows the form for somebody who is on it.
pub(super) async fn change_page(
    State(app): State<App>,
    viewer: Viewer,
    Path(ids): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let (family, person) = both_of(&ids)?;
    let figure = outside(&app, &viewer, (family, person)).await?;
    let day = |day: Option<Date>| day.map_or_else(String::new, |it| it.to_string());
    let form = Form::open(&app, &viewer, uri.path())
        .await?
        .preset("given-name", figure.given_name.as_str())
        .preset("family-name", figure.family_name.as_str())
        .preset("sex", figure.sex.code())
        .preset("born", day(figure.birth.born()))
        .preset("died", day(figure.death.and_then(|it| it.on)))
        .preset("dead", if figure.death.is_some() { "yes" } else { "" })
        .preset("version", figure.version.to_string());
    show(&view((&app, &viewer, &uri), family, Some(&figure), form).await?)
}

/// Takes it.
pub(super) async fn change(
    State(app): State<App>,
    viewer: Viewer,
    Path(ids): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let (family, person) = both_of(&ids)?;
    let figure = outside(&app, &viewer, (family, person)).await?;
    if let Some(facts) = facts(&mut form, day_of(app.now())) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let command = ChangeKin {
            family,
            person,
            version: form.text("version").parse().unwrap_or(figure.version),
            facts,
        };
        match change_kin(&mut ctx, command).await {
            Ok(()) => {
                let to = back(family, "kin-changed");
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(ChangeKinError::Stopped(stop)) => return Err(stop.into()),
            Err(ChangeKinError::Death(error)) => death_fault(&mut form, error),
            Err(ChangeKinError::Relation(_)) => {
                form.fault("born", "person-born", "field-parent-not-older");
            }
            Err(ChangeKinError::Changed) => {
                // What was written stays in the fields; sent again it counts.
                form.fault("given-name", "person-given-name", "field-changed-kin");
                form = form.holding("version", figure.version.to_string());
            }
        }
    }
    show_errors(&view((&app, &viewer, &uri), family, Some(&figure), form).await?)
}

/// Takes somebody off.
pub(super) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path(ids): Path<(String, String)>,
    uri: Uri,
    form: Form,
) -> PageResult {
    let (family, person) = both_of(&ids)?;
    let mut ctx = match begin(&app, &viewer, &form).await? {
        Ok(ctx) => ctx,
        Err(led_to) => return Ok(go(&led_to)),
    };
    remove_kin(&mut ctx, RemoveKin { family, person }).await?;
    let to = back(family, "kin-removed");
    ctx.commit_form(form.id(), uri.path(), &to).await?;
    Ok(go(&to))
}
