//! Typed columns from a CSV file: threads take blocks of lines as they get free.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::csv::{self, Block, BlockFault, BlockSource, Layout};
use super::fault::{Fault, Problem, ReadError};
use super::hashes;
use super::jobs::Job;
use super::rows::{FileRows, Rows, Share, gather, lay_out, unread, whole_file};

/// A CSV file that is being read.
pub(super) struct CsvJob<'a, T: Rows> {
    path: PathBuf,
    result: FileRows<T>,
    layout: Layout,
    context: &'a T::Context,
    /// About how many bytes a row has.
    row: usize,
    queue: Mutex<Queue>,
    shares: Mutex<Vec<Share<T>>>,
}

struct Queue {
    /// The first block, which was read for its header.
    first: Option<Block>,
    next: usize,
    source: BlockSource,
    /// Why reading stopped before the end.
    stopped: Option<BlockFault>,
}

/// Reads a CSV file that stands anywhere under any name.
pub(crate) fn read_csv_at<T: Rows>(
    path: &Path,
    context: &T::Context,
) -> Result<FileRows<T>, ReadError> {
    let job = CsvJob::<T>::open(path, context)?;
    while job.work() {}
    let mut file = job.finish()?;
    file.read.sha256 = hashes::hash(path).map_err(|source| ReadError::Io {
        path: path.to_owned(),
        source,
    })?;
    Ok(file)
}

impl<'a, T: Rows> CsvJob<'a, T> {
    /// Opens a file and looks at its header.
    pub(super) fn open(path: &Path, context: &'a T::Context) -> Result<CsvJob<'a, T>, ReadError> {
        let io = |source| ReadError::Io {
            path: path.to_owned(),
            source,
        };
        let name = path
            .file_name()
            .map_or_else(|| T::FILE.into(), |name| name.to_string_lossy())
            .into_owned();
        let size = path.metadata().map_err(io)?.len();
        let mut job = CsvJob {
            path: path.to_owned(),
            result: FileRows::new(unread(&name)),
            layout: Layout::default(),
            context,
            // A row of ids, codes and dates is some forty bytes or more.
            row: 40,
            queue: Mutex::new(Queue {
                first: None,
                next: 0,
                source: BlockSource::new(File::open(path).map_err(io)?),
                stopped: None,
            }),
            shares: Mutex::default(),
        };
        let queue = job.queue.get_mut().expect("no thread has begun");
        let faults = &mut job.result.faults;
        let mut block = match queue.source.next_block() {
            Ok(Some(block)) => block,
            Ok(None) => return Ok(job),
            Err(BlockFault::Io(source)) => return Err(io(source)),
            Err(BlockFault::LineTooLong(_)) => {
                faults.file(whole_file(&name, Problem::LineTooLong(csv::LONGEST_LINE)));
                return Ok(job);
            }
        };
        let header = csv::take_header(&mut block);
        let delimiter = csv::delimiter(&header);
        match csv::header_names(&header, delimiter) {
            Err(problem) => faults.file(whole_file(&name, problem)),
            Ok(names) => {
                let (slots, unknown, found) = lay_out::<T>(&name, 1, &names);
                job.result.read.unknown_columns = unknown;
                *faults = found;
                job.layout = Layout {
                    delimiter,
                    header,
                    slots,
                    wanted: T::COLUMNS.len(),
                };
            }
        }
        if !faults.fatal {
            queue.first = Some(block);
            if T::ORDERED {
                // A file of few long rows reserves in vain.
                let mut share: Share<T> = Share::new();
                let rows = usize::try_from(size / 48).unwrap_or(0).min(1 << 21);
                share.current.expect(rows);
                job.shares = Mutex::new(vec![share]);
            }
        }
        Ok(job)
    }

    fn next_block(&self) -> Option<(usize, Block)> {
        let mut queue = self.queue.lock().expect("a reading thread does not panic");
        if self.result.faults.fatal || queue.stopped.is_some() {
            return None;
        }
        let block = match queue.first.take() {
            Some(block) => block,
            None => match queue.source.next_block() {
                Ok(block) => block?,
                Err(fault) => {
                    queue.stopped = Some(fault);
                    return None;
                }
            },
        };
        queue.next += 1;
        Some((queue.next, block))
    }

    /// The rows, when no piece is left.
    pub(super) fn finish(self) -> Result<FileRows<T>, ReadError> {
        let mut result = self.result;
        let whole = "a reading thread does not panic";
        let queue = self.queue.into_inner().expect(whole);
        result.read.without_line_end = queue.source.without_line_end;
        match queue.stopped {
            Some(BlockFault::Io(source)) => {
                let path = self.path;
                return Err(ReadError::Io { path, source });
            }
            Some(BlockFault::LineTooLong(row)) => {
                let problem = Problem::LineTooLong(csv::LONGEST_LINE);
                let fault = whole_file(&result.read.file, problem);
                result.faults.file(Fault { row, ..fault });
            }
            None => {}
        }
        gather(&mut result, self.shares.into_inner().expect(whole));
        Ok(result)
    }
}

impl<T: Rows> Job for CsvJob<'_, T> {
    fn work(&self) -> bool {
        let shares = || self.shares.lock().expect("a reading thread does not panic");
        let Some((index, block)) = self.next_block() else {
            return false;
        };
        let mut share = shares().pop().unwrap_or_else(Share::new);
        if !T::ORDERED {
            share.current.expect(block.lines.len() / self.row);
        }
        let name = self.result.read.file.as_str();
        csv::each_row(&block, &self.layout, |number, row| match row {
            Ok(row) => share.take(name, number, row, self.context),
            Err(problem) => share.faults.row(Fault {
                row: number,
                ..whole_file(name, problem)
            }),
        });
        share.end_block(index);
        shares().push(share);
        true
    }
}
