//! The genogram on one sheet: a tagged PDF of the picture and its sentences.

use axum::extract::{Path, State};

use helhed_casework::domain::day::day_of;
use helhed_reports::document::Table;
use helhed_reports::genogram::genogram;
use helhed_reports::{Block, Document, Figure};

use super::picture::{drawn, households};
use super::told::sentences;
use crate::app::App;
use crate::case::family_of;
use crate::page::PageResult;
use crate::print::send_printed;
use crate::viewer::Viewer;

/// The genogram as PDF.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> PageResult {
    let family = family_of(&id)?;
    let w = viewer.words;
    let page = super::read(&app, &viewer, family).await?;
    let today = day_of(app.now());
    let said = sentences(&app, w, &page, today).join(" ");
    send_printed(&w.t("genogram-title"), |letters| {
        let others = households(&page).into_iter();
        let named = ('B'..='Z')
            .zip(others)
            .map(|(letter, (_, name))| (letter.to_string(), letters.text(&name)));
        let own = ("A".to_owned(), letters.text(page.name.as_str()));
        let picture = Block::Figure(Figure {
            id: "genogram".to_owned(),
            title: w.t("genogram-title"),
            description: letters.text(&said),
            drawing: genogram(&drawn(w, &page, today, letters)),
            table: Table::default(),
        });
        let words = Block::Paragraph(letters.text(&said));
        Document {
            language: w.0,
            title: w.t("genogram-title"),
            subtitle: letters.text(page.name.as_str()),
            facts: std::iter::once(own).chain(named).collect(),
            lead: if page.people.is_empty() {
                vec![words]
            } else {
                vec![picture, words]
            },
            sections: Vec::new(),
        }
    })
}
