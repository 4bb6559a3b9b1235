//! Opening a case in an emergency, and what the leader is told of it.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use jiff::Timestamp;

use helhed_casework::domain::account::Role;
use helhed_casework::domain::cpr::CprNumber;
use helhed_casework::domain::day::parse_day;
use helhed_casework::domain::ids::{EmergencyId, FamilyId};
use helhed_casework::domain::text::{Line, Name};
use helhed_casework::sharing::{
    OpenInEmergency, OpenInEmergencyError, Told, Whom, acknowledge_emergency, emergencies_page,
    open_in_emergency,
};

use crate::app::App;
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::people::begin;
use crate::viewer::Viewer;

/// An emergency access as it stands in a list.
pub(crate) struct ToldShown {
    pub id: EmergencyId,
    pub family: FamilyId,
    pub name: String,
    pub household: String,
    pub reason: String,
    pub at: Timestamp,
    pub seen: bool,
}

impl ToldShown {
    fn of(it: Told) -> Self {
        Self {
            id: it.emergency.id,
            family: it.emergency.family,
            name: it.name.as_str().to_owned(),
            household: it.household.as_str().to_owned(),
            reason: it.emergency.reason.as_str().to_owned(),
            at: it.emergency.at,
            seen: it.acknowledged,
        }
    }
}

#[derive(Template)]
#[template(path = "sharing/emergency.html")]
struct OpenView {
    frame: Frame,
    form: Form,
    minutes: i64,
}

#[derive(Template)]
#[template(path = "sharing/emergencies.html")]
struct ToldView {
    frame: Frame,
    told: Vec<ToldShown>,
    may_acknowledge: bool,
}

/// Those that no leader has seen: for the leader's first page.
pub(crate) async fn unseen(app: &App, viewer: &Viewer) -> Result<Vec<ToldShown>, PageError> {
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let told = emergencies_page(&mut reading).await?.into_inner();
    let unseen = told.into_iter().filter(|it| !it.acknowledged);
    Ok(unseen.map(ToldShown::of).collect())
}

fn form_view(app: &App, viewer: &Viewer, uri: &Uri, form: Form) -> OpenView {
    let w = viewer.words;
    let mut frame = Frame::new(app, viewer, uri, w.t("emergency-title")).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let rules = app.casework.lists().rules(frame.today);
    OpenView {
        frame,
        form,
        minutes: rules.break_glass_minutes,
    }
}

/// The form, for a coordinator; the list, for who is told.
pub(super) async fn page(State(app): State<App>, viewer: Viewer, uri: Uri) -> PageResult {
    if viewer.is(Role::Coordinator) {
        let form = Form::open(&app, &viewer, uri.path()).await?;
        return show(&form_view(&app, &viewer, &uri, form));
    }
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let told = emergencies_page(&mut reading).await?.into_inner();
    show(&ToldView {
        frame: Frame::new(&app, &viewer, &uri, viewer.words.t("emergencies-title")),
        told: told.into_iter().map(ToldShown::of).collect(),
        may_acknowledge: viewer.is(Role::TeamLeader),
    })
}

fn whom(form: &mut Form) -> Option<Whom> {
    if !form.text("cpr").trim().is_empty() {
        let cpr = CprNumber::parse(form.text("cpr")).map_err(|_| "emergency-cpr-unreadable");
        return form.take("cpr", "emergency-cpr", cpr).map(Whom::Cpr);
    }
    let given = form.take("given", "emergency-given", Name::parse(form.text("given")));
    let family = form.take(
        "family",
        "emergency-family",
        Name::parse(form.text("family")),
    );
    let born = form.take("born", "emergency-born", parse_day(form.text("born")));
    Some(Whom::Named {
        given: given?,
        family: family?,
        born: born?,
    })
}

/// A leader has seen one.
async fn acknowledge(app: &App, viewer: &Viewer, form: &Form) -> PageResult {
    let id = EmergencyId::parse(form.text("emergency")).ok_or(PageError::Unreadable)?;
    let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
    acknowledge_emergency(&mut ctx, id).await?;
    ctx.commit().await?;
    Ok(go("/emergency?done=emergency-seen"))
}

/// Opens a case, or takes that a leader has seen it.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    if viewer.is(Role::TeamLeader) {
        return acknowledge(&app, &viewer, &form).await;
    }
    let whom = whom(&mut form);
    let reason = form.take(
        "reason",
        "emergency-reason",
        Line::parse(form.text("reason")),
    );
    if let (Some(whom), Some(reason)) = (whom, reason) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let opened = open_in_emergency(&mut ctx, OpenInEmergency { whom, reason }).await;
        match opened.map_err(|OpenInEmergencyError::Stopped(stop)| stop)?[..] {
            // Tried in vain is recorded, too.
            [] => {
                ctx.commit().await?;
                form.fault("cpr", "emergency-whom", "emergency-nobody");
            }
            [family] => {
                let to = format!("/families/{family}?done=emergency");
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            _ => {
                let to = "/families?done=emergency";
                ctx.commit_form(form.id(), uri.path(), to).await?;
                return Ok(go(to));
            }
        }
    }
    show_errors(&form_view(&app, &viewer, &uri, form))
}
