//! What comes first: the order in a sentence, as a picture and as a list with its reasons.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::account::Role;
use helhed_casework::domain::first::Place;
use helhed_casework::domain::ids::{FamilyId, NeedId};
use helhed_casework::domain::need::NeedOutcome;
use helhed_casework::first::{NeedLine, NeedsPage};

use super::picture::{Picture, narrow, wide};
use super::reasons::{circles, reasons, wishes};
use crate::app::App;
use crate::assessment::{head, name_of};
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::viewer::Viewer;
use crate::words::Words;

/// A need as it is told in the list.
struct NeedView {
    id: NeedId,
    title: String,
    /// "Tobias · psykisk helbred".
    about: String,
    word: Option<String>,
    reasons: Vec<String>,
    wishes: Vec<String>,
    holds_most: bool,
    in_circle: bool,
}

/// A need that has ended.
struct EndedView {
    title: String,
    outcome: NeedOutcome,
    on: jiff::Timestamp,
    word: Option<String>,
}

#[derive(Template)]
#[template(path = "first/first.html")]
struct FirstView {
    frame: Frame,
    head: Option<HeadView>,
    family: FamilyId,
    /// "Først: Tobias er tryg. Så: …"
    sentence: String,
    pictures: Vec<(&'static str, Picture)>,
    described: String,
    needs: Vec<NeedView>,
    circles: Vec<String>,
    ended: Vec<EndedView>,
    /// How needs are weighed.
    weights: String,
    is_family: bool,
    may_add: bool,
    may_change: bool,
}

/// "Først: A. Så: B. Så: C.", of the first few.
fn sentence(w: Words, page: &NeedsPage) -> String {
    const TOLD: usize = 4;
    let titles = page.order.places.iter().filter_map(|it| page.need(it.need));
    let told = titles.take(TOLD).enumerate().map(|(at, line)| {
        let key = match at {
            0 => "first-first",
            _ => "first-then",
        };
        w.with(key, line.need.facts.title.as_str())
    });
    told.collect::<Vec<_>>().join(" ")
}

/// Whom a need is about, and its domain.
fn about(app: &App, w: Words, page: &NeedsPage, line: &NeedLine) -> String {
    let facts = &line.need.facts;
    let whom = match facts.person {
        Some(person) => name_of(&page.named, person).map_or_else(
            || w.t("assessment-somebody-of-family"),
            |name| name.to_owned(),
        ),
        None => w.t("note-whole-family"),
    };
    format!("{whom} · {}", w.listed(app, "life_domain", &facts.domain))
}

fn described(w: Words, page: &NeedsPage) -> String {
    let title = |id| page.need(id).map_or("", |it| it.need.facts.title.as_str());
    let order = page
        .order
        .places
        .iter()
        .enumerate()
        .map(|(at, place)| format!("{}. {}.", at + 1, title(place.need)));
    let links = page.blocks.iter().map(|link| {
        w.args(
            "first-described-link",
            &[
                ("blocker", title(link.blocker)),
                ("blocked", title(link.blocked)),
            ],
        )
    });
    order.chain(links).collect::<Vec<_>>().join(" ")
}

/// Shows what comes first.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let family = FamilyId::parse(&id).ok_or(PageError::Absent)?;
    let head = head(&app, &viewer, family, "first").await?;
    let page = super::read(&app, &viewer, family).await?;
    let w = viewer.words;
    let lines = page.order.places.iter();
    let lines: Vec<(&Place, &NeedLine)> = lines
        .filter_map(|place| Some((place, page.need(place.need)?)))
        .collect();
    let below: Vec<String> = lines
        .iter()
        .map(|(_, line)| about(&app, w, &page, line))
        .collect();
    let need = |((place, line), about): (&(&Place, &NeedLine), &String)| NeedView {
        id: place.need,
        title: line.need.facts.title.as_str().to_owned(),
        about: about.clone(),
        word: line
            .need
            .facts
            .word
            .as_ref()
            .map(|it| it.as_str().to_owned()),
        reasons: reasons(w, &page, place, line),
        wishes: wishes(w, &page, place.need),
        holds_most: page.order.holds_most.contains(&place.need),
        in_circle: place.in_circle,
    };
    let ended = page.ended.iter().filter_map(|line| {
        let ended = line.need.ended.as_ref()?;
        Some(EndedView {
            title: line.need.facts.title.as_str().to_owned(),
            outcome: ended.outcome,
            on: ended.at,
            word: ended.word.as_ref().map(|it| it.as_str().to_owned()),
        })
    });
    let points = |it: i64| it.to_string();
    show(&FirstView {
        frame: Frame::new(&app, &viewer, &uri, w.t("first-title")).about(family),
        head,
        family,
        sentence: sentence(w, &page),
        pictures: vec![
            ("hh-first--wide", wide(&page, &below)),
            ("hh-first--narrow", narrow(&page, &below)),
        ],
        described: described(w, &page),
        needs: lines.iter().zip(&below).map(need).collect(),
        circles: circles(w, &page),
        ended: ended.collect(),
        weights: w.args(
            "first-weights",
            &[
                ("severity", points(page.weights.severity).as_str()),
                ("urgency", points(page.weights.urgency).as_str()),
                ("wish", points(page.weights.wish).as_str()),
                ("back", points(page.weights.holds_back).as_str()),
            ],
        ),
        is_family: viewer.is(Role::FamilyMember),
        may_add: page.may_add,
        may_change: page.may_change,
    })
}
