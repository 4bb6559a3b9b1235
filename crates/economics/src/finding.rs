//! What is wrong with a model folder, by file, row and column.

use std::fmt;

use crate::Problem;

/// One fault. Rows count as a spreadsheet does: the header is row 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file.
    pub file: &'static str,
    /// The row, where the fault has one.
    pub row: Option<usize>,
    /// The column, or the key of `model.toml`.
    pub column: Option<String>,
    /// What is wrong and what would be right.
    pub problem: Problem,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.file)?;
        if let Some(row) = self.row {
            write!(f, ", row {row}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", column {column}")?;
        }
        write!(f, ": {}", self.problem)
    }
}

/// Everything wrong with the input, sorted by file and row; nothing was computed from it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct BadInput {
    /// The faults, at least one.
    pub findings: Vec<Finding>,
}

/// How many faults are written out; the rest are counted.
const TOLD: usize = 20;

impl fmt::Display for BadInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.findings.len();
        write!(
            f,
            "{count} fault{} in the model",
            if count == 1 { "" } else { "s" }
        )?;
        for finding in self.findings.iter().take(TOLD) {
            write!(f, "\n  {finding}")?;
        }
        if count > TOLD {
            write!(f, "\n  … and {} more", count - TOLD)?;
        }
        Ok(())
    }
}

/// Faults (nothing may be computed) and remarks (it may) gathered while reading.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub(crate) faults: Vec<Finding>,
    pub(crate) remarks: Vec<Finding>,
}

impl Findings {
    pub(crate) fn fault(
        &mut self,
        file: &'static str,
        row: Option<usize>,
        column: &str,
        problem: impl Into<Problem>,
    ) {
        self.faults.push(finding(file, row, column, problem.into()));
    }

    pub(crate) fn remark(
        &mut self,
        file: &'static str,
        row: Option<usize>,
        column: &str,
        problem: impl Into<Problem>,
    ) {
        self.remarks
            .push(finding(file, row, column, problem.into()));
    }
}

fn finding(file: &'static str, row: Option<usize>, column: &str, problem: Problem) -> Finding {
    let column = (!column.is_empty()).then(|| column.to_owned());
    Finding {
        file,
        row,
        column,
        problem,
    }
}
