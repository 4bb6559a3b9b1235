//! The map on paper: a tagged PDF of its cards, part by part.

use axum::extract::{Path, State};

use helhed_casework::domain::ids::{FamilyId, MapId};
use helhed_casework::domain::map::{MapPart, MapPlace};
use helhed_casework::map::MapPage;
use helhed_reports::{Block, Document, Section};

use crate::app::App;
use crate::error::PageError;
use crate::page::PageResult;
use crate::print::{Letters, send_printed};
use crate::viewer::Viewer;
use crate::words::Words;

/// The words of a card; of one that two changed at once, both wordings.
fn words(w: Words, page: &MapPage, place: &MapPlace, letters: Letters) -> String {
    let wording = |it: &helhed_casework::domain::map::MapCard| {
        let words = it.body.as_ref().map(|it| letters.text(it.as_str()));
        let words = words.unwrap_or_else(|| w.t("map-taken-off"));
        let line = page.cards.iter().find(|line| line.card.id == it.id);
        match line {
            Some(line) if place.is_divided() => {
                format!("{words} ({})", letters.text(line.by_name.as_str()))
            }
            _ => words,
        }
    };
    let all: Vec<String> = place.wordings.iter().map(wording).collect();
    let said = all.join(" / ");
    match place.wordings.iter().any(|it| it.task.is_some()) {
        true => format!("{said} ({})", w.t("map-is-task")),
        false => said,
    }
}

/// The map as a document: a section for each part, also where nothing lies on it yet.
fn document(w: Words, page: &MapPage, title: &str, letters: Letters) -> Document {
    let section = |part: &MapPart| {
        let own = page.places.iter().filter(|place| place.part == *part);
        let cards: Vec<String> = own.map(|place| words(w, page, place, letters)).collect();
        Section {
            id: part.code().to_owned(),
            title: w.t(part.label_key()),
            blocks: vec![match cards.is_empty() {
                true => Block::Paragraph(w.join("map-empty-", part.code())),
                false => Block::List(cards),
            }],
            sections: Vec::new(),
        }
    };
    Document {
        language: w.0,
        title: title.to_owned(),
        subtitle: letters.text(page.family_name.as_str()),
        facts: Vec::new(),
        lead: Vec::new(),
        sections: MapPart::ALL.iter().map(section).collect(),
    }
}

/// The map as PDF.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, map)): Path<(String, String)>,
) -> PageResult {
    let family = FamilyId::parse(&id).ok_or(PageError::Absent)?;
    let map = MapId::parse(&map).ok_or(PageError::Absent)?;
    let page = super::read(&app, &viewer, family, (Some(map), None)).await?;
    let w = viewer.words;
    let day = page.map.as_ref().map(|map| w.day(map.made_on));
    let title = w.with("map-title-of", day.unwrap_or_default());
    send_printed(&title, |letters| document(w, &page, &title, letters))
}
