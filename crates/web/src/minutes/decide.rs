//! Makes something of a line: what its words do not tell is asked here.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;
use jiff::civil::Time;

use helhed_casework::domain::day::{day_of, parse_optional_day};
use helhed_casework::domain::ids::{FamilyId, MinutesLineId};
use helhed_casework::domain::minutes::{LineKind, Wanting, hour_word};
use helhed_casework::minutes::{
    DecideLine, DecideLineError, LineRow, MinutesPage, Told, decide_line, minutes_of, owners,
    read_line,
};

use super::owners::{choices, code, parse};
use super::{ids, minutes_at};
use crate::app::App;
use crate::assessment::head;
use crate::choices::{from_list, with_none};
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::people::begin;
use crate::query::Query;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "minutes/decide.html")]
struct DecideView {
    frame: Frame,
    head: Option<HeadView>,
    family: FamilyId,
    is_family: bool,
    form: Form,
    passage: String,
    kinds: Vec<(String, String)>,
    owners: Vec<(String, String)>,
    domains: Vec<(String, String)>,
    back: String,
}

/// The minutes with the line that the form is about.
async fn line_of(
    (app, viewer): (&App, &Viewer),
    path: &(String, String),
    line: &str,
) -> Result<(MinutesPage, usize), PageError> {
    let (family, meeting) = ids(path)?;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let page = minutes_of(&mut reading, family, meeting)
        .await?
        .into_inner();
    let line = MinutesLineId::parse(line).ok_or(PageError::Absent)?;
    let begun = page.begun.as_ref().ok_or(PageError::Absent)?;
    let at = begun.lines.iter().position(|it| it.line.id == line);
    let at = at.ok_or(PageError::Absent)?;
    Ok((page, at))
}

fn row(page: &MinutesPage, at: usize) -> Result<&LineRow, PageError> {
    let begun = page.begun.as_ref().ok_or(PageError::Absent)?;
    begun.lines.get(at).ok_or(PageError::Absent)
}

async fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    (page, at): (&MinutesPage, usize),
    form: Form,
) -> Result<DecideView, PageError> {
    let w = viewer.words;
    let (family, meeting) = (page.family, page.meeting);
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let all = owners(&mut reading, family, meeting).await?;
    let begun = page.begun.as_ref().ok_or(PageError::Absent)?;
    let row = row(page, at)?;
    let section = begun.section(row.line.section).ok_or(PageError::Absent)?;
    let body = row.line.body.as_ref().map_or("", |it| it.as_str());
    let today = day_of(app.now());
    let read = read_line(body, &section.facts, Told::default(), &all, today);
    let kind = match read.kind {
        LineKind::Said | LineKind::Decision => LineKind::Task,
        kind => kind,
    };
    let hour = read.hour.map(|it| it.strftime("%H:%M").to_string());
    let form = form
        .preset("kind", kind.code())
        .preset("owner", read.owner.as_ref().map(code).unwrap_or_default())
        .preset("day", read.day.map(|it| it.to_string()).unwrap_or_default())
        .preset("hour", hour.unwrap_or_default())
        .preset("domain", read.domain.unwrap_or_default());
    let mut frame = Frame::new(app, viewer, uri, w.t("minutes-decide-title")).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let kinds = LineKind::ALL.iter().filter(|it| it.becomes());
    Ok(DecideView {
        head: head(app, viewer, family, "meetings").await?,
        family,
        is_family: false,
        passage: body.to_owned(),
        kinds: kinds
            .map(|it| (it.code().to_owned(), w.t(it.label_key())))
            .collect(),
        owners: with_none(w, choices(&all)),
        domains: with_none(w, from_list(app, w, "life_domain", today)),
        back: match page.has_pen() {
            true => format!("{}/write", minutes_at(family, meeting)),
            false => minutes_at(family, meeting),
        },
        form,
        frame,
    })
}

/// Shows what is asked.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let line = Query::of(&uri).text("line").to_owned();
    let (page, at) = line_of((&app, &viewer), &path, &line).await?;
    let form = Form::open(&app, &viewer, uri.path()).await?;
    let form = form.holding("line", line);
    show(&view((&app, &viewer, &uri), (&page, at), form).await?)
}

/// Reads what is told beside the line.
fn told(form: &mut Form) -> Option<Told> {
    let day = parse_optional_day(form.text("day"));
    let day = form.take("day", "minutes-wanting-day", day);
    let hour = match form.text("hour").trim() {
        "" => Ok(None),
        // A field for an hour sends 09:30; people write 9.30.
        text => match hour_word(&format!("kl. {text}")) {
            Some(hour) => Ok(Some(hour)),
            None => Err("field-day-impossible"),
        },
    };
    let hour: Option<Option<Time>> = form.take("hour", "minutes-wanting-hour", hour);
    Some(Told {
        kind: LineKind::from_code(form.text("kind")),
        owner: parse(form.text("owner")),
        day: day?,
        no_day: form.has("no-day", "yes"),
        hour: hour?,
        domain: Some(form.text("domain").to_owned()).filter(|it| !it.is_empty()),
    })
}

/// Takes the form.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let line = form.text("line").to_owned();
    let (page, at) = line_of((&app, &viewer), &path, &line).await?;
    if let Some(told) = told(&mut form) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let own = minutes_at(page.family, page.meeting);
        let back = match page.has_pen() {
            true => format!("{own}/write"),
            false => own,
        };
        let command = DecideLine {
            family: page.family,
            meeting: page.meeting,
            line: row(&page, at)?.line.id,
            told,
        };
        match decide_line(&mut ctx, command).await {
            // Pressed twice, or somebody else was first.
            Ok(()) | Err(DecideLineError::Already) => {
                let to = format!("{back}?done=minutes-decided#o-{line}");
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(DecideLineError::Stopped(stop)) => return Err(stop.into()),
            Err(error) => {
                drop(ctx);
                tell(&mut form, error);
            }
        }
    }
    show_errors(&view((&app, &viewer, &uri), (&page, at), form).await?)
}

/// Tells what is wrong at its field.
fn tell(form: &mut Form, error: DecideLineError) {
    match error {
        DecideLineError::Wanting(all) => {
            for it in all {
                let field = match it {
                    Wanting::Owner => "owner",
                    Wanting::Day => "day",
                    Wanting::Hour => "hour",
                    Wanting::Domain => "domain",
                };
                form.fault(field, it.label_key(), "field-missing");
            }
        }
        DecideLineError::Past => form.fault("day", "minutes-wanting-day", "minutes-day-past"),
        DecideLineError::NoSuchOwner => {
            form.fault("owner", "minutes-wanting-owner", "minutes-choose");
        }
        DecideLineError::Closed => form.fault("kind", "minutes-kind", "minutes-closed"),
        _ => form.fault("kind", "minutes-kind", "minutes-decides-nothing"),
    }
}
