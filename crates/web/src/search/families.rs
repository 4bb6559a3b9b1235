//! Which families do we have?

use askama::Template;
use axum::extract::State;
use axum::http::Uri;

use helhed_casework::data_request::kept_families;
use helhed_casework::domain::account::Role;
use helhed_casework::domain::family::FamilyState;
use helhed_casework::search::{FamilyGlance, FamilyList, families};

use super::people::age;
use crate::app::App;
use crate::data_request::restriction_of;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::query::Query;
use crate::viewer::Viewer;

/// A group of families under a heading.
struct Group {
    /// The key of its heading; none where the page's own says it.
    heading: Option<&'static str>,
    /// The key of what is said where there is none.
    empty: &'static str,
    families: Vec<FamilyGlance>,
}

#[derive(Template)]
#[template(path = "search/families.html")]
struct FamiliesPage {
    frame: Frame,
    groups: Vec<Group>,
    /// Address and name of those whose case may only be kept.
    kept: Vec<(String, String)>,
    /// The states to choose among: key, address, whether it is chosen. None for a coordinator.
    states: Vec<(&'static str, String, bool)>,
    previous: Option<String>,
    next: Option<String>,
}

impl FamiliesPage {
    /// Given names and ages, in one line.
    fn people(&self, family: &FamilyGlance) -> String {
        let person = |it: &helhed_casework::search::Glimpse| {
            let age = age(self.frame.w, it, self.frame.today);
            format!("{}{age}", it.given_name.as_str())
        };
        let people: Vec<String> = family.people.iter().map(person).collect();
        people.join(", ")
    }
}

/// The list.
pub(super) async fn page(State(app): State<App>, viewer: Viewer, uri: Uri) -> PageResult {
    let query = Query::of(&uri);
    let state = FamilyState::from_code(query.text("state"));
    let turn = query.number("page", 1);
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let kept = kept_families(&mut reading).await?.into_inner();
    let kept = kept.iter();
    let kept = kept.map(|(family, name)| (restriction_of(*family), name.as_str().to_owned()));
    let kept: Vec<_> = kept.collect();
    let list = families(&mut reading, state, turn - 1).await?;
    let group = |heading, empty, families| Group {
        heading,
        empty,
        families,
    };
    let (groups, more) = match list.into_inner() {
        FamilyList::Own {
            active,
            deputised,
            ended,
            more,
        } => {
            let mut groups = vec![group(
                Some("families-active"),
                "families-none-active",
                active,
            )];
            if !deputised.is_empty() {
                groups.push(group(
                    Some("families-deputised"),
                    "families-none",
                    deputised,
                ));
            }
            if !ended.is_empty() {
                groups.push(group(Some("families-ended"), "families-none", ended));
            }
            (groups, more)
        }
        FamilyList::All { families, more } => (vec![group(None, "families-none", families)], more),
    };
    let choice = |key, code: Option<&str>| {
        let address = code.map_or("/families".to_owned(), |code| {
            format!("/families?state={code}")
        });
        (key, address, state.map(FamilyState::code) == code)
    };
    let states = if viewer.is(Role::TeamLeader) {
        [choice("families-all", None)]
            .into_iter()
            .chain(
                FamilyState::ALL
                    .iter()
                    .map(|it| choice(it.label_key(), Some(it.code()))),
            )
            .collect()
    } else {
        Vec::new()
    };
    show(&FamiliesPage {
        kept,
        frame: Frame::new(&app, &viewer, &uri, viewer.words.t("menu-families")),
        groups,
        states,
        previous: (turn > 1).then(|| query.set("page", turn - 1)),
        next: more.then(|| query.set("page", turn + 1)),
    })
}
