//! The appointments of a family, and calling one off.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;
use jiff::civil::Date;

use helhed_casework::appointment::{
    AnnulAppointment, AppointmentLine, AppointmentsPage, ChangeAppointmentError, annul_appointment,
    appointments_page,
};
use helhed_casework::domain::ids::{AppointmentId, FamilyId};
use helhed_casework::domain::text::Line;

use crate::app::App;
use crate::case::contact::ReasonView;
use crate::case::{begin, family_of, head, reading};
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "case/appointments.html")]
struct AppointmentsView {
    frame: Frame,
    head: HeadView,
    today: Date,
    coming: Vec<AppointmentLine>,
    past: Vec<AppointmentLine>,
    may_change: bool,
}

/// The address of a family's appointments.
pub(super) fn appointments_of(family: FamilyId) -> String {
    format!("/families/{family}/appointments")
}

/// The appointments.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let family = family_of(&id)?;
    let w = viewer.words;
    let mut reading = reading(&app, &viewer);
    let page = appointments_page(&mut reading, family).await?.into_inner();
    show(&AppointmentsView {
        frame: Frame::new(&app, &viewer, &uri, w.t("appointments-title")).about(family),
        head: head(&app, &viewer, family, "appointments").await?,
        today: reading.today(),
        coming: page.coming,
        past: page.past,
        may_change: page.may_change,
    })
}

/// One appointment among those of the page.
pub(super) fn among<'a>(
    page: &'a AppointmentsPage,
    appointment: &str,
) -> Result<&'a AppointmentLine, PageError> {
    let id = AppointmentId::parse(appointment);
    let mut all = page.coming.iter().chain(&page.past);
    all.find(|line| Some(line.appointment.id) == id)
        .ok_or(PageError::Absent)
}

async fn reason_view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    family: FamilyId,
    appointment: &str,
    mut form: Form,
) -> Result<ReasonView, PageError> {
    let page = appointments_page(&mut reading(app, viewer), family).await?;
    let version = among(&page, appointment)?.appointment.version.to_string();
    if form.text("version").is_empty() {
        form = form.preset("version", version);
    }
    let title = viewer.words.t("appointment-annul");
    Ok(ReasonView::new(
        Frame::new(app, viewer, uri, title),
        (
            head(app, viewer, family, "appointments").await?,
            appointments_of(family),
        ),
        form,
        ("appointment-annul-lead", "appointment-annul"),
    ))
}

/// Asks why it is called off.
pub(super) async fn annul_page(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, appointment)): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let form = Form::open(&app, &viewer, uri.path()).await?;
    let place = (&app, &viewer, &uri);
    show(&reason_view(place, family_of(&id)?, &appointment, form).await?)
}

/// Calls it off.
pub(super) async fn annul(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, appointment)): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let appointment_id = AppointmentId::parse(&appointment).ok_or(PageError::Absent)?;
    let reason = Line::parse(form.text("reason"));
    if let Some(reason) = form.take("reason", "case-reason", reason) {
        let to = format!("{}?done=appointment-annulled", appointments_of(family));
        let mut ctx = begin(&app, &viewer).await?;
        let command = AnnulAppointment {
            family,
            appointment: appointment_id,
            version: form.text("version").parse().unwrap_or(0),
            reason,
        };
        match annul_appointment(&mut ctx, command).await {
            Ok(()) => {
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            // It is called off already: that is what was wanted.
            Err(ChangeAppointmentError::Wrong(_)) => return Ok(go(&to)),
            Err(ChangeAppointmentError::Changed | ChangeAppointmentError::NotOfFamily) => {
                form.fault("reason", "case-reason", "changed-by-another");
            }
            Err(ChangeAppointmentError::OfMeeting) => return Err(PageError::Absent),
            Err(ChangeAppointmentError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    let place = (&app, &viewer, &uri);
    show_errors(&reason_view(place, family, &appointment, form).await?)
}
