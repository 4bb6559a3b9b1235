//! Results that may be published: the tables with their small cells left out, and a list of what was left out.

use std::collections::BTreeMap;

use helhed_evaluation::Evaluation;
use helhed_evaluation::table::Table;
use serde::Serialize;

use super::view::View;
use super::withhold::emptied;

/// What may be published of an evaluation, as it is written to a file.
#[derive(Debug, Serialize)]
pub struct Published {
    program: &'static str,
    version: &'static str,
    /// What the file may be used for.
    purpose: &'static str,
    min_cell: u64,
    cohort_before: String,
    municipalities: Vec<String>,
    tables: BTreeMap<&'static str, Table>,
    /// By table: the rows and columns of the cells left out, rows counted from 1.
    withheld: BTreeMap<&'static str, Vec<(usize, &'static str)>>,
}

/// The tables of an evaluation without their small cells.
pub fn published(evaluation: &Evaluation, min_cell: u64) -> Published {
    let view = View::new(evaluation, min_cell);
    let mut withheld = BTreeMap::new();
    let mut tables = BTreeMap::new();
    for seen in view.all() {
        let (name, columns) = (seen.table.spec.name, seen.table.spec.columns);
        let hidden = seen.mask.iter().enumerate().flat_map(|(row, mask)| {
            mask.iter()
                .zip(columns)
                .filter(|(hidden, _)| **hidden)
                .map(move |(_, column)| (row + 1, *column))
        });
        let hidden: Vec<_> = hidden.collect();
        if !hidden.is_empty() {
            withheld.insert(name, hidden);
        }
        tables.insert(name, emptied(seen.table, seen.mask));
    }
    Published {
        program: "helhed",
        version: env!("CARGO_PKG_VERSION"),
        purpose: "publication: small cells and what would reveal them are withheld; cannot be pooled",
        min_cell,
        cohort_before: evaluation.options.cohort_before.to_string(),
        municipalities: evaluation
            .bundles
            .iter()
            .map(|bundle| bundle.municipality.clone())
            .collect(),
        tables,
        withheld,
    }
}

impl Published {
    /// The document as JSON.
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string(self).expect("tables are plain data");
        text.push('\n');
        text
    }

    /// As files by name: the document as JSON, and each table as CSV with the cells that are left out empty.
    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        let mut files = vec![("results.json".to_owned(), self.to_json().into_bytes())];
        files.extend(
            self.tables
                .iter()
                .map(|(name, table)| (format!("tables/{name}.csv"), table.to_csv().into_bytes())),
        );
        files
    }

    /// How many cells were left out.
    pub fn withheld_count(&self) -> usize {
        self.withheld.values().map(Vec::len).sum()
    }
}
