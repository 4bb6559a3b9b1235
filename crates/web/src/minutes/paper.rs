//! The minutes on paper: a tagged PDF of what the reader may see, and the same for the family's file.

use axum::extract::Path;

use helhed_casework::Ctx;
use helhed_casework::document::{AddDocument, AddDocumentError, add_document};
use helhed_casework::domain::document::DocumentMark;
use helhed_casework::domain::file::CheckedFile;
use helhed_casework::domain::ids::{FamilyId, MeetingId};
use helhed_casework::domain::note::GENERAL;
use helhed_reports::document::Section;
use helhed_reports::{Block, Document};

use super::approval::{Approving, read_approval};
use super::ids;
use super::told::ToldSection;
use crate::error::PageError;
use crate::page::PageResult;
use crate::place::Place;
use crate::print::{archived, printed, send_printed};
use crate::words::Words;

/// The largest file of minutes, in megabytes: far more than a day of writing.
const MEGABYTES: i64 = 50;

fn section(w: Words, it: &ToldSection, at: usize, text: &impl Fn(&str) -> String) -> Section {
    let mut blocks = vec![Block::Paragraph(text(&it.about))];
    for line in &it.lines {
        let words = match line.became.as_str() {
            "" => text(&line.words),
            became => format!("{} ({})", text(&line.words), text(became)),
        };
        blocks.push(match line.is_decided() {
            true => Block::Labelled {
                label: w.t(line.kind.label_key()),
                text: words,
            },
            false => Block::Paragraph(words),
        });
    }
    for added in &it.addenda {
        blocks.push(Block::Notice(format!(
            "{} ({})",
            text(&added.body),
            text(&added.by)
        )));
    }
    Section {
        id: format!("afsnit-{}", at + 1),
        title: text(&it.title),
        blocks,
        sections: Vec::new(),
    }
}

/// The minutes as a document, with each text as `text` lets it through.
fn document(place: &Place, it: &Approving, text: &impl Fn(&str) -> String) -> Document {
    let w = place.w();
    let today = place.today();
    let came: Vec<&str> = it
        .answer
        .voices
        .iter()
        .map(|it| it.participant.name.as_str())
        .collect();
    let state = w.t(it.answer.state.label_key());
    let mut lead = Vec::new();
    if it.begun().unseen > 0 {
        lead.push(Block::Notice(
            w.n("minutes-unseen", it.begun().unseen as i64),
        ));
    }
    let sections = it.sections.iter().enumerate();
    Document {
        language: w.0,
        title: w.t("minutes-title"),
        subtitle: text(&w.moment(it.answer.page.starts, today)),
        facts: vec![
            (w.t("paper-came"), text(&came.join(", "))),
            (w.t("paper-written-by"), text(it.begun().pen_name.as_str())),
            (w.t("paper-state"), state),
        ],
        lead,
        sections: sections.map(|(at, it)| section(w, it, at, text)).collect(),
    }
}

/// The minutes as PDF: what the reader may see of them.
pub(super) async fn page(place: Place, Path(path): Path<(String, String)>) -> PageResult {
    let (family, meeting) = ids(&path)?;
    let it = read_approval(&place, family, meeting).await?;
    let name = place.w().t("minutes-title");
    send_printed(&name, |letters| {
        document(&place, &it, &|text| letters.text(text))
    })
}

/// The minutes as a file to keep with the case, where the reader may keep one there.
pub(super) async fn file_of(
    place: &Place,
    family: FamilyId,
    meeting: MeetingId,
) -> Result<Option<CheckedFile>, PageError> {
    let it = read_approval(place, family, meeting).await?;
    if !it.answer.may_file {
        return Ok(None);
    }
    let content = printed(|letters| document(place, &it, &|text| letters.text(text)))?;
    let day = helhed_casework::domain::day::day_of(it.answer.page.starts);
    let name = format!("{} {day}.pdf", place.w().t("minutes-title"));
    let file = CheckedFile::check(&name, content, MEGABYTES);
    file.map(Some).map_err(|_| PageError::Failed)
}

/// The minutes for an archive, as PDF/A: of which day, who wrote them, and the file.
pub(crate) async fn archived_of(
    place: &Place,
    family: FamilyId,
    meeting: MeetingId,
) -> Result<(jiff::civil::Date, String, Vec<u8>), PageError> {
    let it = read_approval(place, family, meeting).await?;
    let content = archived(place.app.now(), |letters| {
        document(place, &it, &|text| letters.text(text))
    })?;
    let day = helhed_casework::domain::day::day_of(it.answer.page.starts);
    Ok((day, it.begun().pen_name.as_str().to_owned(), content))
}

/// Puts them into the family's file. There is more in them than one category, so they are for the team; everybody else reads the minutes
/// themselves, as far as they may.
pub(super) async fn put(
    ctx: &mut Ctx,
    family: FamilyId,
    file: CheckedFile,
) -> Result<(), PageError> {
    let mark = DocumentMark {
        category: GENERAL.to_owned(),
        about: Vec::new(),
        restricted: true,
    };
    match add_document(ctx, AddDocument { family, file, mark }).await {
        Ok(_) => Ok(()),
        Err(AddDocumentError::Stopped(stop)) => Err(stop.into()),
        Err(_) => Err(PageError::Failed),
    }
}
