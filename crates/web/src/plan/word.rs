//! A word on how a goal goes.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::choices::choices;
use helhed_casework::domain::goal_word::{Moved, Said};
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::domain::text::Line;
use helhed_casework::plan::{SayHowItGoes, say_how_it_goes};

use super::plan_of;
use crate::app::App;
use crate::case::choose::{self, Pairs};
use crate::case::goal::among;
use crate::case::{begin, family_of, head, reading};
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "plan/word.html")]
struct WordView {
    frame: Frame,
    head: HeadView,
    form: Form,
    title: String,
    moved: Pairs,
    back: String,
}

async fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    family: FamilyId,
    goal: &str,
    form: Form,
) -> Result<WordView, PageError> {
    let w = viewer.words;
    let choices = choices(&mut reading(app, viewer), family).await?;
    let title = among(&choices, goal)?.goal.facts.title.as_str().to_owned();
    let mut frame = Frame::new(app, viewer, uri, w.t("word-title")).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let pair = |it: &Moved| (it.code().to_owned(), w.t(it.label_key()));
    Ok(WordView {
        frame,
        head: head(app, viewer, family, "plan").await?,
        form,
        title,
        moved: Moved::ALL.iter().map(pair).collect(),
        back: plan_of(family),
    })
}

/// The form.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, goal)): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let form = Form::open(&app, &viewer, uri.path()).await?;
    show(&view((&app, &viewer, &uri), family_of(&id)?, &goal, form).await?)
}

/// Takes the word.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, goal)): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let goal_id = choose::goal_of(&goal)?;
    let moved = Moved::from_code(form.text("moved")).ok_or("field-choose");
    let moved = form.take("moved", "word-moved", moved);
    let word = form.take("word", "word-word", Line::parse(form.text("word")));
    if let (Some(moved), Some(word)) = (moved, word) {
        let mut ctx = begin(&app, &viewer).await?;
        if let Some(id) = form.id()
            && let Some(led) = ctx.sent_before(id).await?
        {
            return Ok(go(&led));
        }
        let said = Said {
            goal: goal_id,
            moved,
            word,
        };
        say_how_it_goes(&mut ctx, SayHowItGoes { family, said }).await?;
        let to = format!("{}?done=word", plan_of(family));
        ctx.commit_form(form.id(), uri.path(), &to).await?;
        return Ok(go(&to));
    }
    show_errors(&view((&app, &viewer, &uri), family, &goal, form).await?)
}
