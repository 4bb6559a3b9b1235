//! A file of a bundle, in whichever format it is there.

use std::path::Path;

use super::csv_rows::CsvJob;
use super::fault::{Problem, ReadError};
use super::jobs::Job;
use super::parquet_rows::ParquetJob;
use super::rows::{FileRows, Rows, unread, whole_file};

/// A file that is being read.
pub(super) enum FileJob<'a, T: Rows> {
    Csv(CsvJob<'a, T>),
    Parquet(ParquetJob<'a, T>),
    /// The bundle has the table in both formats.
    Both,
    /// The bundle has no such file.
    Nothing,
}

impl<'a, T: Rows> FileJob<'a, T> {
    /// Finds and opens the file of `T`.
    pub(super) fn open(
        folder: &Path,
        context: &'a T::Context,
    ) -> Result<FileJob<'a, T>, ReadError> {
        let csv = folder.join(format!("{}.csv", T::FILE));
        let parquet = folder.join(format!("{}.parquet", T::FILE));
        Ok(match (csv.exists(), parquet.exists()) {
            (true, true) => FileJob::Both,
            (true, false) => FileJob::Csv(CsvJob::open(&csv, context)?),
            (false, true) => FileJob::Parquet(ParquetJob::open(&parquet, context)?),
            (false, false) => FileJob::Nothing,
        })
    }

    /// What was read, when no piece is left; nothing when there is no file.
    pub(super) fn finish(self) -> Result<Option<FileRows<T>>, ReadError> {
        match self {
            FileJob::Csv(job) => job.finish().map(Some),
            FileJob::Parquet(job) => Ok(Some(job.finish())),
            FileJob::Both => {
                let mut file = FileRows::new(unread(T::FILE));
                let name = format!("{}.csv", T::FILE);
                file.faults.file(whole_file(&name, Problem::TwoFormats));
                Ok(Some(file))
            }
            FileJob::Nothing => Ok(None),
        }
    }
}

impl<T: Rows> Job for FileJob<'_, T> {
    fn work(&self) -> bool {
        match self {
            FileJob::Csv(job) => job.work(),
            FileJob::Parquet(job) => job.work(),
            FileJob::Both | FileJob::Nothing => false,
        }
    }
}
