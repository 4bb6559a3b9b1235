//! What has happened to a case, in plain sentences.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;
use jiff::civil::Date;

use helhed_casework::Stop;
use helhed_casework::course::{FamilyHistory, What, family_history};
use helhed_casework::domain::authority::Authority;
use helhed_casework::domain::ids::FamilyId;

use crate::app::App;
use crate::family::head::HeadView;
use crate::frame::Frame;
use crate::intake::decision_words;
use crate::page::{PageResult, show};
use crate::viewer::Viewer;
use crate::words::Words;

#[derive(Template)]
#[template(path = "course/history.html")]
struct HistoryPage {
    frame: Frame,
    head: HeadView,
    sentences: Vec<(Date, String)>,
}

/// The words of an authority.
pub(super) fn authority_words(w: Words, authority: &Authority) -> String {
    match authority {
        Authority::Shared { with } => w.with("authority-shared-with", with.as_str()),
        other => w.join("authority-", other.kind().code()),
    }
}

fn sentence(app: &App, w: Words, what: &What) -> String {
    let more = |text: String, word: &Option<helhed_casework::domain::text::Line>| match word {
        Some(word) => w.args(
            "history-with-word",
            &[("what", &text), ("word", word.as_str())],
        ),
        None => text,
    };
    match what {
        What::Referred { unit } => w.with("history-referred", unit.as_str()),
        What::Decided { unit, outcome } => w.args(
            "history-decided",
            &[
                ("unit", unit.as_str()),
                ("what", &decision_words(app, w, outcome)),
            ],
        ),
        What::Started { again: false } => w.t("history-started"),
        What::Started { again: true } => w.t("history-started-again"),
        What::Ended {
            reason,
            goes_on_to,
            word,
        } => {
            let reason = w.join("end-", reason.code());
            let ways = goes_on_to
                .iter()
                .map(|code| w.listed(app, "goes_on_to", code));
            let ways = ways.collect::<Vec<_>>().join(", ");
            let text = if ways.is_empty() {
                w.with("history-ended", reason)
            } else {
                w.args("history-ended-to", &[("reason", &reason), ("to", &ways)])
            };
            more(text, word)
        }
        What::Given { to, kind, word } => {
            let key = format!("history-given-{}", kind.code());
            more(w.with(&key, to.as_str()), word)
        }
        What::Left { who, kind } => w.with(&format!("history-left-{}", kind.code()), who.as_str()),
        What::AuthoritySet { authority } => {
            w.with("history-authority", authority_words(w, authority))
        }
    }
}

/// Shows the history.
pub(crate) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let id = FamilyId::parse(&id).ok_or(Stop::Absent)?;
    let w = viewer.words;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let FamilyHistory { happenings, .. } = family_history(&mut reading, id).await?.into_inner();
    let title = w.t("history-title");
    show(&HistoryPage {
        frame: Frame::new(&app, &viewer, &uri, title).about(id),
        head: HeadView::read(&app, &viewer, id, &uri).await?,
        sentences: happenings
            .iter()
            .map(|it| (it.on, sentence(&app, w, &it.what)))
            .collect(),
    })
}
