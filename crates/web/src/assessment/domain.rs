//! One life domain of one person: the family's own view and the professionals', how it goes over time, and what is known already.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;
use jiff::civil::Date;

use helhed_casework::assessment::{AssessmentLine, DomainPage, Item};
use helhed_casework::domain::account::Role;
use helhed_casework::domain::day::day_of;
use helhed_casework::domain::ids::{AssessmentId, CaseItemId, FamilyId};
use helhed_casework::domain::item::ItemKind;
use helhed_casework::domain::text::Prose;

use super::page::who;
use super::{Place, chart, head};
use crate::app::App;
use crate::family::head::HeadView;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::time_chart::TimeFigure;
use crate::viewer::Viewer;
use crate::words::Words;

/// What somebody said, with what it builds on.
struct Entry {
    id: AssessmentId,
    who: String,
    on: Date,
    score: Option<u8>,
    strengths: Option<String>,
    needs: Option<String>,
    written_by: Option<String>,
    sources: Vec<String>,
}

/// Something that is known already.
pub(super) struct Known {
    pub id: String,
    pub heading: String,
    pub text: String,
    pub by: String,
}

#[derive(Template)]
#[template(path = "assessment/domain.html")]
struct DomainView {
    frame: Frame,
    head: Option<HeadView>,
    family: FamilyId,
    href: String,
    is_family: bool,
    figure: Option<TimeFigure>,
    own: Vec<Entry>,
    professional: Vec<Entry>,
    known: Vec<Known>,
    needs: Vec<String>,
    /// "18 af 40, den 3. november".
    rating: Option<String>,
    may_write: bool,
    may_annul: bool,
    may_add_need: bool,
    person: String,
    domain: String,
}

/// "Kontakt, tirsdag den 24. november".
fn heading(w: Words, item: &Item, today: Date) -> String {
    let kind = match item.kind {
        ItemKind::Contact => item
            .code
            .as_ref()
            .and_then(|code| w.find(&format!("contact-{code}"))),
        _ => None,
    };
    let kind = kind.unwrap_or_else(|| w.t(item.kind.label_key()));
    let on = item.day.unwrap_or_else(|| day_of(item.at));
    let mut letters = kind.chars();
    let first: String = letters
        .next()
        .map_or_else(String::new, |it| it.to_uppercase().collect());
    format!("{first}{}, {}", letters.as_str(), w.weekday(on, today))
}

/// An item as it is shown where it is needed again.
pub(super) fn known(w: Words, item: &Item, today: Date) -> Known {
    let by = item.by_name.as_ref().map(|it| it.as_str().to_owned());
    Known {
        id: item.id.to_string(),
        heading: heading(w, item, today),
        text: item.text.clone().unwrap_or_default(),
        by: match item.kind {
            ItemKind::Statement => item.more.clone(),
            _ => by,
        }
        .unwrap_or_default(),
    }
}

fn entry(w: Words, page: &DomainPage, line: &AssessmentLine, today: Date) -> Entry {
    let facts = &line.assessment.facts;
    let text = |it: &Option<Prose>| it.as_ref().map(|it| it.as_str().to_owned());
    // What the reader does not see is no source to them.
    let source = |id: &CaseItemId| {
        let mut all = page.known.iter().chain(&page.latest);
        let found = all.find(|item| item.id == id.uuid())?;
        Some(heading(w, found, today))
    };
    Entry {
        id: line.assessment.id,
        who: who(w, &page.named, line),
        on: facts.on,
        score: facts.score.map(|it| it.number()),
        strengths: text(&facts.strengths),
        needs: text(&facts.needs),
        written_by: facts.voice.map(|_| line.by_name.as_str().to_owned()),
        sources: facts.sources.iter().filter_map(source).collect(),
    }
}

/// The heading of the page: "Tobias: psykisk helbred".
pub(super) fn title(app: &App, w: Words, page: &DomainPage) -> String {
    let domain = w.listed(app, "life_domain", &page.domain);
    format!("{}: {domain}", page.person.given_name.as_str())
}

/// Shows one life domain of one person.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, person, domain)): Path<(String, String, String)>,
    uri: Uri,
) -> PageResult {
    let place = Place::parse(&id, &person, &domain)?;
    let page = place.read(&app, &viewer).await?;
    let w = viewer.words;
    let title = title(&app, w, &page);
    let figure = chart::draw(w, &page, &title);
    let frame = Frame::new(&app, &viewer, &uri, title).about(place.family);
    let today = frame.today;
    let entries = |own: bool| {
        let lines = page.lines.iter();
        lines
            .filter(|line| line.assessment.facts.is_own() == own)
            .map(|line| entry(w, &page, line, today))
            .collect::<Vec<Entry>>()
    };
    let rating = page.rating.map(|(on, sum)| {
        let sum = helhed_reports::Numbers(w.0).fixed(sum, 1);
        w.args(
            "assessment-rating",
            &[("sum", sum.as_str()), ("day", &w.weekday(on, today))],
        )
    });
    let needs = page.needs.iter();
    let needs = needs.map(|line| line.need.facts.title.as_str().to_owned());
    show(&DomainView {
        head: head(&app, &viewer, place.family, "assessment").await?,
        family: place.family,
        href: place.href(),
        is_family: viewer.is(Role::FamilyMember),
        figure,
        own: entries(true),
        professional: entries(false),
        known: page.known.iter().map(|it| known(w, it, today)).collect(),
        needs: needs.collect(),
        rating,
        may_write: page.may_write,
        may_annul: page.may_annul,
        may_add_need: page.may_add_need && page.may_write,
        person: page.person.id.to_string(),
        domain: page.domain,
        frame,
    })
}
