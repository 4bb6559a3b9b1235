//! Says how much somebody of the family wants to begin with a need.

use askama::Template;
use axum::extract::Path;

use helhed_casework::domain::account::Role;
use helhed_casework::domain::ids::{FamilyId, NeedId, PersonId};
use helhed_casework::domain::need::Wish;
use helhed_casework::first::{SayWish, SayWishError, say_wish};

use super::form::among;
use super::{first_of, ids};
use crate::assessment::head;
use crate::case::choose::{Pairs, people};
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, show, show_errors};
use crate::place::Place;

#[derive(Template)]
#[template(path = "first/wish.html")]
struct WishView {
    frame: Frame,
    head: Option<HeadView>,
    form: Form,
    title: String,
    /// Who may be speaking; empty where the reader speaks for themselves.
    people: Pairs,
    wishes: Pairs,
    back: String,
}

async fn view(
    place: &Place,
    (family, need): (FamilyId, NeedId),
    form: Form,
) -> Result<WishView, PageError> {
    let page = super::read(&place.app, &place.viewer, family).await?;
    let line = among(&page, need)?;
    let w = place.w();
    let frame = place.frame(w.t("wish-title"), &form);
    Ok(WishView {
        head: head(&place.app, &place.viewer, family, "first").await?,
        title: line.need.facts.title.as_str().to_owned(),
        people: match place.viewer.is(Role::FamilyMember) {
            true => Vec::new(),
            false => people(&page.named),
        },
        wishes: Wish::ALL
            .iter()
            .map(|it| (it.code().to_owned(), w.t(it.label_key())))
            .collect(),
        back: first_of(family),
        form,
        frame,
    })
}

/// Shows the form.
pub(super) async fn page(place: Place, Path(path): Path<(String, String)>) -> PageResult {
    let ids = ids(&path)?;
    let form = place.open().await?;
    show(&view(&place, ids, form).await?)
}

/// Takes the form.
pub(super) async fn take(
    place: Place,
    Path(path): Path<(String, String)>,
    mut form: Form,
) -> PageResult {
    let (family, need) = ids(&path)?;
    let wish = Wish::from_code(form.text("wish")).ok_or("field-choose");
    let wish = form.take("wish", "wish-how", wish);
    let person = match place.viewer.actor.person {
        Some(me) => Some(me),
        None => {
            let person = PersonId::parse(form.text("person")).ok_or("field-choose");
            form.take("person", "wish-who", person)
        }
    };
    if let (Some(wish), Some(person)) = (wish, person) {
        let mut ctx = place.begin(&form).await?;
        let command = SayWish {
            family,
            need,
            person,
            wish,
        };
        match say_wish(&mut ctx, command).await {
            Ok(()) => {
                let to = format!("{}?done=wish", first_of(family));
                return place.lead(ctx, &form, &to).await;
            }
            Err(SayWishError::NotOfFamily) => form.fault("person", "wish-who", "field-choose"),
            Err(SayWishError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view(&place, (family, need), form).await?)
}
