//! Striking out what was ticked by mistake.

use askama::Template;
use axum::extract::Path;

use helhed_casework::domain::ids::MethodActionId;
use helhed_casework::domain::text::Line;
use helhed_casework::method::{AnnulMethodAction, annul_method_action, method_page};

use super::checklist_of;
use crate::case::family_of;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, show, show_errors};
use crate::place::Place;

#[derive(Template)]
#[template(path = "method/action_annul.html")]
struct AnnulView {
    frame: Frame,
    head: HeadView,
    form: Form,
    item: String,
    version: i64,
    back: String,
}

async fn view(place: &Place, id: &str, action: &str, form: Form) -> Result<AnnulView, PageError> {
    let family = family_of(id)?;
    let action = MethodActionId::parse(action).ok_or(PageError::Absent)?;
    let page = method_page(&mut place.reading(), family).await?;
    let mut actions = page.actions.iter();
    let found = actions.find(|it| it.action.id == action && it.action.annulled.is_none());
    let found = found.filter(|_| page.may_write).ok_or(PageError::Absent)?;
    let item = page
        .items
        .iter()
        .find(|it| it.item.code == found.action.item);
    Ok(AnnulView {
        frame: place.frame(place.w().t("action-annul"), &form),
        head: place.head(family, "method").await?,
        form,
        item: item.map_or(String::new(), |it| it.item.words(place.w().0).to_owned()),
        version: found.action.version,
        back: checklist_of(family),
    })
}

/// Asks why.
pub(super) async fn page(place: Place, Path((id, action)): Path<(String, String)>) -> PageResult {
    let form = place.open().await?;
    show(&view(&place, &id, &action, form).await?)
}

/// Strikes it out.
pub(super) async fn take(
    place: Place,
    Path((id, action)): Path<(String, String)>,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let reason = form.take("reason", "case-reason", Line::parse(form.text("reason")));
    if let Some(reason) = reason {
        let mut ctx = place.begin(&form).await?;
        let command = AnnulMethodAction {
            family,
            action: MethodActionId::parse(&action).ok_or(PageError::Absent)?,
            version: form.text("version").parse().unwrap_or(0),
            reason,
        };
        annul_method_action(&mut ctx, command).await?;
        let to = format!("{}?done=action-annulled", checklist_of(family));
        return place.lead(ctx, &form, &to).await;
    }
    show_errors(&view(&place, &id, &action, form).await?)
}
