//! What somebody is called to, and their calendar under a secret address.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;

use helhed_casework::domain::meeting::{
    CalendarEvent, CalendarMethod, MeetingAnswer, calendar_text,
};
use helhed_casework::meeting::{FeedLine, end_feed, own_meetings, read_feed, renew_feed};
use jiff::Timestamp;

use super::letters::uid;
use crate::app::App;
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::letter::here;
use crate::page::{PageResult, go, show};
use crate::place::Place;
use crate::words::Words;

#[derive(Template)]
#[template(path = "meeting/mine.html")]
struct MineView {
    frame: Frame,
    lines: Vec<FeedLine>,
    feed_since: Option<Timestamp>,
    /// The new address, told this once.
    address: Option<String>,
}

async fn view(place: &Place, address: Option<String>) -> Result<MineView, PageError> {
    let page = own_meetings(&mut place.reading()).await?.into_inner();
    let title = place.w().t("mine-title");
    Ok(MineView {
        frame: Frame::new(&place.app, &place.viewer, &place.uri, title),
        lines: page.lines,
        feed_since: page.feed_since,
        address,
    })
}

/// The page.
pub(super) async fn page(place: Place) -> PageResult {
    show(&view(&place, None).await?)
}

/// Makes the calendar a new address and tells it, or closes it.
pub(super) async fn take(place: Place, headers: HeaderMap, form: Form) -> PageResult {
    let app = &place.app;
    let mut ctx = app.casework.begin(&place.viewer.actor, app.now()).await?;
    if form.text("do") == "end" {
        end_feed(&mut ctx).await?;
        ctx.commit().await.map_err(helhed_casework::Stop::from)?;
        return Ok(go("/meetings?done=feed-ended"));
    }
    let secret = renew_feed(&mut ctx).await?;
    ctx.commit().await.map_err(helhed_casework::Stop::from)?;
    let begins = app.settings.letters_from.clone();
    let begins = begins.unwrap_or_else(|| here(app, &headers));
    let address = format!("{begins}/calendar/{secret}.ics");
    show(&view(&place, Some(address)).await?)
}

/// The calendar of whoever has its address: hours and kinds, the names of nobody, nothing of where.
pub(super) async fn feed(State(app): State<App>, Path(name): Path<String>) -> PageResult {
    let secret = name.strip_suffix(".ics").ok_or(PageError::Absent)?;
    let found = read_feed(&app.casework, secret, app.now()).await?;
    let lines = found.ok_or(PageError::Absent)?;
    let w = Words(helhed_casework::domain::account::Language::Danish);
    let settings = &app.settings;
    let event = |line: &FeedLine| CalendarEvent {
        uid: uid(line.appointment, settings.letters_sender.as_ref()),
        sequence: line.meeting.map_or(0, |it| it.2),
        stamp: app.now(),
        starts: line.starts,
        ends: line.ends,
        summary: match line.meeting {
            Some((_, kind, _, MeetingAnswer::Accepted)) => w.t(kind.label_key()),
            Some((_, kind, _, _)) => w.with("feed-unanswered", w.t(kind.label_key())),
            None => w.t("feed-appointment"),
        },
        location: None,
        description: line.meeting.and_then(|(id, _, _, _)| {
            let begins = settings.letters_from.as_deref()?;
            Some(format!("{begins}{}", super::meeting_of(line.family, id)))
        }),
        organizer: None,
        attendee: None,
        cancelled: false,
    };
    let events: Vec<_> = lines.iter().map(event).collect();
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    Ok((headers, calendar_text(CalendarMethod::Publish, &events)).into_response())
}
