//! The archive of a case on paper: everything that was written in it, as PDF/A-2a.

use helhed_casework::domain::day::day_of;
use helhed_casework::domain::party_access::CasePart;
use helhed_casework::keeping::ArchiveCase;
use helhed_reports::{Block, Document, Section};
use jiff::Timestamp;

use crate::app::App;
use crate::error::PageError;
use crate::print::archived;
use crate::words::Words;

fn document(
    app: &App,
    w: Words,
    case: &ArchiveCase,
    now: Timestamp,
    text: &impl Fn(&str) -> String,
) -> Document {
    let today = day_of(now);
    let mut sections = Vec::new();
    for part in CasePart::ALL {
        let mut blocks = Vec::new();
        for item in case.items.iter().filter(|it| it.part == *part) {
            let when = item.day.map(|day| w.day(day));
            let when = when.or_else(|| item.at.map(|at| w.moment(at, today)));
            let about = item.about.iter().map(|(_, name)| name.as_str());
            let about = about.collect::<Vec<_>>().join(", ");
            let by = item.by.as_ref().map(|it| it.as_str().to_owned());
            let label: Vec<String> = [when, by, Some(about)]
                .into_iter()
                .flatten()
                .filter(|it| !it.is_empty())
                .collect();
            let annulled = item.annulled.as_ref();
            let annulled = annulled.map(|reason| w.with("annulled-because", reason));
            let mut lines = item
                .text
                .lines()
                .chain(item.more.iter().flat_map(|it| it.lines()))
                .chain(annulled.as_deref())
                .filter(|line| !line.trim().is_empty());
            blocks.push(Block::Labelled {
                label: text(&format!("{}.", label.join(" · "))),
                text: text(lines.next().unwrap_or("–")),
            });
            blocks.extend(lines.map(|line| Block::Paragraph(text(line))));
        }
        if !blocks.is_empty() {
            sections.push(Section {
                id: part.code().to_owned(),
                title: w.join("parts-", part.code()),
                blocks,
                sections: Vec::new(),
            });
        }
    }
    Document {
        language: w.0,
        title: text(&w.with("archive-title", case.name.as_str())),
        subtitle: text(&app.settings.municipality),
        facts: vec![
            (w.t("archive-family"), case.family.to_string()),
            (w.t("archive-kind"), w.t(case.kind.label_key())),
            (w.t("archive-opened"), w.day(case.opened_on)),
            (w.t("archive-closed"), w.day(case.closed_on)),
            (w.t("archive-made"), w.day(today)),
        ],
        lead: vec![Block::Paragraph(w.t("archive-lead"))],
        sections,
    }
}

/// The case as PDF/A.
pub(super) fn as_pdf(
    app: &App,
    w: Words,
    case: &ArchiveCase,
    now: Timestamp,
) -> Result<Vec<u8>, PageError> {
    archived(now, |letters| {
        let mut whole = document(app, w, case, now, &|text| letters.text(text));
        if letters.plain {
            whole.lead.push(Block::Notice(w.t("paper-letters")));
        }
        whole
    })
}
