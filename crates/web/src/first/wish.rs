//! Says how much somebody of the family wants to begin with a need.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::account::Role;
use helhed_casework::domain::ids::{FamilyId, NeedId, PersonId};
use helhed_casework::domain::need::Wish;
use helhed_casework::first::{SayWish, SayWishError, say_wish};

use super::form::among;
use super::{first_of, ids};
use crate::app::App;
use crate::assessment::head;
use crate::case::choose::{Pairs, people};
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::people::begin;
use crate::viewer::Viewer;

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
    (app, viewer, uri): (&App, &Viewer, &Uri),
    (family, need): (FamilyId, NeedId),
    form: Form,
) -> Result<WishView, PageError> {
    let page = super::read(app, viewer, family).await?;
    let line = among(&page, need)?;
    let w = viewer.words;
    let mut frame = Frame::new(app, viewer, uri, w.t("wish-title")).without_quick();
    frame.has_errors = !form.errors().is_empty();
    Ok(WishView {
        head: head(app, viewer, family, "first").await?,
        title: line.need.facts.title.as_str().to_owned(),
        people: match viewer.is(Role::FamilyMember) {
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
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let ids = ids(&path)?;
    let form = Form::open(&app, &viewer, uri.path()).await?;
    show(&view((&app, &viewer, &uri), ids, form).await?)
}

/// Takes the form.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let (family, need) = ids(&path)?;
    let wish = Wish::from_code(form.text("wish")).ok_or("field-choose");
    let wish = form.take("wish", "wish-how", wish);
    let person = match viewer.actor.person {
        Some(me) => Some(me),
        None => {
            let person = PersonId::parse(form.text("person")).ok_or("field-choose");
            form.take("person", "wish-who", person)
        }
    };
    if let (Some(wish), Some(person)) = (wish, person) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let command = SayWish {
            family,
            need,
            person,
            wish,
        };
        match say_wish(&mut ctx, command).await {
            Ok(()) => {
                let to = format!("{}?done=wish", first_of(family));
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(SayWishError::NotOfFamily) => form.fault("person", "wish-who", "field-choose"),
            Err(SayWishError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view((&app, &viewer, &uri), (family, need), form).await?)
}
