//! Setting a collision aside, and taking it up again.

use askama::Template;
use axum::extract::Path;

use helhed_casework::collision::{
    SetCollisionAside, collisions_page, set_collision_aside, take_collision_up,
};
use helhed_casework::domain::text::Line;

use super::collisions_of;
use super::page::{Shown, shown};
use crate::case::family_of;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, show, show_errors};
use crate::place::Place;

#[derive(Template)]
#[template(path = "collision/aside.html")]
struct AsideView {
    frame: Frame,
    head: HeadView,
    form: Form,
    it: Shown,
    back: String,
}

/// A mark as it stands in an address, and back: the parts of a mark hold no full stop.
pub(super) fn in_address(mark: &str) -> String {
    mark.replace('|', ".")
}

fn mark_of(part: &str) -> String {
    part.replace('.', "|")
}

async fn view(place: &Place, id: &str, mark: &str, form: Form) -> Result<AsideView, PageError> {
    let family = family_of(id)?;
    let page = collisions_page(&mut place.reading(), family).await?;
    let wanted = mark_of(mark);
    let mut found = page.found.iter();
    let line = found.find(|it| it.collision.mark() == wanted);
    let line = line.filter(|_| page.may_change).ok_or(PageError::Absent)?;
    Ok(AsideView {
        frame: place.frame(place.w().t("aside-title"), &form),
        head: place.head(family, "collisions").await?,
        form,
        it: shown(place.w(), (family, &page.kin), line, place.today()),
        back: collisions_of(family),
    })
}

/// Asks why.
pub(super) async fn page(place: Place, Path((id, mark)): Path<(String, String)>) -> PageResult {
    let form = place.open().await?;
    show(&view(&place, &id, &mark, form).await?)
}

/// Sets it aside.
pub(super) async fn take(
    place: Place,
    Path((id, mark)): Path<(String, String)>,
    mut form: Form,
) -> PageResult {
    let word = form.take("word", "aside-word", Line::parse(form.text("word")));
    if let Some(word) = word {
        let family = family_of(&id)?;
        let mut ctx = place.begin(&form).await?;
        let command = SetCollisionAside {
            family,
            mark: mark_of(&mark),
            word,
        };
        set_collision_aside(&mut ctx, command).await?;
        let to = format!("{}?done=aside", collisions_of(family));
        return place.lead(ctx, &form, &to).await;
    }
    show_errors(&view(&place, &id, &mark, form).await?)
}

/// Takes it up again.
pub(super) async fn up(
    place: Place,
    Path((id, mark)): Path<(String, String)>,
    form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let mut ctx = place.begin(&form).await?;
    take_collision_up(&mut ctx, family, &mark_of(&mark)).await?;
    let to = format!("{}?done=taken-up", collisions_of(family));
    place.lead(ctx, &form, &to).await
}
