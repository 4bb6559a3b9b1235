//! Where is the family I am looking for? The list stands by itself too, for a page that asks while somebody types.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;

use helhed_casework::Visible;
use helhed_casework::domain::day::day_of;
use helhed_casework::domain::family::FamilyState;
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::search::{Results, search};
use jiff::civil::Date;

use super::people::{Marked, age, marked};
use crate::app::App;
use crate::draft;
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show};
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

/// What is looked for: names end long before.
fn looked_for(form: &Form) -> String {
    form.text("q").chars().take(200).collect()
}

async fn list(app: &App, viewer: &Viewer, q: &str) -> Result<ResultList, PageError> {
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let results = search(&mut reading, q).await?;
    let today = day_of(app.now());
    Ok(ResultList::of(
        viewer.words,
        today,
        !q.trim().is_empty(),
        results,
    ))
}

/// The page with the viewer's last search: coming back to it, or signing in again, finds it as it was left.
pub(super) async fn page(State(app): State<App>, viewer: Viewer, uri: Uri) -> PageResult {
    let q = looked_for(&Form::open(&app, &viewer, uri.path()).await?);
    let list = list(&app, &viewer, &q).await?;
    let mut frame = Frame::new(&app, &viewer, &uri, viewer.words.t("search-title")).without_quick();
    frame.search = false;
    show(&SearchPage { frame, q, list })
}

/// Takes what is looked for: with `part=1` the list alone is the answer, as somebody types; otherwise it is kept as a draft is,
/// sealed and for them alone, and the page shows it. Names and numbers never stand in an address, which others keep and log.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    uri: Uri,
    form: Form,
) -> PageResult {
    let q = looked_for(&form);
    if form.text("part") == "1" {
        return show(&list(&app, &viewer, &q).await?);
    }
    draft::keep_field(&app, &viewer, uri.path(), "q", &q).await?;
    Ok(go(uri.path()))
}
