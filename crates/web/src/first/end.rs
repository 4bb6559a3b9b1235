//! Says that a need is met, or is none any more.

use askama::Template;
use axum::extract::Path;

use helhed_casework::domain::ids::{FamilyId, NeedId};
use helhed_casework::domain::need::NeedOutcome;
use helhed_casework::domain::text::Line;
use helhed_casework::first::{EndNeed, EndNeedError, end_need};

use super::form::{among, told};
use super::{first_of, ids};
use crate::assessment::head;
use crate::case::choose::Pairs;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, show, show_errors};
use crate::place::Place;

#[derive(Template)]
#[template(path = "first/end.html")]
struct EndView {
    frame: Frame,
    head: Option<HeadView>,
    form: Form,
    title: String,
    version: String,
    outcomes: Pairs,
    back: String,
}

async fn view(
    place: &Place,
    (family, need): (FamilyId, NeedId),
    form: Form,
) -> Result<EndView, PageError> {
    let page = super::read(&place.app, &place.viewer, family).await?;
    let line = among(&page, need)?;
    let w = place.w();
    let frame = place.frame(w.t("need-end"), &form);
    let told = |fault: &crate::form::Fault| fault.key == "changed-by-another";
    // Sent again after somebody else's change, it is meant for what stands now.
    let version = match form.text("version") {
        "" => line.need.version.to_string(),
        _ if form.errors().iter().any(told) => line.need.version.to_string(),
        sent => sent.to_owned(),
    };
    Ok(EndView {
        head: head(&place.app, &place.viewer, family, "first").await?,
        title: line.need.facts.title.as_str().to_owned(),
        version,
        outcomes: NeedOutcome::ALL
            .iter()
            .map(|it| (it.code().to_owned(), w.t(it.label_key())))
            .collect(),
        back: first_of(family),
        form,
        frame,
    })
}

/// Shows the form.
pub(super) async fn page(place: Place, Path(path): Path<(String, String)>) -> PageResult {
    let ids = ids(&path)?;
    let form = place
        .open()
        .await?
        .preset("outcome", NeedOutcome::Met.code());
    show(&view(&place, ids, form).await?)
}

/// Takes the form.
pub(super) async fn take(
    place: Place,
    Path(path): Path<(String, String)>,
    mut form: Form,
) -> PageResult {
    let (family, need) = ids(&path)?;
    let outcome = NeedOutcome::from_code(form.text("outcome")).ok_or("field-choose");
    let outcome = form.take("outcome", "need-outcome", outcome);
    let word = Line::parse_optional(form.text("word"));
    let word = form.take("word", "task-word", word);
    if let (Some(outcome), Some(word)) = (outcome, word) {
        let mut ctx = place.begin(&form).await?;
        let command = EndNeed {
            family,
            need,
            version: form.text("version").parse().unwrap_or(0),
            outcome,
            word,
        };
        match end_need(&mut ctx, command).await {
            Ok(()) => {
                let to = format!("{}?done=need-ended", first_of(family));
                return place.lead(ctx, &form, &to).await;
            }
            Err(EndNeedError::Changed) => {
                form.fault("outcome", "need-outcome", "changed-by-another");
            }
            Err(EndNeedError::Wrong(error)) => told(&mut form, error),
            Err(EndNeedError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view(&place, (family, need), form).await?)
}
