//! Everyone around a family: the picture, the count before and now, and the table.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::Stop;
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::domain::involvement::ContactPoints;

use super::lines::{RowView, row, spots};
use super::picture::{Picture, cut, described, narrow, wide};
use crate::app::App;
use crate::family::head::HeadView;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "around/around.html")]
struct AroundView {
    frame: Frame,
    head: HeadView,
    family: FamilyId,
    name: String,
    /// Who is in the family, under its name.
    members: String,
    points: ContactPoints,
    /// Each with the class that says where it is shown.
    pictures: Vec<(&'static str, Picture)>,
    described: String,
    rows: Vec<RowView>,
    annulled: Vec<RowView>,
    may_change: bool,
}

/// Shows everyone around a family.
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
    let frame = Frame::new(&app, &viewer, &uri, w.t("around-title")).about(id);
    let spots = spots(w, &it, frame.today);
    let all = it.around.iter();
    let (mut rows, annulled): (Vec<RowView>, Vec<RowView>) = all
        .map(|around| row(&app, w, &it, around, frame.today))
        .partition(|row| row.annulled.is_none());
    rows.sort_by_key(|row| (row.standing, row.since));
    let here = it
        .members
        .iter()
        .filter(|member| member.membership.to.is_none());
    let names: Vec<&str> = here
        .map(|member| member.person.given_name.as_str())
        .collect();
    show(&AroundView {
        name: it.family.name.as_str().to_owned(),
        members: names.join(", "),
        points: it.points,
        pictures: vec![
            ("hh-around--wide", wide(&spots)),
            ("hh-around--narrow", narrow(&spots)),
        ],
        described: described(w, &spots),
        rows,
        annulled,
        may_change: it.may_change,
        family: id,
        head,
        frame,
    })
}

impl AroundView {
    /// A text of the picture, cut to its place.
    fn cut(&self, text: &str, characters: usize) -> String {
        cut(text, characters)
    }
}
