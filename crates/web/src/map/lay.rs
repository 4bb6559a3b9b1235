//! Takes what is done on a map: a card laid, reworded, taken off or chosen, and a next step that becomes a task.

use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::Ctx;
use helhed_casework::domain::ids::{FamilyId, MapCardId, MapId};
use helhed_casework::domain::map::MapPart;
use helhed_casework::domain::text::Line;
use helhed_casework::map::{
    AddCard, AddCardError, ChangeCard, ChangeCardError, Changed, StepToTask, StepToTaskError,
    add_card, change_card, step_to_task,
};

use super::map_of;
use super::page::view;
use crate::app::App;
use crate::error::PageError;
use crate::form::Form;
use crate::page::{PageResult, go, show_errors};
use crate::people::begin;
use crate::viewer::Viewer;

/// What is done, read from the button that was pressed.
enum Deed {
    Lay(MapPart, Line),
    Change(MapCardId, Option<Line>, bool),
    ToTask(MapCardId),
}

/// Reads what is done; what is wrong with the words is told at their field.
fn deed(form: &mut Form) -> Result<Option<Deed>, PageError> {
    let deed = form.text("deed").to_owned();
    let (what, which) = deed.split_once(' ').unwrap_or((deed.as_str(), ""));
    let card = || MapCardId::parse(which).ok_or(PageError::Unreadable);
    let field = format!("body-{which}");
    Ok(match what {
        "lay" => {
            let part = MapPart::from_code(which).ok_or(PageError::Unreadable)?;
            let body = Line::parse(form.text(&field));
            let body = form.take(&field, part.label_key(), body);
            body.map(|body| Deed::Lay(part, body))
        }
        "reword" => {
            let card = card()?;
            let body = Line::parse(form.text(&field));
            let body = form.take(&field, "map-words", body);
            body.map(|body| Deed::Change(card, Some(body), false))
        }
        "keep" => {
            let card = card()?;
            let body = Line::parse(form.text(&field));
            let body = form.take(&field, "map-words", body);
            body.map(|body| Deed::Change(card, Some(body), true))
        }
        "off" => Some(Deed::Change(card()?, None, false)),
        "off-all" => Some(Deed::Change(card()?, None, true)),
        "task" => Some(Deed::ToTask(card()?)),
        _ => return Err(PageError::Unreadable),
    })
}

/// Does it; the key of what to tell, or of what is wrong and at which field.
async fn does(
    ctx: &mut Ctx,
    (family, map): (FamilyId, MapId),
    deed: Deed,
) -> Result<Result<&'static str, (String, &'static str)>, PageError> {
    Ok(match deed {
        Deed::Lay(part, body) => {
            let command = AddCard {
                family,
                map,
                part,
                body,
            };
            match add_card(ctx, command).await {
                Ok(_) => Ok("card"),
                Err(AddCardError::Full) => Err((format!("body-{}", part.code()), "map-full")),
                Err(AddCardError::Stopped(stop)) => return Err(stop.into()),
            }
        }
        Deed::Change(card, body, settles) => {
            let gone = body.is_none();
            let command = ChangeCard {
                family,
                map,
                card,
                body,
                settles,
            };
            match change_card(ctx, command).await {
                Ok(Changed::Alone) if gone => Ok("card-off"),
                Ok(Changed::Alone) => Ok("card-changed"),
                Ok(Changed::Beside) => Ok("card-beside"),
                Err(ChangeCardError::Stopped(stop)) => return Err(stop.into()),
            }
        }
        Deed::ToTask(card) => {
            let command = StepToTask { family, map, card };
            match step_to_task(ctx, command).await {
                Ok(_) => Ok("card-task"),
                Err(StepToTaskError::Stopped(stop)) => return Err(stop.into()),
                Err(_) => Err((format!("body-{card}"), "map-no-step")),
            }
        }
    })
}

/// Takes a form of the map.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, map)): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = FamilyId::parse(&id).ok_or(PageError::Absent)?;
    let map = MapId::parse(&map).ok_or(PageError::Absent)?;
    // Asked first: whoever may not see the map learns nothing from what is wrong with the form.
    let page = super::read(&app, &viewer, family, (Some(map), None)).await?;
    if let Some(deed) = deed(&mut form)? {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        match does(&mut ctx, (family, map), deed).await? {
            Ok(done) => {
                let to = format!("{}?done={done}", map_of(family, map));
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err((field, key)) => form.fault(&field, "map-words", key),
        }
    }
    show_errors(&view((&app, &viewer, &uri), page, form).await?)
}
