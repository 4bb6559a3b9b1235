//! What is wrong with the files. Cells are never repeated: they may hold something personal in the
//! wrong place.

use std::fmt;

/// One fault. Rows count as a spreadsheet does: the header is row 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file.
    pub file: &'static str,
    /// The row.
    pub row: u32,
    /// The column; empty where the whole row is meant.
    pub column: String,
    /// What is wrong.
    pub problem: &'static str,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, row {}", self.file, self.row)?;
        if !self.column.is_empty() {
            write!(f, ", column {}", self.column)?;
        }
        write!(f, ": {}", self.problem)
    }
}

/// How many faults of a file are told; the rest are counted.
const TOLD: usize = 20;

/// The faults of a bundle: the first 20 of each file and a count.
#[derive(Debug, Clone, PartialEq, Eq, Default, thiserror::Error)]
pub struct Faults {
    /// The first faults of each file, in order.
    pub told: Vec<Fault>,
    /// Faults in all.
    pub count: usize,
    pub(crate) remarks: Vec<Fault>,
    /// Whether every fault is told.
    pub(crate) every: bool,
}

impl Faults {
    pub(crate) fn add(
        &mut self,
        file: &'static str,
        row: u32,
        column: &str,
        problem: &'static str,
    ) {
        self.count += 1;
        let fault = Fault {
            file,
            row,
            column: column.to_owned(),
            problem,
        };
        // Kept sorted, so that what is told is the first and not what was found first.
        let at = self
            .told
            .partition_point(|f| (f.file, f.row) <= (file, row));
        self.told.insert(at, fault);
        if !self.every && self.told.iter().filter(|f| f.file == file).count() > TOLD {
            let last = self.told.iter().rposition(|f| f.file == file);
            last.map(|i| self.told.remove(i));
        }
    }

    pub(crate) fn remark(&mut self, file: &'static str, column: &str, problem: &'static str) {
        self.remarks.push(Fault {
            file,
            row: 1,
            column: column.to_owned(),
            problem,
        });
    }

    pub(crate) fn none(&mut self) -> Result<(), ReadFailure> {
        if self.count == 0 {
            Ok(())
        } else {
            Err(ReadFailure::Faults(std::mem::take(self)))
        }
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} fault{} in the bundle",
            self.count,
            if self.count == 1 { "" } else { "s" }
        )?;
        for fault in &self.told {
            write!(f, "\n  {fault}")?;
        }
        if self.count > self.told.len() {
            write!(f, "\n  … and {} more", self.count - self.told.len())?;
        }
        Ok(())
    }
}

/// Why a bundle was not read.
#[derive(Debug, thiserror::Error)]
pub enum ReadFailure {
    /// Its content is at fault.
    #[error(transparent)]
    Faults(Faults),
    /// The file could not be read from where it lies.
    #[error("{file}: {source}")]
    Unreadable {
        /// The file.
        file: &'static str,
        /// What the system said.
        source: std::io::Error,
    },
}
