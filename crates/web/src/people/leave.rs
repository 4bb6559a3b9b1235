//! Notes that somebody has left the family.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::Stop;
use helhed_casework::domain::day::{day_of, parse_day};
use helhed_casework::domain::ids::{FamilyId, PersonId};
use helhed_casework::domain::owner::Owner;
use helhed_casework::family::{EndMembership, EndMembershipError, Member, end_membership};
use helhed_casework::task::tasks_page;

use super::{back, begin};
use crate::app::App;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "people/leave.html")]
struct LeaveView {
    frame: Frame,
    head: HeadView,
    form: Form,
    /// What they carry that has not ended: where it is given to somebody else, and what it is called.
    carried: Vec<(String, String)>,
    back: String,
}

async fn found(
    app: &App,
    viewer: &Viewer,
    (id, person): &(String, String),
) -> Result<Member, PageError> {
    let family = FamilyId::parse(id).ok_or(Stop::Absent)?;
    let person = PersonId::parse(person).ok_or(Stop::Absent)?;
    let page = super::read(app, viewer, family).await?;
    let here = |member: &Member| member.person.id == person && member.membership.to.is_none();
    page.members.into_iter().find(here).ok_or(PageError::Absent)
}

/// Open tasks and goals of whoever leaves: they stay, and somebody else may take them.
async fn carried(
    app: &App,
    viewer: &Viewer,
    member: &Member,
) -> Result<Vec<(String, String)>, PageError> {
    let family = member.membership.family;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let page = tasks_page(&mut reading, family).await?;
    let theirs = Owner::Person(member.person.id);
    let tasks = page.open.iter().filter(|it| it.task.facts.owner == theirs);
    let tasks = tasks.map(|it| {
        let (id, title) = (it.task.id, it.task.facts.title.as_str());
        (format!("/families/{family}/tasks/{id}"), title.to_owned())
    });
    let goals = page.goals.iter().map(|it| &it.goal);
    let goals = goals.filter(|it| it.facts.owner.as_ref() == Some(&theirs));
    let goals = goals.map(|it| {
        let title = it.facts.title.as_str().to_owned();
        (format!("/families/{family}/goals/{}", it.id), title)
    });
    Ok(tasks.chain(goals).collect())
}

async fn view(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    member: &Member,
    form: Form,
) -> Result<LeaveView, PageError> {
    let family = member.membership.family;
    let title = viewer
        .words
        .with("leave-title", member.person.given_name.as_str());
    let mut frame = Frame::new(app, viewer, uri, title).without_quick();
    frame.has_errors = !form.errors().is_empty();
    Ok(LeaveView {
        head: HeadView::read(app, viewer, family, uri).await?,
        carried: carried(app, viewer, member).await?,
        back: format!("/families/{family}/people"),
        frame,
        form,
    })
}

/// Shows the form.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(ids): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let member = found(&app, &viewer, &ids).await?;
    let form = Form::open(&app, &viewer, uri.path())
        .await?
        .preset("last-day", day_of(app.now()).to_string());
    show(&view(&app, &viewer, &uri, &member, form).await?)
}

/// Takes the form.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(ids): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    // Sent twice, the person has left already: the form leads where it led.
    if let Err(led_to) = begin(&app, &viewer, &form).await? {
        return Ok(go(&led_to));
    }
    let member = found(&app, &viewer, &ids).await?;
    let family = member.membership.family;
    let last_day = parse_day(form.text("last-day"));
    if let Some(last_day) = form.take("last-day", "leave-last-day", last_day) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let command = EndMembership {
            family,
            membership: member.membership.id,
            last_day,
        };
        match end_membership(&mut ctx, command).await {
            Ok(()) => {
                let to = back(family, "person-left");
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(EndMembershipError::Stopped(stop)) => return Err(stop.into()),
            Err(EndMembershipError::AlreadyLeft) => {
                form.fault("last-day", "leave-last-day", "field-left-already");
            }
            Err(EndMembershipError::BeforeTheyCame) => {
                form.fault("last-day", "leave-last-day", "field-before-they-came");
            }
            Err(EndMembershipError::InTheFuture) => {
                form.fault("last-day", "leave-last-day", "field-future");
            }
        }
    }
    show_errors(&view(&app, &viewer, &uri, &member, form).await?)
}
