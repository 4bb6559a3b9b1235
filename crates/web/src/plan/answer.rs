//! Somebody of the family says yes or no to the plan, on their own page.

use askama::Template;
use axum::extract::Path;

use helhed_casework::domain::agreement::{AgreementError, AgreementStance};
use helhed_casework::domain::ids::{FamilyId, PlanVersionId};
use helhed_casework::domain::text::Line;
use helhed_casework::plan::{AnswerPlan, AnswerPlanError, OurVersion, answer_plan, our_plan};

use crate::case::choose::Pairs;
use crate::case::family_of;
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, show, show_errors};
use crate::place::Place;

/// Where the family reads its plan.
const BACK: &str = "/our/plan";

#[derive(Template)]
#[template(path = "plan/answer.html")]
struct AnswerView {
    frame: Frame,
    form: Form,
    it: OurVersion,
    stances: Pairs,
    back: &'static str,
}

async fn view(place: &Place, family: FamilyId, form: Form) -> Result<AnswerView, PageError> {
    let w = place.w();
    let plans = our_plan(&mut place.reading()).await?.into_inner();
    let found = plans.into_iter().find(|it| it.family == family);
    let version = found.and_then(|it| it.version);
    let it = version
        .filter(|it| it.may_answer)
        .ok_or(PageError::Absent)?;
    let stance = |it: &AgreementStance| {
        let key = w.join("plan-answer-", it.code());
        (it.code().to_owned(), key)
    };
    Ok(AnswerView {
        frame: place.frame(w.t("plan-answer-title"), &form),
        form,
        it,
        stances: AgreementStance::ALL.iter().map(stance).collect(),
        back: BACK,
    })
}

/// The form.
pub(super) async fn page(place: Place, Path(id): Path<String>) -> PageResult {
    let form = place.open().await?;
    show(&view(&place, family_of(&id)?, form).await?)
}

/// Takes the answer.
pub(super) async fn take(place: Place, Path(id): Path<String>, mut form: Form) -> PageResult {
    let family = family_of(&id)?;
    let stance = AgreementStance::from_code(form.text("stance")).ok_or("field-choose");
    let stance = form.take("stance", "plan-answer-stance", stance);
    let word = Line::parse_optional(form.text("word"));
    let word = form.take("word", "plan-answer-word", word);
    if let (Some(stance), Some(word)) = (stance, word) {
        let mut ctx = place.begin(&form).await?;
        let command = AnswerPlan {
            family,
            version: PlanVersionId::parse(form.text("version")).ok_or(PageError::Absent)?,
            stance,
            word,
        };
        match answer_plan(&mut ctx, command).await {
            Ok(_) => {
                let to = format!("{BACK}?done=answer");
                return place.lead(ctx, &form, &to).await;
            }
            Err(AnswerPlanError::Wrong(AgreementError::WordMissing)) => {
                form.fault("word", "plan-answer-word", "plan-answer-word-missing");
            }
            Err(AnswerPlanError::Newer) => {
                form.fault("stance", "plan-answer-stance", "plan-answer-newer")
            }
            Err(AnswerPlanError::TooYoung | AnswerPlanError::Wrong(_)) => {
                return Err(PageError::NotAllowed);
            }
            Err(AnswerPlanError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view(&place, family, form).await?)
}
