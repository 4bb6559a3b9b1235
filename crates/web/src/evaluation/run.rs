//! One evaluation: how far it has come, then its report.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::Stop;
use helhed_casework::domain::evaluation_run::{EvaluationEnd, EvaluationState, EvaluationStep};
use helhed_casework::evaluation::{evaluation_file, evaluation_page};
use jiff::civil::Date;

use crate::app::App;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::viewer::Viewer;

use super::{desk, files, id, state, what};

/// A step of the work: its words, and whether it is done, under way or still to come.
struct Step {
    name: String,
    is_current: bool,
    mark: &'static str,
    state: &'static str,
}

#[derive(Template)]
#[template(path = "evaluation/run.html")]
struct RunView {
    frame: Frame,
    what: String,
    by: String,
    when: String,
    cohort_before: Date,
    state: String,
    mark: &'static str,
    /// The language of the report.
    lang: &'static str,
    /// The steps while it is under way.
    steps: Vec<Step>,
    /// What stands in the report, made by `helhed-reports`.
    report: Option<String>,
    /// Files to fetch: the address, the name, the size in words.
    files: Vec<(String, String, String)>,
    tables: Vec<(String, String, String)>,
    /// What was wrong.
    fault: Option<String>,
    /// The form that begins the same again, where it came to nothing.
    again: Option<Form>,
    /// What it held.
    fields: Vec<(&'static str, String)>,
}

fn steps(frame: &Frame, current: EvaluationStep) -> Vec<Step> {
    let step = |step: &EvaluationStep| {
        let (mark, state) = match step.cmp(&current) {
            std::cmp::Ordering::Less => ("ok", "step-done"),
            std::cmp::Ordering::Equal => ("info", "step-current"),
            std::cmp::Ordering::Greater => ("quiet", "step-to-come"),
        };
        Step {
            name: frame.w.t(step.label_key()),
            is_current: *step == current,
            mark,
            state,
        }
    };
    EvaluationStep::ALL.iter().map(step).collect()
}

/// Shows it.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(run): Path<String>,
    uri: Uri,
) -> PageResult {
    let (w, run_id) = (viewer.words, id(&run)?);
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let page = evaluation_page(&mut reading, run_id).await?.into_inner();
    let report = match evaluation_file(&mut reading, run_id, files::PAGE).await {
        Ok(body) => String::from_utf8(body.into_inner()).ok(),
        Err(Stop::Absent) => None,
        Err(stop) => return Err(stop.into()),
    };
    let run = page.run;
    let stands = run.state(app.now());
    let frame = Frame::new(&app, &viewer, &uri, w.t("evaluation-title"));
    let (key, mark) = state(&run, app.now());
    let came_to_nothing = matches!(
        stands,
        EvaluationState::Ended(EvaluationEnd::Cut | EvaluationEnd::Failed)
    );
    // The form stands under the address of the desk, which takes it.
    let again = match came_to_nothing {
        true => Some(Form::open(&app, &viewer, "/evaluations").await?),
        false => None,
    };
    let (files, tables) = files::lists(w, run_id, &page.files);
    show(&RunView {
        what: what(w, &run.order),
        by: run.by.as_str().to_owned(),
        when: w.moment(run.started_at, frame.today),
        cohort_before: run.order.cohort_before,
        state: w.t(key),
        mark,
        lang: run.order.language.code(),
        steps: match stands {
            EvaluationState::Running(current) => steps(&frame, current),
            EvaluationState::Ended(_) => Vec::new(),
        },
        report,
        files,
        tables,
        fault: run.fault.clone(),
        again,
        fields: desk::fields(&run.order).into(),
        frame,
    })
}
