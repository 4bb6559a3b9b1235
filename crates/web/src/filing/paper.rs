//! A paper for the records system: PDF/A, and what the records system must know of it as XML.

use std::fmt::Write as _;

use axum::http::Uri;
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use helhed_casework::domain::account::Language;
use helhed_casework::domain::day::day_of;
use helhed_casework::domain::filing::{FilingKind, KleNumber};
use helhed_casework::domain::ids::MeetingId;
use helhed_casework::domain::plan_version::PlanVersionItem;
use helhed_casework::domain::referral::Outcome;
use helhed_casework::filing::{Leaving, PaperPart, WrittenPaper, written_paper};
use helhed_casework::keeping::escaped;
use helhed_casework::request::RequestLine;
use helhed_reports::document::Section;
use helhed_reports::{Block, Document};

use crate::app::App;
use crate::error::PageError;
use crate::minutes;
use crate::place::Place;
use crate::print::archived;
use crate::viewer::Viewer;
use crate::words::Words;

/// The files of a paper, as they go into the folder.
#[derive(Debug)]
pub struct Filed {
    /// The PDF/A.
    pub pdf: Vec<u8>,
    /// The metadata.
    pub xml: String,
    /// The checksum of the PDF, SHA-256 as hexadecimal digits.
    pub checksum: String,
}

/// Why a paper could not be made: a word that names nobody, kept with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotFiled(pub &'static str);

/// What stands on a paper besides its words.
struct Described {
    title: String,
    on: Date,
    by: String,
}

/// Makes the files of a paper, in the name of whoever wrote the case's number down and with no more than they may read. `system` is what the
/// records system is called.
pub async fn filed(app: &App, leaving: &Leaving, system: &str) -> Result<Filed, NotFiled> {
    let account = leaving.account.clone().ok_or(NotFiled("leave"))?;
    let account = helhed_casework::domain::account::Account {
        language: Language::Danish,
        ..account
    };
    let name = account.display_name.as_str().to_owned();
    let place = Place {
        viewer: Viewer::new(account, app.casework.notices().count()),
        app: app.clone(),
        uri: Uri::from_static("/"),
    };
    let made = made(&place, leaving).await;
    let (described, pdf) = made.map_err(|error| match error {
        PageError::Absent | PageError::NotAllowed => NotFiled("leave"),
        _ => NotFiled("paper"),
    })?;
    let digest = Sha256::digest(&pdf);
    let checksum: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let xml = metadata(app, leaving, system, &described, (&name, &checksum));
    Ok(Filed { pdf, xml, checksum })
}

async fn made(place: &Place, leaving: &Leaving) -> Result<(Described, Vec<u8>), PageError> {
    let (filing, now) = (&leaving.filing, place.app.now());
    if filing.kind == FilingKind::Minutes {
        let meeting = MeetingId::from(filing.subject);
        let (on, by, pdf) = minutes::archived_of(place, filing.family, meeting).await?;
        let title = place.w().t("minutes-title");
        return Ok((Described { title, on, by }, pdf));
    }
    let paper = written_paper(&mut place.reading(), filing).await?;
    let described = described(place.w(), filing.kind, &paper);
    let number = leaving.case.number.as_str();
    let pdf = archived(now, |letters| {
        let text = |it: &str| letters.text(it);
        let mut whole = document(place, &paper, (&described, number), &text);
        if letters.plain {
            whole.lead.push(Block::Notice(place.w().t("paper-letters")));
        }
        whole
    })?;
    Ok((described, pdf))
}

fn described(w: Words, kind: FilingKind, paper: &WrittenPaper) -> Described {
    let (on, by) = match &paper.part {
        PaperPart::Plan(line, _) => (line.version.at, &line.by_name),
        PaperPart::Decision(decision, by) => (decision.at, by),
        PaperPart::Letter(line) => (line.request.asked_at, &line.asked_by),
    };
    Described {
        title: w.t(kind.label_key()),
        on: day_of(on),
        by: by.as_str().to_owned(),
    }
}

fn document(
    place: &Place,
    paper: &WrittenPaper,
    (described, number): (&Described, &str),
    text: &impl Fn(&str) -> String,
) -> Document {
    let w = place.w();
    let (lead, sections) = match &paper.part {
        PaperPart::Plan(line, items) => {
            let why = line.version.why.as_ref().map(|it| it.as_str());
            let lead = why.map(|it| Block::Paragraph(text(it)));
            (lead.into_iter().collect(), plan(w, items, text))
        }
        PaperPart::Decision(decision, _) => {
            (decision_of(place, &decision.outcome, text), Vec::new())
        }
        PaperPart::Letter(line) => (letter(place, line, text), Vec::new()),
    };
    Document {
        language: w.0,
        title: described.title.clone(),
        subtitle: text(paper.family_name.as_str()),
        facts: vec![
            (w.t("filing-number"), number.to_owned()),
            (w.t("filing-on"), w.day(described.on)),
            (w.t("filing-by"), text(&described.by)),
            (
                w.t("filing-municipality"),
                text(&place.app.settings.municipality),
            ),
        ],
        lead,
        sections,
    }
}

/// The goals, tasks and measures of a version, each part under a heading of its own.
fn plan(w: Words, items: &[PlanVersionItem], text: &impl Fn(&str) -> String) -> Vec<Section> {
    use helhed_casework::domain::plan_version::PlanPart;
    let section = |part: &PlanPart| {
        let of_part = items.iter().filter(|it| it.part == *part);
        let blocks = of_part.flat_map(|it| {
            let owner = it.owner.as_ref().map(|it| it.as_str().to_owned());
            let label = [owner, it.day.map(|day| w.day(day))];
            let label: Vec<String> = label.into_iter().flatten().collect();
            let said = match label.is_empty() {
                true => Block::Paragraph(text(it.title.as_str())),
                false => Block::Labelled {
                    label: text(&format!("{}.", label.join(", "))),
                    text: text(it.title.as_str()),
                },
            };
            let word = it.word.as_ref();
            let word = word.map(|it| Block::Paragraph(text(it.as_str())));
            std::iter::once(said).chain(word)
        });
        let blocks: Vec<Block> = blocks.collect();
        (!blocks.is_empty()).then(|| Section {
            id: part.code().to_owned(),
            title: w.t(part.label_key()),
            blocks,
            sections: Vec::new(),
        })
    };
    PlanPart::ALL.iter().filter_map(section).collect()
}

fn decision_of(place: &Place, outcome: &Outcome, text: &impl Fn(&str) -> String) -> Vec<Block> {
    let w = place.w();
    let mut blocks = vec![Block::Paragraph(w.t(outcome.kind().label_key()))];
    if let Outcome::Declined { reason, word } = outcome {
        let reason = w.listed(&place.app, "decline_reason", reason.code());
        blocks.push(Block::Paragraph(text(&reason)));
        let word = word.as_ref();
        blocks.extend(word.map(|it| Block::Paragraph(text(it.as_str()))));
    }
    blocks
}

/// The letter as it was written: to whom, about whom, on which basis, and the question.
fn letter(place: &Place, line: &RequestLine, text: &impl Fn(&str) -> String) -> Vec<Block> {
    let w = place.w();
    let facts = &line.request.facts;
    let about = line.about.iter();
    let about = about.map(|it| format!("{} {}", it.given_name.as_str(), it.family_name.as_str()));
    let basis = w.listed(&place.app, "sharing_basis", &facts.basis);
    let labelled = |key: &str, said: &str| Block::Labelled {
        label: format!("{}.", w.t(key)),
        text: text(said),
    };
    let mut blocks = vec![
        labelled("filing-to", line.to_name.as_str()),
        labelled("filing-about", &about.collect::<Vec<_>>().join(", ")),
        labelled("filing-basis", &basis),
        labelled("filing-due", &w.day(facts.due)),
    ];
    let question = facts.question.as_str().lines();
    let question = question.filter(|it| !it.trim().is_empty());
    blocks.extend(question.map(|it| Block::Paragraph(text(it))));
    blocks
}

/// What the records system must know: `docs/filing.xsd`. Its title tells the kind of paper and names nobody.
fn metadata(
    app: &App,
    leaving: &Leaving,
    system: &str,
    described: &Described,
    (filed_by, checksum): (&str, &str),
) -> String {
    let (filing, case) = (&leaving.filing, &leaving.case);
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<filing xmlns=\"urn:helhed:filing:1\">\n",
    );
    let mut field = |name: &str, value: &str| {
        // Writing to a string does not fail.
        let _ = writeln!(xml, "  <{name}>{}</{name}>", escaped(value));
    };
    field("id", &filing.id.to_string());
    field("system", system);
    field("caseNumber", case.number.as_str());
    if let Some(kle) = &case.kle {
        field("kle", KleNumber::as_str(kle));
    }
    field("documentType", filing.kind.code());
    field("title", &described.title);
    field("date", &described.on.to_string());
    field("madeAt", &app.now().to_string());
    field("sensitivity", "confidential-personal-data");
    field("writtenBy", &described.by);
    field("filedBy", filed_by);
    field("municipality", &app.settings.municipality);
    field("family", &filing.family.to_string());
    field("file", &format!("helhed-{}.pdf", filing.id));
    field("sha256", checksum);
    xml.push_str("</filing>\n");
    xml
}
