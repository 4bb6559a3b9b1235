//! What today asks of a coordinator.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use jiff::SignedDuration;
use jiff::civil::Date;

use helhed_casework::appointment::AppointmentLine;
use helhed_casework::domain::day::day_of;
use helhed_casework::sharing::ConsentDue;
use helhed_casework::today::{FamilyLine, today_page};

use crate::app::App;
use crate::case::reading;
use crate::case::task::{TaskShown, shown};
use crate::data_request::{request_of, restriction_of};
use crate::frame::Frame;
use crate::method::{status_of, status_sign};
use crate::page::{PageResult, show};
use crate::request::{RequestShown, shown as requests};
use crate::viewer::Viewer;
use crate::words::Words;

/// A family's card.
struct Card {
    href: String,
    name: String,
    /// Whether the viewer stands in for its coordinator.
    standing_in: bool,
    last_contact: String,
    silent: Option<String>,
    next: Option<String>,
    tasks: String,
    overdue: Option<String>,
    review: String,
    /// The class of the sign beside the review.
    review_sign: &'static str,
}

impl Card {
    fn new(w: Words, line: &FamilyLine, today: Date) -> Self {
        let facts = &line.facts;
        let due = line.review_due;
        let sign = match () {
            () if due.is_overdue(today) => "overdue",
            () if due.day() == today => "today",
            () if due.is_near(today) => "soon",
            () => "later",
        };
        Self {
            href: format!("/families/{}", facts.family),
            name: facts.name.as_str().to_owned(),
            standing_in: !facts.own,
            last_contact: facts.last_contact.map_or_else(
                || w.t("today-no-contact-yet"),
                |at| w.with("today-last-contact", w.distance(day_of(at), today)),
            ),
            silent: line.silent_days.map(|days| w.n("today-silent-days", days)),
            next: facts.next_appointment.map(|at| w.moment(at, today)),
            tasks: w.n("today-open-tasks", facts.open_tasks),
            overdue: (facts.overdue_tasks > 0)
                .then(|| w.n("today-overdue-tasks", facts.overdue_tasks)),
            review: w.with("today-review", w.distance(due.day(), today)),
            review_sign: sign,
        }
    }
}

/// A consent that asks for something.
struct Due {
    href: String,
    name: String,
    text: String,
    /// The class of its sign.
    sign: &'static str,
}

impl Due {
    fn new(w: Words, it: ConsentDue, today: Date) -> Self {
        let (text, sign) = match it.until {
            Some(until) => {
                // The last day it holds.
                let last = until - SignedDuration::from_millis(1);
                let day = w.distance(day_of(last), today);
                (("today-consent-ends", day), "soon")
            }
            None => (("today-consent-awaits", String::new()), "today"),
        };
        Self {
            href: format!("/families/{}/sharing/consents/{}", it.family, it.consent),
            name: it.family_name.as_str().to_owned(),
            text: w.args(text.0, &[("person", it.subject.as_str()), ("day", &text.1)]),
            sign,
        }
    }
}

/// What somebody's ratings say should be seen.
struct RatingCard {
    href: String,
    who: String,
    signal: &'static str,
}

#[derive(Template)]
#[template(path = "case/today.html")]
struct TodayView {
    frame: Frame,
    today: Date,
    now: Vec<AppointmentLine>,
    next: Vec<AppointmentLine>,
    due: Vec<TaskShown>,
    later: Vec<TaskShown>,
    promised: Vec<TaskShown>,
    asked: Vec<RequestShown>,
    came_back: Vec<RequestShown>,
    consents: Vec<Due>,
    ratings: Vec<RatingCard>,
    /// Address, family and how much collides.
    collisions: Vec<(String, String, String)>,
    /// Requests about data: address, family, how near the deadline is, and that in words.
    data_requests: Vec<(String, String, &'static str, String)>,
    /// Address and family of cases that may only be kept.
    kept: Vec<(String, String)>,
    /// Address and family, how near its half-yearly status is, and that in words.
    statuses: Vec<(String, String, &'static str, String)>,
    silent: Vec<Card>,
    reviews: Vec<Card>,
    families: Vec<Card>,
}

/// Today.
pub(super) async fn page(State(app): State<App>, viewer: Viewer, uri: Uri) -> PageResult {
    let w = viewer.words;
    let page = today_page(&mut reading(&app, &viewer)).await?.into_inner();
    let today = page.today;
    let cards = |lines: Vec<&FamilyLine>| -> Vec<Card> {
        lines
            .into_iter()
            .map(|line| Card::new(w, line, today))
            .collect()
    };
    let names = page.families.iter();
    let among = names.map(|line| (line.facts.family, line.facts.name.clone()));
    let frame = Frame::new(&app, &viewer, &uri, w.t("today-title")).quick_among(among.collect());
    let ratings = page.ratings.iter().map(|it| {
        let mut families = page.families.iter();
        let family = families.find(|line| line.facts.family == it.family);
        let name = it.given_name.as_str();
        RatingCard {
            href: format!("/families/{}/ratings/{}", it.family, it.person),
            who: family.map_or_else(
                || name.to_owned(),
                |line| format!("{name}, {}", line.facts.name.as_str()),
            ),
            signal: it.signal.as_str(),
        }
    });
    let colliding = page.colliding().into_iter().map(|line| {
        let (family, name) = (line.facts.family, line.facts.name.as_str());
        let href = format!("/families/{family}/collisions");
        let words = w.n("mark-collisions", line.facts.collisions);
        (href, name.to_owned(), words)
    });
    let data_requests = page.data_requests.iter().map(|it| {
        let sign = if it.due < today { "overdue" } else { "soon" };
        let words = w.with("data-due", w.weekday(it.due, today));
        let name = it.family_name.as_str().to_owned();
        (request_of(it.family, it.id), name, sign, words)
    });
    let kept = page.kept.iter();
    let kept = kept.map(|(family, name)| (restriction_of(*family), name.as_str().to_owned()));
    let statuses = page.statuses().into_iter().filter_map(|line| {
        let due = line.status_due?;
        Some((
            status_of(line.facts.family),
            line.facts.name.as_str().to_owned(),
            status_sign(due, today),
            w.with("status-next", w.weekday(due.day(), today)),
        ))
    });
    show(&TodayView {
        data_requests: data_requests.collect(),
        kept: kept.collect(),
        statuses: statuses.collect(),
        collisions: colliding.collect(),
        ratings: ratings.collect(),
        frame,
        today,
        silent: cards(page.silent()),
        reviews: cards(page.reviews()),
        families: cards(page.families.iter().collect()),
        asked: requests(&app, w, &page.asked, today),
        came_back: requests(&app, w, &page.came_back, today),
        consents: page
            .consents
            .into_iter()
            .map(|it| Due::new(w, it, today))
            .collect(),
        now: page.now,
        next: page.next,
        due: shown(&app, w, page.due, today),
        later: shown(&app, w, page.later, today),
        promised: shown(&app, w, page.promised, today),
    })
}
