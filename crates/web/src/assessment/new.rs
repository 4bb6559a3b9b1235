//! Says something of one life domain of one person, with what is known of it beside the form.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::assessment::{WriteAssessment, WriteAssessmentError, write_assessment};
use helhed_casework::domain::account::Role;
use helhed_casework::domain::assessment::{AssessmentError, AssessmentFacts, Score};
use helhed_casework::domain::day::{day_of, parse_day};
use helhed_casework::domain::ids::{CaseItemId, PersonId};
use helhed_casework::domain::text::Prose;

use super::domain::{Known, known, title};
use super::{Place, head};
use crate::app::App;
use crate::case::choose::Pairs;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::people::begin;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "assessment/new.html")]
struct NewView {
    frame: Frame,
    head: Option<HeadView>,
    form: Form,
    /// In whose words; empty where the writer speaks for themselves.
    voices: Pairs,
    scale: Vec<String>,
    known: Vec<Known>,
    /// What a view can build on.
    sources: Pairs,
    is_family: bool,
    back: String,
}

async fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    place: &Place,
    form: Form,
) -> Result<NewView, PageError> {
    let page = place.read(app, viewer).await?;
    if !page.may_write {
        return Err(PageError::NotAllowed);
    }
    let w = viewer.words;
    let mut frame = Frame::new(app, viewer, uri, title(app, w, &page)).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let today = frame.today;
    let mut voices = Vec::new();
    if viewer.is(Role::Coordinator) {
        voices.push((String::new(), w.t("assessment-voice-professional")));
        let here = page.named.iter().filter(|kin| kin.now);
        voices.extend(here.map(|kin| {
            let words = w.with("assessment-voice-of", kin.given_name.as_str());
            (kin.id.to_string(), words)
        }));
    }
    let sources = page.known.iter().chain(&page.latest).take(12);
    Ok(NewView {
        head: head(app, viewer, place.family, "assessment").await?,
        sources: sources
            .map(|item| {
                let it = known(w, item, today);
                let text = crate::around::picture::cut(&it.text, 70);
                (it.id, format!("{}. {text}", it.heading))
            })
            .collect(),
        known: page.known.iter().map(|it| known(w, it, today)).collect(),
        voices,
        scale: (0..=Score::HIGHEST).map(|it| it.to_string()).collect(),
        is_family: viewer.is(Role::FamilyMember),
        back: place.href(),
        form,
        frame,
    })
}

/// Shows the form.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, person, domain)): Path<(String, String, String)>,
    uri: Uri,
) -> PageResult {
    let place = Place::parse(&id, &person, &domain)?;
    let form = Form::open(&app, &viewer, uri.path())
        .await?
        .preset("on", day_of(app.now()).to_string());
    show(&view((&app, &viewer, &uri), &place, form).await?)
}

fn parse(form: &mut Form, place: &Place) -> Option<AssessmentFacts> {
    let strengths = Prose::parse_optional(form.text("strengths"));
    let strengths = form.take("strengths", "assessment-strengths", strengths);
    let needs = Prose::parse_optional(form.text("needs"));
    let needs = form.take("needs", "assessment-needs", needs);
    let score = Score::parse_optional(form.text("score")).map_err(|_| "assessment-no-score");
    let score = form.take("score", "assessment-score", score);
    let on = parse_day(form.text("on"));
    let on = form.take("on", "assessment-on", on);
    let voice = match form.text("voice") {
        "" => Ok(None),
        id => PersonId::parse(id).map(Some).ok_or("field-choose"),
    };
    let voice = form.take("voice", "assessment-voice", voice);
    let sources: Option<Vec<CaseItemId>> = form.all("source").map(CaseItemId::parse).collect();
    let sources = form.take(
        "source",
        "assessment-sources",
        sources.ok_or("field-choose"),
    );
    Some(AssessmentFacts {
        person: place.person,
        domain: place.domain.clone(),
        voice: voice?,
        strengths: strengths?,
        needs: needs?,
        score: score?,
        on: on?,
        sources: sources?,
    })
}

fn told(form: &mut Form, error: AssessmentError) {
    let (field, label, key) = match error {
        AssessmentError::Empty => ("strengths", "assessment-strengths", "assessment-empty"),
        AssessmentError::NoScore => ("score", "assessment-score", "assessment-no-score"),
        AssessmentError::InTheFuture => ("on", "assessment-on", "field-future"),
        AssessmentError::BeforeBirth => ("on", "assessment-on", "assessment-before-birth"),
    };
    form.fault(field, label, key);
}

/// Takes the form.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, person, domain)): Path<(String, String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let place = Place::parse(&id, &person, &domain)?;
    if let Some(facts) = parse(&mut form, &place) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let family = place.family;
        match write_assessment(&mut ctx, WriteAssessment { family, facts }).await {
            Ok(_) => {
                let to = format!("{}?done=assessment", place.href());
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(WriteAssessmentError::Wrong(error)) => told(&mut form, error),
            Err(WriteAssessmentError::NotOfFamily) => {
                form.fault("voice", "assessment-voice", "field-choose");
            }
            Err(WriteAssessmentError::NoSuchSource) => {
                form.fault("source", "assessment-sources", "field-choose");
            }
            Err(WriteAssessmentError::NoSuchDomain) => return Err(PageError::Absent),
            Err(WriteAssessmentError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view((&app, &viewer, &uri), &place, form).await?)
}
