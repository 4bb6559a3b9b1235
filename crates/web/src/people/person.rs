//! Changes what is known of somebody.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::day::day_of;
use helhed_casework::domain::ids::{FamilyId, PersonId};
use helhed_casework::domain::person::{PersonChange, SecretChange};
use helhed_casework::domain::text::Line;
use helhed_casework::family::{ChangePerson, ChangePersonError, Member, change_person};

use super::person_fields::{PersonFields, birth_fault, read, roles, sexes};
use super::{back, begin, how_old};
use crate::app::App;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "people/person.html")]
struct PersonView {
    frame: Frame,
    head: HeadView,
    form: Form,
    /// The person as they stand now.
    stands: Member,
    age: String,
    /// Somebody else has changed the person since the form was opened.
    conflict: bool,
    roles: Vec<(String, String)>,
    sexes: Vec<(String, String)>,
    back: String,
}

fn ids(id: &str, person: &str) -> Result<(FamilyId, PersonId), PageError> {
    FamilyId::parse(id)
        .zip(PersonId::parse(person))
        .ok_or(PageError::Absent)
}

async fn found(
    app: &App,
    viewer: &Viewer,
    (family, person): (FamilyId, PersonId),
) -> Result<Member, PageError> {
    let page = super::read(app, viewer, family).await?;
    let here = |member: &Member| member.person.id == person && member.membership.to.is_none();
    page.members.into_iter().find(here).ok_or(PageError::Absent)
}

async fn view(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    stands: Member,
    form: Form,
) -> Result<PersonView, PageError> {
    let w = viewer.words;
    let family = stands.membership.family;
    let title = w.with("person-change-title", stands.person.full_name());
    let mut frame = Frame::new(app, viewer, uri, title).without_quick();
    frame.has_errors = !form.errors().is_empty();
    Ok(PersonView {
        head: HeadView::read(app, viewer, family, uri).await?,
        age: how_old(w, stands.person.birth, frame.today),
        conflict: form.errors().iter().any(|it| it.key == "field-changed"),
        roles: roles(w),
        sexes: sexes(w),
        back: format!("/families/{family}/people"),
        stands,
        frame,
        form,
    })
}

/// Shows the form.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, person)): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let stands = found(&app, &viewer, ids(&id, &person)?).await?;
    let it = &stands.person;
    let text = |line: &Option<Line>| line.as_ref().map_or("", Line::as_str).to_owned();
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let tick = |yes: bool| if yes { "yes" } else { "" };
    let form = Form::open(&app, &viewer, uri.path())
        .await?
        .preset("version", it.version.to_string())
        .preset("given-name", it.given_name.as_str())
        .preset("family-name", it.family_name.as_str())
        .preset("role", stands.membership.role.code())
        .preset("sex", it.sex.code())
        .preset("born", day(it.birth.born()))
        .preset("expected", day(it.birth.expected()))
        .preset("protected", tick(it.protected_address))
        .preset("address", text(&it.address))
        .preset("phone", text(&it.phone))
        .preset("email", text(&it.email))
        .preset("language", text(&it.language))
        .preset("interpreter", tick(it.interpreter));
    show(&view(&app, &viewer, &uri, stands, form).await?)
}

/// What the form leaves out stays as it is where the form does not show it.
fn change(form: &Form, it: PersonFields) -> PersonChange {
    let removed = |field: &str| form.has(field, "yes");
    // The form says whether it showed the address, and not what stands now: another may have protected it since.
    let hidden = form.has("address-hidden", "yes");
    PersonChange {
        given_name: it.given_name,
        family_name: it.family_name,
        sex: it.sex,
        birth: it.birth,
        cpr: match it.cpr {
            None if !removed("cpr-remove") => SecretChange::Keep,
            cpr => SecretChange::Set(cpr),
        },
        protected_address: it.protected_address,
        address: match it.address {
            None if hidden && !removed("address-remove") => SecretChange::Keep,
            address => SecretChange::Set(address),
        },
        phone: it.phone,
        email: it.email,
        language: it.language,
        interpreter: it.interpreter,
    }
}

/// Takes the form.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, person)): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let (family, person) = ids(&id, &person)?;
    if let Some(fields) = read(&mut form, day_of(app.now())) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let command = ChangePerson {
            family,
            person,
            version: form.text("version").parse().unwrap_or(0),
            role: fields.role,
            change: change(&form, fields),
        };
        match change_person(&mut ctx, command).await {
            Ok(()) => {
                let to = back(family, "person-changed");
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(ChangePersonError::Stopped(stop)) => return Err(stop.into()),
            Err(ChangePersonError::Changed) => {
                form.fault("given-name", "person-given-name", "field-changed");
            }
            Err(ChangePersonError::NumberTaken) => {
                form.fault("cpr", "person-cpr", "field-cpr-taken");
            }
            Err(ChangePersonError::PossibleCpr) => {
                form.fault("cpr", "person-cpr", "field-cpr-possible");
            }
            Err(ChangePersonError::ImpossibleCpr) => {
                form.fault("cpr", "person-cpr", "field-cpr-impossible");
            }
            Err(ChangePersonError::Birth(error)) => birth_fault(&mut form, error),
        }
    }
    let stands = found(&app, &viewer, (family, person)).await?;
    show_errors(&view(&app, &viewer, &uri, stands, form).await?)
}

impl PersonView {
    /// The version the form is sent with: what was read, or after a conflict what is shown beside it.
    fn version(&self) -> String {
        let read = self.form.text("version");
        if self.conflict || read.is_empty() {
            self.stands.person.version.to_string()
        } else {
            read.to_owned()
        }
    }

    /// Whether the form keeps the address out of sight.
    fn hides_address(&self) -> bool {
        let it = &self.stands.person;
        it.protected_address && it.address_known
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forged_id_is_absent() {
        let good = "0190b6a0-0000-7000-8000-000000000001";
        assert!(ids(good, good).is_ok());
        for (id, person) in [("1", good), (good, "' OR 1=1"), ("", "")] {
            assert_eq!(ids(id, person).err(), Some(PageError::Absent));
        }
    }
}
