//! Typed columns from a Parquet file: threads take row groups as they get free.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::fault::{Problem, ReadError};
use super::jobs::Job;
use super::parquet::ParquetFile;
use super::rows::{FileRows, Rows, Share, gather, lay_out, unread, whole_file};

/// A Parquet file that is being read.
pub(super) struct ParquetJob<'a, T: Rows> {
    path: PathBuf,
    result: FileRows<T>,
    /// Nothing when the file cannot be read as one.
    parquet: Option<ParquetFile>,
    slots: Vec<Option<usize>>,
    context: &'a T::Context,
    next: AtomicUsize,
    shares: Mutex<Vec<Share<T>>>,
}

impl<'a, T: Rows> ParquetJob<'a, T> {
    /// Opens a file and looks at its columns.
    pub(super) fn open(
        path: &Path,
        context: &'a T::Context,
    ) -> Result<ParquetJob<'a, T>, ReadError> {
        let name = format!("{}.parquet", T::FILE);
        let mut job = ParquetJob {
            path: path.to_owned(),
            result: FileRows::new(unread(&name)),
            parquet: None,
            slots: Vec::new(),
            context,
            next: AtomicUsize::new(0),
            shares: Mutex::default(),
        };
        let file = File::open(path).map_err(|source| ReadError::Io {
            path: path.to_owned(),
            source,
        })?;
        // A damaged file can trip the decoder's own assertions: that is the file's fault, not ours.
        let opened = catch_unwind(|| ParquetFile::open(&file));
        match opened.unwrap_or(Err(Problem::Parquet)) {
            Err(problem) => job.result.faults.file(whole_file(&name, problem)),
            Ok(parquet) => {
                let (slots, unknown, faults) = lay_out::<T>(&name, 0, &parquet.names);
                job.slots = slots;
                job.result.read.unknown_columns = unknown;
                job.result.faults = faults;
                job.parquet = Some(parquet).filter(|_| !job.result.faults.fatal);
            }
        }
        Ok(job)
    }

    /// The rows, when no piece is left.
    pub(super) fn finish(self) -> FileRows<T> {
        let mut result = self.result;
        let shares = self.shares.into_inner();
        gather(
            &mut result,
            shares.expect("a reading thread does not panic"),
        );
        result
    }

    fn group(
        &self,
        parquet: &ParquetFile,
        group: usize,
        share: &mut Share<T>,
    ) -> Result<(), Problem> {
        let file = File::open(&self.path).map_err(|_| Problem::Parquet)?;
        let (name, wanted) = (self.result.read.file.as_str(), T::COLUMNS.len());
        let all = parquet.rows.iter().sum::<usize>();
        match T::ORDERED {
            true if group == 0 => share.current.expect(all.min(1 << 21)),
            true => {}
            false => share.current.expect(parquet.rows[group].min(1 << 21)),
        }
        parquet.each_batch(file, group, &self.slots, wanted, |number, batch| {
            share.take_batch(name, number, batch, self.context);
        })
    }
}

impl<T: Rows> Job for ParquetJob<'_, T> {
    fn work(&self) -> bool {
        let shares = || self.shares.lock().expect("a reading thread does not panic");
        let Some(parquet) = &self.parquet else {
            return false;
        };
        let group = self.next.fetch_add(1, Ordering::Relaxed);
        if group >= parquet.rows.len() {
            return false;
        }
        let mut share = shares().pop().unwrap_or_else(Share::new);
        let done = catch_unwind(AssertUnwindSafe(|| self.group(parquet, group, &mut share)));
        if let Err(problem) = done.unwrap_or(Err(Problem::Parquet)) {
            let fault = whole_file(&self.result.read.file, problem);
            share.faults.file(fault);
            // What comes after a damaged group is not worth the time.
            self.next.store(parquet.rows.len(), Ordering::Relaxed);
        }
        share.end_block(group);
        shares().push(share);
        true
    }
}
