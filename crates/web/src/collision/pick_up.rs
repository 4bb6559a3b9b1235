//! Who picks a child up on which weekday: noting it, changing it, and saying which day is the last.

use askama::Template;
use axum::extract::Path;

use helhed_casework::collision::{
    AddPickUp, ChangePickUp, CollisionLine, CollisionsPage, PickUpRefused, add_pick_up,
    change_pick_up, collisions_page,
};
use helhed_casework::domain::collision::{PickUp, PickUpError, PickUpFacts};
use helhed_casework::domain::day::{parse_day, parse_optional_day};
use helhed_casework::domain::ids::{PersonId, PickUpId};

use super::ahead::{Ahead, collided};
use super::{Stands, collisions_of, name};
use crate::case::choose::{self, Pairs};
use crate::case::family_of;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, show, show_errors};
use crate::place::Place;
use crate::words::Words;

#[derive(Template)]
#[template(path = "collision/pick_up.html")]
struct PickUpView {
    frame: Frame,
    head: HeadView,
    form: Form,
    people: Pairs,
    weekdays: Pairs,
    stands: Option<Stands>,
    ahead: Ahead,
    back: String,
}

/// A pick-up in words.
pub(super) fn in_words(w: Words, page: &CollisionsPage, it: &PickUpFacts) -> String {
    let line = w.args(
        "pick-up-line",
        &[
            ("by", &name(w, &page.kin, it.by)),
            ("child", &name(w, &page.kin, it.child)),
            ("day", &w.join("weekday-", &it.weekday.to_string())),
            ("hour", &hour(it.minute).replace(':', ".")),
        ],
    );
    match it.until {
        Some(until) => format!("{line}, {}", w.with("load-until-day", w.day(until))),
        None => line,
    }
}

fn find<'p>(page: &'p CollisionsPage, pick_up: &str) -> Result<&'p PickUp, PageError> {
    let id = PickUpId::parse(pick_up).ok_or(PageError::Absent)?;
    let found = page.pick_ups.iter().find(|it| it.id == id);
    found.ok_or(PageError::Absent)
}

async fn view(
    place: &Place,
    id: &str,
    pick_up: Option<&str>,
    (mut form, collided): (Form, &[CollisionLine]),
) -> Result<PickUpView, PageError> {
    let (w, family) = (place.w(), family_of(id)?);
    let page = collisions_page(&mut place.reading(), family).await?;
    if !page.may_change {
        return Err(PageError::Absent);
    }
    let stands = pick_up.map(|it| find(&page, it)).transpose()?;
    let mut people = choose::people(&page.kin);
    if let Some(it) = stands {
        // Whoever has left may stay named in what was written before.
        for who in [it.facts.child, it.facts.by] {
            if !people.iter().any(|(id, _)| *id == who.to_string()) {
                people.push((who.to_string(), name(w, &page.kin, who)));
            }
        }
        if form.text("version").is_empty() {
            let until = it.facts.until.map(|day| day.to_string());
            form = form
                .preset("child", it.facts.child.to_string())
                .preset("by", it.facts.by.to_string())
                .preset("weekday", it.facts.weekday.to_string())
                .preset("hour", hour(it.facts.minute))
                .preset("from", it.facts.from.to_string())
                .preset("until", until.unwrap_or_default());
        }
    }
    let title = stands.map_or("pick-up-new", |_| "pick-up-change");
    let day = |n: i8| (n.to_string(), w.join("weekday-", &n.to_string()));
    Ok(PickUpView {
        frame: place.frame(w.t(title), &form),
        head: place.head(family, "collisions").await?,
        stands: stands.map(|it| Stands {
            words: in_words(w, &page, &it.facts),
            version: it.version,
        }),
        ahead: Ahead::of(w, (family, &page.kin), collided, place.today()),
        form,
        people,
        weekdays: (1..=7).map(day).collect(),
        back: collisions_of(family),
    })
}

/// An hour as it is written: `15:30`.
fn hour(minute: i16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// Reads an hour as `15:30` or `15.30`.
fn minute_of(text: &str) -> Option<i16> {
    let (hour, minute) = text.trim().split_once([':', '.'])?;
    let (hour, minute): (i16, i16) = (hour.parse().ok()?, minute.parse().ok()?);
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some(hour * 60 + minute)
}

/// What was written, once all of it can be read.
fn parse(form: &mut Form) -> Option<PickUpFacts> {
    let mut person = |field: &'static str, label: &'static str| {
        let id = PersonId::parse(form.text(field)).ok_or("field-choose");
        form.take(field, label, id)
    };
    let (child, by) = (person("child", "pick-up-child"), person("by", "pick-up-by"));
    let weekday = form.text("weekday").parse::<i8>();
    let weekday = weekday.map_err(|_| "field-choose");
    let weekday = form.take("weekday", "pick-up-weekday", weekday);
    let minute = minute_of(form.text("hour")).ok_or("pick-up-no-hour");
    let minute = form.take("hour", "pick-up-hour", minute);
    let from = form.take("from", "measure-from", parse_day(form.text("from")));
    let until = parse_optional_day(form.text("until"));
    let until = form.take("until", "load-until", until);
    Some(PickUpFacts {
        child: child?,
        by: by?,
        weekday: weekday?,
        minute: minute?,
        from: from?,
        until: until?,
    })
}

/// Tells at its field why it was refused.
fn told(form: &mut Form, refused: PickUpRefused) -> Result<(), PageError> {
    let (field, label, key) = match refused {
        PickUpRefused::Wrong(PickUpError::NoSuchHour) => {
            ("hour", "pick-up-hour", "pick-up-no-hour")
        }
        PickUpRefused::Wrong(PickUpError::Themselves) => ("by", "pick-up-by", "field-choose"),
        PickUpRefused::Wrong(PickUpError::EndsBeforeItBegins) => {
            ("until", "load-until", "measure-ends-before")
        }
        PickUpRefused::NotOfFamily => ("child", "pick-up-child", "field-choose"),
        PickUpRefused::Changed => ("child", "pick-up-child", "changed-by-another"),
        PickUpRefused::Stopped(stop) => return Err(stop.into()),
    };
    form.fault(field, label, key);
    Ok(())
}

/// The form of a pick-up.
pub(super) async fn page(place: Place, Path(id): Path<String>) -> PageResult {
    let form = place.open().await?;
    let form = form.preset("from", place.today().to_string());
    show(&view(&place, &id, None, (form, &[])).await?)
}

/// Takes a pick-up.
pub(super) async fn take(place: Place, Path(id): Path<String>, mut form: Form) -> PageResult {
    let family = family_of(&id)?;
    let mut ahead = Vec::new();
    if let Some(facts) = parse(&mut form) {
        let mut ctx = place.begin(&form).await?;
        match add_pick_up(&mut ctx, AddPickUp { family, facts }).await {
            Ok(_) => {
                ahead = collided(&ctx, &mut form);
                if ahead.is_empty() {
                    let to = format!("{}?done=pick-up", collisions_of(family));
                    return place.lead(ctx, &form, &to).await;
                }
            }
            Err(refused) => told(&mut form, refused)?,
        }
    }
    show_errors(&view(&place, &id, None, (form, &ahead)).await?)
}

/// The form with the pick-up as it stands.
pub(super) async fn change_page(
    place: Place,
    Path((id, pick_up)): Path<(String, String)>,
) -> PageResult {
    let form = place.open().await?;
    show(&view(&place, &id, Some(&pick_up), (form, &[])).await?)
}

/// Takes the change.
pub(super) async fn change(
    place: Place,
    Path((id, pick_up)): Path<(String, String)>,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let mut ahead = Vec::new();
    if let Some(facts) = parse(&mut form) {
        let mut ctx = place.begin(&form).await?;
        let command = ChangePickUp {
            family,
            pick_up: PickUpId::parse(&pick_up).ok_or(PageError::Absent)?,
            version: form.text("version").parse().unwrap_or(0),
            facts,
        };
        match change_pick_up(&mut ctx, command).await {
            Ok(()) => {
                ahead = collided(&ctx, &mut form);
                if ahead.is_empty() {
                    let to = format!("{}?done=pick-up-changed", collisions_of(family));
                    return place.lead(ctx, &form, &to).await;
                }
            }
            Err(refused) => told(&mut form, refused)?,
        }
    }
    show_errors(&view(&place, &id, Some(&pick_up), (form, &ahead)).await?)
}

#[cfg(test)]
mod tests {
    use super::{hour, minute_of};

    #[test]
    fn hours_as_people_write_them() {
        assert_eq!(minute_of("15:30"), Some(930));
        assert_eq!(minute_of(" 8.05 "), Some(485));
        assert_eq!(minute_of(&hour(485)), Some(485));
        for text in ["", "25:00", "12:60", "halv fire", "-1:30"] {
            assert_eq!(minute_of(text), None, "{text}");
        }
    }
}
