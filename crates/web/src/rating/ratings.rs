//! The ratings of a family: who is in an episode, where each stands, who else rates.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;
use jiff::civil::Date;

use helhed_casework::access::RatingReach;
use helhed_casework::domain::episode::Collateral;
use helhed_casework::domain::ids::{FamilyId, PersonId};
use helhed_casework::domain::one_time_link::LinkState;
use helhed_casework::fit::Signal;
use helhed_casework::rating::{RatedPerson, RatingsPage, our_ratings, ratings_page};

use crate::app::App;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::rating::{course_of, family_of, head, ratings_of};
use crate::viewer::Viewer;
use crate::words::Words;

/// One person's card.
struct Card {
    name: String,
    href: String,
    age: String,
    /// Whether an episode of theirs is open.
    open: bool,
    has_course: bool,
    zone: &'static str,
    /// Whether the person has answered: without that there is no zone.
    has_own: bool,
    last: String,
    signals: Vec<&'static str>,
    raters: Vec<String>,
}

/// A link of an invitation.
struct LinkShown {
    told: String,
    state: String,
    /// How its letter stands, where it was sent by e-mail.
    letter: Option<String>,
    /// Where it is taken back, while it opens.
    end: Option<String>,
    returned: bool,
}

#[derive(Template)]
#[template(path = "rating/ratings.html")]
struct RatingsView {
    frame: Frame,
    head: Option<HeadView>,
    root: String,
    cards: Vec<Card>,
    /// Whether somebody is in an open episode.
    any_open: bool,
    /// Whether somebody may still be taken in.
    any_out: bool,
    links: Vec<LinkShown>,
    norms: String,
}

fn card(w: Words, it: &RatedPerson, raters: &[Collateral], today: Date) -> Card {
    let course = it.course.as_ref();
    let last = course.and_then(|course| course.last_day);
    let own = raters.iter().filter(|rater| rater.person == it.person);
    Card {
        name: it.given_name.as_str().to_owned(),
        href: course_of(it.family, it.person),
        age: it
            .age
            .map_or_else(String::new, |age| w.n("rating-age", age)),
        open: it.is_open(),
        has_course: course.is_some(),
        zone: course.map_or("grey", |course| course.zone.as_str()),
        has_own: course.is_some_and(|course| course.own.last().is_some()),
        last: last.map_or_else(
            || w.t("rating-none-yet"),
            |day| w.with("rating-last", w.distance(day, today)),
        ),
        signals: course.map_or_else(Vec::new, |course| beside_the_zone(&course.signals)),
        raters: own
            .map(|it| format!("{} ({})", it.name.as_str(), w.t(it.kind.label_key())))
            .collect(),
    }
}

fn link(app: &App, w: Words, family: FamilyId, page: &RatingsPage, at: usize) -> Option<LinkShown> {
    let it = &page.links[at];
    let rater = page.raters.iter().find(|r| r.id == it.invitation.rater)?;
    let person = page.people.iter().find(|p| p.person == rater.person)?;
    let most = app.casework.lists().rules(person_day(app)).link_wrong_codes;
    let state = it.link.state(app.now(), most);
    Some(LinkShown {
        told: w.args(
            "rating-link-told",
            &[
                ("rater", rater.name.as_str()),
                ("person", person.given_name.as_str()),
                ("day", &w.day_at(it.link.made_at)),
            ],
        ),
        state: w.t(&format!("link-now-{}", state.code())),
        letter: page
            .letters
            .iter()
            .find(|letter| letter.link == Some(it.link.id))
            .map(|letter| w.t(letter.state.label_key())),
        end: (state == LinkState::Live).then(|| {
            let root = ratings_of(family);
            format!("{root}/invitations/{}/end", it.invitation.id)
        }),
        returned: it.returned,
    })
}

fn person_day(app: &App) -> Date {
    helhed_casework::domain::day::day_of(app.now())
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let (w, family) = (viewer.words, family_of(&id)?);
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let page = ratings_page(&mut reading, family).await?.into_inner();
    let today = reading.today();
    let cards: Vec<_> = page
        .people
        .iter()
        .map(|it| card(w, it, &page.raters, today))
        .collect();
    let links = 0..page.links.len().min(20);
    show(&RatingsView {
        frame: Frame::new(&app, &viewer, &uri, w.t("tab-ratings")).about(family),
        head: head(&app, &viewer, family).await?,
        root: ratings_of(family),
        any_open: cards.iter().any(|it| it.open),
        any_out: cards.iter().any(|it| !it.open),
        links: links
            .filter_map(|at| link(&app, w, family, &page, at))
            .collect(),
        cards,
        norms: norm_line(&app, w),
    })
}

/// What should be seen besides the zone, which says red and yellow already.
pub(super) fn beside_the_zone(signals: &[Signal]) -> Vec<&'static str> {
    let others = signals
        .iter()
        .filter(|it| !matches!(it, Signal::Red | Signal::Yellow));
    others.map(|it| it.as_str()).collect()
}

/// Norm set, version and status: on every page that shows something computed with it.
pub(super) fn norm_line(app: &App, w: Words) -> String {
    let norms = app.casework.ratings().norms();
    let status = match norms.status {
        helhed_casework::fit::NormStatus::Illustrative => w.t("norm-illustrative"),
        helhed_casework::fit::NormStatus::Local => w.t("norm-local"),
        helhed_casework::fit::NormStatus::Licensed => w.t("norm-licensed"),
    };
    // What Helhed ships is told in the reader's language; what a municipality brings, as it stands in its file.
    let source = w
        .find(&format!("norm-source-{}", norms.id))
        .unwrap_or_else(|| norms.source.clone());
    w.args(
        "rating-norms",
        &[
            ("name", norms.id.as_str()),
            ("version", norms.version.as_str()),
            ("status", &status),
            ("source", &source),
        ],
    )
}

/// What a family member finds of ratings on their own page.
pub(crate) struct OurCourse {
    /// Whose.
    pub name: String,
    /// Whether it is the viewer's own.
    pub own: bool,
    /// The course; none where the viewer only rates.
    pub course: Option<String>,
    /// The form of the outcome rating.
    pub form: String,
    /// The form of the session rating, for one's own.
    pub session: Option<String>,
}

/// The courses and forms of whoever is signed in.
pub(crate) async fn our_courses(app: &App, viewer: &Viewer) -> Result<Vec<OurCourse>, PageError> {
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let found = our_ratings(&mut reading).await?.into_inner();
    let shown = |it: RatedPerson| {
        let own = viewer.actor.person == Some(it.person);
        let course = course_of(it.family, it.person);
        OurCourse {
            name: it.given_name.as_str().to_owned(),
            own,
            form: form_of(it.family, it.person, "ors"),
            session: own.then(|| form_of(it.family, it.person, "srs")),
            course: (it.reach != RatingReach::Nothing).then_some(course),
        }
    };
    Ok(found.into_iter().map(shown).collect())
}

/// The address of a form.
pub(super) fn form_of(family: FamilyId, person: PersonId, form: &str) -> String {
    format!("{}/rate/{form}", course_of(family, person))
}
