//! What collides in a family: told with a suggestion, set aside, counted over time; what was agreed that they can carry; who picks whom up.

use askama::Template;
use axum::extract::Path;
use jiff::civil::Date;

use helhed_casework::choices::Kin;
use helhed_casework::collision::{CollisionLine, Item, Month, collisions_page};
use helhed_casework::domain::collision::{Colliding, CollisionKind};
use helhed_casework::domain::ids::FamilyId;

use super::aside::in_address;
use super::{collisions_of, load, name, pick_up};
use crate::case::family_of;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::place::Place;
use crate::words::Words;

/// A collision in words.
pub(crate) struct Shown {
    pub(crate) kind: CollisionKind,
    pub(crate) when: String,
    pub(crate) who: String,
    /// Address and words of what collides.
    pub(crate) what: Vec<(String, String)>,
    pub(crate) count: Option<String>,
    /// By which it is set aside.
    mark: String,
    /// Why it was set aside, and who did it when.
    aside: Option<(String, String)>,
}

/// A line with the address where it is changed.
struct Carried {
    words: String,
    href: String,
    is_over: bool,
}

#[derive(Template)]
#[template(path = "collision/collisions.html")]
struct CollisionsView {
    frame: Frame,
    head: HeadView,
    family: FamilyId,
    form: Form,
    found: Vec<Shown>,
    aside: Vec<Shown>,
    months: Vec<(String, Month)>,
    loads: Vec<Carried>,
    pick_ups: Vec<Carried>,
    may_change: bool,
}

fn item(w: Words, family: FamilyId, it: &Item, today: Date) -> (String, String) {
    let href = match it.what {
        Colliding::Appointment(id) => format!("/families/{family}/appointments/{id}"),
        Colliding::Measure(id) => format!("/families/{family}/measures/{id}"),
        Colliding::Task(id) => format!("/families/{family}/tasks/{id}"),
        Colliding::PickUp(_) => collisions_of(family),
    };
    let title = it
        .title
        .as_ref()
        .map_or_else(|| w.t("collision-pick-up"), |it| it.as_str().to_owned());
    let words = match it.at {
        Some(at) => format!("{title} ({})", w.moment(at, today)),
        None => title,
    };
    (href, words)
}

/// A collision in words.
pub(super) fn shown(
    w: Words,
    (family, kin): (FamilyId, &[Kin]),
    line: &CollisionLine,
    today: Date,
) -> Shown {
    let it = &line.collision;
    let names: Vec<_> = it
        .people
        .iter()
        .map(|person| name(w, kin, *person))
        .collect();
    let when = match it.kind {
        CollisionKind::TooMuch => w.with("collision-week", w.day(it.day)),
        _ => w.weekday(it.day, today),
    };
    let count = it.count.filter(|_| it.kind == CollisionKind::TooMuch);
    let aside = line.aside.as_ref().map(|aside| {
        let by = (aside.by_name.as_str(), w.day_at(aside.at));
        let by = w.args("aside-by", &[("name", by.0), ("day", &by.1)]);
        (aside.word.as_str().to_owned(), by)
    });
    Shown {
        mark: in_address(&it.mark()),
        aside,
        kind: it.kind,
        when,
        who: names.join(", "),
        what: line
            .items
            .iter()
            .map(|it| item(w, family, it, today))
            .collect(),
        count: count.map(|(count, most)| {
            let (count, most) = (count.to_string(), most.to_string());
            w.args("collision-count", &[("count", &count), ("most", &most)])
        }),
    }
}

/// The page.
pub(super) async fn page(place: Place, Path(id): Path<String>) -> PageResult {
    let family = family_of(&id)?;
    let (w, today) = (place.w(), place.today());
    let page = collisions_page(&mut place.reading(), family)
        .await?
        .into_inner();
    let lines = page
        .found
        .iter()
        .map(|it| shown(w, (family, &page.kin), it, today));
    let (aside, found) = lines.partition(|it| it.aside.is_some());
    let months = page.months.iter();
    let months = months.map(|it| (w.short_month(it.month), *it)).collect();
    let loads = page.loads.iter().rev().map(|it| Carried {
        words: load::in_words(w, &page, &it.facts),
        href: format!("/families/{family}/load/{}", it.id),
        is_over: it.facts.until.is_some_and(|until| until < today),
    });
    let pick_ups = page.pick_ups.iter().map(|it| Carried {
        words: pick_up::in_words(w, &page, &it.facts),
        href: format!("/families/{family}/pick-ups/{}", it.id),
        is_over: it.facts.is_over(today),
    });
    show(&CollisionsView {
        loads: loads.collect(),
        pick_ups: pick_ups.collect(),
        form: place.open().await?,
        frame: Frame::new(
            &place.app,
            &place.viewer,
            &place.uri,
            w.t("collisions-title"),
        )
        .about(family),
        head: place.head(family, "collisions").await?,
        family,
        found,
        aside,
        months,
        may_change: page.may_change,
    })
}
