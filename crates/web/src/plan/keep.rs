//! From whom a goal is kept.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::consent::Party;
use helhed_casework::domain::ids::{FamilyId, KeptId};
use helhed_casework::domain::text::Line;
use helhed_casework::plan::{
    KeepGoal, KeepGoalError, KeptLine, coordination_page, keep_goal, lift_keeping, versions_page,
};

use super::coordination_of;
use crate::app::App;
use crate::case::choose::{self, Pairs};
use crate::case::{begin, family_of, head, reading};
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "plan/keep.html")]
struct KeepView {
    frame: Frame,
    head: HeadView,
    form: Form,
    title: String,
    parties: Pairs,
    kept: Vec<KeptLine>,
    back: String,
}

/// The people of a family and the units, as parties to choose.
pub(super) async fn parties(
    app: &App,
    viewer: &Viewer,
    family: FamilyId,
) -> Result<Pairs, PageError> {
    let page = versions_page(&mut reading(app, viewer), family).await?;
    let people = page.kin.iter().filter(|kin| kin.now);
    let mut pairs: Pairs = people
        .map(|kin| {
            (
                Party::Person(kin.id).to_string(),
                kin.given_name.as_str().to_owned(),
            )
        })
        .collect();
    let units = page.units.iter();
    pairs.extend(units.map(|it| (Party::Unit(it.id).to_string(), it.name.as_str().to_owned())));
    Ok(pairs)
}

async fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    family: FamilyId,
    goal: &str,
    form: Form,
) -> Result<KeepView, PageError> {
    let w = viewer.words;
    let goal = choose::goal_of(goal)?;
    let page = coordination_page(&mut reading(app, viewer), family)
        .await?
        .into_inner();
    let line = page.goals.iter().find(|line| line.goal.id == goal);
    let title = line
        .ok_or(PageError::Absent)?
        .goal
        .facts
        .title
        .as_str()
        .to_owned();
    let mut frame = Frame::new(app, viewer, uri, w.t("keep-title")).without_quick();
    frame.has_errors = !form.errors().is_empty();
    Ok(KeepView {
        frame,
        head: head(app, viewer, family, "plan").await?,
        form,
        title,
        parties: parties(app, viewer, family).await?,
        kept: page.kept.into_iter().filter(|it| it.goal == goal).collect(),
        back: coordination_of(family),
    })
}

/// The form.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, goal)): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let form = Form::open(&app, &viewer, uri.path()).await?;
    show(&view((&app, &viewer, &uri), family_of(&id)?, &goal, form).await?)
}

/// Takes from whom and why.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, goal)): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let goal_id = choose::goal_of(&goal)?;
    let party = Party::parse(form.text("party")).ok_or("field-choose");
    let party = form.take("party", "keep-party", party);
    let reason = form.take("reason", "case-reason", Line::parse(form.text("reason")));
    if let (Some(from), Some(reason)) = (party, reason) {
        let to = format!("{}?done=kept", coordination_of(family));
        let mut ctx = begin(&app, &viewer).await?;
        let command = KeepGoal {
            family,
            goal: goal_id,
            from,
            reason,
        };
        match keep_goal(&mut ctx, command).await {
            Ok(_) => {
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            // That is what was wanted.
            Err(KeepGoalError::KeptAlready) => return Ok(go(&to)),
            Err(KeepGoalError::NoSuchParty) => form.fault("party", "keep-party", "field-choose"),
            Err(KeepGoalError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view((&app, &viewer, &uri), family, &goal, form).await?)
}

/// Keeps it no more.
pub(super) async fn lift(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, _, kept)): Path<(String, String, String)>,
    form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let kept = KeptId::parse(&kept).ok_or(PageError::Absent)?;
    let to = format!("{}?done=kept-lifted", coordination_of(family));
    let mut ctx = begin(&app, &viewer).await?;
    if let Some(id) = form.id()
        && let Some(led) = ctx.sent_before(id).await?
    {
        return Ok(go(&led));
    }
    lift_keeping(&mut ctx, family, kept).await?;
    ctx.commit_form(form.id(), "", &to).await?;
    Ok(go(&to))
}
