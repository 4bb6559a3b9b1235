//! The screen in the room: large type, nothing around it, and no more than everyone present may see.

use askama::Template;
use axum::extract::{Path, State};

use helhed_casework::domain::day::day_of;
use helhed_casework::domain::ids::PersonId;
use helhed_casework::minutes::{Followed, ProjectorPage, projector};

use super::side::{Beside, SideView};
use super::view::{SectionView, Whole, joined, sections};
use super::{ids, minutes_at};
use crate::app::App;
use crate::assets;
use crate::error::PageError;
use crate::page::{PageResult, show};
use crate::viewer::Viewer;
use crate::words::Words;

/// What the screen shows, or what has changed on it.
#[derive(Template)]
#[template(path = "minutes/screen_part.html")]
pub(super) struct ScreenPart {
    w: Words,
    seq: i64,
    section_ids: String,
    unseen: usize,
    is_called_off: bool,
    is_closed: bool,
    when: String,
    sections: Vec<SectionView>,
    side: Vec<SideView>,
    is_change: bool,
}

#[derive(Template)]
#[template(path = "minutes/projector.html")]
struct Screen {
    w: Words,
    assets: &'static str,
    at: String,
    part: Option<String>,
    is_synthetic: bool,
}

/// The part of the screen that follows.
pub(super) fn part(
    app: &App,
    w: Words,
    (page, begun): (&ProjectorPage, &Followed),
    is_change: bool,
) -> ScreenPart {
    let today = day_of(app.now());
    let beside = Beside {
        w,
        family: begun.minutes.family,
        today,
        owners: None,
        domains: Vec::new(),
        is_team: false,
    };
    // Nobody is named by the screen but in the words that are written.
    let nobody = |_: PersonId| None;
    ScreenPart {
        w,
        seq: begun.minutes.seq,
        section_ids: joined(begun.sections.iter().map(|it| it.id)),
        unseen: begun.unseen,
        is_called_off: page.is_called_off,
        is_closed: begun.minutes.closed_at.is_some(),
        when: w.moment(page.starts, today),
        sections: sections(app, w, begun, nobody, Whole::One(None)),
        side: beside.of(begun, is_change),
        is_change,
    }
}

/// Shows the screen.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
) -> PageResult {
    let (family, meeting) = ids(&path)?;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let page = projector(&mut reading, family, meeting, 0).await?;
    let w = viewer.words;
    let shown = match &page.begun {
        Some(begun) => {
            let part = part(&app, w, (&page, begun), false);
            Some(part.render().map_err(|_| PageError::Failed)?)
        }
        None => None,
    };
    show(&Screen {
        w,
        assets: assets::prefix(),
        at: minutes_at(family, meeting),
        part: shown,
        is_synthetic: app.casework.is_synthetic(),
    })
}
