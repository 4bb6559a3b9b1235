//! Reading one file of a bundle into typed columns, by as many threads as there are blocks and cores.

use std::fs::File;
use std::io::{Read as _, Seek as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::csv_rows::read_csv;
use super::fault::{Fault, FileFaults, Problem, ReadError, TOLD};
use super::parquet_rows::read_parquet;
use super::persons::LastPerson;
use super::value::{Row, ValueFault};

/// Typed columns that are filled row by row.
pub(crate) trait Rows: Default + Send {
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

    /// Makes room for about so many rows; only ordered tables are told.
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
}

/// The rows of a file, what was read, and its faults.
pub(crate) struct FileRows<T> {
    pub(crate) rows: T,
    pub(crate) read: FileRead,
    pub(crate) faults: FileFaults,
}

/// How one file lies in a bundle.
enum Found {
    Csv(PathBuf),
    Parquet(PathBuf),
    Nothing,
    Both,
}

fn find(folder: &Path, name: &str) -> Found {
    let csv = folder.join(format!("{name}.csv"));
    let parquet = folder.join(format!("{name}.parquet"));
    match (csv.exists(), parquet.exists()) {
        (true, true) => Found::Both,
        (true, false) => Found::Csv(csv),
        (false, true) => Found::Parquet(parquet),
        (false, false) => Found::Nothing,
    }
}

/// One thread's share of a file.
pub(super) struct Share<T> {
    pub(super) blocks: Vec<(usize, T)>,
    pub(super) rows: u64,
    pub(super) faults: FileFaults,
    last: LastPerson,
}

impl<T: Rows> Share<T> {
    pub(super) fn new() -> Share<T> {
        Share {
            blocks: Vec::new(),
            rows: 0,
            faults: FileFaults::default(),
            last: LastPerson::default(),
        }
    }

    pub(super) fn take(
        &mut self,
        file: &str,
        into: &mut T,
        number: u64,
        row: &impl Row,
        context: &T::Context,
    ) {
        match into.push(number, row, context, &mut self.last) {
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

/// Reads the file of `T`; nothing when the bundle has none.
pub(crate) fn read<T: Rows>(
    folder: &Path,
    context: &T::Context,
    threads: usize,
) -> Result<Option<FileRows<T>>, ReadError> {
    let threads = if T::ORDERED { 1 } else { threads.max(1) };
    match find(folder, T::FILE) {
        Found::Nothing => Ok(None),
        Found::Csv(path) => read_csv(&path, context, threads).map(Some),
        Found::Parquet(path) => read_parquet(&path, context, threads).map(Some),
        Found::Both => {
            let mut faults = FileFaults::default();
            faults.file(whole_file(&format!("{}.csv", T::FILE), Problem::TwoFormats));
            Ok(Some(FileRows {
                rows: T::default(),
                read: unread(T::FILE),
                faults,
            }))
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

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
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

pub(super) fn gather<T: Rows>(result: &mut FileRows<T>, shares: Vec<Share<T>>) {
    let mut blocks = Vec::new();
    for share in shares {
        result.read.rows += share.rows;
        result.faults.merge(share.faults);
        blocks.extend(share.blocks);
    }
    blocks.sort_by_key(|(index, _)| *index);
    for (_, rows) in blocks {
        result.rows.append(rows);
    }
}

/// The SHA-256 of a whole file.
pub(crate) fn hash(mut file: File) -> std::io::Result<[u8; 32]> {
    file.rewind()?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 18];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hash.finalize().into()),
            read => hash.update(&buffer[..read]),
        }
    }
}
