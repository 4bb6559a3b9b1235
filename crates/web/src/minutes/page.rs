//! The minutes as everybody follows them on a device of their own.

use std::time::Duration;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, Uri};

use helhed_casework::domain::account::Role;
use helhed_casework::domain::day::day_of;
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::minutes::{MinutesPage, minutes_of};

use super::part::{Part, part};
use super::side::Beside;
use super::view::Whole;
use super::{ids, minutes_at};
use crate::app::App;
use crate::assessment::head;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::query::Query;
use crate::viewer::Viewer;

/// How often a page without scripts reads itself anew, where somebody asks for that.
const ANEW: Duration = Duration::from_secs(10);

#[derive(Template)]
#[template(path = "minutes/page.html")]
struct FollowView {
    frame: Frame,
    head: Option<HeadView>,
    family: FamilyId,
    is_family: bool,
    /// Whether the viewer has pages of the family to go to.
    knows_family: bool,
    at: String,
    meeting_at: String,
    /// When the meeting is.
    when: String,
    is_called_off: bool,
    /// The minutes; none before they are begun.
    part: Option<String>,
    mode: &'static str,
    is_team: bool,
    may_write: bool,
    has_pen: bool,
    is_closed: bool,
    /// The page reads itself anew without scripts.
    is_anew: bool,
}

/// Reads the minutes of an address.
pub(super) async fn read(
    app: &App,
    viewer: &Viewer,
    path: &(String, String),
) -> Result<MinutesPage, PageError> {
    let (family, meeting) = ids(path)?;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    Ok(minutes_of(&mut reading, family, meeting)
        .await?
        .into_inner())
}

/// The part of a page that follows, put into HTML.
fn part_of(
    app: &App,
    viewer: &Viewer,
    page: &MinutesPage,
    whole: Whole,
) -> Result<Option<String>, PageError> {
    let Some(begun) = &page.begun else {
        return Ok(None);
    };
    let beside = Beside {
        w: viewer.words,
        family: page.family,
        today: day_of(app.now()),
        owners: None,
        domains: Vec::new(),
        is_team: page.is_team,
    };
    let part: Part = part(app, viewer.words, (page, begun), (&beside, whole), false);
    part.render().map(Some).map_err(|_| PageError::Failed)
}

/// Shows the minutes.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let page = read(&app, &viewer, &path).await?;
    let query = Query::of(&uri);
    let whole = helhed_casework::domain::ids::MinutesSectionId::parse(query.text("whole"));
    let w = viewer.words;
    let today = day_of(app.now());
    let is_anew = !query.text("anew").is_empty();
    let at = minutes_at(page.family, page.meeting);
    let begun = page.begun.as_ref();
    let view = FollowView {
        frame: Frame::new(&app, &viewer, &uri, w.t("minutes-title")).without_quick(),
        head: match page.is_team {
            true => head(&app, &viewer, page.family, "meetings").await?,
            false => None,
        },
        knows_family: page.knows_family,
        family: page.family,
        is_family: viewer.is(Role::FamilyMember),
        meeting_at: format!("/families/{}/meetings/{}", page.family, page.meeting),
        when: w.moment(page.starts, today),
        is_called_off: page.is_called_off,
        part: part_of(&app, &viewer, &page, Whole::One(whole))?,
        mode: "follow",
        is_team: page.is_team,
        may_write: page.may_write,
        has_pen: page.has_pen(),
        is_closed: begun.is_some_and(|it| it.minutes.closed_at.is_some()),
        is_anew,
        at,
    };
    let mut response = show(&view)?;
    if is_anew && let Ok(every) = HeaderValue::from_str(&ANEW.as_secs().to_string()) {
        response
            .headers_mut()
            .insert(HeaderName::from_static("refresh"), every);
    }
    Ok(response)
}
