//! One request: what was asked, how it stands, and the statement.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;
use jiff::civil::Date;

use helhed_casework::domain::one_time_link::LinkState;
use helhed_casework::domain::request::RequestState;
use helhed_casework::request::{RequestPage, request_page};

use super::shown::about;
use crate::app::App;
use crate::family::head::HeadView;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::viewer::Viewer;
use crate::words::Words;

#[derive(Template)]
#[template(path = "request/one.html")]
struct OneView {
    frame: Frame,
    head: HeadView,
    page: RequestPage,
    purpose: String,
    basis: String,
    about: String,
    state: RequestState,
    /// How the link to answer by stands, in words; none where there is no link.
    link: Option<String>,
    today: Date,
    href: String,
}

/// A code of a list in words, and what was written beside it.
pub(super) fn with_word(words: String, word: Option<&str>) -> String {
    match word {
        Some(word) => format!("{words}: {word}"),
        None => words,
    }
}

impl OneView {
    fn is_open(&self) -> bool {
        self.state.is_open()
    }

    /// The statement counts, and may be annulled by the viewer.
    fn may_annul(&self) -> bool {
        let counts = |it: &helhed_casework::domain::statement::Statement| it.annulled.is_none();
        self.page.may_change && self.page.statement.as_ref().is_some_and(counts)
    }
}

/// How a link stands, in words.
fn link_words(w: Words, app: &App, page: &RequestPage, today: Date) -> Option<String> {
    let link = page.link.as_ref()?;
    let rules = app.casework.lists().rules(today);
    let stands = match link.state(app.now(), rules.link_wrong_codes) {
        LinkState::Live => w.with("link-live-until", w.moment(link.expires_at, today)),
        other => w.join("link-is-", other.code()),
    };
    let letter = page.letter.map(|letter| w.t(letter.label_key()));
    Some(letter.map_or(stands.clone(), |letter| format!("{stands} ({letter})")))
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let (family, request) = super::ids(&path)?;
    let w = viewer.words;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let page = request_page(&mut reading, family, request)
        .await?
        .into_inner();
    let today = reading.today();
    let facts = &page.line.request.facts;
    let category = w.listed(&app, "category", &facts.category);
    let purpose = w.listed(&app, "request_purpose", &facts.purpose);
    let basis = w.listed(&app, "sharing_basis", &facts.basis);
    let title = w.with("request-title", &category);
    show(&OneView {
        frame: Frame::new(&app, &viewer, &uri, title).about(family),
        head: super::head(&app, &viewer, family).await?,
        purpose: with_word(purpose, facts.purpose_word.as_ref().map(|it| it.as_str())),
        basis: with_word(basis, facts.basis_word.as_ref().map(|it| it.as_str())),
        about: about(&page.line),
        state: page.line.request.state(today),
        link: link_words(w, &app, &page, today),
        today,
        href: format!("{}/{request}", super::requests_of(family)),
        page,
    })
}
