//! The timeline on paper: a tagged PDF of the picture and its table.

use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::timeline::{Event, TimelinePage, timeline_page};
use helhed_reports::document::{Column, Table};
use helhed_reports::timeline::{Width, sheets, timeline};
use helhed_reports::{Block, Document, Figure};
use jiff::civil::Date;

use super::ask::Ask;
use super::picture::{description, lanes, words};
use super::rows::row;
use crate::app::App;
use crate::case::{family_of, reading};
use crate::page::PageResult;
use crate::print::{Letters, send_printed};
use crate::query::Query;
use crate::viewer::Viewer;

/// The most lines of the table on paper; how many are left out is told.
const LINES: usize = 300;
/// The tallest picture, in its own units: taller ones would be too small to read on a sheet and are split between lanes.
const TALL: f64 = 1_050.0;

/// The timeline as a document.
fn document(
    (app, viewer): (&App, &Viewer),
    page: &TimelinePage,
    events: &[&Event],
    today: Date,
    letters: Letters,
) -> Document {
    let w = viewer.words;
    let mut all = lanes(app, w, page, events);
    for lane in &mut all {
        lane.name = letters.text(&lane.name);
        for bar in &mut lane.bars {
            bar.label = letters.text(&bar.label);
        }
    }
    let (days, along) = (page.window.zoom.days(), words(w, page.window, today));
    let pictures = sheets(days, &all, TALL).into_iter().map(|part| {
        let lanes = &all[part.clone()];
        Block::Figure(Figure {
            id: format!("timeline-{}", part.start),
            title: w.t("timeline-title"),
            description: description(w, page, lanes),
            drawing: timeline(Width::Wide, days, lanes, &along),
            table: Table::default(),
        })
    });
    let mut lead: Vec<Block> = pictures.collect();
    let lines = events.iter().take(LINES).map(|event| {
        let row = row(app, viewer, page, event);
        let said = [row.text.as_str(), row.more.as_str()];
        let said: Vec<&str> = said.into_iter().filter(|it| !it.is_empty()).collect();
        [row.when, row.who, row.kind, said.join(". ")]
            .map(|cell| letters.text(&cell))
            .to_vec()
    });
    if events.is_empty() {
        lead.push(Block::Paragraph(w.t("timeline-empty")));
    } else {
        lead.push(Block::Table(Table {
            id: "timeline-table".to_owned(),
            caption: w.t("timeline-table"),
            columns: [
                "timeline-when",
                "timeline-who",
                "timeline-what",
                "timeline-text",
            ]
            .map(|key| Column::words(w.t(key)))
            .to_vec(),
            rows: lines.collect(),
            row_heads: 1,
            note: String::new(),
        }));
    }
    if events.len() > LINES {
        lead.push(Block::Notice(
            w.n("timeline-not-printed", events.len() - LINES),
        ));
    }
    Document {
        language: w.0,
        title: w.t("timeline-title"),
        subtitle: letters.text(page.name.as_str()),
        facts: vec![(
            w.t("timeline-period"),
            format!("{} – {}", w.day(page.window.first), w.day(page.window.last)),
        )],
        lead,
        sections: Vec::new(),
    }
}

/// The timeline as PDF.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let family = family_of(&id)?;
    let mut reading = reading(&app, &viewer);
    let today = reading.today();
    let ask = Ask::of(&Query::of(&uri), today);
    let page = timeline_page(&mut reading, family, ask.window).await?;
    let page = page.into_inner();
    let events: Vec<&Event> = page.events.iter().filter(|it| ask.takes(it)).collect();
    send_printed(&viewer.words.t("timeline-title"), |letters| {
        document((&app, &viewer), &page, &events, today, letters)
    })
}
