//! One person's course: the picture, the zone in words, what to talk about now, what happened meanwhile.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::access::RatingReach;
use helhed_casework::domain::account::Role;
use helhed_casework::domain::episode::Instrument;
use helhed_casework::domain::ids::RatingId;
use helhed_casework::fit::{SESSION_CUTOFF, Series};
use helhed_casework::rating::{CourseEvent, CoursePage, CourseTold, PersonCourse, course_page};
use helhed_reports::Numbers;

use crate::app::App;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::query::Query;
use crate::rating::figure;
use crate::rating::ratings::{beside_the_zone, form_of, norm_line};
use crate::rating::{course_of, head, ids, ratings_of};
use crate::time_chart::TimeFigure;
use crate::viewer::Viewer;
use crate::words::Words;

/// A collateral rater beside the course.
struct Other {
    name: String,
    kind: String,
    zone: &'static str,
    last: String,
    expected: String,
}

/// One rating of the table.
struct Told {
    day: String,
    who: String,
    form: String,
    items: [String; 4],
    total: String,
    way: String,
    annul: Option<String>,
    /// Where the page tells how it was held when it was given.
    held: Option<String>,
}

#[derive(Template)]
#[template(path = "rating/course.html")]
struct CourseView {
    frame: Frame,
    head: Option<HeadView>,
    /// Whether it is for the family: few words.
    plain: bool,
    open: bool,
    figure: Option<TimeFigure>,
    zone: &'static str,
    /// Whether the person has answered: without that there is no zone.
    has_own: bool,
    /// What was expected there, in words.
    expected: String,
    talk: Vec<&'static str>,
    signals: Vec<&'static str>,
    session: String,
    session_low: bool,
    others: Vec<Other>,
    told: Vec<Told>,
    events: Vec<CourseEvent>,
    norms: String,
    held: Option<String>,
    /// Forms that may be filled in now: address and text.
    forms: Vec<(String, String)>,
    /// Earlier episodes.
    earlier: Vec<(String, String)>,
    back: String,
}

fn expected(w: Words, course: &PersonCourse) -> String {
    let numbers = Numbers(w.0);
    match (course.band, course.own.last()) {
        (Some(band), Some(last)) => w.args(
            "rating-stand",
            &[
                ("last", &numbers.fixed(last.total.points(), 1)),
                ("expected", &numbers.fixed(band.expected, 1)),
                ("low", &numbers.fixed(band.low, 1)),
            ],
        ),
        _ => String::new(),
    }
}

fn session(w: Words, series: &Series) -> String {
    let numbers = Numbers(w.0);
    series.last().map_or_else(
        || w.t("rating-session-none"),
        |last| {
            w.args(
                "rating-session-last",
                &[
                    ("last", &numbers.fixed(last.total.points(), 1)),
                    ("day", &w.day(last.date)),
                ],
            )
        },
    )
}

fn others(w: Words, course: &PersonCourse) -> Vec<Other> {
    let numbers = Numbers(w.0);
    let shown = |it: &helhed_casework::rating::OtherCourse| Other {
        name: it.rater.name.as_str().to_owned(),
        kind: w.t(it.rater.kind.label_key()),
        zone: it.zone.as_str(),
        last: it
            .series
            .last()
            .map_or_else(String::new, |last| numbers.fixed(last.total.points(), 1)),
        expected: it
            .band
            .map_or_else(String::new, |band| numbers.fixed(band.expected, 1)),
    };
    course.others.iter().map(shown).collect()
}

fn told(w: Words, page: &CoursePage, root: &str) -> Vec<Told> {
    let numbers = Numbers(w.0);
    let own = page.person.given_name.as_str();
    let row = |it: &CourseTold| {
        let facts = &it.given.facts;
        let total = facts.total();
        let id = it.given.id;
        Told {
            day: w.day(facts.on),
            who: match &it.rater {
                Some((name, kind)) => format!("{} ({})", name.as_str(), w.t(kind.label_key())),
                None => own.to_owned(),
            },
            form: w.t(facts.instrument.label_key()),
            items: facts.items.0.map(|item| {
                item.map_or_else(
                    || "–".to_owned(),
                    |item| numbers.fixed(f64::from(item.tenths()) / 10.0, 1),
                )
            }),
            total: total.map_or_else(
                || w.t("rating-skipped"),
                |total| numbers.fixed(total.points(), 1),
            ),
            way: w.t(facts.way.label_key()),
            annul: page.may_keep.then(|| format!("{root}/annul/{id}")),
            held: (page.may_keep && facts.instrument == Instrument::Outcome && total.is_some())
                .then(|| format!("{root}?held={id}#held")),
        }
    };
    page.told.iter().map(row).collect()
}

/// The forms that the viewer may fill in now.
fn forms(w: Words, viewer: &Viewer, page: &CoursePage, open: bool) -> Vec<(String, String)> {
    let (family, person) = (page.person.family, page.person.person);
    let own = viewer.actor.person == Some(person);
    let form = |code, key| (form_of(family, person, code), w.t(key));
    match (open, viewer.is(Role::FamilyMember), own) {
        (false, ..) => Vec::new(),
        (_, true, false) => vec![form("ors", "rating-now-parent")],
        _ => vec![form("ors", "rating-now-ors"), form("srs", "rating-now-srs")],
    }
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, person)): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let w = viewer.words;
    let (family, person) = ids(&id, &person)?;
    let query = Query::of(&uri);
    let opened = query.text("opened").parse().ok();
    let asked = RatingId::parse(query.text("held"));
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let page = course_page(&mut reading, family, person, opened, asked).await?;
    let page = page.into_inner();
    let course = page.person.course.as_ref().ok_or(PageError::Absent)?;
    let root = course_of(family, person);
    let name = &page.person.given_name;
    let plain = viewer.is(Role::FamilyMember);
    let open = course.rated.closed.is_none();
    let title = w.with("rating-course-of", name.as_str());
    let mut frame = Frame::new(&app, &viewer, &uri, title);
    if !plain {
        frame = frame.about(family);
    }
    let held = page.held.as_ref().map(|(zone, set, version)| {
        w.args(
            "rating-held",
            &[
                ("zone", &w.t(&format!("zone-{zone}"))),
                ("set", set),
                ("version", version),
            ],
        )
    });
    let earlier = page.person.episodes.iter();
    let told = told(w, &page, &root);
    show(&CourseView {
        head: head(&app, &viewer, family).await?,
        figure: match page.person.reach {
            RatingReach::Whole | RatingReach::Given => figure::draw(w, name, course, &page.events),
            RatingReach::Nothing => None,
        },
        zone: course.zone.as_str(),
        has_own: course.own.last().is_some(),
        expected: expected(w, course),
        talk: course.talk.iter().map(|it| it.as_str()).collect(),
        signals: beside_the_zone(&course.signals),
        session: session(w, &course.session),
        session_low: course
            .session
            .last()
            .is_some_and(|last| last.total < SESSION_CUTOFF),
        others: others(w, course),
        told,
        norms: norm_line(&app, w),
        held,
        forms: forms(w, &viewer, &page, open),
        earlier: earlier
            .filter(|it| it.id != course.rated.id)
            .map(|it| {
                let text = w.with("rating-episode-since", w.day(it.opened));
                (format!("{root}?opened={}", it.opened), text)
            })
            .collect(),
        back: if plain {
            "/our".to_owned()
        } else {
            ratings_of(family)
        },
        events: page.events,
        plain,
        open,
        frame,
    })
}
