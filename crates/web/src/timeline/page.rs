//! The timeline on screen.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::account::Role;
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::domain::timeline::{EventKind, Zoom};
use helhed_casework::timeline::{Event, TimelinePage, timeline_page};
use helhed_reports::figure::{Named, svg};
use helhed_reports::timeline::{Lane, TimelineWords, Width, timeline};

use super::ask::Ask;
use super::picture::{description, lanes, legend, words};
use super::rows::{Row, row};
use crate::app::App;
use crate::assessment::head;
use crate::case::{family_of, reading};
use crate::family::head::HeadView;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::query::Query;
use crate::viewer::Viewer;
use crate::words::Words;

/// How many lines of the table stand on a page.
const ROWS: usize = 100;

/// A link to another stretch of days.
struct Step {
    href: String,
    label: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "timeline/timeline.html")]
struct TimelineView {
    frame: Frame,
    head: Option<HeadView>,
    family: FamilyId,
    is_family: bool,
    period: String,
    zooms: Vec<Step>,
    turns: Vec<Step>,
    people: Vec<(String, String, bool)>,
    categories: Vec<(String, String, bool)>,
    kinds: Vec<(String, String, bool)>,
    zoom: &'static str,
    from: String,
    picks: bool,
    all: String,
    wide: String,
    narrow: String,
    legend: Vec<(String, String)>,
    rows: Vec<Row>,
    total: usize,
    older: Option<String>,
    newer: Option<String>,
    pdf: String,
}

/// What may be picked out: that of which there is something, and what is picked.
fn choices(
    app: &App,
    w: Words,
    page: &TimelinePage,
    ask: &Ask,
) -> [Vec<(String, String, bool)>; 3] {
    let people = page.people.iter().map(|it| {
        let name = it.given_name.as_str().to_owned();
        (it.id.to_string(), name, ask.person == Some(it.id))
    });
    let is_there = |code: &str| page.events.iter().any(|it| it.category == code);
    let lists = app.casework.lists();
    let categories = lists
        .choices("category", page.window.last)
        .filter(|code| is_there(&code.code) || ask.category.as_deref() == Some(&code.code))
        .map(|code| {
            let chosen = ask.category.as_deref() == Some(&code.code);
            (code.code.clone(), w.code(code), chosen)
        });
    let kinds = EventKind::ALL
        .iter()
        .filter(|kind| page.events.iter().any(|it| it.kind == **kind) || ask.kind == Some(**kind))
        .map(|kind| {
            let chosen = ask.kind == Some(*kind);
            (kind.code().to_owned(), w.t(kind.label_key()), chosen)
        });
    [people.collect(), categories.collect(), kinds.collect()]
}

/// The picture at one width.
fn drawn(
    w: Words,
    page: &TimelinePage,
    lanes: &[Lane],
    words: &TimelineWords,
    width: Width,
) -> String {
    let class = match width {
        Width::Wide => "wide",
        Width::Narrow => "narrow",
    };
    let drawing = timeline(width, page.window.zoom.days(), lanes, words);
    let named = Named {
        id: &format!("timeline-{class}"),
        lang: w.lang(),
        title: &w.t("timeline-title"),
        description: &description(w, page, lanes),
    };
    let class = format!("hh-chart hh-chart--{class}");
    svg(&drawing, named).replacen("hh-chart", &class, 1)
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
    let query = Query::of(&uri);
    let mut reading = reading(&app, &viewer);
    let today = reading.today();
    let ask = Ask::of(&query, today);
    let page = timeline_page(&mut reading, family, ask.window).await?;
    let page = page.into_inner();
    let window = page.window;
    let events: Vec<&Event> = page.events.iter().filter(|it| ask.takes(it)).collect();
    let lanes = lanes(&app, w, &page, &events);
    let words = words(w, window, today);
    let [people, categories, kinds] = choices(&app, w, &page, &ask);
    let zooms = Zoom::ALL.iter().map(|zoom| Step {
        href: ask.href(&query, window.zoomed(*zoom)),
        label: w.t(zoom.label_key()),
        current: *zoom == window.zoom,
    });
    let turn = |key: &str, window| Step {
        href: ask.href(&query, window),
        label: w.t(key),
        current: false,
    };
    let around = helhed_casework::domain::timeline::TimeWindow::around(window.zoom, today);
    let total = events.len();
    let pages = total.div_ceil(ROWS).max(1);
    let shown = (query.number("rows", 1) as usize).min(pages);
    let to = |number: usize| query.set("rows", number) + "#table";
    let is_family = viewer.is(Role::FamilyMember);
    show(&TimelineView {
        head: head(&app, &viewer, family, "timeline").await?,
        family,
        is_family,
        period: format!("{} – {}", w.day(window.first), w.day(window.last)),
        zooms: zooms.collect(),
        turns: vec![
            turn("timeline-earlier", window.earlier()),
            turn("timeline-now", around),
            turn("timeline-later", window.later()),
        ],
        people,
        categories,
        kinds,
        zoom: window.zoom.code(),
        from: window.first.to_string(),
        picks: ask.picks(),
        all: format!("?zoom={}&from={}", window.zoom.code(), window.first),
        wide: drawn(w, &page, &lanes, &words, Width::Wide),
        narrow: drawn(w, &page, &lanes, &words, Width::Narrow),
        legend: legend(w, &lanes),
        rows: events
            .iter()
            .skip((shown - 1) * ROWS)
            .take(ROWS)
            .map(|event| row(&app, &viewer, &page, event))
            .collect(),
        total,
        older: (shown > 1).then(|| to(shown - 1)),
        newer: (shown < pages).then(|| to(shown + 1)),
        pdf: format!("/families/{family}/timeline/pdf{}", query.without("rows")),
        frame: Frame::new(&app, &viewer, &uri, w.t("timeline-title")).about(family),
    })
}
