//! Adds somebody around a family, and changes what is known of them.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::Stop;
use helhed_casework::around::{
    AddInvolvement, Around, AroundError, AroundPage, ChangeInvolvement, add_involvement,
    change_involvement,
};
use helhed_casework::domain::day::{day_of, parse_day, parse_optional_day};
use helhed_casework::domain::ids::{FamilyId, PersonId, UnitId};
use helhed_casework::domain::involvement::{InvolvementError, InvolvementFacts, Workplace};
use helhed_casework::domain::text::{Line, Name};

use super::lines::{RowView, row};
use super::{back, find, ids};
use crate::app::App;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::people::begin;
use crate::viewer::Viewer;

type Pairs = Vec<(String, String)>;

#[derive(Template)]
#[template(path = "around/involvement.html")]
struct FormView {
    frame: Frame,
    head: HeadView,
    form: Form,
    people: Pairs,
    units: Pairs,
    bases: Pairs,
    /// As it stands, where another has changed it meanwhile.
    conflict: Option<RowView>,
    version: String,
    back: String,
}

/// Whom it concerns, the units, and every legal basis there has been: what began under an earlier law says so.
fn choices(app: &App, viewer: &Viewer, it: &AroundPage, stands: Option<&Around>) -> [Pairs; 3] {
    let w = viewer.words;
    let facts = stands.map(|row| &row.involvement.facts);
    let people = it.members.iter().filter(|member| {
        member.membership.to.is_none()
            || facts.is_some_and(|facts| facts.concerns == Some(member.person.id))
    });
    let people = people.map(|member| (member.person.id.to_string(), member.person.full_name()));
    let none = |key| std::iter::once((String::new(), w.t(key)));
    let units = it.units.iter().filter(|unit| {
        !unit.closed || facts.is_some_and(|facts| facts.workplace == Workplace::Unit(unit.id))
    });
    let units = units.map(|unit| (unit.id.to_string(), unit.name.as_str().to_owned()));
    let basis = |code: &helhed_casework::domain::code::Code| {
        let words = w.code(code);
        let words = match code.valid_to {
            Some(last) => w.args(
                "around-law-until",
                &[("law", &words), ("day", &w.day(last))],
            ),
            None => words,
        };
        (code.code.clone(), words)
    };
    let bases = app.casework.lists().ever("legal_basis").map(basis);
    [
        none("around-whole-family").chain(people).collect(),
        none("around-other-place").chain(units).collect(),
        none("around-no-basis").chain(bases).collect(),
    ]
}

async fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    it: &AroundPage,
    stands: Option<&Around>,
    form: Form,
) -> Result<FormView, PageError> {
    let w = viewer.words;
    let family = it.family.id;
    let title = match stands {
        Some(row) => {
            let who = row.involvement.facts.professional.as_str();
            w.with("around-change-title", who)
        }
        None => w.t("around-new-title"),
    };
    let mut frame = Frame::new(app, viewer, uri, title).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let changed = form.errors().iter().any(|it| it.key == "field-changed");
    let read = form.text("version");
    let version = match stands {
        Some(row) if changed || read.is_empty() => row.involvement.version.to_string(),
        _ => read.to_owned(),
    };
    let [people, units, bases] = choices(app, viewer, it, stands);
    let conflict = stands.filter(|_| changed);
    Ok(FormView {
        conflict: conflict.map(|around| row(app, w, it, around, frame.today)),
        head: HeadView::read(app, viewer, family, uri).await?,
        people,
        units,
        bases,
        version,
        back: format!("/families/{family}/around"),
        frame,
        form,
    })
}

fn parse(form: &mut Form) -> Option<InvolvementFacts> {
    let professional = Name::parse(form.text("professional"));
    let professional = form.take("professional", "around-who", professional);
    let mut line = |field: &str, label: &str| {
        let parsed = Line::parse_optional(form.text(field));
        form.take(field, label, parsed)
    };
    let title = line("title", "around-what");
    let case = line("case", "around-case");
    let plan = line("plan", "around-plan");
    let named = Name::parse_optional(form.text("place"));
    let named = form.take("place", "around-place", named);
    let unit = match form.text("unit") {
        "" => Ok(None),
        text => UnitId::parse(text).map(Some).ok_or("field-choose"),
    };
    let unit = form.take("unit", "around-unit", unit);
    let concerns = match form.text("concerns") {
        "" => Ok(None),
        text => PersonId::parse(text).map(Some).ok_or("field-choose"),
    };
    let concerns = form.take("concerns", "around-whom", concerns);
    let since = parse_day(form.text("since"));
    let since = form.take("since", "around-since-day", since);
    let until = parse_optional_day(form.text("until"));
    let until = form.take("until", "around-until-day", until);
    let basis = Some(form.text("basis")).filter(|code| !code.is_empty());
    Some(InvolvementFacts {
        legal_basis: basis.map(str::to_owned),
        concerns: concerns?,
        professional: professional?,
        title: title?,
        workplace: match (unit?, named?) {
            (Some(unit), _) => Workplace::Unit(unit),
            (None, Some(named)) => Workplace::Named(named),
            (None, None) => Workplace::Unknown,
        },
        case: case?,
        plan: plan?,
        since: since?,
        until: until?,
    })
}

/// Tells at its field why nothing was saved; what stopped the operation is a page of its own.
fn tell(form: &mut Form, error: AroundError) -> Result<(), Stop> {
    match error {
        AroundError::Stopped(stop) => return Err(stop),
        AroundError::Wrong(InvolvementError::EndsBeforeItBegins) => {
            form.fault("until", "around-until-day", "field-ends-before");
        }
        AroundError::Wrong(InvolvementError::TooFarAhead) => {
            form.fault("since", "around-since-day", "field-over-a-year-ahead");
        }
        AroundError::NoSuchUnit => form.fault("unit", "around-unit", "field-choose"),
        AroundError::NotInForce => form.fault("basis", "around-basis", "field-not-law-then"),
        AroundError::Changed => form.fault("professional", "around-who", "field-changed"),
    }
    Ok(())
}

/// The form of somebody new.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let id = FamilyId::parse(&id).ok_or(Stop::Absent)?;
    let it = super::read(&app, &viewer, id).await?;
    let form = Form::open(&app, &viewer, uri.path())
        .await?
        .preset("since", day_of(app.now()).to_string());
    show(&view((&app, &viewer, &uri), &it, None, form).await?)
}

/// Takes somebody new.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let id = FamilyId::parse(&id).ok_or(Stop::Absent)?;
    if let Some(facts) = parse(&mut form) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        match add_involvement(&mut ctx, AddInvolvement { family: id, facts }).await {
            Ok(_) => {
                let to = back(id, "around-added");
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(error) => tell(&mut form, error)?,
        }
    }
    let it = super::read(&app, &viewer, id).await?;
    show_errors(&view((&app, &viewer, &uri), &it, None, form).await?)
}

/// The form of somebody who is there.
pub(super) async fn change_page(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let (family, id) = ids(&path)?;
    let it = super::read(&app, &viewer, family).await?;
    let stands = find(&it, id)?;
    let facts = &stands.involvement.facts;
    let text = |line: &Option<Line>| line.as_ref().map_or("", Line::as_str).to_owned();
    let (unit, named) = match &facts.workplace {
        Workplace::Unit(unit) => (unit.to_string(), String::new()),
        Workplace::Named(name) => (String::new(), name.as_str().to_owned()),
        Workplace::Unknown => (String::new(), String::new()),
    };
    let form = Form::open(&app, &viewer, uri.path())
        .await?
        .preset("version", stands.involvement.version.to_string())
        .preset("professional", facts.professional.as_str())
        .preset("title", text(&facts.title))
        .preset("unit", unit)
        .preset("place", named)
        .preset(
            "concerns",
            facts.concerns.map(|id| id.to_string()).unwrap_or_default(),
        )
        .preset("case", text(&facts.case))
        .preset("plan", text(&facts.plan))
        .preset("basis", facts.legal_basis.clone().unwrap_or_default())
        .preset("since", facts.since.to_string())
        .preset(
            "until",
            facts.until.map(|day| day.to_string()).unwrap_or_default(),
        );
    show(&view((&app, &viewer, &uri), &it, Some(&stands), form).await?)
}

/// Takes a change.
pub(super) async fn change(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let (family, id) = ids(&path)?;
    if let Some(facts) = parse(&mut form) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let command = ChangeInvolvement {
            family,
            involvement: id,
            version: form.text("version").parse().unwrap_or(0),
            facts,
        };
        match change_involvement(&mut ctx, command).await {
            Ok(()) => {
                let to = back(family, "around-changed");
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(error) => tell(&mut form, error)?,
        }
    }
    let it = super::read(&app, &viewer, family).await?;
    let stands = find(&it, id)?;
    show_errors(&view((&app, &viewer, &uri), &it, Some(&stands), form).await?)
}
