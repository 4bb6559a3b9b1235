//! What was agreed that somebody can carry a week: noting it, and changing it.

use askama::Template;
use axum::extract::Path;

use helhed_casework::collision::{
    AgreeOnLoad, ChangeLoad, CollisionsPage, LoadRefused, agree_on_load, change_load,
    collisions_page,
};
use helhed_casework::domain::collision::{Load, LoadError, LoadFacts};
use helhed_casework::domain::day::{parse_day, parse_optional_day};
use helhed_casework::domain::ids::{LoadId, PersonId};

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
#[template(path = "collision/load.html")]
struct LoadView {
    frame: Frame,
    head: HeadView,
    form: Form,
    people: Pairs,
    stands: Option<Stands>,
    back: String,
}

/// An agreed load in words.
pub(super) fn in_words(w: Words, page: &CollisionsPage, it: &LoadFacts) -> String {
    let who = it
        .person
        .map_or_else(|| w.t("load-each"), |id| name(w, &page.kin, id));
    let until = it
        .until
        .map(|until| format!(", {}", w.with("load-until-day", w.day(until))));
    format!(
        "{who}: {} ({}{})",
        w.n("measure-times", it.per_week),
        w.day(it.agreed),
        until.unwrap_or_default()
    )
}

fn find<'p>(page: &'p CollisionsPage, load: &str) -> Result<&'p Load, PageError> {
    let id = LoadId::parse(load).ok_or(PageError::Absent)?;
    let found = page.loads.iter().find(|it| it.id == id);
    found.ok_or(PageError::Absent)
}

async fn view(
    place: &Place,
    id: &str,
    load: Option<&str>,
    mut form: Form,
) -> Result<LoadView, PageError> {
    let (w, family) = (place.w(), family_of(id)?);
    let page = collisions_page(&mut place.reading(), family).await?;
    if !page.may_change {
        return Err(PageError::Absent);
    }
    let stands = load.map(|load| find(&page, load)).transpose()?;
    if let Some(it) = stands
        && form.text("version").is_empty()
    {
        let until = it.facts.until.map(|day| day.to_string());
        form = form
            .preset("per-week", it.facts.per_week.to_string())
            .preset("agreed", it.facts.agreed.to_string())
            .preset("until", until.unwrap_or_default());
    }
    let mut people = choose::people(&page.kin);
    people.insert(0, choose::nothing(w, "load-each"));
    let title = stands.map_or("load-new", |_| "load-change");
    Ok(LoadView {
        frame: place.frame(w.t(title), &form),
        head: place.head(family, "collisions").await?,
        stands: stands.map(|it| Stands {
            words: in_words(w, &page, &it.facts),
            version: it.version,
        }),
        form,
        people,
        back: collisions_of(family),
    })
}

/// What was written, once all of it can be read.
fn parse(form: &mut Form) -> Option<LoadFacts> {
    let person = match form.text("person") {
        "" => Some(None),
        id => {
            let person = PersonId::parse(id).ok_or("field-choose");
            form.take("person", "load-person", person).map(Some)
        }
    };
    let number = form.text("per-week").trim().parse::<i64>();
    let number = number.map_err(|_| "measure-too-often");
    let number = form.take("per-week", "load-per-week", number);
    let agreed = form.take("agreed", "load-agreed", parse_day(form.text("agreed")));
    let until = parse_optional_day(form.text("until"));
    let until = form.take("until", "load-until", until);
    Some(LoadFacts {
        person: person?,
        per_week: number?,
        agreed: agreed?,
        until: until?,
    })
}

/// Tells at its field why it was refused.
fn told(form: &mut Form, refused: LoadRefused) -> Result<(), PageError> {
    let (field, label, key) = match refused {
        LoadRefused::Wrong(LoadError::NoSuchNumber) => {
            ("per-week", "load-per-week", "measure-too-often")
        }
        LoadRefused::Wrong(LoadError::NoSuchDay) => {
            ("agreed", "load-agreed", "field-day-impossible")
        }
        LoadRefused::Wrong(LoadError::EndsBeforeItBegins) => {
            ("until", "load-until", "measure-ends-before")
        }
        LoadRefused::NotOfFamily => ("person", "load-person", "field-choose"),
        LoadRefused::Changed => ("per-week", "load-per-week", "changed-by-another"),
        LoadRefused::Stopped(stop) => return Err(stop.into()),
    };
    form.fault(field, label, key);
    Ok(())
}

/// The form of what somebody can carry.
pub(super) async fn page(place: Place, Path(id): Path<String>) -> PageResult {
    let form = place.open().await?;
    let form = form.preset("agreed", place.today().to_string());
    show(&view(&place, &id, None, form).await?)
}

/// Takes what was agreed.
pub(super) async fn take(place: Place, Path(id): Path<String>, mut form: Form) -> PageResult {
    let family = family_of(&id)?;
    if let Some(facts) = parse(&mut form) {
        let mut ctx = place.begin(&form).await?;
        match agree_on_load(&mut ctx, AgreeOnLoad { family, facts }).await {
            Ok(_) => {
                let to = format!("{}?done=load", collisions_of(family));
                return place.lead(ctx, &form, &to).await;
            }
            Err(refused) => told(&mut form, refused)?,
        }
    }
    show_errors(&view(&place, &id, None, form).await?)
}

/// The form with what was agreed.
pub(super) async fn change_page(
    place: Place,
    Path((id, load)): Path<(String, String)>,
) -> PageResult {
    let form = place.open().await?;
    show(&view(&place, &id, Some(&load), form).await?)
}

/// Takes the change.
pub(super) async fn change(
    place: Place,
    Path((id, load)): Path<(String, String)>,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    if let Some(facts) = parse(&mut form) {
        let mut ctx = place.begin(&form).await?;
        let command = ChangeLoad {
            family,
            load: LoadId::parse(&load).ok_or(PageError::Absent)?,
            version: form.text("version").parse().unwrap_or(0),
            facts,
        };
        match change_load(&mut ctx, command).await {
            Ok(()) => {
                let to = format!("{}?done=load-changed", collisions_of(family));
                return place.lead(ctx, &form, &to).await;
            }
            Err(refused) => told(&mut form, refused)?,
        }
    }
    show_errors(&view(&place, &id, Some(&load), form).await?)
}
