//! The genogram on screen: the picture, the same in sentences, and where it is changed.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::account::Role;
use helhed_casework::domain::ids::{FamilyId, PersonId, RelationId};
use helhed_reports::figure::{Named, svg};
use helhed_reports::genogram::genogram;
use jiff::civil::Date;

use super::picture::{drawn, households};
use super::told::{bond, full_name, person, relation, sentences};
use crate::app::App;
use crate::assessment::head;
use crate::case::family_of;
use crate::family::head::HeadView;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::print::Letters;
use crate::viewer::Viewer;

/// One of those on it, in a sentence.
struct PersonLine {
    id: PersonId,
    name: String,
    words: String,
    outside: bool,
}

#[derive(Template)]
#[template(path = "genogram/genogram.html")]
struct GenogramView {
    frame: Frame,
    head: Option<HeadView>,
    family: FamilyId,
    is_family: bool,
    svg: Option<String>,
    /// The letter of each household, and its name.
    households: Vec<(char, String)>,
    people: Vec<PersonLine>,
    relations: Vec<(RelationId, String, Option<Date>)>,
    bonds: Vec<String>,
    may_change: bool,
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let family = family_of(&id)?;
    let w = viewer.words;
    let page = super::read(&app, &viewer, family).await?;
    let frame = Frame::new(&app, &viewer, &uri, w.t("genogram-title")).about(family);
    let today = frame.today;
    let whole = drawn(w, &page, today, Letters { plain: false });
    let named = Named {
        id: "genogram",
        lang: w.lang(),
        title: &w.t("genogram-title"),
        description: &sentences(&app, w, &page, today).join(" "),
    };
    let own = (page.name.as_str().to_owned(), true);
    let others = households(&page).into_iter().map(|(_, name)| (name, false));
    let letters = ('A'..='Z').zip(std::iter::once(own).chain(others));
    let line = |figure: &helhed_casework::genogram::Figure| PersonLine {
        id: figure.id,
        name: full_name(figure),
        words: person(w, figure, today),
        outside: figure.role.is_none(),
    };
    let relations = page.relations.iter();
    show(&GenogramView {
        head: head(&app, &viewer, family, "genogram").await?,
        family,
        is_family: viewer.is(Role::FamilyMember),
        svg: (!page.people.is_empty()).then(|| svg(&genogram(&whole), named)),
        households: letters.map(|(letter, (name, _))| (letter, name)).collect(),
        people: page.people.iter().map(line).collect(),
        relations: relations
            .map(|it| (it.id, relation(&app, w, &page, it), it.ended))
            .collect(),
        bonds: page.bonds.iter().map(|it| bond(w, &page, it)).collect(),
        may_change: page.may_change,
        frame,
    })
}
