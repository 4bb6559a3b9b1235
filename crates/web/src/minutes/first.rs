//! What comes first, as it is set at the table: beside the minutes, by how soon.

use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::Reading;
use helhed_casework::domain::ids::{FamilyId, NeedId};
use helhed_casework::domain::need::{NeedFacts, Urgency};
use helhed_casework::first::{ChangeNeed, ChangeNeedError, change_need, needs_page};

use super::{ids, minutes_at};
use crate::app::App;
use crate::error::PageError;
use crate::form::Form;
use crate::page::{PageResult, go};
use crate::people::begin;
use crate::viewer::Viewer;

/// How many of the order are shown beside the minutes.
const SHOWN: usize = 5;

/// A need in the order in which they are taken.
pub(super) struct FirstView {
    pub id: NeedId,
    pub title: String,
    pub version: i64,
    pub urgency: &'static str,
}

impl FirstView {
    /// Whether it is as urgent as a code says.
    pub(super) fn is(&self, code: &str) -> bool {
        self.urgency == code
    }
}

/// The first of the needs.
pub(super) async fn first_of(
    reading: &mut Reading,
    family: FamilyId,
) -> Result<Vec<FirstView>, PageError> {
    let page = needs_page(reading, family).await?;
    let places = page.order.places.iter().take(SHOWN);
    let view = |id: NeedId| {
        let need = &page.need(id)?.need;
        Some(FirstView {
            id,
            title: need.facts.title.as_str().to_owned(),
            version: need.version,
            urgency: need.facts.urgency.code(),
        })
    };
    Ok(places.filter_map(|it| view(it.need)).collect())
}

/// Sets how soon a need is taken.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    uri: Uri,
    form: Form,
) -> PageResult {
    let (family, meeting) = ids(&path)?;
    let need = NeedId::parse(form.text("need")).ok_or(PageError::Absent)?;
    let urgency = Urgency::from_code(form.text("urgency")).ok_or(PageError::Unreadable)?;
    let version: i64 = form
        .text("version")
        .parse()
        .map_err(|_| PageError::Unreadable)?;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let page = needs_page(&mut reading, family).await?;
    let found = &page.need(need).ok_or(PageError::Absent)?.need;
    let blocks = page.blocks.iter().filter(|it| it.blocker == need);
    let command = ChangeNeed {
        family,
        need,
        version,
        facts: NeedFacts {
            urgency,
            ..found.facts.clone()
        },
        blocks: blocks.map(|it| it.blocked).collect(),
    };
    drop(reading);
    let mut ctx = match begin(&app, &viewer, &form).await? {
        Ok(ctx) => ctx,
        Err(led_to) => return Ok(go(&led_to)),
    };
    let at = format!("{}/write", minutes_at(family, meeting));
    match change_need(&mut ctx, command).await {
        Ok(()) => {
            let to = format!("{at}?done=minutes-first#first");
            ctx.commit_form(form.id(), uri.path(), &to).await?;
            Ok(go(&to))
        }
        // Somebody else has changed it: the page shows how it is now.
        Err(ChangeNeedError::Stopped(stop)) => Err(stop.into()),
        Err(_) => Ok(go(&format!("{at}?done=minutes-first-changed#first"))),
    }
}
