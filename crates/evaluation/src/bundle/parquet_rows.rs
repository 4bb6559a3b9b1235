//! Typed columns from a Parquet file: threads take row groups as they get free.

use std::fs::File;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::fault::{FileFaults, Problem, ReadError};
use super::parquet::ParquetFile;
use super::rows::{FileRows, Rows, Share, gather, hash, hex, lay_out, unread, whole_file};

pub(super) fn read_parquet<T: Rows>(
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
    if T::ORDERED {
        rows.expect(parquet.rows.min(1 << 21));
    }
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
