//! The part of a page of minutes that follows: the same for the whole of them and for what has changed.

use askama::Template;
use helhed_casework::domain::ids::{FamilyId, MeetingId, PersonId};
use helhed_casework::minutes::{Followed, MinutesPage};

use super::minutes_at;
use super::side::{Beside, SideView};
use super::view::{RemarkView, SectionView, Whole, joined, remarks, sections};
use crate::app::App;
use crate::assessment::name_of;
use crate::words::Words;

/// Where the minutes stand: said on the part itself, so that an open page knows it from its one answer.
pub(super) struct Standing {
    /// The count.
    pub seq: i64,
    /// The sections that the reader sees.
    pub sections: String,
    /// Who holds the pen.
    pub pen: String,
    /// To whom it is offered.
    pub offered: String,
    pub is_mine: bool,
    pub may_take: bool,
    pub is_closed: bool,
    pub is_called_off: bool,
    /// When the meeting is, in words.
    pub when: String,
    /// How many sections the reader does not see.
    pub unseen: usize,
}

/// What has changed, or all there is.
#[derive(Template)]
#[template(path = "minutes/part.html")]
pub(super) struct Part {
    pub w: Words,
    pub at: String,
    pub standing: Standing,
    pub sections: Vec<SectionView>,
    pub side: Vec<SideView>,
    pub remarks: Vec<RemarkView>,
    /// Whether lines can be spoken to.
    pub may_speak: bool,
    /// Whether what was said can be settled.
    pub may_settle: bool,
    /// Whether only what has changed is told.
    pub is_change: bool,
}

/// Where the minutes stand, for a reader.
pub(super) fn standing(
    w: Words,
    page: &MinutesPage,
    begun: &Followed,
    now: jiff::Timestamp,
) -> Standing {
    let today = helhed_casework::domain::day::day_of(now);
    let offered = begun.offered_name.as_ref();
    Standing {
        seq: begun.minutes.seq,
        sections: joined(begun.sections.iter().map(|it| it.id)),
        pen: begun.pen_name.as_str().to_owned(),
        offered: offered.map_or("", |it| it.as_str()).to_owned(),
        is_mine: page.has_pen(),
        may_take: !page.has_pen() && page.may_take_pen(now),
        is_closed: begun.minutes.closed_at.is_some(),
        is_called_off: page.is_called_off,
        when: w.moment(page.starts, today),
        unseen: begun.unseen,
    }
}

/// The names by which a page tells whom sections are about.
pub(super) fn names(page: &MinutesPage) -> impl Fn(PersonId) -> Option<String> {
    |id| name_of(&page.named, id).map(str::to_owned)
}

/// The part for a reader: all of it, or what has changed.
pub(super) fn part(
    app: &App,
    w: Words,
    (page, begun): (&MinutesPage, &Followed),
    (beside, whole): (&Beside<'_>, Whole),
    is_change: bool,
) -> Part {
    let at: (FamilyId, MeetingId) = (page.family, page.meeting);
    Part {
        w,
        at: minutes_at(at.0, at.1),
        standing: standing(w, page, begun, app.now()),
        sections: sections(app, w, begun, names(page), whole),
        side: beside.of(begun, is_change),
        remarks: remarks(begun),
        may_speak: page.may_speak && begun.minutes.closed_at.is_none(),
        may_settle: page.has_pen() && begun.minutes.closed_at.is_none(),
        is_change,
    }
}
