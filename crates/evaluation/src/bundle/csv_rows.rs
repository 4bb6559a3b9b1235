//! Typed columns from a CSV file: threads take blocks of lines as they get free.

use std::fs::File;
use std::path::Path;
use std::sync::Mutex;

use super::csv::{self, BlockFault, BlockSource, Layout};
use super::fault::{Fault, FileFaults, Problem, ReadError};
use super::rows::{FileRows, Rows, Share, gather, hex, lay_out, unread, whole_file};

/// Reads a CSV file that stands anywhere under any name.
pub(crate) fn read_csv_at<T: Rows>(
    path: &Path,
    context: &T::Context,
) -> Result<FileRows<T>, ReadError> {
    read_csv(path, context, 1)
}

pub(super) fn read_csv<T: Rows>(
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
                    // A row of ids, codes and dates is some sixty bytes; a file of few long rows reserves in vain.
                    let expected = usize::try_from(size / 64).unwrap_or(0).min(1 << 21);
                    let queue = Mutex::new((0, Some(block), source, None));
                    let shares = std::thread::scope(|scope| {
                        let work = || csv_share::<T>(&name, &layout, &queue, context, expected);
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
    expected: usize,
) -> Share<T> {
    let mut share = Share::new();
    // An ordered table keeps one set of columns for all its blocks: later rows are checked against earlier ones.
    let mut rows = T::default();
    if T::ORDERED {
        rows.expect(expected);
    }
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
