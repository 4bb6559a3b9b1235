//! From whom a goal is kept.

use askama::Template;
use axum::extract::Path;

use helhed_casework::domain::consent::Party;
use helhed_casework::domain::ids::{FamilyId, KeptId};
use helhed_casework::domain::text::Line;
use helhed_casework::plan::{
    KeepGoal, KeepGoalError, KeptLine, coordination_page, keep_goal, lift_keeping, versions_page,
};

use super::coordination_of;
use crate::case::choose::{self, Pairs};
use crate::case::family_of;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::place::Place;

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
pub(super) async fn parties(place: &Place, family: FamilyId) -> Result<Pairs, PageError> {
    let page = versions_page(&mut place.reading(), family).await?;
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
    place: &Place,
    family: FamilyId,
    goal: &str,
    form: Form,
) -> Result<KeepView, PageError> {
    let w = place.w();
    let goal = choose::goal_of(goal)?;
    let page = coordination_page(&mut place.reading(), family)
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
    let frame = place.frame(w.t("keep-title"), &form);
    Ok(KeepView {
        frame,
        head: place.head(family, "plan").await?,
        form,
        title,
        parties: parties(place, family).await?,
        kept: page.kept.into_iter().filter(|it| it.goal == goal).collect(),
        back: coordination_of(family),
    })
}

/// The form.
pub(super) async fn page(place: Place, Path((id, goal)): Path<(String, String)>) -> PageResult {
    let form = place.open().await?;
    show(&view(&place, family_of(&id)?, &goal, form).await?)
}

/// Takes from whom and why.
pub(super) async fn take(
    place: Place,
    Path((id, goal)): Path<(String, String)>,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let goal_id = choose::goal_of(&goal)?;
    let party = Party::parse(form.text("party")).ok_or("field-choose");
    let party = form.take("party", "keep-party", party);
    let reason = form.take("reason", "case-reason", Line::parse(form.text("reason")));
    if let (Some(from), Some(reason)) = (party, reason) {
        let to = format!("{}?done=kept", coordination_of(family));
        let mut ctx = place.begin(&form).await?;
        let command = KeepGoal {
            family,
            goal: goal_id,
            from,
            reason,
        };
        match keep_goal(&mut ctx, command).await {
            Ok(_) => return place.lead(ctx, &form, &to).await,
            // That is what was wanted.
            Err(KeepGoalError::KeptAlready) => return Ok(go(&to)),
            Err(KeepGoalError::NoSuchParty) => form.fault("party", "keep-party", "field-choose"),
            Err(KeepGoalError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view(&place, family, &goal, form).await?)
}

/// Keeps it no more.
pub(super) async fn lift(
    place: Place,
    Path((id, _, kept)): Path<(String, String, String)>,
    form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let kept = KeptId::parse(&kept).ok_or(PageError::Absent)?;
    let to = format!("{}?done=kept-lifted", coordination_of(family));
    let mut ctx = place.begin(&form).await?;
    lift_keeping(&mut ctx, family, kept).await?;
    place.lead(ctx, &form, &to).await
}
