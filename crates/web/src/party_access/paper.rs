//! The package on paper: a tagged PDF of what is given, and of what is not, with its reason.

use helhed_casework::domain::party_access::{CasePart, Handling};
use helhed_casework::party_access::Package;
use helhed_reports::{Block, Document, Section};
use jiff::civil::Date;

use crate::app::App;
use crate::error::PageError;
use crate::print::printed;
use crate::words::Words;

use super::words::in_words;

/// The package as a document.
fn document(
    app: &App,
    w: Words,
    package: &Package,
    today: Date,
    text: &impl Fn(&str) -> String,
) -> Document {
    let access = &package.access;
    let counts = package.counts();
    let count = |key: &str, n: usize| (w.t(key), n.to_string());
    let mut sections: Vec<Section> = Vec::new();
    for part in CasePart::ALL {
        let mut blocks = Vec::new();
        for item in package.items.iter().filter(|item| item.item.part == *part) {
            let words = in_words(app, w, item);
            let label = [words.heading.as_str(), words.beside.as_str()];
            let label: Vec<&str> = label.into_iter().filter(|it| !it.is_empty()).collect();
            let said = match (words.handling, words.text) {
                (Handling::Exempt, _) | (_, None) => w.with("package-held-back", &words.reason),
                (Handling::Redact, Some(said)) => {
                    format!("{said}\n{}", w.with("package-struck", &words.reason))
                }
                (Handling::Include, Some(said)) => said,
            };
            let annulled = words
                .annulled
                .map(|reason| w.with("annulled-because", reason));
            let mut lines = said
                .lines()
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
        title: w.t("paper-title"),
        subtitle: text(&w.args(
            "paper-subtitle",
            &[
                ("name", package.party_name.as_str()),
                ("municipality", &app.settings.municipality),
            ],
        )),
        facts: vec![
            (w.t("access-asked-by"), text(access.asked_by.as_str())),
            (w.t("access-received"), w.day(access.received)),
            (w.t("paper-made"), w.day(today)),
            count("handling-include", counts.included),
            count("handling-redact", counts.redacted),
            count("handling-exempt", counts.exempted),
        ],
        lead: vec![
            Block::Paragraph(w.t("paper-lead")),
            Block::Paragraph(w.t("paper-law")),
            Block::Paragraph(w.t("paper-appeal")),
        ],
        sections,
    }
}

/// The package as PDF. Where the typeface lacks letters (Arabic, a smiley), each is shown as a question mark, and the page says so.
pub(super) fn as_pdf(
    app: &App,
    w: Words,
    package: &Package,
    today: Date,
) -> Result<Vec<u8>, PageError> {
    printed(|letters| {
        let mut whole = document(app, w, package, today, &|text| letters.text(text));
        if letters.plain {
            whole.lead.push(Block::Notice(w.t("paper-letters")));
        }
        whole
    })
}
