//! What collides in a family: told with a suggestion, counted over time; what was agreed that they can carry; who picks whom up.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::collision::{
    AddPickUp, AddPickUpError, AgreeOnLoad, AgreeOnLoadError, CollisionLine, CollisionsPage, Item,
    add_pick_up, agree_on_load, collisions_page,
};
use helhed_casework::domain::collision::{Colliding, CollisionKind, LoadError, PickUpError};
use helhed_casework::domain::day::{parse_day, parse_optional_day};
use helhed_casework::domain::ids::{FamilyId, PersonId};

use crate::app::App;
use crate::case::choose::{self, Pairs};
use crate::case::{begin, family_of, head, reading};
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;
use crate::words::Words;

/// A collision in words.
struct Shown {
    kind: CollisionKind,
    when: String,
    who: String,
    /// Address and words of what collides.
    what: Vec<(String, String)>,
    count: Option<String>,
}

#[derive(Template)]
#[template(path = "plan/collisions.html")]
struct CollisionsView {
    frame: Frame,
    head: HeadView,
    family: FamilyId,
    found: Vec<Shown>,
    /// Month, found, there no more.
    months: Vec<(String, usize, usize)>,
    loads: Vec<String>,
    pick_ups: Vec<String>,
    may_change: bool,
}

/// The address of what collides in a family.
fn collisions_of(family: FamilyId) -> String {
    format!("/families/{family}/collisions")
}

fn name(w: Words, page: &CollisionsPage, person: PersonId) -> String {
    let found = page.kin.iter().find(|kin| kin.id == person);
    found.map_or_else(
        || w.t("sharing-somebody"),
        |kin| kin.given_name.as_str().to_owned(),
    )
}

fn item(w: Words, family: FamilyId, it: &Item, today: jiff::civil::Date) -> (String, String) {
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

fn shown(w: Words, page: &CollisionsPage, line: &CollisionLine, today: jiff::civil::Date) -> Shown {
    let it = &line.collision;
    let names: Vec<_> = it
        .people
        .iter()
        .map(|person| name(w, page, *person))
        .collect();
    let when = match it.kind {
        CollisionKind::TooMuch => w.with("collision-week", w.day(it.day)),
        _ => w.weekday(it.day, today),
    };
    let count = it.count.filter(|_| it.kind == CollisionKind::TooMuch);
    Shown {
        kind: it.kind,
        when,
        who: names.join(", "),
        what: line
            .items
            .iter()
            .map(|it| item(w, page.family, it, today))
            .collect(),
        count: count.map(|(count, most)| {
            let (count, most) = (count.to_string(), most.to_string());
            w.args("collision-count", &[("count", &count), ("most", &most)])
        }),
    }
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
    let mut reading = reading(&app, &viewer);
    let page = collisions_page(&mut reading, family).await?.into_inner();
    let today = reading.today();
    let found = page
        .found
        .iter()
        .map(|it| shown(w, &page, it, today))
        .collect();
    let months = page.months.iter();
    let months = months
        .map(|(day, all, gone)| (w.short_month(*day), *all, *gone))
        .collect();
    let loads = page.loads.iter().rev().map(|it| {
        let who = it
            .person
            .map_or_else(|| w.t("note-whole-family"), |id| name(w, &page, id));
        format!(
            "{who}: {} ({})",
            w.n("measure-times", it.per_week),
            w.day(it.agreed)
        )
    });
    let loads = loads.collect();
    let pick_ups = page.pick_ups.iter().map(|it| {
        let (hour, minute) = (it.minute / 60, it.minute % 60);
        w.args(
            "pick-up-line",
            &[
                ("by", &name(w, &page, it.by)),
                ("child", &name(w, &page, it.child)),
                ("day", &w.join("weekday-", &it.weekday.to_string())),
                ("hour", &format!("{hour:02}.{minute:02}")),
            ],
        )
    });
    let pick_ups = pick_ups.collect();
    show(&CollisionsView {
        frame: Frame::new(&app, &viewer, &uri, w.t("collisions-title")).about(family),
        head: head(&app, &viewer, family, "collisions").await?,
        family,
        found,
        months,
        loads,
        pick_ups,
        may_change: page.may_change,
    })
}

#[derive(Template)]
#[template(path = "plan/carry.html")]
struct CarryView {
    frame: Frame,
    head: HeadView,
    form: Form,
    people: Pairs,
    weekdays: Pairs,
    /// Whether it asks for a pick-up; otherwise for a load.
    is_pick_up: bool,
    back: String,
}

async fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    family: FamilyId,
    is_pick_up: bool,
    form: Form,
) -> Result<CarryView, PageError> {
    let w = viewer.words;
    let page = collisions_page(&mut reading(app, viewer), family).await?;
    if !page.may_change {
        return Err(PageError::Absent);
    }
    let title = if is_pick_up {
        "pick-up-new"
    } else {
        "load-new"
    };
    let mut frame = Frame::new(app, viewer, uri, w.t(title)).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let mut people = choose::people(&page.kin);
    if !is_pick_up {
        people.insert(0, choose::nothing(w, "load-each"));
    }
    let day = |n: i8| (n.to_string(), w.join("weekday-", &n.to_string()));
    Ok(CarryView {
        frame,
        head: head(app, viewer, family, "collisions").await?,
        form,
        people,
        weekdays: (1..=7).map(day).collect(),
        is_pick_up,
        back: collisions_of(family),
    })
}

/// The form of what somebody can carry.
pub(super) async fn load_page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let today = reading(&app, &viewer).today();
    let form = Form::open(&app, &viewer, uri.path()).await?;
    let form = form.preset("agreed", today.to_string());
    show(&view((&app, &viewer, &uri), family_of(&id)?, false, form).await?)
}

/// Takes what was agreed.
pub(super) async fn load(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let person = match form.text("person") {
        "" => Some(None),
        id => {
            let person = PersonId::parse(id).ok_or("field-choose");
            form.take("person", "load-person", person).map(Some)
        }
    };
    let number = form
        .text("per-week")
        .trim()
        .parse::<i64>()
        .map_err(|_| "measure-too-often");
    let number = form.take("per-week", "load-per-week", number);
    let agreed = form.take("agreed", "load-agreed", parse_day(form.text("agreed")));
    if let (Some(person), Some(per_week), Some(agreed)) = (person, number, agreed) {
        let mut ctx = begin(&app, &viewer).await?;
        if let Some(id) = form.id()
            && let Some(led) = ctx.sent_before(id).await?
        {
            return Ok(go(&led));
        }
        let command = AgreeOnLoad {
            family,
            person,
            per_week,
            agreed,
        };
        match agree_on_load(&mut ctx, command).await {
            Ok(_) => {
                let to = format!("{}?done=load", collisions_of(family));
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(AgreeOnLoadError::Wrong(LoadError::NoSuchNumber)) => {
                form.fault("per-week", "load-per-week", "measure-too-often");
            }
            Err(AgreeOnLoadError::Wrong(LoadError::NoSuchDay)) => {
                form.fault("agreed", "load-agreed", "field-day-impossible");
            }
            Err(AgreeOnLoadError::NotOfFamily) => {
                form.fault("person", "load-person", "field-choose");
            }
            Err(AgreeOnLoadError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view((&app, &viewer, &uri), family, false, form).await?)
}

/// The form of a pick-up.
pub(super) async fn pick_up_page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let today = reading(&app, &viewer).today();
    let form = Form::open(&app, &viewer, uri.path()).await?;
    let form = form.preset("from", today.to_string());
    show(&view((&app, &viewer, &uri), family_of(&id)?, true, form).await?)
}

/// Reads an hour as `15:30` or `15.30`.
fn minute_of(text: &str) -> Option<i16> {
    let (hour, minute) = text.trim().split_once([':', '.'])?;
    let (hour, minute): (i16, i16) = (hour.parse().ok()?, minute.parse().ok()?);
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some(hour * 60 + minute)
}

/// Takes a pick-up.
pub(super) async fn pick_up(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let mut person = |field: &'static str, label: &'static str| {
        let id = PersonId::parse(form.text(field)).ok_or("field-choose");
        form.take(field, label, id)
    };
    let (child, by) = (person("child", "pick-up-child"), person("by", "pick-up-by"));
    let weekday = form
        .text("weekday")
        .parse::<i8>()
        .map_err(|_| "field-choose");
    let weekday = form.take("weekday", "pick-up-weekday", weekday);
    let minute = minute_of(form.text("hour")).ok_or("pick-up-no-hour");
    let minute = form.take("hour", "pick-up-hour", minute);
    let from = form.take("from", "measure-from", parse_day(form.text("from")));
    let until = parse_optional_day(form.text("until"));
    let until = form.take("until", "measure-until", until);
    if let (Some(child), Some(by), Some(weekday), Some(minute), Some(from), Some(until)) =
        (child, by, weekday, minute, from, until)
    {
        let mut ctx = begin(&app, &viewer).await?;
        if let Some(id) = form.id()
            && let Some(led) = ctx.sent_before(id).await?
        {
            return Ok(go(&led));
        }
        let command = AddPickUp {
            family,
            child,
            by,
            weekday,
            minute,
            from,
            until,
        };
        match add_pick_up(&mut ctx, command).await {
            Ok(_) => {
                let to = format!("{}?done=pick-up", collisions_of(family));
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(AddPickUpError::Wrong(error)) => {
                let (field, label, key) = match error {
                    PickUpError::NoSuchHour => ("hour", "pick-up-hour", "pick-up-no-hour"),
                    PickUpError::Themselves => ("by", "pick-up-by", "field-choose"),
                    PickUpError::EndsBeforeItBegins => {
                        ("until", "measure-until", "measure-ends-before")
                    }
                };
                form.fault(field, label, key);
            }
            Err(AddPickUpError::NotOfFamily) => {
                form.fault("child", "pick-up-child", "field-choose")
            }
            Err(AddPickUpError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view((&app, &viewer, &uri), family, true, form).await?)
}

#[cfg(test)]
mod tests {
    use super::minute_of;

    #[test]
    fn hours_as_people_write_them() {
        assert_eq!(minute_of("15:30"), Some(930));
        assert_eq!(minute_of(" 8.05 "), Some(485));
        for text in ["", "25:00", "12:60", "halv fire", "-1:30"] {
            assert_eq!(minute_of(text), None, "{text}");
        }
    }
}
