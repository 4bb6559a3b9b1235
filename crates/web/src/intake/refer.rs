//! «Henvis en familie»: five minutes, and room is told before a word is written.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;

use helhed_casework::Stop;
use helhed_casework::domain::day::day_of;
use helhed_casework::domain::family::MemberRole;
use helhed_casework::domain::text::{Name, Prose};
use helhed_casework::intake::{
    MOST_PEOPLE, ReferFamily, ReferFamilyError, Room, refer_family, room,
};

use crate::app::App;
use crate::choices::{from_list, with_none};
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

use super::refer_people::{PersonRow, person_fault, read, rows};

#[derive(Template)]
#[template(path = "intake/refer.html")]
struct ReferPage {
    frame: Frame,
    form: Form,
    rows: Vec<PersonRow>,
    may_add: bool,
    roles: Vec<(String, String)>,
    criteria: Vec<(String, String)>,
    room: Room,
}

async fn refer_page(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    form: Form,
    more: bool,
) -> Result<ReferPage, PageError> {
    let w = viewer.words;
    let mut frame = Frame::new(app, viewer, uri, w.t("refer-title")).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let rows = rows(&form, more);
    let roles = MemberRole::ALL.iter();
    let roles = roles.map(|role| (role.code().to_owned(), w.t(role.label_key())));
    Ok(ReferPage {
        may_add: rows.len() < MOST_PEOPLE,
        roles: with_none(w, roles.collect()),
        criteria: from_list(app, w, "criterion", frame.today),
        room: room(&mut app.casework.reading(&viewer.actor, app.now())).await?,
        frame,
        form,
        rows,
    })
}

/// Shows the form.
pub(crate) async fn page(State(app): State<App>, viewer: Viewer, uri: Uri) -> PageResult {
    let form = Form::open(&app, &viewer, uri.path()).await?;
    show(&refer_page(&app, &viewer, &uri, form, false).await?)
}

/// Takes the form; «tilføj flere» gives more rows and sends nothing.
pub(crate) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    if form.has("more", "yes") {
        return show(&refer_page(&app, &viewer, &uri, form, true).await?);
    }
    let household = Name::parse(form.text("household"));
    let household = form.take("household", "refer-household", household);
    let people = read(&mut form, household.as_ref(), day_of(app.now()));
    if people.is_empty() && form.errors().iter().all(|it| it.field == "household") {
        form.fault("given-1", "refer-somebody", "field-nobody-named");
    }
    let reasons = Prose::parse(form.text("reasons"));
    let reasons = form.take("reasons", "refer-reasons", reasons);
    if let (true, Some(household), Some(reasons)) = (form.errors().is_empty(), household, reasons) {
        let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
        if let Some(id) = form.id()
            && let Some(led_to) = ctx.sent_before(id).await?
        {
            return Ok(go(&led_to));
        }
        let (rows, people) = people.into_iter().unzip::<_, _, Vec<_>, Vec<_>>();
        let command = ReferFamily {
            household,
            people,
            criteria: form.all("criteria").map(str::to_owned).collect(),
            reasons,
        };
        match refer_family(&mut ctx, command).await {
            Ok(referred) => {
                let leads_to = format!("/referrals/{}?done=referred", referred.referral);
                ctx.commit_form(form.id(), uri.path(), &leads_to).await?;
                return Ok(go(&leads_to));
            }
            Err(error) => fault(&mut form, &rows, error)?,
        }
    }
    show_errors(&refer_page(&app, &viewer, &uri, form, false).await?)
}

fn fault(form: &mut Form, rows: &[PersonRow], error: ReferFamilyError) -> Result<(), PageError> {
    match error {
        ReferFamilyError::Stopped(stop) => return Err(stop.into()),
        // The account works nowhere: IT gives it a unit.
        ReferFamilyError::NoUnit => form.fault("household", "refer-household", "field-no-unit"),
        ReferFamilyError::NobodyNamed | ReferFamilyError::TooManyPeople => {
            form.fault("given-1", "refer-somebody", "field-nobody-named");
        }
        ReferFamilyError::SamePersonTwice { row } => match rows.get(row) {
            Some(row) => form.fault(&row.given, "refer-given", "field-person-twice"),
            None => return Err(Stop::Absent.into()),
        },
        ReferFamilyError::Person { row, cause } => match rows.get(row) {
            Some(row) => person_fault(form, row, &cause),
            None => return Err(Stop::Absent.into()),
        },
        ReferFamilyError::NoSuchCriterion => {
            form.fault("criteria", "refer-criteria", "field-not-on-list");
        }
    }
    Ok(())
}
