//! Writing down a review of the plan.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::choices::{Choices, choices};
use helhed_casework::domain::day::parse_day;
use helhed_casework::domain::goal_word::{Moved, Said};
use helhed_casework::domain::review::ReviewError;
use helhed_casework::domain::text::{Line, Prose};
use helhed_casework::plan::{HoldReview, HoldReviewError, hold_review};

use crate::app::App;
use crate::case::choose::{self, Pairs};
use crate::case::{begin, family_of, head, reading};
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::plan::plan_of;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "case/review.html")]
struct ReviewView {
    frame: Frame,
    head: HeadView,
    form: Form,
    /// Open goals that something may be said of: the ends of the names of their fields, and their titles.
    goals: Pairs,
    moved: Pairs,
    back: String,
}

impl ReviewView {
    /// What is wrong at the field of a goal; nothing where nothing is.
    fn fault(&self, beginning: &str, goal: &str) -> String {
        self.form
            .error(&self.frame.w, &format!("{beginning}{goal}"))
    }

    /// What the field of a goal holds.
    fn held(&self, beginning: &str, goal: &str) -> &str {
        self.form.text(&format!("{beginning}{goal}"))
    }
}

async fn view(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    form: Form,
    choices: Choices,
) -> Result<ReviewView, PageError> {
    let title = viewer.words.t("review-new");
    let mut frame = Frame::new(app, viewer, uri, title).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let w = viewer.words;
    let goals = choices.goals.iter().map(|line| &line.goal);
    let mut moved = vec![choose::nothing(w, "review-said-nothing")];
    moved.extend(
        Moved::ALL
            .iter()
            .map(|it| (it.code().to_owned(), w.t(it.label_key()))),
    );
    Ok(ReviewView {
        frame,
        form,
        goals: goals
            .map(|goal| (goal.id.to_string(), goal.facts.title.as_str().to_owned()))
            .collect(),
        moved,
        back: plan_of(choices.family),
        head: head(app, viewer, choices.family, "plan").await?,
    })
}

/// What was said of each goal: a word counts with whether it moved.
fn said(form: &mut Form, choices: &Choices) -> Option<Vec<Said>> {
    let mut all = Some(Vec::new());
    for line in &choices.goals {
        let goal = line.goal.id;
        let (word, moved) = (format!("word-{goal}"), format!("moved-{goal}"));
        if form.text(&word).trim().is_empty() && form.text(&moved).is_empty() {
            continue;
        }
        let written = Line::parse(form.text(&word));
        let written = form.take(&word, "word-word", written);
        let chosen = Moved::from_code(form.text(&moved)).ok_or("field-choose");
        let chosen = form.take(&moved, "word-moved", chosen);
        match (&mut all, written, chosen) {
            (Some(all), Some(word), Some(moved)) => all.push(Said { goal, moved, word }),
            _ => all = None,
        }
    }
    all
}

/// The form.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let mut reading = reading(&app, &viewer);
    let choices = choices(&mut reading, family_of(&id)?).await?;
    let form = Form::open(&app, &viewer, uri.path())
        .await?
        .preset("held", reading.today().to_string());
    show(&view(&app, &viewer, &uri, form, choices.into_inner()).await?)
}

/// Takes the review.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let held = form.take("held", "review-held", parse_day(form.text("held")));
    let moved = form.take("moved", "review-moved", Prose::parse(form.text("moved")));
    let stuck = Prose::parse_optional(form.text("stuck"));
    let stuck = form.take("stuck", "review-stuck", stuck);
    let next = form.take("next", "review-next", Prose::parse(form.text("next")));
    let choices = choices(&mut reading(&app, &viewer), family)
        .await?
        .into_inner();
    let said = said(&mut form, &choices);
    if let (Some(held), Some(moved), Some(stuck), Some(next), Some(said)) =
        (held, moved, stuck, next, said)
    {
        let mut ctx = begin(&app, &viewer).await?;
        if let Some(id) = form.id()
            && let Some(led) = ctx.sent_before(id).await?
        {
            return Ok(go(&led));
        }
        let command = HoldReview {
            family,
            held,
            moved,
            stuck,
            next,
            said,
        };
        match hold_review(&mut ctx, command).await {
            Ok(_) => {
                let to = format!("{}?done=review", plan_of(family));
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(HoldReviewError::Wrong(error)) => {
                let key = match error {
                    ReviewError::InTheFuture => "field-future",
                    ReviewError::BeforeStart => "review-before-start",
                    ReviewError::NoCourse => "review-no-course",
                };
                form.fault("held", "review-held", key);
            }
            Err(HoldReviewError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view(&app, &viewer, &uri, form, choices).await?)
}
