//! What a party said to a version of the plan.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::agreement::{AgreementError, AgreementStance};
use helhed_casework::domain::consent::Party;
use helhed_casework::domain::day::parse_day;
use helhed_casework::domain::ids::{FamilyId, PlanVersionId};
use helhed_casework::domain::text::Line;
use helhed_casework::plan::{AgreeToPlan, AgreeToPlanError, agree_to_plan, versions_page};

use super::keep::parties;
use super::versions_of;
use crate::app::App;
use crate::case::choose::Pairs;
use crate::case::{begin, family_of, head, reading};
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

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
    (app, viewer, uri): (&App, &Viewer, &Uri),
    family: FamilyId,
    version: PlanVersionId,
    form: Form,
) -> Result<AgreeView, PageError> {
    let w = viewer.words;
    let page = versions_page(&mut reading(app, viewer), family).await?;
    let found = page
        .versions
        .iter()
        .find(|(it, _)| it.version.id == version);
    let number = found.ok_or(PageError::Absent)?.0.version.number;
    let mut frame = Frame::new(app, viewer, uri, w.n("agree-title", number)).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let stance = |it: &AgreementStance| (it.code().to_owned(), w.t(it.label_key()));
    Ok(AgreeView {
        frame,
        head: head(app, viewer, family, "plan").await?,
        form,
        number,
        parties: parties(app, viewer, family).await?,
        stances: AgreementStance::ALL.iter().map(stance).collect(),
        back: versions_of(family),
    })
}

/// The form.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, version)): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let version = PlanVersionId::parse(&version).ok_or(PageError::Absent)?;
    let today = reading(&app, &viewer).today();
    let form = Form::open(&app, &viewer, uri.path())
        .await?
        .preset("on", today.to_string())
        .preset("stance", AgreementStance::Agrees.code());
    show(&view((&app, &viewer, &uri), family_of(&id)?, version, form).await?)
}

/// Takes what was said.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, version)): Path<(String, String)>,
    uri: Uri,
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
        let mut ctx = begin(&app, &viewer).await?;
        if let Some(id) = form.id()
            && let Some(led) = ctx.sent_before(id).await?
        {
            return Ok(go(&led));
        }
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
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
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
    show_errors(&view((&app, &viewer, &uri), family, version, form).await?)
}
