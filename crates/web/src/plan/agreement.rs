//! What a party said to a version of the plan.

use askama::Template;
use axum::extract::Path;

use helhed_casework::domain::agreement::{AgreementError, AgreementStance};
use helhed_casework::domain::consent::Party;
use helhed_casework::domain::day::parse_day;
use helhed_casework::domain::ids::{FamilyId, PlanVersionId};
use helhed_casework::domain::text::Line;
use helhed_casework::plan::{AgreeToPlan, AgreeToPlanError, agree_to_plan, versions_page};

use super::keep::parties;
use super::versions_of;
use crate::case::choose::Pairs;
use crate::case::family_of;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, show, show_errors};
use crate::place::Place;

#[derive(Template)]
#[template(path = "plan/agree.html")]
struct AgreeView {
    frame: Frame,
    head: HeadView,
    form: Form,
    number: i64,
    parties: Pairs,
    stances: Pairs,
    back: String,
}

async fn view(
    place: &Place,
    family: FamilyId,
    version: PlanVersionId,
    form: Form,
) -> Result<AgreeView, PageError> {
    let w = place.w();
    let page = versions_page(&mut place.reading(), family).await?;
    let found = page
        .versions
        .iter()
        .find(|(it, _)| it.version.id == version);
    let number = found.ok_or(PageError::Absent)?.0.version.number;
    let frame = place.frame(w.n("agree-title", number), &form);
    let stance = |it: &AgreementStance| (it.code().to_owned(), w.t(it.label_key()));
    Ok(AgreeView {
        frame,
        head: place.head(family, "plan").await?,
        form,
        number,
        parties: parties(place, family).await?,
        stances: AgreementStance::ALL.iter().map(stance).collect(),
        back: versions_of(family),
    })
}

/// The form.
pub(super) async fn page(place: Place, Path((id, version)): Path<(String, String)>) -> PageResult {
    let version = PlanVersionId::parse(&version).ok_or(PageError::Absent)?;
    let today = place.today();
    let form = place
        .open()
        .await?
        .preset("on", today.to_string())
        .preset("stance", AgreementStance::Agrees.code());
    show(&view(&place, family_of(&id)?, version, form).await?)
}

/// Takes what was said.
pub(super) async fn take(
    place: Place,
    Path((id, version)): Path<(String, String)>,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let version = PlanVersionId::parse(&version).ok_or(PageError::Absent)?;
    let party = Party::parse(form.text("party")).ok_or("field-choose");
    let party = form.take("party", "agree-party", party);
    let stance = AgreementStance::from_code(form.text("stance")).ok_or("field-choose");
    let stance = form.take("stance", "agree-stance", stance);
    let word = Line::parse_optional(form.text("word"));
    let word = form.take("word", "agree-word", word);
    let on = form.take("on", "agree-on", parse_day(form.text("on")));
    if let (Some(party), Some(stance), Some(word), Some(on)) = (party, stance, word, on) {
        let mut ctx = place.begin(&form).await?;
        let command = AgreeToPlan {
            family,
            version,
            party,
            stance,
            word,
            on,
        };
        match agree_to_plan(&mut ctx, command).await {
            Ok(_) => {
                let to = format!("{}?done=agreement", versions_of(family));
                return place.lead(ctx, &form, &to).await;
            }
            Err(AgreeToPlanError::NoSuchParty) => {
                form.fault("party", "agree-party", "field-choose")
            }
            Err(AgreeToPlanError::Wrong(error)) => {
                let (field, label, key) = match error {
                    AgreementError::InTheFuture => ("on", "agree-on", "field-future"),
                    AgreementError::BeforeVersion => ("on", "agree-on", "agree-before-version"),
                    AgreementError::WordMissing => ("word", "agree-word", "task-word-missing"),
                };
                form.fault(field, label, key);
            }
            Err(AgreeToPlanError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view(&place, family, version, form).await?)
}
