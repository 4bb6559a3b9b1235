//! Reading one file of a bundle into typed columns, by as many threads as there are blocks and cores.

use std::fs::File;
use std::io::{Read as _, Seek as _};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::csv::{self, BlockFault, BlockSource, Layout};
use super::fault::{Fault, FileFaults, Problem, ReadError, TOLD};
use super::parquet::ParquetFile;
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
    ) -> Result<(), ValueFault>;

    /// Puts the rows of a later block behind these.
    fn append(&mut self, later: Self);
}

/// What was read of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
struct Share<T> {
    blocks: Vec<(usize, T)>,
    rows: u64,
    faults: FileFaults,
}

impl<T: Rows> Share<T> {
    fn new() -> Share<T> {
        Share {
            blocks: Vec::new(),
            rows: 0,
            faults: FileFaults::default(),
        }
    }

    fn take(
        &mut self,
        file: &str,
        into: &mut T,
        number: u64,
        row: &impl Row,
        context: &T::Context,
    ) {
        match into.push(number, row, context) {
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

fn unread(file: &str) -> FileRead {
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
fn lay_out<T: Rows>(
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

/// Reads a CSV file that stands anywhere under any name.
pub(crate) fn read_csv_at<T: Rows>(
    path: &Path,
    context: &T::Context,
) -> Result<FileRows<T>, ReadError> {
    read_csv(path, context, 1)
}

fn read_csv<T: Rows>(
    path: &Path,
    context: &T::Context,
    threads: usize,
) -> Result<FileRows<T>, ReadError> {
    let io = |source| ReadError::Io {
        path: path.to_owned(),
        source,
    };
    let name = path
        .file_name()
        .map_or_else(|| T::FILE.into(), |name| name.to_string_lossy())
        .into_owned();
    let size = path.metadata().map_err(io)?.len();
    let mut source = BlockSource::new(File::open(path).map_err(io)?);
    let mut result = FileRows {
        rows: T::default(),
        read: unread(&name),
        faults: FileFaults::default(),
    };
    let first = match source.next_block() {
        Ok(first) => first,
        Err(BlockFault::Io(source)) => return Err(io(source)),
        Err(BlockFault::LineTooLong(_)) => {
            result
                .faults
                .file(whole_file(&name, Problem::LineTooLong(csv::LONGEST_LINE)));
            None
        }
    };
    if let Some(mut block) = first {
        let header = csv::take_header(&mut block);
        let delimiter = csv::delimiter(&header);
        match csv::header_names(&header, delimiter) {
            Err(problem) => result.faults.file(whole_file(&name, problem)),
            Ok(names) => {
                let (slots, unknown, faults) = lay_out::<T>(&name, 1, &names);
                result.read.unknown_columns = unknown;
                result.faults = faults;
                let layout = Layout {
                    delimiter,
                    header,
                    slots,
                    wanted: T::COLUMNS.len(),
                };
                if !result.faults.fatal {
                    // A small file is not worth a second thread.
                    let threads = if size < 1 << 20 { 1 } else { threads };
                    let queue = Mutex::new((0, Some(block), source, None));
                    let shares = std::thread::scope(|scope| {
                        let work = || csv_share::<T>(&name, &layout, &queue, context);
                        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
                        let mut shares = vec![work()];
                        shares.extend(
                            others
                                .into_iter()
                                .map(|o| o.join().expect("a reading thread does not panic")),
                        );
                        shares
                    });
                    let (_, _, back, stopped) =
                        queue.into_inner().expect("a reading thread does not panic");
                    source = back;
                    gather(&mut result, shares);
                    match stopped {
                        Some(BlockFault::Io(source)) => return Err(io(source)),
                        Some(BlockFault::LineTooLong(row)) => {
                            let problem = Problem::LineTooLong(csv::LONGEST_LINE);
                            result.faults.file(Fault {
                                row,
                                ..whole_file(&name, problem)
                            });
                        }
                        None => {}
                    }
                }
            }
        }
    }
    result.faults.keep_first();
    result.read.sha256 = hex(&source.finish().map_err(io)?);
    Ok(result)
}

type Queue = Mutex<(usize, Option<csv::Block>, BlockSource, Option<BlockFault>)>;

fn csv_share<T: Rows>(
    name: &str,
    layout: &Layout,
    queue: &Queue,
    context: &T::Context,
) -> Share<T> {
    let mut share = Share::new();
    // An ordered table keeps one set of columns for all its blocks: later rows are checked against earlier ones.
    let mut rows = T::default();
    loop {
        let (index, block) = {
            let mut queue = queue.lock().expect("a reading thread does not panic");
            let block = match queue.1.take() {
                Some(block) => block,
                None if queue.3.is_some() => break,
                None => match queue.2.next_block() {
                    Ok(Some(block)) => block,
                    Ok(None) => break,
                    Err(fault) => {
                        queue.3 = Some(fault);
                        break;
                    }
                },
            };
            queue.0 += 1;
            (queue.0, block)
        };
        csv::each_row(&block, layout, |number, row| match row {
            Ok(row) => share.take(name, &mut rows, number, row, context),
            Err(problem) => share.faults.row(Fault {
                row: number,
                ..whole_file(name, problem)
            }),
        });
        if !T::ORDERED {
            share.blocks.push((index, std::mem::take(&mut rows)));
        }
    }
    if T::ORDERED {
        share.blocks.push((0, rows));
    }
    share
}

fn gather<T: Rows>(result: &mut FileRows<T>, shares: Vec<Share<T>>) {
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

fn read_parquet<T: Rows>(
    path: &Path,
    context: &T::Context,
    threads: usize,
) -> Result<FileRows<T>, ReadError> {
    let io = |source| ReadError::Io {
        path: path.to_owned(),
        source,
    };
    let name = format!("{}.parquet", T::FILE);
    let mut result = FileRows {
        rows: T::default(),
        read: unread(&name),
        faults: FileFaults::default(),
    };
    let file = File::open(path).map_err(io)?;
    match ParquetFile::open(&file) {
        Err(problem) => result.faults.file(whole_file(&name, problem)),
        Ok(parquet) => {
            let (slots, unknown, faults) = lay_out::<T>(&name, 0, &parquet.names);
            result.read.unknown_columns = unknown;
            result.faults = faults;
            if !result.faults.fatal {
                let next = AtomicUsize::new(0);
                let groups = parquet.first_rows.len();
                let shares: Vec<Result<Share<T>, ()>> = std::thread::scope(|scope| {
                    let work = || parquet_share::<T>(path, &name, &parquet, &slots, &next, context);
                    let threads = threads.min(groups).max(1);
                    let others: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
                    // A damaged file can trip the decoder's own assertions: that is the file's fault, not ours.
                    others
                        .into_iter()
                        .map(|other| other.join().map_err(|_| ()))
                        .collect()
                });
                let mut whole = Vec::new();
                for share in shares {
                    match share {
                        Ok(share) => whole.push(share),
                        Err(()) => result.faults.file(whole_file(&name, Problem::Parquet)),
                    }
                }
                gather(&mut result, whole);
            }
        }
    }
    result.faults.keep_first();
    result.read.sha256 = hex(&hash(file).map_err(io)?);
    Ok(result)
}

fn parquet_share<T: Rows>(
    path: &Path,
    name: &str,
    parquet: &ParquetFile,
    slots: &[Option<usize>],
    next: &AtomicUsize,
    context: &T::Context,
) -> Share<T> {
    let mut share = Share::new();
    let mut rows = T::default();
    loop {
        let group = next.fetch_add(1, Ordering::Relaxed);
        if group >= parquet.first_rows.len() {
            break;
        }
        let done = File::open(path)
            .map_err(|_| Problem::Parquet)
            .and_then(|file| {
                parquet.each_row(file, group, slots, T::COLUMNS.len(), |number, row| {
                    share.take(name, &mut rows, number, row, context);
                })
            });
        if let Err(problem) = done {
            share.faults.file(whole_file(name, problem));
            break;
        }
        if !T::ORDERED {
            share.blocks.push((group, std::mem::take(&mut rows)));
        }
    }
    if T::ORDERED {
        share.blocks.push((0, rows));
    }
    share
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
