//! The evaluation as an evaluator would report it: method, population, a section for each result, and what none of it can tell.

mod activation;
mod children;
mod empty_files;
mod expenses;
mod human;
mod investment;
mod livelihood;
mod method;
mod other;
mod people;
mod publish;
mod ratings;
mod rules;
mod summary;
mod view;
mod whole;
mod withhold;

use helhed_domain::account::Language;
use helhed_evaluation::table::Table as Results;
use helhed_evaluation::{Evaluation, Staging, WriteError};

pub use investment::investment_tables;
pub use publish::{Published, published};
pub use ratings::{Ratings, ratings};
pub use whole::{WholeError, evaluate_whole};

use crate::document::{Block, Document, Section, Table, html};
use crate::figure::{Drawing, Figure};
use crate::numbers::{Format, Numbers};
use crate::pdf::{PdfError, pdf};
use crate::words::Words;
use empty_files::empty_files;
use human::{Pen, Show, ordered};
use view::{Seen, View};

/// How an evaluation is reported.
#[derive(Clone, Copy, Debug)]
pub struct ReportOptions {
    /// The language of the report.
    pub language: Language,
    /// Counts from 1 to below this are withheld, and what would reveal them. 1 withholds nothing.
    pub min_cell: u64,
}

impl Default for ReportOptions {
    /// Danish, counts under five withheld.
    fn default() -> ReportOptions {
        ReportOptions {
            language: Language::Danish,
            min_cell: 5,
        }
    }
}

/// Why a report was not written.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The PDF could not be made.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// The machine could not write.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// The report of an evaluation.
pub fn evaluation_report(evaluation: &Evaluation, options: ReportOptions) -> Document {
    let words = Words(options.language);
    let pen = Pen {
        words,
        numbers: Numbers(options.language),
        min_cell: options.min_cell,
    };
    let view = View::new(evaluation, options.min_cell);
    let mut lead = vec![Block::Notice(pen.t("evaluation-notice"))];
    let empty = empty_files(&evaluation.bundles);
    let without_rows = empty.into_iter().map(|file| pen.code("empty-file", file));
    lead.extend(without_rows.map(Block::Notice));
    lead.extend(summary::blocks(&pen, &view));
    let sections = [
        method::section(&pen, evaluation),
        people::section(&pen, &view),
        livelihood::section(&pen, &view),
        activation::section(&pen, &view),
        children::section(&pen, &view),
        expenses::section(&pen, &view),
    ];
    let mut sections: Vec<_> = sections.into_iter().flatten().collect();
    sections.extend(other::sections(&pen, &view));
    sections.push(method::limits(&pen));
    Document {
        language: options.language,
        title: pen.t("evaluation-title"),
        subtitle: municipalities(evaluation),
        facts: method::facts(&pen, evaluation),
        lead,
        sections,
    }
}

/// The files of a report by name: `report.html`, `report.pdf`, and `figures/` with each picture and its table.
///
/// # Errors
/// [`PdfError`] when the PDF cannot be made.
pub fn report_files(document: &Document) -> Result<Vec<(String, Vec<u8>)>, PdfError> {
    let mut files = vec![
        ("report.html".to_owned(), html(document).into_bytes()),
        ("report.pdf".to_owned(), pdf(document)?),
    ];
    for figure in document.figures() {
        let id = &figure.id;
        let svg = figure.svg(document.language.code());
        files.push((format!("figures/{id}.svg"), svg.into_bytes()));
        files.push((
            format!("figures/{id}.csv"),
            figure.table.to_csv().into_bytes(),
        ));
    }
    Ok(files)
}

/// Puts the report among the files on their way.
///
/// # Errors
/// [`ReportError`] when the PDF cannot be made or the machine cannot write.
pub fn stage_report(
    evaluation: &Evaluation,
    options: ReportOptions,
    staging: &mut Staging,
) -> Result<(), ReportError> {
    for (name, body) in report_files(&evaluation_report(evaluation, options))? {
        staging.write(&name, &body)?;
    }
    Ok(())
}

fn municipalities(evaluation: &Evaluation) -> String {
    let mut names: Vec<&str> = Vec::new();
    for bundle in &evaluation.bundles {
        if !names.contains(&bundle.municipality.as_str()) {
            names.push(&bundle.municipality);
        }
    }
    names.join(" · ")
}

/// A section whose words are under `section-ID` and `section-ID-lead`.
fn section(pen: &Pen, id: &str, blocks: Vec<Block>) -> Section {
    let mut all = Vec::new();
    if let Some(lead) = pen.words.find(&format!("section-{id}-lead")) {
        all.push(Block::Paragraph(lead));
    }
    all.extend(blocks);
    Section {
        id: format!("s-{id}"),
        title: pen.t(&format!("section-{id}")),
        blocks: all,
        sections: Vec::new(),
    }
}

/// A figure with its words: `caption-ID`, and what is to be seen in it as its description.
fn figure(pen: &Pen, id: &str, drawing: Drawing, table: Table, seen: String) -> Block {
    Block::Figure(Figure {
        id: id.to_owned(),
        title: pen.t(&format!("caption-{id}")),
        description: seen,
        drawing,
        table,
    })
}

/// What a result says, and what it does not.
fn says(pen: &Pen, says: String, key: &str) -> Vec<Block> {
    let mut blocks = vec![Block::Labelled {
        label: pen.t("evaluation-says"),
        text: says,
    }];
    if let Some(text) = pen.words.find(key) {
        blocks.push(Block::Labelled {
            label: pen.t("evaluation-says-not"),
            text,
        });
    }
    blocks
}

/// The table behind a result as people may see it, as a block of its own.
fn result(pen: &Pen, id: &str, seen: Seen<'_>, columns: &[Show], row_heads: usize) -> Block {
    Block::Table(pen.table(id, seen, &ordered(seen), columns, row_heads))
}

/// Per cent with one decimal.
const PERCENT: Format = Format::Percent(1);

/// The tables that a report knows how to tell of; others are told of as they are.
fn known(table: &Results) -> bool {
    const KNOWN: [&str; 19] = [
        "participants",
        "start_months",
        "parent_ages",
        "children_by_sex",
        "support_at_start",
        "support_history",
        "activation_history",
        "expenses_year_before",
        "support_before_after",
        "self_support_monthly",
        "self_support_dip",
        "self_support_strict",
        "self_support_strict_monthly",
        "activation_rate",
        "attendance_monthly",
        "attendance_reference_monthly",
        "child_case_share",
        "closed_cases",
        "expenses_half_years",
    ];
    KNOWN.contains(&table.spec.name)
}
