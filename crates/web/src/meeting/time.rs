//! Finds a time: hours in which everybody who is to be called can.

use askama::Template;
use axum::extract::{Path, RawQuery};

use helhed_casework::choices::choices;
use helhed_casework::domain::day::{hour_of, parse_day};
use helhed_casework::domain::ids::{AccountId, FamilyId};
use helhed_casework::domain::meeting::FreeSlot;
use helhed_casework::domain::text::Line;
use helhed_casework::meeting::{FindTime, find_time};

use super::meetings_of;
use crate::case::choose::{self, Pairs};
use crate::day_words::field_hour;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, show, show_errors};
use crate::place::Place;

/// How long meetings take, in minutes.
const LENGTHS: [i64; 5] = [30, 45, 60, 90, 120];

#[derive(Template)]
#[template(path = "meeting/time.html")]
struct TimeView {
    frame: Frame,
    head: HeadView,
    form: Form,
    lengths: Pairs,
    people: Pairs,
    colleagues: Pairs,
    /// What was found: the hours, and what the form of a meeting opens with.
    found: Option<Vec<(FreeSlot, String)>>,
    call: String,
    back: String,
}

/// The page: what is looked for stands in its address, so that it can be opened again; nothing is changed by it.
pub(super) async fn page(
    place: Place,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> PageResult {
    let family = FamilyId::parse(&id).ok_or(PageError::Absent)?;
    let w = place.w();
    let query = query.unwrap_or_default();
    let asked = form_urlencoded::parse(query.as_bytes())
        .take(500)
        .map(|(name, value)| (name.into_owned(), value.into_owned()));
    let mut form = Form::of_fields(asked.collect());
    let is_asked = form.has("find", "yes");
    if !is_asked {
        form = form
            .preset("from", place.today().to_string())
            .preset("minutes", "60")
            .preset("colleague", place.viewer.account.id.to_string());
    }
    let choices = choices(&mut place.reading(), family).await?;
    let found = match is_asked {
        true => look(&place, family, &mut form).await?,
        false => None,
    };
    let text = |minutes: &i64| (minutes.to_string(), w.n("contact-minutes", *minutes));
    let professionals = choices.professionals.iter();
    let slots = found.map(|slots| {
        let at = |slot: FreeSlot| {
            let query = form_urlencoded::Serializer::new(String::new())
                .append_pair("starts", &field_hour(hour_of(slot.starts)))
                .append_pair("ends", &field_hour(hour_of(slot.ends)))
                .append_pair("place", form.text("place").trim())
                .finish();
            (slot, query)
        };
        slots.into_iter().map(at).collect()
    });
    let view = TimeView {
        frame: place.frame(w.t("meeting-find"), &form),
        head: place.head(family, "meetings").await?,
        lengths: LENGTHS.iter().map(text).collect(),
        people: choose::people(&choices.kin),
        colleagues: professionals
            .map(|(id, name)| (id.to_string(), name.as_str().to_owned()))
            .collect(),
        found: slots,
        call: format!("{}/new", meetings_of(family)),
        back: meetings_of(family),
        form,
    };
    match view.form.errors().is_empty() {
        true => show(&view),
        false => show_errors(&view),
    }
}

async fn look(
    place: &Place,
    family: FamilyId,
    form: &mut Form,
) -> Result<Option<Vec<FreeSlot>>, PageError> {
    let from = form.take("from", "meeting-find-from", parse_day(form.text("from")));
    let minutes = form.text("minutes").parse().ok();
    let minutes = minutes
        .filter(|it| LENGTHS.contains(it))
        .ok_or("field-choose");
    let minutes = form.take("minutes", "meeting-find-minutes", minutes);
    let written = Line::parse_optional(form.text("place"));
    let written = form.take("place", "appointment-place", written);
    let people = choose::ticked(form);
    let accounts: Option<Vec<_>> = form.all("colleague").map(AccountId::parse).collect();
    let accounts = form.take(
        "colleague",
        "meeting-colleague",
        accounts.ok_or("field-choose"),
    );
    let (Some(from), Some(minutes), Some(written), Some(people), Some(accounts)) =
        (from, minutes, written, people, accounts)
    else {
        return Ok(None);
    };
    let command = FindTime {
        family,
        people,
        accounts,
        from,
        minutes,
        place: written,
    };
    let found = find_time(&mut place.reading(), command).await?;
    Ok(Some(found.into_inner()))
}
