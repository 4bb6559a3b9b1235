//! Writing results so that a folder has all of them or none.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::evaluate::{BundleSummary, Counts, Evaluation};
use crate::table::Table;

/// Why results were not written.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {source}", path = .path.display())]
pub struct WriteError {
    /// The file or folder.
    pub path: PathBuf,
    /// What the machine said.
    #[source]
    pub source: std::io::Error,
}

/// Files on their way into a folder: they lie beside it until [`Staging::commit`], and vanish if that never comes.
#[derive(Debug)]
pub struct Staging {
    out: PathBuf,
    folder: PathBuf,
    files: Vec<PathBuf>,
    made_out: bool,
    done: bool,
}

impl Staging {
    /// Prepares to write into `out`, which is made when it is not there.
    ///
    /// # Errors
    /// [`WriteError`] when the folder cannot be made.
    pub fn new(out: &Path) -> Result<Staging, WriteError> {
        let made_out = !out.exists();
        let folder = out.join(format!(".unfinished-{}", std::process::id()));
        let staging = Staging {
            out: out.to_owned(),
            folder,
            files: Vec::new(),
            made_out,
            done: false,
        };
        fs::create_dir_all(&staging.folder).map_err(|source| WriteError {
            path: out.to_owned(),
            source,
        })?;
        Ok(staging)
    }

    /// Writes one file, named from the output folder on.
    ///
    /// # Errors
    /// [`WriteError`] when the machine cannot, for instance when the disk is full.
    pub fn write(&mut self, name: &str, content: &[u8]) -> Result<(), WriteError> {
        let (mut file, place) = self.create(name)?;
        file.write_all(content)
            .and_then(|()| file.sync_all())
            .map_err(|source| WriteError {
                path: place,
                source,
            })
    }

    /// Opens one file to be written bit by bit, and says where it will lie.
    ///
    /// # Errors
    /// [`WriteError`] when the machine cannot make it.
    pub fn create(&mut self, name: &str) -> Result<(File, PathBuf), WriteError> {
        let (path, place) = (self.folder.join(name), self.out.join(name));
        let error = |source| WriteError {
            path: place.clone(),
            source,
        };
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(error)?;
        }
        let file = File::create(&path).map_err(error)?;
        self.files.push(PathBuf::from(name));
        Ok((file, place))
    }

    /// The folder that files lie in until [`Staging::commit`].
    pub fn unfinished(&self) -> &Path {
        &self.folder
    }

    /// Moves every file to its place.
    ///
    /// # Errors
    /// [`WriteError`] when a file cannot be moved.
    pub fn commit(mut self) -> Result<(), WriteError> {
        for name in &self.files {
            let to = self.out.join(name);
            let error = |source| WriteError {
                path: to.clone(),
                source,
            };
            if let Some(parent) = to.parent() {
                fs::create_dir_all(parent).map_err(error)?;
            }
            fs::rename(self.folder.join(name), &to).map_err(error)?;
        }
        self.done = true;
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // Nothing can be done about a failure here, and what is left is named as unfinished.
        let _ = fs::remove_dir_all(&self.folder);
        if self.made_out && !self.done {
            let _ = fs::remove_dir_all(&self.out);
        }
    }
}

/// What the machine tables say of themselves.
pub const NOT_FOR_PUBLICATION: &str =
    "Full figures, small groups not suppressed: not for publication.";

#[derive(Serialize)]
struct Results<'a> {
    program: &'static str,
    version: &'static str,
    for_publication: bool,
    notice: &'static str,
    options: OptionsOf<'a>,
    counts: &'a Counts,
    bundles: &'a [BundleSummary],
    warnings: Vec<String>,
    tables: BTreeMap<&'static str, &'a Table>,
}

#[derive(Serialize)]
struct OptionsOf<'a> {
    cohort_before: String,
    benefits: Option<&'a str>,
    benefits_sha256: Option<&'a str>,
    skip_invalid: bool,
}

impl Evaluation {
    /// Everything as one JSON document: tables with their notes, counts, options, version and the hash of each input file.
    pub fn results_json(&self) -> String {
        let results = Results {
            program: "helhed",
            version: env!("CARGO_PKG_VERSION"),
            for_publication: false,
            notice: NOT_FOR_PUBLICATION,
            options: OptionsOf {
                cohort_before: self.options.cohort_before.to_string(),
                benefits: self.benefits.as_ref().map(|read| read.file.as_str()),
                benefits_sha256: self.benefits.as_ref().map(|read| read.sha256.as_str()),
                skip_invalid: self.options.skip_invalid,
            },
            counts: &self.counts,
            bundles: &self.bundles,
            warnings: self.warnings(),
            tables: self
                .tables
                .iter()
                .map(|table| (table.spec.name, table))
                .collect(),
        };
        let mut text = serde_json::to_string(&results).expect("results are plain data");
        text.push('\n');
        text
    }

    /// Puts the tables and `results.json` among the files on their way.
    ///
    /// # Errors
    /// [`WriteError`] when the machine cannot write.
    pub fn stage(&self, staging: &mut Staging) -> Result<(), WriteError> {
        for table in &self.tables {
            staging.write(
                &format!("tables/{}.csv", table.spec.name),
                table.to_csv().as_bytes(),
            )?;
        }
        staging.write(
            "tables/NOT_FOR_PUBLICATION.txt",
            format!("{NOT_FOR_PUBLICATION}\n").as_bytes(),
        )?;
        staging.write("results.json", self.results_json().as_bytes())
    }

    /// Writes the tables and `results.json` into a folder, all or nothing.
    ///
    /// # Errors
    /// [`WriteError`] when the machine cannot write; then the folder is as it was.
    pub fn write(&self, out: &Path) -> Result<(), WriteError> {
        let mut staging = Staging::new(out)?;
        self.stage(&mut staging)?;
        staging.commit()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_of_what_was_not_finished() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let mut staging = Staging::new(&out).unwrap();
        staging.write("tables/a.csv", b"a\n").unwrap();
        drop(staging);
        assert!(!out.exists());
        let mut staging = Staging::new(&out).unwrap();
        staging.write("tables/a.csv", b"a\n").unwrap();
        staging.commit().unwrap();
        assert_eq!(fs::read(out.join("tables/a.csv")).unwrap(), b"a\n");
        assert_eq!(fs::read_dir(&out).unwrap().count(), 1);
        // A file where the folder should be is an error and stays as it is.
        assert!(Staging::new(&out.join("tables/a.csv")).is_err());
        assert_eq!(fs::read(out.join("tables/a.csv")).unwrap(), b"a\n");
    }
}
