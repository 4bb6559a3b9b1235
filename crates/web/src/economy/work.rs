//! Making a scenario: the levers, and what follows from them. Without scripts a button computes; with them the picture follows.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;
use rust_decimal::Decimal;

use helhed_casework::domain::account::Language;
use helhed_casework::domain::economy::Scenario;
use helhed_casework::domain::ids::{FormId, ScenarioId};
use helhed_casework::domain::text::Line;
use helhed_casework::economics::case::{Case, CaseFault, Start};
use helhed_casework::economy::{SaveScenario, ScenarioError, save_scenario};

use super::computed::{Outcome, Panel};
use super::ground::Ground;
use super::levers::{Lever, choices, levers};
use super::{id, tell, written};
use crate::app::App;
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::people::begin;
use crate::query::Query;
use crate::viewer::Viewer;
use crate::words::Words;

#[derive(Template)]
#[template(path = "economy/work.html")]
struct WorkView {
    frame: Frame,
    form: Form,
    levers: Vec<Lever>,
    /// The team's own numbers stand below the levers.
    own: bool,
    prices: Vec<(String, String)>,
    evidence: Vec<(String, String)>,
    charges: Vec<(String, String)>,
    panel: Option<Panel>,
    /// The price it was saved with is there no more, and no other has been chosen.
    lost: bool,
    /// What is saved, newest first; none for a new scenario.
    versions: Vec<Scenario>,
    may_change: bool,
    /// The scenario's address below which its files are.
    address: Option<String>,
}

/// Reads a case from what was given, over the one that is saved.
fn read(given: &dyn Fn(&str) -> String, ground: &Ground) -> Result<Case, Vec<CaseFault>> {
    let before = ground.saved.as_ref().map(Case::fields).unwrap_or_default();
    let of = |field: &str| {
        let asked = given(field);
        if !asked.is_empty() {
            return asked;
        }
        let kept = before.iter().find(|(name, _)| *name == field);
        kept.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    Case::read(&of, &ground.prices, ground.year)
}

/// The case to show where what was given cannot be read: as saved, or as its starting point has it.
fn unmoved(given: &dyn Fn(&str) -> String, ground: &Ground) -> Result<Case, PageError> {
    if let Some(saved) = &ground.saved {
        return Ok(saved.clone());
    }
    let start = |field: &str| match field {
        "start" => given(field),
        _ => String::new(),
    };
    let nothing = |_: &str| String::new();
    Case::read(&start, &ground.prices, ground.year)
        .or_else(|_| Case::read(&nothing, &ground.prices, ground.year))
        .map_err(|_| PageError::Absent)
}

fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    ground: Ground,
    case: &Case,
    form: Form,
) -> WorkView {
    let w = viewer.words;
    let title = match ground.versions.first() {
        Some(newest) => newest.name.as_str().to_owned(),
        None => w.t("economy-new"),
    };
    let mut frame = Frame::new(app, viewer, uri, title).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let [prices, evidence, charges] = choices(w, &ground.prices);
    let lost = ground.lost && Query::of(uri).text("price-id").is_empty();
    let outcome = if frame.has_errors || lost {
        None
    } else {
        Outcome::of(case)
    };
    WorkView {
        own: matches!(case.start, Start::Own(_)),
        levers: levers(case),
        panel: outcome.map(|outcome| outcome.panel(w)),
        address: ground.id.map(|id| format!("/economy/scenarios/{id}")),
        lost,
        versions: ground.versions,
        may_change: ground.may_change,
        prices,
        evidence,
        charges,
        frame,
        form,
    }
}

/// How a case writes that the rate is the ministry of finance's.
const OFFICIAL: &str = "official";

/// What a reader's word in a field means to a case, which reads a decimal comma. In English 1,250 is more than a thousand and 1.250 is
/// not.
fn meant(w: Words, field: &str, written: &str) -> String {
    let is_official =
        field == "rate" && written.trim().to_lowercase() == w.t("lever-rate-official");
    if is_official {
        return OFFICIAL.to_owned();
    }
    match w.0 {
        Language::English if Case::is_number(field) && is_english(written) => {
            written.replace(',', "").replace('.', ",")
        }
        _ => written.to_owned(),
    }
}

/// Whether a number is written with commas between its thousands at most, and a decimal point: "1,250.5", "0.125".
fn is_english(written: &str) -> bool {
    let (whole, after) = written
        .trim()
        .split_once('.')
        .unwrap_or((written.trim(), ""));
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let digits = |text: &str| text.bytes().all(|it| it.is_ascii_digit());
    digits(after)
        && digits(first.trim_start_matches('-'))
        && (!whole.contains(',') || first.len() <= 4)
        && groups.all(|it| it.len() == 3 && digits(it))
}

/// What a case has in a field, as its reader writes it: with a decimal comma in Danish.
fn stated(w: Words, field: &str, value: String) -> String {
    if field == "rate" && value == OFFICIAL {
        return w.t("lever-rate-official");
    }
    match value.parse::<Decimal>() {
        Ok(number) if Case::is_number(field) => written(w, number),
        _ => value,
    }
}

/// A form that shows a case, with what was asked over it, as it was written.
fn shown((app, w): (&App, Words), ground: &Ground, case: &Case, query: &Query) -> Form {
    let form_id: FormId = app.casework.new_id(app.now());
    let mut fields = vec![("form-id".to_owned(), form_id.to_string())];
    if let Some(newest) = ground.versions.first() {
        fields.push(("name".to_owned(), newest.name.as_str().to_owned()));
        fields.push(("version".to_owned(), newest.version.to_string()));
    }
    fields.extend(case.fields().into_iter().map(|(name, value)| {
        let value = match query.text(name) {
            "" | OFFICIAL => stated(w, name, value),
            asked => asked.to_owned(),
        };
        (name.to_owned(), value)
    }));
    Form::of_fields(fields)
}

/// The whole page, or with `part=1` what is computed alone.
fn answer(asked: (&App, &Viewer, &Uri), ground: Ground) -> PageResult {
    let (query, w) = (Query::of(asked.2), asked.1.words);
    let given = |field: &str| meant(w, field, query.text(field));
    let (case, faults) = match read(&given, &ground) {
        Ok(case) => (case, Vec::new()),
        Err(faults) => (unmoved(&given, &ground)?, faults),
    };
    if query.text("part") == "1" {
        let outcome = faults.is_empty().then(|| Outcome::of(&case)).flatten();
        return show(&outcome.ok_or(PageError::Unreadable)?.panel(asked.1.words));
    }
    let mut form = shown((asked.0, w), &ground, &case, &query);
    tell(&mut form, &faults);
    let page = view(asked, ground, &case, form);
    if faults.is_empty() {
        show(&page)
    } else {
        show_errors(&page)
    }
}

/// A new scenario.
pub(super) async fn page(State(app): State<App>, viewer: Viewer, uri: Uri) -> PageResult {
    let ground = Ground::new(&app, &viewer).await?;
    answer((&app, &viewer, &uri), ground)
}

/// A saved scenario; `v` asks for one of its versions.
pub(super) async fn saved(
    State(app): State<App>,
    viewer: Viewer,
    Path(scenario): Path<String>,
    uri: Uri,
) -> PageResult {
    let version = Query::of(&uri).number("v", 0);
    let ground = Ground::of(&app, &viewer, id(&scenario)?, version).await?;
    answer((&app, &viewer, &uri), ground)
}

/// Saves a new scenario.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    uri: Uri,
    form: Form,
) -> PageResult {
    let ground = Ground::new(&app, &viewer).await?;
    save((&app, &viewer, &uri), ground, form).await
}

/// Saves the next version of a scenario.
pub(super) async fn save_again(
    State(app): State<App>,
    viewer: Viewer,
    Path(scenario): Path<String>,
    uri: Uri,
    form: Form,
) -> PageResult {
    let ground = Ground::of(&app, &viewer, id(&scenario)?, 0).await?;
    save((&app, &viewer, &uri), ground, form).await
}

async fn save(asked: (&App, &Viewer, &Uri), ground: Ground, mut form: Form) -> PageResult {
    let (app, viewer, uri) = asked;
    let sent = form.clone();
    let given = |field: &str| meant(viewer.words, field, sent.text(field));
    let name = Line::parse(form.text("name"));
    let name = form.take("name", "scenario-name", name);
    let read = read(&given, &ground);
    if let Err(faults) = &read {
        tell(&mut form, faults);
    }
    let case = match &read {
        Ok(case) => case.clone(),
        Err(_) => unmoved(&given, &ground)?,
    };
    if let (Some(name), true) = (name, read.is_ok()) {
        let mut ctx = match begin(app, viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let seen = form.text("version").parse().unwrap_or(0);
        let of = ground.id.map(|id: ScenarioId| (id, seen));
        let command = SaveScenario {
            of,
            name,
            case: case.clone(),
        };
        match save_scenario(&mut ctx, command).await {
            Ok(id) => {
                let to = format!("/economy/scenarios/{id}?done=scenario-saved");
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(ScenarioError::Stopped(stop)) => return Err(stop.into()),
            Err(ScenarioError::Changed) => {
                form.fault("name", "scenario-name", "field-changed-send-again");
            }
        }
    }
    show_errors(&view(asked, ground, &case, form))
}
