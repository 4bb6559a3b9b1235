//! What is wrong with pasted rows, in the reader's words: which row, which column, what to write instead.

use helhed_casework::economics::Finding;

use crate::words::Words;

/// What a price book can have wrong, and the text that says so.
const KNOWN: [(&str, &str); 16] = [
    ("is empty", "finding-empty"),
    ("the year is missing", "finding-no-year"),
    ("is not a year", "finding-not-a-year"),
    (
        "is not a number with a decimal point",
        "finding-not-a-number",
    ),
    ("is not a date as YYYY-MM-DD", "finding-not-a-date"),
    ("is before valid_from", "finding-before"),
    ("is not a share from 0 to 1", "finding-not-a-share"),
    (
        "the factors are not 0 <= low <= mode <= high",
        "finding-factors",
    ),
    (
        "is neither week nor month, which refund by weeks needs",
        "finding-no-weeks",
    ),
    (
        "has no rates on file for the price's year",
        "finding-no-rates",
    ),
    ("names a price that is not there", "finding-no-price"),
    ("is part of a cycle of overrides", "finding-cycle"),
    ("the column is missing", "finding-no-column"),
    ("the column stands twice", "finding-column-twice"),
    ("has no header row", "finding-no-header"),
    ("is not a readable CSV file", "finding-unreadable"),
];

/// The digits of a text, number by number.
fn numbers(text: &str) -> Vec<&str> {
    let parts = text.split(|c: char| !c.is_ascii_digit());
    parts.filter(|it| !it.is_empty()).collect()
}

/// What is wrong.
fn problem(w: Words, problem: &str) -> String {
    if let Some(choices) = problem.strip_prefix("is not one of ") {
        return w.with("finding-not-one-of", choices);
    }
    if problem.starts_with("two prices for one date") {
        return match numbers(problem)[..] {
            [] | ["0"] => w.t("finding-two-prices"),
            [row, ..] => w.with("finding-two-prices-row", row),
        };
    }
    if let (true, [cells, columns]) = (problem.starts_with("has "), &numbers(problem)[..]) {
        return w.args("finding-cells", &[("cells", cells), ("columns", columns)]);
    }
    let known = KNOWN.iter().find(|(told, _)| *told == problem);
    known.map_or_else(|| problem.to_owned(), |(_, key)| w.t(key))
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
