//! Who has read or received what about us, when, and why?

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::account::Role;
use helhed_casework::domain::disclosure::Disclosure;
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::family_log::{FamilyLog, Received, Visit, family_log_page};

use crate::app::App;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::query::Query;
use crate::sharing::names::{Names, categories, joined};
use crate::viewer::Viewer;
use crate::words::Words;

/// The role of whoever answers by a one-time link: they have no account.
const LINK: &str = "link";

/// A visit in words.
struct Shown {
    when: String,
    who: String,
    as_what: String,
    acts: String,
    why: String,
    /// The laws by which it was shared.
    laws: String,
    emergency: bool,
}

/// What was shared without a consent, in words.
struct Disclosed {
    /// With whom.
    to: String,
    /// What, about whom and when.
    what: String,
    /// The law and the purpose.
    why: String,
}

/// A day in words.
struct Day {
    heading: String,
    shown: Vec<Shown>,
}

#[derive(Template)]
#[template(path = "family_log/log.html")]
struct LogView {
    frame: Frame,
    /// The head of the family's pages; none for the family itself.
    head: Option<HeadView>,
    own: bool,
    days: Vec<Day>,
    received: Vec<Received>,
    disclosed: Vec<Disclosed>,
    /// Where everything that is shared is seen.
    sharing: String,
    older: Option<String>,
    newest: Option<String>,
}

/// What was done, in words; an operation without words stands by its name.
fn acts(w: Words, acts: &[(String, i64)]) -> String {
    let one = |(act, count): &(String, i64)| {
        let words = w.find(&format!("act-{act}")).unwrap_or_else(|| act.clone());
        if *count > 1 {
            let count = count.to_string();
            w.args("log-times", &[("act", &words), ("n", &count)])
        } else {
            words
        }
    };
    acts.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn shown(app: &App, w: Words, viewer: &Viewer, visit: &Visit) -> Shown {
    let (first, last) = (w.time(visit.first), w.time(visit.last));
    let role = w.find(&format!("role-{}", visit.role)).unwrap_or_default();
    let unit = visit.unit.as_ref().map(|unit| unit.as_str());
    let as_what: Vec<&str> = [role.as_str()]
        .into_iter()
        .chain(unit)
        .filter(|it| !it.is_empty())
        .collect();
    Shown {
        when: if first == last {
            first
        } else {
            format!("{first}–{last}")
        },
        who: match &visit.name {
            Some(_) if visit.account == Some(viewer.account.id) => w.t("log-you"),
            Some(name) => name.as_str().to_owned(),
            None if visit.role == LINK => w.t("log-by-link"),
            None => w.t("audit-house"),
        },
        as_what: as_what.join(", "),
        acts: acts(w, &visit.acts),
        why: w
            .find(&format!("audit-basis-{}", visit.basis))
            .unwrap_or_else(|| visit.basis.clone()),
        laws: joined(
            visit
                .laws
                .iter()
                .map(|it| w.listed(app, "sharing_basis", it)),
        ),
        emergency: visit.emergency,
    }
}

fn disclosed(app: &App, w: Words, names: &Names, it: &Disclosure) -> Disclosed {
    let terms = &it.terms;
    Disclosed {
        to: names.parties(&terms.to),
        what: w.args(
            "log-disclosed",
            &[
                ("categories", &categories(app, w, &terms.categories)),
                ("people", &names.people(&terms.subjects)),
                ("day", &w.day_at(it.at)),
            ],
        ),
        why: format!(
            "{} · {}",
            w.listed(app, "sharing_basis", &terms.legal_basis),
            terms.purpose.as_str()
        ),
    }
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let (w, query) = (viewer.words, Query::of(&uri));
    let family = FamilyId::parse(&id).ok_or(PageError::Absent)?;
    let before: Option<i64> = query.text("before").parse().ok();
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let log = family_log_page(&mut reading, family, before)
        .await?
        .into_inner();
    let FamilyLog {
        days,
        older,
        received,
        disclosed: shared,
        units,
        people,
        own,
    } = log;
    let names = Names::of(w, &units, &people);
    let title = if own { "log-title-own" } else { "log-title" };
    let frame = Frame::new(&app, &viewer, &uri, w.t(title)).about(family);
    let head = if viewer.is(Role::FamilyMember) {
        None
    } else {
        Some(HeadView::read(&app, &viewer, family, &uri).await?)
    };
    let days = days.iter().map(|day| Day {
        heading: w.weekday(day.day, frame.today),
        shown: day
            .visits
            .iter()
            .map(|visit| shown(&app, w, &viewer, visit))
            .collect(),
    });
    show(&LogView {
        days: days.collect(),
        head,
        own,
        received,
        disclosed: shared
            .iter()
            .map(|it| disclosed(&app, w, &names, it))
            .collect(),
        sharing: format!("/families/{family}/sharing"),
        older: older.map(|before| query.set("before", before)),
        newest: before.map(|_| query.without("before")),
        frame,
    })
}
