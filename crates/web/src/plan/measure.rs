//! Writing down a measure, and putting one right.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::choices::{Choices, choices};
use helhed_casework::collision::CollisionLine;
use helhed_casework::domain::day::{parse_day, parse_optional_day};
use helhed_casework::domain::ids::{FamilyId, GoalId, MeasureId, PersonId};
use helhed_casework::domain::measure::{Measure, MeasureError, MeasureFacts, MeasureKind};
use helhed_casework::domain::text::{Line, Name};
use helhed_casework::plan::{
    ChangeMeasure, MeasureRefused, SetMeasure, change_measure, coordination_page, set_measure,
};

use super::coordination_of;
use crate::app::App;
use crate::case::choose::{self, Pairs};
use crate::case::{begin, family_of, head, reading};
use crate::collision::ahead::{Ahead, collided};
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::sharing::mark::mark_new;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "plan/measure.html")]
struct MeasureView {
    frame: Frame,
    head: HeadView,
    form: Form,
    kinds: Pairs,
    people: Pairs,
    laws: Pairs,
    asks: Pairs,
    goals: Pairs,
    categories: Pairs,
    /// The measure as it stands, when it is changed.
    stands: Option<Measure>,
    conflict: bool,
    ahead: Ahead,
    back: String,
}

impl MeasureView {
    /// The version that sending again is meant for: what stands now, once both were shown.
    fn version(&self) -> String {
        match &self.stands {
            Some(measure) if self.conflict => measure.version.to_string(),
            _ => self.form.text("version").to_owned(),
        }
    }
}

/// One measure of a family that stands.
async fn measure_of(
    app: &App,
    viewer: &Viewer,
    family: FamilyId,
    id: &str,
) -> Result<Measure, PageError> {
    let id = MeasureId::parse(id).ok_or(PageError::Absent)?;
    let page = coordination_page(&mut reading(app, viewer), family).await?;
    let found = page.measures.iter().find(|it| it.id == id);
    found.cloned().ok_or(PageError::Absent)
}

async fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    form: Form,
    (choices, collided): (&Choices, &[CollisionLine]),
    stands: Option<Measure>,
) -> Result<MeasureView, PageError> {
    let w = viewer.words;
    let title = if stands.is_some() {
        "measure-change"
    } else {
        "measure-new"
    };
    let mut frame = Frame::new(app, viewer, uri, w.t(title)).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let lists = app.casework.lists();
    let of_list = |list: &'static str| {
        let mut pairs = vec![choose::nothing(w, "measure-none")];
        let rows = lists.ever(list);
        // One line a code: what began under an earlier law is chosen under that law.
        for code in rows {
            pairs.retain(|(value, _)| *value != code.code);
            pairs.push((code.code.clone(), choose::words(w, code)));
        }
        pairs
    };
    let mut people = vec![choose::nothing(w, "note-whole-family")];
    people.extend(choose::people(&choices.kin));
    let kind = |it: &MeasureKind| (it.code().to_owned(), w.t(it.label_key()));
    let goal = |line: &helhed_casework::plan::GoalLine| {
        (
            line.goal.id.to_string(),
            line.goal.facts.title.as_str().to_owned(),
        )
    };
    Ok(MeasureView {
        categories: choose::categories(w, lists, frame.today),
        ahead: Ahead::of(w, (choices.family, &choices.kin), collided, frame.today),
        frame,
        head: head(app, viewer, choices.family, "plan").await?,
        conflict: form
            .errors()
            .iter()
            .any(|it| it.key == "changed-by-another"),
        form,
        kinds: MeasureKind::ALL.iter().map(kind).collect(),
        people,
        laws: of_list("legal_basis"),
        asks: of_list("asks"),
        goals: choices.goals.iter().map(goal).collect(),
        stands,
        back: coordination_of(choices.family),
    })
}

fn parse(form: &mut Form) -> Option<MeasureFacts> {
    let kind = MeasureKind::from_code(form.text("kind")).ok_or("field-choose");
    let kind = form.take("kind", "measure-kind", kind);
    let title = form.take("title", "measure-title", Line::parse(form.text("title")));
    let concerns = match form.text("concerns") {
        "" => Some(None),
        id => {
            let person = PersonId::parse(id).ok_or("field-choose");
            form.take("concerns", "measure-concerns", person).map(Some)
        }
    };
    let given_by = Name::parse_optional(form.text("given-by"));
    let given_by = form.take("given-by", "measure-given-by", given_by);
    let weekly = match form.text("weekly").trim() {
        "" => Ok(0),
        text => text.parse::<i64>().map_err(|_| "measure-too-often"),
    };
    let weekly = form.take("weekly", "measure-weekly", weekly);
    let from = form.take("from", "measure-from", parse_day(form.text("from")));
    let until = parse_optional_day(form.text("until"));
    let until = form.take("until", "measure-until", until);
    let goals: Option<Vec<GoalId>> = form.all("goals").map(GoalId::parse).collect();
    let goals = form.take("goals", "measure-goals", goals.ok_or("field-choose"));
    let code = |name: &str| Some(form.text(name).to_owned()).filter(|it| !it.is_empty());
    Some(MeasureFacts {
        legal_basis: code("law"),
        asks: code("asks"),
        kind: kind?,
        title: title?,
        concerns: concerns?,
        given_by: given_by?,
        weekly: weekly?,
        from: from?,
        until: until?,
        goals: goals?,
    })
}

/// Tells what is wrong at its field; what stopped goes on.
fn told(form: &mut Form, refused: MeasureRefused) -> Result<(), PageError> {
    let (field, label, key) = match refused {
        MeasureRefused::Wrong(MeasureError::EndsBeforeItBegins) => {
            ("until", "measure-until", "measure-ends-before")
        }
        MeasureRefused::Wrong(MeasureError::BeforeBirth) => {
            ("from", "measure-from", "measure-before-birth")
        }
        MeasureRefused::Wrong(MeasureError::TooFarAhead) => {
            ("from", "measure-from", "measure-too-far")
        }
        MeasureRefused::Wrong(MeasureError::TooOften) => {
            ("weekly", "measure-weekly", "measure-too-often")
        }
        MeasureRefused::Wrong(MeasureError::Annulled) => {
            ("title", "measure-title", "measure-is-annulled")
        }
        MeasureRefused::NotOfFamily => ("concerns", "measure-concerns", "field-choose"),
        MeasureRefused::NoSuchGoal => ("goals", "measure-goals", "field-choose"),
        MeasureRefused::NotInForce => ("law", "measure-law", "measure-not-in-force"),
        MeasureRefused::NoSuchAsk => ("asks", "measure-asks", "field-choose"),
        MeasureRefused::Changed => ("title", "measure-title", "changed-by-another"),
        MeasureRefused::Stopped(stop) => return Err(stop.into()),
    };
    form.fault(field, label, key);
    Ok(())
}

/// The form of a new measure.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let choices = choices(&mut reading(&app, &viewer), family_of(&id)?).await?;
    let form = Form::open(&app, &viewer, uri.path()).await?;
    show(&view((&app, &viewer, &uri), form, (&*choices, &[]), None).await?)
}

/// Takes a new measure.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let mut ahead = Vec::new();
    if let Some(facts) = parse(&mut form) {
        let mut ctx = begin(&app, &viewer).await?;
        if let Some(id) = form.id()
            && let Some(led) = ctx.sent_before(id).await?
        {
            return Ok(go(&led));
        }
        match set_measure(&mut ctx, SetMeasure { family, facts }).await {
            Ok(id) => {
                ahead = collided(&ctx, &mut form);
                if ahead.is_empty() && mark_new(&mut ctx, &mut form, family, id.uuid()).await? {
                    let to = format!("{}?done=measure", coordination_of(family));
                    ctx.commit_form(form.id(), uri.path(), &to).await?;
                    return Ok(go(&to));
                }
            }
            Err(refused) => told(&mut form, refused)?,
        }
    }
    let choices = choices(&mut reading(&app, &viewer), family).await?;
    show_errors(&view((&app, &viewer, &uri), form, (&*choices, &ahead), None).await?)
}

/// The form of a measure that is there.
pub(super) async fn change_page(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, measure)): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let family = family_of(&id)?;
    let measure = measure_of(&app, &viewer, family, &measure).await?;
    let choices = choices(&mut reading(&app, &viewer), family).await?;
    let facts = &measure.facts;
    let day = |day: Option<jiff::civil::Date>| day.map(|it| it.to_string()).unwrap_or_default();
    let mut form = Form::open(&app, &viewer, uri.path())
        .await?
        .preset("version", measure.version.to_string())
        .preset("kind", facts.kind.code())
        .preset("title", facts.title.as_str())
        .preset(
            "concerns",
            facts.concerns.map(|it| it.to_string()).unwrap_or_default(),
        )
        .preset("law", facts.legal_basis.clone().unwrap_or_default())
        .preset("given-by", facts.given_by.as_ref().map_or("", Name::as_str))
        .preset("asks", facts.asks.clone().unwrap_or_default())
        .preset("weekly", facts.weekly.to_string())
        .preset("from", facts.from.to_string())
        .preset("until", day(facts.until));
    for goal in &facts.goals {
        form = form.preset("goals", goal.to_string());
    }
    show(&view((&app, &viewer, &uri), form, (&*choices, &[]), Some(measure)).await?)
}

/// Takes a changed measure.
pub(super) async fn change(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, measure)): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let measure_id = MeasureId::parse(&measure).ok_or(PageError::Absent)?;
    let mut ahead = Vec::new();
    if let Some(facts) = parse(&mut form) {
        let mut ctx = begin(&app, &viewer).await?;
        if let Some(id) = form.id()
            && let Some(led) = ctx.sent_before(id).await?
        {
            return Ok(go(&led));
        }
        let command = ChangeMeasure {
            family,
            measure: measure_id,
            version: form.text("version").parse().unwrap_or(0),
            facts,
        };
        match change_measure(&mut ctx, command).await {
            Ok(()) => {
                ahead = collided(&ctx, &mut form);
                if ahead.is_empty() {
                    let to = format!("{}?done=measure-changed", coordination_of(family));
                    ctx.commit_form(form.id(), uri.path(), &to).await?;
                    return Ok(go(&to));
                }
            }
            Err(refused) => told(&mut form, refused)?,
        }
    }
    let choices = choices(&mut reading(&app, &viewer), family).await?;
    let stands = measure_of(&app, &viewer, family, &measure).await?;
    let around = (&*choices, &ahead[..]);
    show_errors(&view((&app, &viewer, &uri), form, around, Some(stands)).await?)
}
