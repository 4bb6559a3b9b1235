//! Writing files so that a folder has all of them or none.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

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
        file.write_all(content).map_err(|source| WriteError {
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

    /// Waits until the disk has every file: several at a time, for a disk takes many in little more time than one.
    fn sync(&self) -> Result<(), WriteError> {
        let sync = |name: &PathBuf| {
            let synced = File::open(self.folder.join(name)).and_then(|file| file.sync_all());
            synced.map_err(|source| WriteError {
                path: self.out.join(name),
                source,
            })
        };
        let part = self.files.len().div_ceil(16).max(1);
        std::thread::scope(|scope| {
            let parts = self.files.chunks(part);
            let others: Vec<_> = parts
                .map(|part| scope.spawn(move || part.iter().try_for_each(sync)))
                .collect();
            others
                .into_iter()
                .try_for_each(|other| other.join().expect("syncing does not panic"))
        })
    }

    /// Moves every file to its place. What is in the way of one is kept until all are there.
    ///
    /// # Errors
    /// [`WriteError`] when a file cannot be moved; then the folder is as it was.
    pub fn commit(mut self) -> Result<(), WriteError> {
        self.sync()?;
        let mut moves = Moves::default();
        for (at, name) in self.files.iter().enumerate() {
            let (from, to) = (self.folder.join(name), self.out.join(name));
            let before = self.folder.join(format!(".before-{at}"));
            if let Err(source) = moves.make(&from, &to, before) {
                moves.undo();
                return Err(WriteError { path: to, source });
            }
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

/// What was done to a folder so far, so that it can be undone.
#[derive(Default)]
struct Moves {
    /// Folders made, outermost first.
    folders: Vec<PathBuf>,
    /// Files put in place, and where the file of that name went that was there before.
    files: Vec<(PathBuf, Option<PathBuf>)>,
}

impl Moves {
    fn make(&mut self, from: &Path, to: &Path, before: PathBuf) -> io::Result<()> {
        for folder in to.ancestors().skip(1).collect::<Vec<_>>().into_iter().rev() {
            if !folder.as_os_str().is_empty() && !folder.exists() {
                fs::create_dir(folder)?;
                self.folders.push(folder.to_owned());
            }
        }
        let in_the_way = to.symlink_metadata().is_ok_and(|it| !it.is_dir());
        if in_the_way {
            fs::rename(to, &before)?;
        }
        self.files
            .push((to.to_owned(), in_the_way.then_some(before)));
        fs::rename(from, to)
    }

    /// As far as the machine lets: there is nobody left to tell.
    fn undo(self) {
        for (file, before) in self.files.into_iter().rev() {
            let _ = match before {
                Some(before) => fs::rename(before, &file),
                None => fs::remove_file(&file),
            };
        }
        for folder in self.folders.into_iter().rev() {
            let _ = fs::remove_dir(folder);
        }
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

    #[test]
    fn a_file_that_cannot_be_moved_leaves_the_folder_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        fs::create_dir_all(out.join("results.json")).unwrap();
        fs::write(out.join("a.csv"), "mine").unwrap();
        let mut staging = Staging::new(&out).unwrap();
        for name in ["a.csv", "tables/b.csv", "results.json"] {
            staging.write(name, b"new").unwrap();
        }
        let told = staging.commit().unwrap_err().to_string();
        assert!(told.contains("results.json"), "{told}");
        assert_eq!(fs::read(out.join("a.csv")).unwrap(), b"mine");
        let mut left: Vec<_> = fs::read_dir(&out)
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        left.sort();
        assert_eq!(left, ["a.csv", "results.json"]);
    }
}
