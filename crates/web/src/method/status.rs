//! The half-yearly statuses of a family, and whether it is followed.

use askama::Template;
use axum::extract::Path;
use jiff::civil::Date;

use helhed_casework::domain::ids::FamilyId;
use helhed_casework::domain::review::ReviewDue;
use helhed_casework::method::{
    FollowFamilyError, StatusLine, follow_family, status_page, stop_following,
};

use super::status_of;
use crate::case::family_of;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show};
use crate::place::Place;

#[derive(Template)]
#[template(path = "method/status.html")]
struct StatusView {
    frame: Frame,
    head: HeadView,
    family: FamilyId,
    form: Form,
    /// Since when the family is followed, when the next status is due, and how near that is.
    following: Option<(String, String, &'static str)>,
    statuses: Vec<StatusLine>,
    may_write: bool,
}

impl StatusView {
    /// Whether something may be added to a status here.
    fn may_add(&self) -> bool {
        self.may_write
    }
}

/// How near a status is.
pub(crate) fn sign(due: ReviewDue, today: Date) -> &'static str {
    match () {
        () if due.is_overdue(today) => "overdue",
        () if due.is_near(today) => "soon",
        () => "later",
    }
}

/// The page.
pub(super) async fn page(place: Place, Path(id): Path<String>) -> PageResult {
    let (w, family, today) = (place.w(), family_of(&id)?, place.today());
    let page = status_page(&mut place.reading(), family)
        .await?
        .into_inner();
    let following = page.following.map(|(it, due)| {
        let next = w.with("status-next", w.weekday(due.day(), today));
        (w.day(it.from), next, sign(due, today))
    });
    show(&StatusView {
        frame: Frame::new(&place.app, &place.viewer, &place.uri, w.t("status-title")).about(family),
        head: place.head(family, "status").await?,
        family,
        form: place.open().await?,
        following,
        statuses: page.statuses,
        may_write: page.may_write,
    })
}

/// Follows the family, or follows it no longer.
pub(super) async fn take(place: Place, Path(id): Path<String>, form: Form) -> PageResult {
    let family = family_of(&id)?;
    let mut ctx = place.begin(&form).await?;
    let done = match form.text("follow") {
        "yes" => match follow_family(&mut ctx, family).await {
            Ok(_) => "followed",
            // That is what was wanted.
            Err(FollowFamilyError::FollowedAlready) => return Ok(go(&status_of(family))),
            Err(FollowFamilyError::Stopped(stop)) => return Err(stop.into()),
        },
        "no" => {
            stop_following(&mut ctx, family).await?;
            "unfollowed"
        }
        _ => return Err(PageError::Unreadable),
    };
    let to = format!("{}?done={done}", status_of(family));
    place.lead(ctx, &form, &to).await
}
