//! The joint assessment of a family: each person's life domains, the family's own view beside the professionals'.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::assessment::{AssessmentLine, AssessmentPage, assessment_page};
use helhed_casework::choices::Kin;
use helhed_casework::domain::account::Role;
use helhed_casework::domain::ids::{FamilyId, PersonId};
use helhed_casework::domain::text::Prose;

use super::{domain_href, head, name_of};
use crate::app::App;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::viewer::Viewer;
use crate::words::Words;

/// What one side says last: in whose words, and how it goes.
pub(super) struct Said {
    pub who: String,
    pub score: Option<u8>,
    pub strengths: Option<String>,
    pub needs: Option<String>,
    pub on: jiff::civil::Date,
}

/// Where the marks of the two sides stand on the line from 0 to 10, across, and the same in words.
struct Ten {
    own: Option<i32>,
    professional: Option<i32>,
    said: String,
}

/// A life domain of a person that something is said of.
struct DomainView {
    href: String,
    label: String,
    ten: Option<Ten>,
    own: Option<Said>,
    professional: Option<Said>,
}

struct PersonView {
    id: PersonId,
    name: String,
    lane: usize,
    domains: Vec<DomainView>,
    /// Domains that nobody has said anything of: where, and what they are called.
    quiet: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "assessment/assessment.html")]
struct AssessmentView {
    frame: Frame,
    head: Option<HeadView>,
    family: FamilyId,
    people: Vec<PersonView>,
    is_family: bool,
    may_see_needs: bool,
}

/// Whose words a line is: somebody of the family, or a professional with their unit.
pub(super) fn who(w: Words, named: &[Kin], line: &AssessmentLine) -> String {
    match line.assessment.facts.voice {
        Some(voice) => name_of(named, voice).map_or_else(
            || w.t("assessment-somebody-of-family"),
            |name| w.with("assessment-own-words", name),
        ),
        None => match &line.by_unit {
            Some((_, unit)) => format!("{}, {}", line.by_name.as_str(), unit.as_str()),
            None => line.by_name.as_str().to_owned(),
        },
    }
}

fn said(w: Words, page: &AssessmentPage, line: &AssessmentLine) -> Said {
    let facts = &line.assessment.facts;
    let text = |it: &Option<Prose>| it.as_ref().map(|it| it.as_str().to_owned());
    Said {
        who: who(w, &page.named, line),
        score: facts.score.map(|it| it.number()),
        strengths: text(&facts.strengths),
        needs: text(&facts.needs),
        on: facts.on,
    }
}

/// The line from 0 to 10; none where neither side has named a number.
fn ten(w: Words, own: Option<&Said>, professional: Option<&Said>) -> Option<Ten> {
    let score = |said: Option<&Said>| said.and_then(|it| it.score);
    let (own, professional) = (score(own), score(professional));
    let told = |key: &str, score: Option<u8>| score.map(|it| w.with(key, it));
    let said: Vec<String> = [
        told("assessment-own-says", own),
        told("assessment-professionals-say", professional),
    ]
    .into_iter()
    .flatten()
    .collect();
    let x = |score: u8| 20 + i32::from(score) * 22;
    (!said.is_empty()).then(|| Ten {
        own: own.map(x),
        professional: professional.map(x),
        said: said.join(" "),
    })
}

fn person_view(app: &App, w: Words, page: &AssessmentPage, (at, kin): (usize, &Kin)) -> PersonView {
    let (mut domains, mut quiet) = (Vec::new(), Vec::new());
    let mut codes: Vec<&str> = page
        .open
        .iter()
        .filter(|(person, _)| *person == kin.id)
        .map(|(_, domain)| domain.as_str())
        .collect();
    // What was said of a domain that has closed since, or that is no domain any more, is still there to see.
    for line in &page.lines {
        let facts = &line.assessment.facts;
        if facts.person == kin.id && !codes.contains(&facts.domain.as_str()) {
            codes.push(&facts.domain);
        }
    }
    for code in codes {
        let of = |own: bool| {
            page.lines.iter().find(|line| {
                let facts = &line.assessment.facts;
                facts.person == kin.id && facts.domain == code && facts.is_own() == own
            })
        };
        let (own, professional) = (of(true), of(false));
        let href = domain_href(page.family, kin.id, code);
        let label = w.listed(app, "life_domain", code);
        if own.is_none() && professional.is_none() {
            quiet.push((href, label));
        } else {
            let own = own.map(|line| said(w, page, line));
            let professional = professional.map(|line| said(w, page, line));
            domains.push(DomainView {
                href,
                label,
                ten: ten(w, own.as_ref(), professional.as_ref()),
                own,
                professional,
            });
        }
    }
    PersonView {
        id: kin.id,
        name: kin.given_name.as_str().to_owned(),
        lane: at % 4 + 1,
        domains,
        quiet,
    }
}

/// Shows the joint assessment.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let family = FamilyId::parse(&id).ok_or(PageError::Absent)?;
    let head = head(&app, &viewer, family, "assessment").await?;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let page = assessment_page(&mut reading, family).await?.into_inner();
    let w = viewer.words;
    let is_family = viewer.is(Role::FamilyMember);
    let title = match (is_family, head.is_some()) {
        (true, _) => w.t("assessment-title-family"),
        (false, true) => w.t("assessment-title"),
        (false, false) => w.with("assessment-title-of", page.family_name.as_str()),
    };
    let people = page.people.iter().enumerate();
    show(&AssessmentView {
        frame: Frame::new(&app, &viewer, &uri, title).about(family),
        head,
        family,
        people: people.map(|it| person_view(&app, w, &page, it)).collect(),
        is_family,
        may_see_needs: page.may_see_needs,
    })
}
