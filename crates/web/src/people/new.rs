//! Adds somebody new to a family.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::Stop;
use helhed_casework::domain::day::{day_of, parse_day};
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::domain::person::PersonFacts;
use helhed_casework::family::{AddMember, AddMemberError, EnterPersonError, Newcomer, add_member};

use super::person_fields::{birth_fault, read, roles, sexes};
use super::{back, begin};
use crate::app::App;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "people/new.html")]
struct NewView {
    frame: Frame,
    head: HeadView,
    form: Form,
    roles: Vec<(String, String)>,
    sexes: Vec<(String, String)>,
    /// Somebody here has the number that was written.
    known: bool,
    back: String,
}

async fn view(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    family: FamilyId,
    form: Form,
) -> Result<NewView, PageError> {
    let w = viewer.words;
    let mut frame = Frame::new(app, viewer, uri, w.t("person-new-title")).without_quick();
    frame.has_errors = !form.errors().is_empty();
    Ok(NewView {
        head: HeadView::read(app, viewer, family, uri).await?,
        roles: roles(w),
        sexes: sexes(w),
        known: form.errors().iter().any(|it| it.key == "field-cpr-known"),
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
    let form = Form::open(&app, &viewer, uri.path())
        .await?
        .preset("from", day_of(app.now()).to_string());
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
    let fields = read(&mut form, day_of(app.now()));
    let from = parse_day(form.text("from"));
    let from = form.take("from", "member-from", from);
    if let (Some(it), Some(from)) = (fields, from) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let command = AddMember {
            family: id,
            role: it.role,
            from,
            who: Newcomer::New(PersonFacts {
                given_name: it.given_name,
                family_name: it.family_name,
                sex: it.sex,
                birth: it.birth,
                cpr: it.cpr,
                protected_address: it.protected_address,
                address: it.address,
                phone: it.phone,
                email: it.email,
                language: it.language,
                interpreter: it.interpreter,
            }),
        };
        match add_member(&mut ctx, command).await {
            Ok(_) => {
                let to = back(id, "person-added");
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(AddMemberError::Stopped(stop)) => return Err(stop.into()),
            Err(error) => tell(&mut form, error),
        }
    }
    show_errors(&view(&app, &viewer, &uri, id, form).await?)
}

/// Tells at its field why nobody was added.
pub(super) fn tell(form: &mut Form, error: AddMemberError) {
    match error {
        AddMemberError::Person(EnterPersonError::AlreadyKnown(_)) => {
            form.fault("cpr", "person-cpr", "field-cpr-known");
        }
        AddMemberError::Person(EnterPersonError::PossibleCpr) => {
            form.fault("cpr", "person-cpr", "field-cpr-possible");
        }
        AddMemberError::Person(EnterPersonError::ImpossibleCpr) => {
            form.fault("cpr", "person-cpr", "field-cpr-impossible");
        }
        AddMemberError::Person(EnterPersonError::Birth(error)) => birth_fault(form, error),
        AddMemberError::NobodyKnown => form.fault("cpr", "person-cpr", "field-cpr-nobody"),
        AddMemberError::AlreadyMember => form.fault("cpr", "person-cpr", "field-already-member"),
        AddMemberError::InTheFuture => form.fault("from", "member-from", "field-future"),
        AddMemberError::BeforeBirth => form.fault("from", "member-from", "field-before-birth"),
        // Whoever calls has sent these back as a page of their own.
        AddMemberError::Person(EnterPersonError::Stopped(_)) | AddMemberError::Stopped(_) => {}
    }
}
