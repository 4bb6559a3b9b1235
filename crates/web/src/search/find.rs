//! Where is the family I am looking for? The list stands by itself too, for a page that asks while somebody types.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;

use helhed_casework::Visible;
use helhed_casework::domain::family::FamilyState;
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::search::{Results, search};
use jiff::civil::Date;

use super::people::{Marked, age, marked};
use crate::app::App;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::query::Query;
use crate::viewer::Viewer;
use crate::words::Words;

/// A person of a family that was found.
struct PersonLine {
    name: Marked,
    age: String,
}

/// A family that was found.
struct FoundLine {
    id: FamilyId,
    name: Marked,
    people: Vec<PersonLine>,
    state: FamilyState,
    coordinator: Option<String>,
}

/// What was found: the same on the page and by itself.
#[derive(Template)]
#[template(path = "search/results.html")]
struct ResultList {
    w: Words,
    /// Something was looked for.
    asked: bool,
    lines: Vec<FoundLine>,
    more: bool,
}

#[derive(Template)]
#[template(path = "search/search.html")]
struct SearchPage {
    frame: Frame,
    q: String,
    list: ResultList,
}

impl ResultList {
    fn of(w: Words, today: Date, asked: bool, results: Visible<Results>) -> Self {
        let Results { words, found, more } = results.into_inner();
        let line = |it: helhed_casework::search::Found| {
            let person = |(person, fits): (&helhed_casework::search::Glimpse, &bool)| {
                // The family name only where it is what was found: it is the household's mostly.
                let given = person.given_name.as_str();
                let whole = format!("{given} {}", person.family_name.as_str());
                PersonLine {
                    name: marked(if *fits { &whole } else { given }, &words),
                    age: age(w, person, today),
                }
            };
            FoundLine {
                id: it.family.id,
                name: marked(it.family.name.as_str(), &words),
                people: it
                    .family
                    .people
                    .iter()
                    .zip(&it.matched)
                    .map(person)
                    .collect(),
                state: it.family.state,
                coordinator: it
                    .family
                    .coordinator
                    .map(|(_, name)| name.as_str().to_owned()),
            }
        };
        Self {
            w,
            asked,
            lines: found.into_iter().map(line).collect(),
            more,
        }
    }
}

/// The page, or with `part=1` the list alone.
pub(super) async fn page(State(app): State<App>, viewer: Viewer, uri: Uri) -> PageResult {
    let query = Query::of(&uri);
    let q: String = query.text("q").chars().take(200).collect();
    let mut frame = Frame::new(&app, &viewer, &uri, viewer.words.t("search-title")).without_quick();
    frame.search = false;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let results = search(&mut reading, &q).await?;
    let asked = !q.trim().is_empty();
    let list = ResultList::of(viewer.words, frame.today, asked, results);
    if query.text("part") == "1" {
        return show(&list);
    }
    show(&SearchPage { frame, q, list })
}
