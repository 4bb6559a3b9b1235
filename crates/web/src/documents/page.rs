//! Which files are kept with a family's case?

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::access::Seen;
use helhed_casework::document::{DocumentLine, DocumentsPage, documents_page};
use helhed_casework::domain::account::Role;
use helhed_casework::domain::ids::FamilyId;

use crate::app::App;
use crate::family::head::HeadView;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::sharing::names::last_day;
use crate::viewer::Viewer;
use crate::words::Words;

/// A document as it stands in the list.
struct Shown {
    line: DocumentLine,
    category: String,
    size: String,
    /// On which basis somebody outside the team sees it, and until when; nothing for the team.
    why: String,
}

#[derive(Template)]
#[template(path = "documents/documents.html")]
struct DocumentsView {
    frame: Frame,
    /// The head of the family's pages; none for who is not of the team.
    head: Option<HeadView>,
    family: FamilyId,
    shown: Vec<Shown>,
    may_add: bool,
    may_annul: bool,
}

/// A size as people say it: in megabytes with one decimal from one megabyte on, in whole kilobytes below.
pub(super) fn size(w: Words, bytes: i64) -> String {
    if bytes >= 1 << 20 {
        let tenths = (bytes * 10 + (1 << 19)) >> 20;
        let point = w.t("decimal-point");
        w.with(
            "document-megabytes",
            format!("{}{point}{}", tenths / 10, tenths % 10),
        )
    } else {
        w.n("document-kilobytes", ((bytes + 1023) >> 10).max(1))
    }
}

/// Why somebody outside the team sees a document.
fn why(app: &App, w: Words, seen: &Seen) -> String {
    match seen {
        Seen::Team => String::new(),
        Seen::Wrote => w.t("document-seen-wrote"),
        Seen::Own => w.t("document-seen-own"),
        Seen::Shared { legal_basis, until } => {
            let basis = w.listed(app, "sharing_basis", legal_basis);
            let until = last_day(w, *until);
            w.args(
                "document-seen-shared",
                &[("basis", &basis), ("until", &until)],
            )
        }
    }
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let (w, family) = (viewer.words, super::family_of(&id)?);
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let page = documents_page(&mut reading, family).await?.into_inner();
    let DocumentsPage {
        lines,
        may_add,
        may_annul,
    } = page;
    let team = matches!(viewer.account.role, Role::Coordinator | Role::TeamLeader);
    let head = if team {
        Some(HeadView::read(&app, &viewer, family, &uri).await?)
    } else {
        None
    };
    let shown = lines.into_iter().map(|it| (it.line, it.seen));
    let shown = shown.map(|(line, seen)| Shown {
        why: why(&app, w, &seen),
        category: w.listed(&app, "category", &line.document.mark.category),
        size: size(w, line.document.size),
        line,
    });
    show(&DocumentsView {
        frame: Frame::new(&app, &viewer, &uri, w.t("documents-title")).about(family),
        head,
        family,
        shown: shown.collect(),
        may_add,
        may_annul,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use helhed_casework::domain::account::Language;

    #[test]
    fn a_size_is_said_as_people_say_it() {
        let w = Words(Language::Danish);
        let said: Vec<_> = [
            0,
            1,
            1024,
            1025,
            (1 << 20) - 1,
            1 << 20,
            1_625_000,
            20 << 20,
        ]
        .into_iter()
        .map(|bytes| size(w, bytes))
        .collect();
        let expected = [
            "1 kB", "1 kB", "1 kB", "2 kB", "1024 kB", "1,0 MB", "1,5 MB", "20,0 MB",
        ];
        assert_eq!(said, expected);
    }
}
