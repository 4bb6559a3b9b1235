//! Typed columns that are filled row by row, and what is told of a file.

use serde::{Deserialize, Serialize};

use super::fault::{Fault, FileFaults, Problem, TOLD};
use super::parquet_batch::Batch;
use super::persons::LastPerson;
use super::value::{Row, ValueFault};

/// Typed columns that are filled row by row.
pub(crate) trait Rows: Default + Send + Sync {
    /// File name without its ending.
    const FILE: &'static str;
    /// The columns of the contract, all required.
    const COLUMNS: &'static [&'static str];
    /// Whether rows must be taken in order by one thread (ids are given out as they come).
    const ORDERED: bool = false;
    /// What a row is checked against.
    type Context: Sync;

    /// Takes in one row, or says what is wrong with it.
    fn push(
        &mut self,
        number: u64,
        row: &impl Row,
        context: &Self::Context,
        last: &mut LastPerson,
    ) -> Result<(), ValueFault>;

    /// Takes in the rows of a batch a column at a time, which is several times faster: all of them, or none when something is wrong with one
    /// or a column has to be looked at row by row.
    fn push_batch(
        &mut self,
        batch: &Batch<'_>,
        context: &Self::Context,
        last: &mut LastPerson,
    ) -> bool {
        let _ = (batch, context, last);
        false
    }

    /// Makes room for about so many more rows.
    fn expect(&mut self, rows: usize) {
        let _ = rows;
    }

    /// Puts the rows of a later block behind these.
    fn append(&mut self, later: Self);
}

/// What was read of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRead {
    /// File name inside the bundle.
    pub file: String,
    /// Rows taken in.
    pub rows: u64,
    /// Rows left out because they are invalid (only with `skip_invalid`).
    pub left_out: u64,
    /// SHA-256 of the file's bytes, hexadecimal.
    pub sha256: String,
    /// Column names the contract does not know; not read.
    pub unknown_columns: Vec<String>,
    /// The last line of a CSV file has no end. Some programs write so; so does a file end that was cut off.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub without_line_end: bool,
}

/// The rows of a file, what was read, and its faults.
pub(crate) struct FileRows<T> {
    pub(crate) rows: T,
    pub(crate) read: FileRead,
    pub(crate) faults: FileFaults,
}

impl<T: Rows> FileRows<T> {
    pub(super) fn new(read: FileRead) -> FileRows<T> {
        FileRows {
            rows: T::default(),
            read,
            faults: FileFaults::default(),
        }
    }
}

/// The rows of some blocks of a file, and what a thread remembers from one to the next.
pub(super) struct Share<T> {
    /// The rows of the block at hand; of all blocks where rows must be taken in order.
    pub(super) current: T,
    blocks: Vec<(usize, T)>,
    rows: u64,
    pub(super) faults: FileFaults,
    last: LastPerson,
}

impl<T: Rows> Share<T> {
    pub(super) fn new() -> Share<T> {
        Share {
            current: T::default(),
            blocks: Vec::new(),
            rows: 0,
            faults: FileFaults::default(),
            last: LastPerson::default(),
        }
    }

    /// Ends a block, given its place in the file. An ordered table keeps one set of columns for all: later rows are checked against earlier.
    pub(super) fn end_block(&mut self, index: usize) {
        if !T::ORDERED {
            let rows = std::mem::take(&mut self.current);
            self.blocks.push((index, rows));
        }
    }

    /// Takes in a batch whose first row has a number.
    pub(super) fn take_batch(
        &mut self,
        file: &str,
        number: u64,
        batch: &Batch<'_>,
        context: &T::Context,
    ) {
        if self.current.push_batch(batch, context, &mut self.last) {
            self.rows += batch.rows() as u64;
            return;
        }
        for at in 0..batch.rows() {
            self.take(file, number + at as u64, &batch.row(at), context);
        }
    }

    pub(super) fn take(&mut self, file: &str, number: u64, row: &impl Row, context: &T::Context) {
        match self.current.push(number, row, context, &mut self.last) {
            Ok(()) => self.rows += 1,
            Err((column, problem)) => {
                let column = T::COLUMNS[column].to_owned();
                self.faults.row(Fault {
                    file: file.to_owned(),
                    row: number,
                    column,
                    problem,
                });
            }
        }
    }
}

pub(super) fn unread(file: &str) -> FileRead {
    FileRead {
        file: file.to_owned(),
        rows: 0,
        left_out: 0,
        sha256: String::new(),
        unknown_columns: Vec::new(),
        without_line_end: false,
    }
}

pub(crate) fn whole_file(file: &str, problem: Problem) -> Fault {
    Fault {
        file: file.to_owned(),
        row: 0,
        column: String::new(),
        problem,
    }
}

/// Finds the wanted columns among the names of a file: slots, unknown names, faults.
pub(super) fn lay_out<T: Rows>(
    file: &str,
    row: u64,
    names: &[String],
) -> (Vec<Option<usize>>, Vec<String>, FileFaults) {
    let mut faults = FileFaults::default();
    let mut slots = Vec::with_capacity(names.len());
    let mut unknown = Vec::new();
    let mut seen = vec![false; T::COLUMNS.len()];
    for name in names {
        let slot = T::COLUMNS.iter().position(|column| column == name);
        match slot {
            Some(slot) if seen[slot] => {
                let column = name.clone();
                faults.file(Fault {
                    file: file.to_owned(),
                    row,
                    column,
                    problem: Problem::RepeatedColumn,
                });
            }
            Some(slot) => seen[slot] = true,
            None if unknown.len() < TOLD => unknown.push(name.chars().take(40).collect()),
            None => {}
        }
        slots.push(slot);
    }
    let unknown_count = slots.iter().filter(|slot| slot.is_none()).count();
    if unknown_count > unknown.len() {
        unknown.push(format!("and {} more", unknown_count - unknown.len()));
    }
    for (column, _) in T::COLUMNS.iter().zip(&seen).filter(|(_, seen)| !**seen) {
        let column = (*column).to_owned();
        faults.file(Fault {
            file: file.to_owned(),
            row,
            column,
            problem: Problem::MissingColumn,
        });
    }
    (slots, unknown, faults)
}

/// Puts the shares of a file together, in the order of its blocks.
pub(super) fn gather<T: Rows>(result: &mut FileRows<T>, shares: Vec<Share<T>>) {
    let mut blocks = Vec::new();
    let mut rows = 0;
    for share in shares {
        rows += share.rows;
        result.faults.merge(share.faults);
        if T::ORDERED {
            result.rows = share.current;
        }
        blocks.extend(share.blocks);
    }
    result.read.rows += rows;
    blocks.sort_by_key(|(index, _)| *index);
    if !T::ORDERED {
        result.rows.expect(rows as usize);
    }
    for (_, block) in blocks {
        result.rows.append(block);
    }
    result.faults.keep_first();
}
