//! Which other plans a goal stands for.

use askama::Template;
use axum::extract::Path;

use helhed_casework::domain::account::Language;
use helhed_casework::domain::covered_plan::CoveredPlan;
use helhed_casework::domain::ids::{FamilyId, PersonId};
use helhed_casework::plan::{CoverPlans, CoverPlansError, coordination_page, cover_plans};

use super::coordination_of;
use crate::case::choose::{self, Pairs};
use crate::case::family_of;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, show, show_errors};
use crate::place::Place;
use crate::words::Words;

#[derive(Template)]
#[template(path = "plan/cover.html")]
struct CoverView {
    frame: Frame,
    head: HeadView,
    form: Form,
    title: String,
    /// Plan and person: "Min Plan (jobcentret): Sofie".
    plans: Pairs,
    back: String,
}

/// A plan in the reader's language.
pub(super) fn plan_words(w: Words, plan: &CoveredPlan) -> &str {
    match w.0 {
        Language::Danish => &plan.da,
        Language::English => &plan.en,
    }
}

async fn view(
    place: &Place,
    family: FamilyId,
    goal: &str,
    form: Form,
) -> Result<CoverView, PageError> {
    let w = place.w();
    let goal = choose::goal_of(goal)?;
    let page = coordination_page(&mut place.reading(), family).await?;
    let line = page.goals.iter().find(|line| line.goal.id == goal);
    let line = line.ok_or(PageError::Absent)?;
    let frame = place.frame(w.t("cover-title"), &form);
    let mut plans = Pairs::new();
    for plan in CoveredPlan::on(frame.today) {
        for kin in page.kin.iter().filter(|kin| kin.now) {
            let value = format!("{}.{}", plan.code, kin.id);
            plans.push((
                value,
                format!("{}: {}", plan_words(w, plan), kin.given_name.as_str()),
            ));
        }
    }
    let mut form = form;
    if form.text("sent").is_empty() {
        for cover in page.covers.iter().filter(|it| it.goal == goal) {
            form = form.preset("plans", format!("{}.{}", cover.plan, cover.person));
        }
    }
    Ok(CoverView {
        frame,
        head: place.head(family, "plan").await?,
        form,
        title: line.goal.facts.title.as_str().to_owned(),
        plans,
        back: coordination_of(family),
    })
}

/// The form.
pub(super) async fn page(place: Place, Path((id, goal)): Path<(String, String)>) -> PageResult {
    let form = place.open().await?;
    show(&view(&place, family_of(&id)?, &goal, form).await?)
}

/// Takes what was ticked.
pub(super) async fn take(
    place: Place,
    Path((id, goal)): Path<(String, String)>,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let goal_id = choose::goal_of(&goal)?;
    let read = |text: &str| {
        let (plan, person) = text.split_once('.')?;
        Some((plan.to_owned(), PersonId::parse(person)?))
    };
    let plans: Option<Vec<_>> = form.all("plans").map(read).collect();
    if let Some(plans) = form.take("plans", "cover-plans", plans.ok_or("field-choose")) {
        let mut ctx = place.begin(&form).await?;
        let command = CoverPlans {
            family,
            goal: goal_id,
            plans,
        };
        match cover_plans(&mut ctx, command).await {
            Ok(()) => {
                let to = format!("{}?done=cover", coordination_of(family));
                return place.lead(ctx, &form, &to).await;
            }
            Err(CoverPlansError::Stopped(stop)) => return Err(stop.into()),
            Err(CoverPlansError::NoSuchPlan | CoverPlansError::NotOfFamily) => {
                form.fault("plans", "cover-plans", "field-choose");
            }
        }
    }
    show_errors(&view(&place, family, &goal, form).await?)
}
