//! Ticking an item of the checklist by hand, with a word and a day.

use askama::Template;
use axum::extract::Path;

use helhed_casework::domain::day::parse_day;
use helhed_casework::domain::method::MethodActionError;
use helhed_casework::domain::text::Line;
use helhed_casework::method::{
    NoteMethodAction, NoteMethodActionError, method_page, note_method_action,
};

use super::checklist_of;
use crate::case::family_of;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, show, show_errors};
use crate::place::Place;

#[derive(Template)]
#[template(path = "method/tick.html")]
struct TickView {
    frame: Frame,
    head: HeadView,
    form: Form,
    item: String,
    back: String,
}

async fn view(place: &Place, id: &str, item: &str, form: Form) -> Result<TickView, PageError> {
    let family = family_of(id)?;
    let page = method_page(&mut place.reading(), family).await?;
    let found = page.items.iter().find(|it| it.item.code == item);
    let found = found.filter(|_| page.may_write).ok_or(PageError::Absent)?;
    Ok(TickView {
        frame: place.frame(place.w().t("tick-title"), &form),
        head: place.head(family, "method").await?,
        form,
        item: found.item.words(place.w().0).to_owned(),
        back: checklist_of(family),
    })
}

/// The form.
pub(super) async fn page(place: Place, Path((id, item)): Path<(String, String)>) -> PageResult {
    let form = place.open().await?;
    let form = form.preset("done", place.today().to_string());
    show(&view(&place, &id, &item, form).await?)
}

/// Takes it.
pub(super) async fn take(
    place: Place,
    Path((id, item)): Path<(String, String)>,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let word = Line::parse_optional(form.text("word"));
    let word = form.take("word", "tick-word", word);
    let done = form.take("done", "tick-done", parse_day(form.text("done")));
    if let (Some(word), Some(done)) = (word, done) {
        let mut ctx = place.begin(&form).await?;
        let command = NoteMethodAction {
            family,
            item: item.clone(),
            word,
            done,
        };
        match note_method_action(&mut ctx, command).await {
            Ok(_) => {
                let to = format!("{}?done=tick", checklist_of(family));
                return place.lead(ctx, &form, &to).await;
            }
            Err(NoteMethodActionError::Wrong(MethodActionError::InTheFuture)) => {
                form.fault("done", "tick-done", "field-future");
            }
            Err(NoteMethodActionError::Wrong(MethodActionError::NoSuchItem)) => {
                return Err(PageError::Absent);
            }
            Err(NoteMethodActionError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view(&place, &id, &item, form).await?)
}
