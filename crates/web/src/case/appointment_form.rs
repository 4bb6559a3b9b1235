//! Setting an appointment, and moving one.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::appointment::{
    AppointmentLine, ChangeAppointment, ChangeAppointmentError, SetAppointment,
    SetAppointmentError, appointments_page, change_appointment, set_appointment,
};
use helhed_casework::choices::{Kin, choices};
use helhed_casework::collision::CollisionLine;
use helhed_casework::domain::appointment::{AppointmentError, AppointmentFacts};
use helhed_casework::domain::day::{hour_of, instant_of, parse_hour};
use helhed_casework::domain::ids::{AppointmentId, FamilyId};
use helhed_casework::domain::text::Line;

use crate::app::App;
use crate::case::appointment::{among, appointments_of};
use crate::case::choose::{self, Pairs};
use crate::case::{begin, family_of, head, reading};
use crate::collision::ahead::{Ahead, collided};
use crate::day_words::field_hour;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::sharing::mark::mark_new;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "case/appointment_form.html")]
struct AppointmentView {
    frame: Frame,
    head: HeadView,
    form: Form,
    categories: Pairs,
    people: Pairs,
    /// The appointment as it stands, when it is moved.
    stands: Option<AppointmentLine>,
    conflict: bool,
    ahead: Ahead,
    back: String,
}

/// The address of the form.
pub(super) fn appointment_of(family: FamilyId) -> String {
    format!("{}/new", appointments_of(family))
}

async fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    form: Form,
    (family, kin, collided): (FamilyId, &[Kin], &[CollisionLine]),
    stands: Option<AppointmentLine>,
) -> Result<AppointmentView, PageError> {
    let title = if stands.is_some() {
        "appointment-move"
    } else {
        "appointment-new"
    };
    let mut frame = Frame::new(app, viewer, uri, viewer.words.t(title)).without_quick();
    frame.has_errors = !form.errors().is_empty();
    Ok(AppointmentView {
        categories: choose::categories(viewer.words, app.casework.lists(), frame.today),
        ahead: Ahead::of(viewer.words, (family, kin), collided, frame.today),
        frame,
        conflict: form
            .errors()
            .iter()
            .any(|fault| fault.key == "changed-by-another"),
        form,
        people: choose::people(kin),
        stands,
        back: appointments_of(family),
        head: head(app, viewer, family, "appointments").await?,
    })
}

fn parse(form: &mut Form) -> Option<AppointmentFacts> {
    let mut hour = |field: &'static str, label: &'static str| {
        let at = form.take(field, label, parse_hour(form.text(field)))?;
        form.take(field, label, instant_of(at).ok_or("field-day-impossible"))
    };
    let starts = hour("starts", "appointment-starts");
    let ends = hour("ends", "appointment-ends");
    let title = form.take(
        "title",
        "appointment-title",
        Line::parse(form.text("title")),
    );
    let place = Line::parse_optional(form.text("place"));
    let place = form.take("place", "appointment-place", place);
    let people = choose::ticked(form);
    let others = Line::parse_optional(form.text("others"));
    let others = form.take("others", "case-others", others);
    Some(AppointmentFacts {
        starts: starts?,
        ends: ends?,
        title: title?,
        place: place?,
        people: people?,
        others: others?,
    })
}

fn told(form: &mut Form, error: AppointmentError) {
    let (field, label, key) = match error {
        AppointmentError::EndsBeforeStart => {
            ("ends", "appointment-ends", "appointment-ends-before")
        }
        AppointmentError::TooLong => ("ends", "appointment-ends", "appointment-too-long"),
        AppointmentError::Past => ("starts", "appointment-starts", "appointment-past"),
        AppointmentError::Annulled => ("title", "appointment-title", "appointment-is-annulled"),
    };
    form.fault(field, label, key);
}

/// The form of a new appointment.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let form = Form::open(&app, &viewer, uri.path()).await?;
    begun(&app, &viewer, family_of(&id)?, &uri, form).await
}

/// The form with what is known so far.
pub(super) async fn begun(
    app: &App,
    viewer: &Viewer,
    family: FamilyId,
    uri: &Uri,
    form: Form,
) -> PageResult {
    let choices = choices(&mut reading(app, viewer), family).await?;
    show(&view((app, viewer, uri), form, (family, &choices.kin, &[]), None).await?)
}

/// Takes a new appointment.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let mut ahead = Vec::new();
    if let Some(facts) = parse(&mut form) {
        let mut ctx = begin(&app, &viewer).await?;
        if let Some(id) = form.id()
            && let Some(led) = ctx.sent_before(id).await?
        {
            return Ok(go(&led));
        }
        match set_appointment(&mut ctx, SetAppointment { family, facts }).await {
            Ok(id) => {
                ahead = collided(&ctx, &mut form);
                if ahead.is_empty() && mark_new(&mut ctx, &mut form, family, id.uuid()).await? {
                    let to = format!("{}?done=appointment", appointments_of(family));
                    ctx.commit_form(form.id(), uri.path(), &to).await?;
                    return Ok(go(&to));
                }
            }
            Err(SetAppointmentError::Wrong(error)) => told(&mut form, error),
            Err(SetAppointmentError::NotOfFamily) => {
                form.fault("people", "case-people", "field-choose");
            }
            Err(SetAppointmentError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    let choices = choices(&mut reading(&app, &viewer), family).await?;
    let place = (&app, &viewer, &uri);
    show_errors(&view(place, form, (family, &choices.kin, &ahead), None).await?)
}

/// The form of an appointment that is there.
pub(super) async fn change_page(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, appointment)): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let page = appointments_page(&mut reading(&app, &viewer), family_of(&id)?).await?;
    let line = among(&page, &appointment)?;
    if let Some(meeting) = line.meeting {
        return Ok(go(&crate::meeting::meeting_of(page.family, meeting)));
    }
    let facts = &line.appointment.facts;
    let text = |line: &Option<Line>| line.as_ref().map_or("", Line::as_str).to_owned();
    let mut form = Form::open(&app, &viewer, uri.path())
        .await?
        .preset("version", line.appointment.version.to_string())
        .preset("starts", field_hour(hour_of(facts.starts)))
        .preset("ends", field_hour(hour_of(facts.ends)))
        .preset("title", facts.title.as_str())
        .preset("place", text(&facts.place))
        .preset("others", text(&facts.others));
    for person in &facts.people {
        form = form.preset("people", person.to_string());
    }
    let place = (&app, &viewer, &uri);
    let around = (page.family, &page.kin[..], &[][..]);
    show(&view(place, form, around, Some(line.clone())).await?)
}

/// Takes a moved appointment.
pub(super) async fn change(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, appointment)): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let appointment_id = AppointmentId::parse(&appointment).ok_or(PageError::Absent)?;
    let mut ahead = Vec::new();
    if let Some(facts) = parse(&mut form) {
        let mut ctx = begin(&app, &viewer).await?;
        if let Some(id) = form.id()
            && let Some(led) = ctx.sent_before(id).await?
        {
            return Ok(go(&led));
        }
        let command = ChangeAppointment {
            family,
            appointment: appointment_id,
            version: form.text("version").parse().unwrap_or(0),
            facts,
        };
        match change_appointment(&mut ctx, command).await {
            Ok(()) => {
                ahead = collided(&ctx, &mut form);
                if ahead.is_empty() {
                    let to = format!("{}?done=appointment-moved", appointments_of(family));
                    ctx.commit_form(form.id(), uri.path(), &to).await?;
                    return Ok(go(&to));
                }
            }
            Err(ChangeAppointmentError::Changed) => {
                form.fault("starts", "appointment-starts", "changed-by-another");
            }
            Err(ChangeAppointmentError::Wrong(error)) => told(&mut form, error),
            Err(ChangeAppointmentError::OfMeeting) => return Err(PageError::Absent),
            Err(ChangeAppointmentError::NotOfFamily) => {
                form.fault("people", "case-people", "field-choose");
            }
            Err(ChangeAppointmentError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    let page = appointments_page(&mut reading(&app, &viewer), family).await?;
    let line = among(&page, &appointment)?.clone();
    let place = (&app, &viewer, &uri);
    let around = (family, &page.kin[..], &ahead[..]);
    show_errors(&view(place, form, around, Some(line)).await?)
}

impl AppointmentView {
    /// The version that sending again is meant for: what stands now, once both were shown.
    fn version(&self) -> String {
        match &self.stands {
            Some(line) if self.conflict => line.appointment.version.to_string(),
            _ => self.form.text("version").to_owned(),
        }
    }
}
