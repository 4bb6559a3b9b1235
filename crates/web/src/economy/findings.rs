//! What is wrong with pasted rows, in the reader's words: which row, which column, what to write instead.

use helhed_casework::economics::{Finding, Problem};

use crate::words::Words;

/// What is wrong.
fn problem(w: Words, problem: &Problem) -> String {
    w.t(match problem {
        Problem::Unreadable => "finding-unreadable",
        Problem::NoHeader => "finding-no-header",
        Problem::ColumnMissing => "finding-no-column",
        Problem::ColumnTwice => "finding-column-twice",
        Problem::Cells { row, header } => {
            let (cells, columns) = (row.to_string(), header.to_string());
            return w.args("finding-cells", &[("cells", &cells), ("columns", &columns)]);
        }
        Problem::Empty => "finding-empty",
        Problem::NotOneOf(choices) => return w.with("finding-not-one-of", choices),
        Problem::YearMissing => "finding-no-year",
        Problem::NotAYear => "finding-not-a-year",
        Problem::NotANumber => "finding-not-a-number",
        Problem::NotADate => "finding-not-a-date",
        Problem::BeforeValidFrom => "finding-before",
        Problem::NotAShare => "finding-not-a-share",
        Problem::Factors => "finding-factors",
        Problem::NoWeeks => "finding-no-weeks",
        Problem::NoRates => "finding-no-rates",
        Problem::NoSuchPrice => "finding-no-price",
        Problem::Cycle => "finding-cycle",
        Problem::TwoPrices { row: 0 } => "finding-two-prices",
        Problem::TwoPrices { row } => return w.with("finding-two-prices-row", row),
        // Pasted rows are a price book, which has nothing else wrong.
        Problem::Other(text) => return text.clone(),
    })
}

/// A finding as a sentence: "Række 2, kolonnen municipality: skriv et tal".
pub(super) fn told(w: Words, finding: &Finding) -> String {
    let row = finding
        .row
        .map(|row| w.with("finding-row", row.to_string()));
    let column = finding
        .column
        .as_ref()
        .map(|column| w.with("finding-column", column));
    let place: Vec<String> = row.into_iter().chain(column).collect();
    let problem = problem(w, &finding.problem);
    match place.is_empty() {
        true => problem,
        false => format!("{}: {problem}", place.join(", ")),
    }
}
