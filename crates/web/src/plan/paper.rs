//! The plan on one sheet: a tagged PDF of the road and its steps.

use axum::extract::{Path, State};

use helhed_casework::plan::plan_page;
use helhed_reports::plan::RoadWidth;
use helhed_reports::{Block, Document};

use super::figure::road_of;
use super::page::{due_words, tree_of};
use super::tree::PlanTree;
use crate::app::App;
use crate::case::{family_of, reading};
use crate::page::PageResult;
use crate::print::send_printed;
use crate::viewer::Viewer;
use crate::words::Words;

/// How many steps stand in the table: more would not be one sheet.
const STEPS: usize = 14;

/// The plan as a document, with each text as `text` lets it through.
fn document(
    w: Words,
    tree: &PlanTree,
    (family, due): (&str, Option<&str>),
    text: &impl Fn(&str) -> String,
) -> Document {
    let mut lead = Vec::new();
    if let Some(mut figure) = road_of(tree, w, ("road", RoadWidth::Wide), text) {
        let mut table = std::mem::take(&mut figure.table);
        table.rows.truncate(STEPS);
        lead.push(Block::Figure(figure));
        lead.push(Block::Table(table));
    } else {
        lead.push(Block::Paragraph(w.t("plan-empty")));
    }
    Document {
        language: w.0,
        title: w.t("ours-title"),
        subtitle: text(family),
        facts: due
            .map(|due| (w.t("plan-next-review"), text(due)))
            .into_iter()
            .collect(),
        lead,
        sections: Vec::new(),
    }
}

/// The plan as PDF.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> PageResult {
    let family = family_of(&id)?;
    let w = viewer.words;
    let mut reading = reading(&app, &viewer);
    let mut page = plan_page(&mut reading, family).await?.into_inner();
    let today = reading.today();
    let tree = tree_of(&app, w, &mut page, today);
    let due = page.review_due.map(|due| due_words(w, due, today).0);
    let facts = (page.family_name.as_str(), due.as_deref());
    send_printed(&w.t("plan-title"), |letters| {
        document(w, &tree, facts, &|text| letters.text(text))
    })
}
