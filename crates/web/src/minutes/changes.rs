//! What has changed in minutes since an open page read them. Fetched by everybody who follows, with every word: it is small, and has no frame.

use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::IntoResponse;

use helhed_casework::domain::day::day_of;
use helhed_casework::minutes::{MinutesPage, changed_minutes, owners, projector};

use super::ids;
use super::part::part as part_for;
use super::projector::part as screen_part;
use super::side::Beside;
use super::view::Whole;
use crate::app::App;
use crate::choices::from_list;
use crate::page::{PageResult, show};
use crate::query::Query;
use crate::viewer::Viewer;

/// Whether a line is asked about beside the minutes: only then it is read who there is to choose.
fn asks(page: &MinutesPage) -> bool {
    let begun = page.begun.as_ref();
    begun.is_some_and(|it| {
        let mut lines = it.lines.iter();
        page.may_decide
            && lines.any(|it| it.became.is_none() && it.settled && it.line.kind.becomes())
    })
}

/// Sends what has changed after a count; nothing while the minutes are not begun.
pub(super) async fn part(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let (family, meeting) = ids(&path)?;
    let (w, today) = (viewer.words, day_of(app.now()));
    let query = Query::of(&uri);
    let after: i64 = query.text("after").parse().unwrap_or(0).max(1);
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    if query.text("for") == "projector" {
        let page = projector(&mut reading, family, meeting, after).await?;
        return match &page.begun {
            Some(begun) => show(&screen_part(&app, w, (&page, begun), true)),
            None => Ok(StatusCode::NO_CONTENT.into_response()),
        };
    }
    let page = changed_minutes(&mut reading, family, meeting, after).await?;
    let Some(begun) = &page.begun else {
        return Ok(StatusCode::NO_CONTENT.into_response());
    };
    let mut beside = Beside {
        w,
        family,
        today,
        owners: None,
        domains: Vec::new(),
        is_team: page.is_team,
    };
    let all;
    if asks(&page) {
        all = owners(&mut reading, family, meeting).await?;
        beside.owners = Some(&all);
        beside.domains = from_list(&app, w, "life_domain", today);
    }
    show(&part_for(
        &app,
        w,
        (&page, begun),
        (&beside, Whole::All),
        true,
    ))
}
