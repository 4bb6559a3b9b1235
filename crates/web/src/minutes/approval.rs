//! Where the minutes stand: who has said what to them, and what was added.

use askama::Template;
use axum::extract::Path;

use helhed_casework::domain::approval::{ApprovalStance, MinutesState, SaidBy};
use helhed_casework::domain::ids::{FamilyId, MeetingId, ParticipantId};
use helhed_casework::domain::minutes::LineKind;
use helhed_casework::minutes::{ApprovalPage, Followed, Voice, approval_page};

use super::part::names;
use super::told::{ToldSection, told};
use super::{ids, minutes_at};
use crate::assessment::head;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::place::Place;
use crate::words::Words;

/// The minutes with what was said to them, read once for a page.
pub(super) struct Approving {
    pub answer: ApprovalPage,
    begun: Followed,
    /// Whether the reader holds the pen.
    pub has_pen: bool,
    pub sections: Vec<ToldSection>,
}

/// Reads them; minutes that are not begun are absent.
pub(super) async fn read_approval(
    place: &Place,
    family: FamilyId,
    meeting: MeetingId,
) -> Result<Approving, PageError> {
    let answer = approval_page(&mut place.reading(), family, meeting).await?;
    let mut answer = answer.into_inner();
    let has_pen = answer.page.has_pen();
    let begun = answer.page.begun.take().ok_or(PageError::Absent)?;
    let what = (&begun.sections[..], &begun.lines[..], &answer.addenda[..]);
    let reader = (&place.app, place.w(), place.today());
    let sections = told(reader, what, names(&answer.page));
    Ok(Approving {
        answer,
        begun,
        has_pen,
        sections,
    })
}

impl Approving {
    /// The minutes.
    pub(super) fn begun(&self) -> &Followed {
        &self.begun
    }

    /// Whether nothing is written in them any more.
    pub(super) fn is_closed(&self) -> bool {
        self.begun.minutes.closed_at.is_some()
    }

    /// How many remarks are not settled.
    pub(super) fn open_remarks(&self) -> usize {
        let open = self.begun.remarks.iter();
        open.filter(|it| it.remark.settled_at.is_none()).count()
    }

    /// The words of lines that were to become something and did not: nobody would be reminded of them.
    pub(super) fn undone(&self) -> Vec<String> {
        let lines = self.sections.iter().flat_map(|it| &it.lines);
        let undone = lines.filter(|it| it.kind.becomes() && it.became.is_empty());
        // A goal without a day has no words for what it became.
        let undone = undone.filter(|it| it.kind != LineKind::Goal);
        undone.map(|it| it.words.clone()).collect()
    }
}

/// Somebody who came, and what they say.
struct VoiceView {
    id: ParticipantId,
    name: String,
    unit: Option<String>,
    /// What they said last; nothing yet.
    stance: Option<ApprovalStance>,
    /// Every word they said, the last one last.
    words: Vec<String>,
    /// When and how they said it last.
    how: String,
    is_me: bool,
}

fn voice(w: Words, it: &Voice, own: Option<ParticipantId>, place: &Place) -> VoiceView {
    let today = place.today();
    let last = it.said.last();
    let how = last.map(|(approval, by)| {
        let when = w.moment(approval.at, today);
        let key = match approval.by {
            SaidBy::Link(_) => "approval-by-link",
            SaidBy::Account(_) => "approval-by-account",
        };
        let by = by.as_ref().map_or("", |it| it.as_str());
        w.args(key, &[("when", &when), ("name", by)])
    });
    let id = it.participant.participant.id;
    let words = it
        .said
        .iter()
        .filter_map(|(approval, _)| approval.word.as_ref());
    VoiceView {
        id,
        name: it.participant.name.as_str().to_owned(),
        unit: it
            .participant
            .unit_name
            .as_ref()
            .map(|it| it.as_str().to_owned()),
        stance: last.map(|(approval, _)| approval.stance),
        words: words.map(|it| it.as_str().to_owned()).collect(),
        how: how.unwrap_or_default(),
        is_me: own == Some(id),
    }
}

#[derive(Template)]
#[template(path = "approval/approval.html")]
struct ApprovalView {
    frame: Frame,
    head: Option<HeadView>,
    at: String,
    state: MinutesState,
    /// Until when somebody may object before that is said.
    days: i64,
    voices: Vec<VoiceView>,
    /// Whether the reader has not yet said whether it was like that.
    own: Option<ParticipantId>,
    sections: Vec<ToldSection>,
    is_team: bool,
    unseen: i64,
}

/// The page.
pub(super) async fn page(place: Place, Path(path): Path<(String, String)>) -> PageResult {
    let (family, meeting) = ids(&path)?;
    let it = read_approval(&place, family, meeting).await?;
    let w = place.w();
    let own = it.answer.own;
    let view = |voice_of: &Voice| voice(w, voice_of, own, &place);
    let page = ApprovalView {
        frame: Frame::new(&place.app, &place.viewer, &place.uri, w.t("approval-title")),
        head: head(&place.app, &place.viewer, family, "meetings").await?,
        at: minutes_at(family, meeting),
        state: it.answer.state,
        days: it.answer.days,
        voices: it.answer.voices.iter().map(view).collect(),
        own: own.filter(|_| it.is_closed()),
        is_team: it.answer.page.is_team,
        unseen: it.begun.unseen as i64,
        sections: it.sections,
    };
    show(&page)
}
