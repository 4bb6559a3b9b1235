//! What has been evaluated, and a new evaluation.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use jiff::ToSpan;
use jiff::civil::Date;

use helhed_casework::domain::account::Language;
use helhed_casework::domain::day::parse_day;
use helhed_casework::domain::evaluation_run::{EvaluationOrder, EvaluationRun};
use helhed_casework::evaluation::{StartEvaluationError, evaluations_page, start_evaluation};

use crate::app::App;
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::people::begin;
use crate::viewer::Viewer;
use crate::words::Words;

use super::{extracts, state, what, work};

/// The value of the families of the house among what can be evaluated; names of extracts stand behind [`EXTRACT`].
const HOUSE: &str = "house";
const EXTRACT: &str = "extract/";

/// A run as it stands in the list.
struct Line {
    href: String,
    what: String,
    when: String,
    by: String,
    state: String,
    mark: &'static str,
}

#[derive(Template)]
#[template(path = "evaluation/desk.html")]
struct DeskView {
    frame: Frame,
    form: Form,
    sources: Vec<(String, String)>,
    languages: Vec<(String, String)>,
    lines: Vec<Line>,
}

/// The day before which families can be followed for two years: everything whole that lies 24 months back.
fn followed_before(today: Date) -> Date {
    today.first_of_month().saturating_sub(24.months())
}

/// What an order is in a form, field by field.
pub(super) fn fields(order: &EvaluationOrder) -> [(&'static str, String); 3] {
    let source = order.extract.as_ref().map_or(HOUSE.to_owned(), |extract| {
        format!("{EXTRACT}{}", extract.as_str())
    });
    [
        ("source", source),
        ("cohort-before", order.cohort_before.to_string()),
        ("language", order.language.code().to_owned()),
    ]
}

fn order_of(app: &App, form: &mut Form) -> Option<EvaluationOrder> {
    let source = form.text("source").to_owned();
    let extract = match source.strip_prefix(EXTRACT) {
        None if source == HOUSE => Ok(None),
        None => Err("field-choose"),
        Some(wanted) => extracts::names(&app.settings)
            .into_iter()
            .find(|name| name.as_str() == wanted)
            .map(Some)
            .ok_or("field-choose"),
    };
    let extract = form.take("source", "evaluation-source", extract);
    let day = parse_day(form.text("cohort-before"));
    let cohort_before = form.take("cohort-before", "evaluation-cohort", day);
    let language = Language::from_code(form.text("language")).ok_or("field-choose");
    let language = form.take("language", "evaluation-language", language);
    Some(EvaluationOrder {
        extract: extract?,
        cohort_before: cohort_before?,
        language: language?,
    })
}

fn line(app: &App, frame: &Frame, run: &EvaluationRun) -> Line {
    let w = frame.w;
    let (key, mark) = state(run, app.now());
    Line {
        href: format!("/evaluations/{}", run.id),
        what: what(w, &run.order),
        when: w.moment(run.started_at, frame.today),
        by: run.by.as_str().to_owned(),
        state: w.t(key),
        mark,
    }
}

async fn view(app: &App, viewer: &Viewer, uri: &Uri, form: Form) -> Result<DeskView, PageError> {
    let w: Words = viewer.words;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let runs = evaluations_page(&mut reading).await?.into_inner();
    let mut frame = Frame::new(app, viewer, uri, w.t("evaluations-title"));
    frame.has_errors = !form.errors().is_empty();
    let names = extracts::names(&app.settings);
    let of_extract = |name: &helhed_casework::domain::text::Name| {
        let name = name.as_str();
        (
            format!("{EXTRACT}{name}"),
            w.with("evaluation-extract", name),
        )
    };
    Ok(DeskView {
        sources: [(HOUSE.to_owned(), w.t("evaluation-house"))]
            .into_iter()
            .chain(names.iter().map(of_extract))
            .collect(),
        languages: Language::ALL
            .iter()
            .map(|it| (it.code().to_owned(), w.t(it.label_key())))
            .collect(),
        lines: runs.iter().map(|run| line(app, &frame, run)).collect(),
        frame,
        form,
    })
}

/// Shows the runs.
pub(super) async fn page(State(app): State<App>, viewer: Viewer, uri: Uri) -> PageResult {
    let today = helhed_casework::domain::day::day_of(app.now());
    let preset = EvaluationOrder {
        extract: None,
        cohort_before: followed_before(today),
        language: viewer.words.0,
    };
    let mut form = Form::open(&app, &viewer, uri.path()).await?;
    for (field, value) in fields(&preset) {
        form = form.preset(field, value);
    }
    show(&view(&app, &viewer, &uri, form).await?)
}

/// Begins one.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    if let Some(order) = order_of(&app, &mut form) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        match start_evaluation(&mut ctx, &order).await {
            Ok(started) => {
                let to = format!("/evaluations/{}", started.id);
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                tokio::spawn(work::work(app, viewer.actor, started, order));
                return Ok(go(&to));
            }
            Err(StartEvaluationError::Stopped(stop)) => return Err(stop.into()),
            Err(StartEvaluationError::Running(_)) => {
                form.fault("source", "evaluation-source", "evaluation-under-way");
            }
        }
    }
    show_errors(&view(&app, &viewer, &uri, form).await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn who_can_be_followed_for_two_years_started_in_october_two_years_ago_or_before() {
        assert_eq!(followed_before(date(2026, 11, 24)), date(2024, 11, 1));
        assert_eq!(followed_before(date(2028, 2, 29)), date(2026, 2, 1));
    }
}
