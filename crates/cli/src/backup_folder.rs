//! A folder of backups: their names sort by time, and only a whole one has such a name.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};

use crate::failure::Failure;

const ENDING: &str = ".backup";
/// What is being written; what is left of a backup that was killed.
const UNFINISHED: &str = ".unfinished";
/// The pattern of the time in a name.
const TIME: &str = "%Y%m%dT%H%M%S%.3fZ";

/// A folder of backups.
pub(crate) struct BackupFolder(PathBuf);

/// A backup in it, by its name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Kept {
    /// When it was begun.
    pub at: Timestamp,
    /// Where it is.
    pub path: PathBuf,
}

impl BackupFolder {
    /// The folder at a path.
    pub(crate) fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }

    fn disk(path: &Path) -> impl FnOnce(io::Error) -> Failure {
        let path = path.to_owned();
        move |source| Failure::Disk { path, source }
    }

    /// Every whole backup, the oldest first.
    pub(crate) fn kept(&self) -> Result<Vec<Kept>, Failure> {
        let mut kept = Vec::new();
        for entry in fs::read_dir(&self.0).map_err(Self::disk(&self.0))? {
            let path = entry.map_err(Self::disk(&self.0))?.path();
            if let Some(at) = path.file_name().and_then(|it| begun_at(it.to_str()?)) {
                kept.push(Kept { at, path });
            }
        }
        kept.sort();
        Ok(kept)
    }

    /// The newest, if there is one.
    pub(crate) fn newest(&self) -> Result<Option<Kept>, Failure> {
        Ok(self.kept()?.pop())
    }

    /// Begins a backup; under its own name it stands only when it is whole and on disk.
    pub(crate) fn begin(&self, now: Timestamp) -> Result<Unfinished, Failure> {
        fs::create_dir_all(&self.0).map_err(Self::disk(&self.0))?;
        self.sweep(now)?;
        let name = format!("helhed-{}{ENDING}", now.strftime(TIME));
        let path = self.0.join(&name);
        let under_way = self.0.join(format!("{name}{UNFINISHED}"));
        if path.exists() {
            return Err(Failure::Input(format!(
                "{} is there already",
                path.display()
            )));
        }
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&under_way).map_err(Self::disk(&under_way))?;
        Ok(Unfinished {
            out: Some(BufWriter::new(file)),
            under_way,
            path,
        })
    }

    /// Removes what killed backups left more than a day ago.
    fn sweep(&self, now: Timestamp) -> Result<(), Failure> {
        for entry in fs::read_dir(&self.0).map_err(Self::disk(&self.0))? {
            let path = entry.map_err(Self::disk(&self.0))?.path();
            let name = path.file_name().and_then(|it| it.to_str());
            let begun = name
                .and_then(|it| it.strip_suffix(UNFINISHED))
                .and_then(begun_at);
            if begun.is_some_and(|at| now.duration_since(at) > SignedDuration::from_hours(24)) {
                fs::remove_file(&path).map_err(Self::disk(&path))?;
            }
        }
        Ok(())
    }

    /// Removes backups that are older than so many days, but for so many of the newest; which.
    pub(crate) fn prune(
        &self,
        now: Timestamp,
        days: u32,
        newest: usize,
    ) -> Result<Vec<PathBuf>, Failure> {
        let kept = self.kept()?;
        let old = SignedDuration::from_hours(24 * i64::from(days));
        let free = kept.len().saturating_sub(newest.max(1));
        let mut removed = Vec::new();
        for backup in &kept[..free] {
            if now.duration_since(backup.at) > old {
                fs::remove_file(&backup.path).map_err(Self::disk(&backup.path))?;
                removed.push(backup.path.clone());
            }
        }
        Ok(removed)
    }
}

/// The time in the name of a backup; nothing in that of anything else.
fn begun_at(name: &str) -> Option<Timestamp> {
    let time = name.strip_prefix("helhed-")?.strip_suffix(ENDING)?;
    let time = jiff::civil::DateTime::strptime(TIME, time).ok()?;
    Some(time.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp())
}

/// A backup that is being written; dropped before [`Unfinished::finish`], nothing of it is left.
pub(crate) struct Unfinished {
    out: Option<BufWriter<File>>,
    under_way: PathBuf,
    path: PathBuf,
}

impl Unfinished {
    /// Puts it on disk and gives it its name.
    pub(crate) fn finish(mut self) -> io::Result<PathBuf> {
        if let Some(out) = self.out.take() {
            out.into_inner()
                .map_err(io::IntoInnerError::into_error)?
                .sync_all()?;
        }
        fs::rename(&self.under_way, &self.path)?;
        if let Some(folder) = self.path.parent() {
            File::open(folder)?.sync_all()?;
        }
        Ok(self.path.clone())
    }
}

impl Write for Unfinished {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.out {
            Some(out) => out.write(bytes),
            None => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // What is in memory is thrown away with it: a full disk would refuse it again.
        if let Some(out) = self.out.take() {
            drop(out.into_parts());
        }
        let _ = fs::remove_file(&self.under_way);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("an instant")
    }

    #[test]
    fn only_whole_backups_are_kept_and_the_newest_is_the_last() {
        let folder = tempfile::tempdir().expect("a folder");
        let backups = BackupFolder::at(folder.path());
        assert_eq!(backups.newest().expect("read"), None);
        for time in ["2026-11-24T09:00:00.25Z", "2026-11-22T09:00:00Z"] {
            let mut begun = backups.begin(at(time)).expect("begun");
            begun.write_all(b"whole").expect("written");
            begun.finish().expect("finished");
        }
        drop(backups.begin(at("2026-11-25T09:00:00Z")).expect("begun"));
        fs::write(folder.path().join("helhed-notes.backup"), "x").expect("written");
        let kept = backups.kept().expect("read");
        assert_eq!(
            kept.iter().map(|it| it.at).collect::<Vec<_>>(),
            [at("2026-11-22T09:00:00Z"), at("2026-11-24T09:00:00.25Z")]
        );
        assert!(kept[1].path.ends_with("helhed-20261124T090000.250Z.backup"));
        assert!(backups.begin(at("2026-11-24T09:00:00.25Z")).is_err());
        assert_eq!(fs::read_dir(folder.path()).expect("read").count(), 3);
    }

    #[test]
    fn old_ones_go_the_newest_stay_and_what_was_killed_is_swept() {
        let folder = tempfile::tempdir().expect("a folder");
        let backups = BackupFolder::at(folder.path());
        for day in 10..=20 {
            let begun = backups.begin(at(&format!("2026-11-{day}T09:00:00Z")));
            begun.expect("begun").finish().expect("finished");
        }
        let killed = folder
            .path()
            .join("helhed-20261101T090000.000Z.backup.unfinished");
        fs::write(&killed, "half").expect("written");
        let now = at("2026-11-20T10:00:00Z");
        assert_eq!(backups.prune(now, 5, 3).expect("pruned").len(), 6);
        assert_eq!(backups.prune(now, 0, 3).expect("pruned").len(), 2);
        assert_eq!(backups.prune(now, 0, 0).expect("pruned").len(), 2);
        assert_eq!(backups.kept().expect("read").len(), 1);
        drop(backups.begin(now).expect("begun"));
        assert!(!killed.exists());
    }
}
