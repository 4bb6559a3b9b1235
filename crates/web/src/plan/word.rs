//! A word on how a goal goes.

use askama::Template;
use axum::extract::Path;

use helhed_casework::choices::choices;
use helhed_casework::domain::goal_word::{Moved, Said};
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::domain::text::Line;
use helhed_casework::plan::{SayHowItGoes, say_how_it_goes};

use super::plan_of;
use crate::case::choose::{self, Pairs};
use crate::case::family_of;
use crate::case::goal::among;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, show, show_errors};
use crate::place::Place;

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
    place: &Place,
    family: FamilyId,
    goal: &str,
    form: Form,
) -> Result<WordView, PageError> {
    let w = place.w();
    let choices = choices(&mut place.reading(), family).await?;
    let title = among(&choices, goal)?.goal.facts.title.as_str().to_owned();
    let frame = place.frame(w.t("word-title"), &form);
    let pair = |it: &Moved| (it.code().to_owned(), w.t(it.label_key()));
    Ok(WordView {
        frame,
        head: place.head(family, "plan").await?,
        form,
        title,
        moved: Moved::ALL.iter().map(pair).collect(),
        back: plan_of(family),
    })
}

/// The form.
pub(super) async fn page(place: Place, Path((id, goal)): Path<(String, String)>) -> PageResult {
    let form = place.open().await?;
    show(&view(&place, family_of(&id)?, &goal, form).await?)
}

/// Takes the word.
pub(super) async fn take(
    place: Place,
    Path((id, goal)): Path<(String, String)>,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let goal_id = choose::goal_of(&goal)?;
    let moved = Moved::from_code(form.text("moved")).ok_or("field-choose");
    let moved = form.take("moved", "word-moved", moved);
    let word = form.take("word", "word-word", Line::parse(form.text("word")));
    if let (Some(moved), Some(word)) = (moved, word) {
        let mut ctx = place.begin(&form).await?;
        let said = Said {
            goal: goal_id,
            moved,
            word,
        };
        say_how_it_goes(&mut ctx, SayHowItGoes { family, said }).await?;
        let to = format!("{}?done=word", plan_of(family));
        return place.lead(ctx, &form, &to).await;
    }
    show_errors(&view(&place, family, &goal, form).await?)
}
