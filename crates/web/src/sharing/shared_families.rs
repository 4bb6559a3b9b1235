//! Which families is something shared of with us?

use askama::Template;
use axum::extract::State;
use axum::http::Uri;

use helhed_casework::sharing::{SharedFamily, shared_families};

use crate::app::App;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::query::Query;
use crate::viewer::Viewer;
use crate::words::Words;

use super::names::{categories, last_day};

/// A family in the list.
struct Line {
    href: String,
    name: String,
    /// "Sofie: helbred, økonomi, til 3. maj 2027".
    people: Vec<String>,
}

#[derive(Template)]
#[template(path = "sharing/shared_families.html")]
struct FamiliesView {
    frame: Frame,
    families: Vec<Line>,
    previous: Option<String>,
    next: Option<String>,
}

/// Each person once for each day that something ends.
fn people(app: &App, w: Words, family: &SharedFamily) -> Vec<String> {
    let mut lines = Vec::new();
    for person in &family.people {
        let mut days: Vec<(String, Vec<String>)> = Vec::new();
        for (code, until) in &person.open {
            let day = last_day(w, *until);
            match days.iter_mut().find(|(known, _)| *known == day) {
                Some((_, codes)) => codes.push(code.clone()),
                None => days.push((day, vec![code.clone()])),
            }
        }
        lines.extend(days.into_iter().map(|(day, codes)| {
            w.args(
                "shared-open-line",
                &[
                    ("person", person.given_name.as_str()),
                    ("categories", &categories(app, w, &codes)),
                    ("day", &day),
                ],
            )
        }));
    }
    lines
}

/// The list.
pub(super) async fn page(State(app): State<App>, viewer: Viewer, uri: Uri) -> PageResult {
    let (w, query) = (viewer.words, Query::of(&uri));
    let turn = query.number("page", 1);
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let page = shared_families(&mut reading, turn - 1).await?.into_inner();
    let line = |it: &SharedFamily| Line {
        href: format!("/families/{}/shared", it.family),
        name: it.name.as_str().to_owned(),
        people: people(&app, w, it),
    };
    show(&FamiliesView {
        frame: Frame::new(&app, &viewer, &uri, w.t("shared-families-title")),
        families: page.families.iter().map(line).collect(),
        previous: (turn > 1).then(|| query.set("page", turn - 1)),
        next: page.more.then(|| query.set("page", turn + 1)),
    })
}
