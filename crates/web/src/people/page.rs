//! The people of a family.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::Stop;
use helhed_casework::domain::family::MemberRole;
use helhed_casework::domain::ids::{FamilyId, RelationId};
use helhed_casework::family::{Member, OtherHousehold};
use jiff::civil::Date;

use super::sentences::{custody, how_old, relation};
use crate::app::App;
use crate::family::head::HeadView;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::viewer::Viewer;

/// One who belongs to the family, as shown.
struct MemberView {
    member: Member,
    age: String,
    /// A child under 18, or one who is expected.
    is_minor: bool,
    custody: Vec<String>,
    elsewhere: Vec<OtherHousehold>,
    lane: usize,
}

#[derive(Template)]
#[template(path = "people/people.html")]
struct PeopleView {
    frame: Frame,
    head: HeadView,
    family: FamilyId,
    here: Vec<MemberView>,
    left: Vec<Member>,
    /// What they are to each other, in sentences; what has ended with its day.
    relations: Vec<(RelationId, String, Option<Date>)>,
    may_change: bool,
    /// Families have a provider to sign in at.
    may_invite: bool,
    may_see_secrets: bool,
}

/// Shows the people of a family.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let id = FamilyId::parse(&id).ok_or(Stop::Absent)?;
    let head = HeadView::read(&app, &viewer, id, &uri).await?;
    let it = super::read(&app, &viewer, id).await?;
    let w = viewer.words;
    let frame = Frame::new(&app, &viewer, &uri, w.t("people-title")).about(id);
    let today = frame.today;
    let (here, left): (Vec<Member>, Vec<Member>) = it
        .members
        .iter()
        .cloned()
        .partition(|member| member.membership.to.is_none());
    let view = |(at, member): (usize, Member)| MemberView {
        age: how_old(w, member.person.birth, today),
        is_minor: member
            .person
            .birth
            .age_on(today)
            .map_or(member.membership.role == MemberRole::Child, |age| age < 18),
        custody: custody(w, &it.members, &member.person, &it.custody, today),
        elsewhere: it
            .other_households
            .iter()
            .filter(|other| other.person == member.person.id)
            .cloned()
            .collect(),
        lane: at % 4 + 1,
        member,
    };
    let relations = it.relations.iter();
    show(&PeopleView {
        here: here.into_iter().enumerate().map(view).collect(),
        left,
        relations: relations
            .map(|row| (row.id, relation(&app, w, &it.members, row), row.ended))
            .collect(),
        may_change: it.may_change,
        may_invite: app.settings.providers.for_families().is_some(),
        may_see_secrets: it.may_see_secrets,
        family: id,
        head,
        frame,
    })
}
