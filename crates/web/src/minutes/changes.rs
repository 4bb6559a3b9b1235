//! What has changed in minutes since an open page read them. Fetched by everybody who follows, with every word: it is small, and has no frame.

use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::day::day_of;
use helhed_casework::minutes::{MinutesPage, changed_minutes, owners, projector};

use super::ids;
use super::part::part as part_for;
use super::projector::part as screen_part;
use super::side::Beside;
use super::view::Whole;
use crate::app::App;
use crate::choices::from_list;
use crate::error::PageError;
use crate::page::{PageResult, show};
use crate::query::Query;
use crate::viewer::Viewer;

/// Whether a line is asked about beside the minutes: only then it is read who there is to choose.
fn asks(page: &MinutesPage) -> bool {
    let begun = page.begun.as_ref();
    begun.is_some_and(|it| {
        let mut lines = it.lines.iter();
        page.may_decide && lines.any(|it| it.became.is_none() && it.line.kind.becomes())
    })
}

/// Sends what has changed after a count.
pub(super) async fn part_of(
    app: &App,
    viewer: &Viewer,
    ids: (String, String),
    uri: &Uri,
) -> PageResult {
    let (family, meeting) = self::ids(&ids)?;
    let query = Query::of(uri);
    let after: i64 = query.text("after").parse().unwrap_or(0).max(1);
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    if query.text("for") == "projector" {
        let page = projector(&mut reading, family, meeting, after).await?;
        let begun = page.begun.as_ref().ok_or(PageError::Absent)?;
        return show(&screen_part(app, viewer.words, (&page, begun), true));
    }
    let page = changed_minutes(&mut reading, family, meeting, after).await?;
    let begun = page.begun.as_ref().ok_or(PageError::Absent)?;
    let owners = match asks(&page) {
        true => Some(owners(&mut reading, family, meeting).await?),
        false => None,
    };
    let beside = Beside {
        w: viewer.words,
        family,
        today: day_of(app.now()),
        owners: owners.as_ref(),
        domains: from_list(app, viewer.words, "life_domain", day_of(app.now())),
        is_team: page.is_team,
    };
    show(&part_for(
        app,
        viewer.words,
        (&page, begun),
        (&beside, Whole::All),
        true,
    ))
}

/// Sends what has changed.
pub(super) async fn part(
    State(app): State<App>,
    viewer: Viewer,
    Path(ids): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    part_of(&app, &viewer, ids, &uri).await
}
