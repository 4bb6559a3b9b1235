//! The synthetic municipality that every journey expects, made once for a build and an hour and copied for each journey.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::error::E2eError;
use crate::server::binary;

/// Copies the municipality of this build to a folder that is not there yet.
pub(crate) fn copy_to(folder: &Path) -> Result<(), E2eError> {
    copy(&made()?, folder)
}

/// The municipality of this build and hour, made if it is not there: 56 families, seed 1. Its appointments of today follow from the hour.
#[expect(
    clippy::disallowed_methods,
    reason = "the demo itself begins with the hour it is made in"
)]
fn made() -> Result<PathBuf, E2eError> {
    let binary = binary()?;
    let all = crate::root().join("target/e2e");
    fs::create_dir_all(&all)?;
    // One program makes it, the others wait.
    let lock = File::create(all.join("lock"))?;
    lock.lock()?;
    let built = seconds(fs::metadata(&binary)?.modified()?);
    let name = format!("{built}-{}", seconds(SystemTime::now()) / 3600);
    let folder = all.join(&name);
    if folder.is_dir() {
        return Ok(folder);
    }
    let making = all.join("making");
    let _ = fs::remove_dir_all(&making);
    let made = Command::new(&binary)
        .args(["demo", "--make-only", "--families", "56", "--seed", "1"])
        .arg("--data")
        .arg(&making)
        .stdin(Stdio::null())
        .output()
        .map_err(|source| E2eError::Program {
            program: "helhed",
            source,
        })?;
    if !made.status.success() {
        return Err(E2eError::NotReady {
            program: "helhed",
            said: String::from_utf8_lossy(&made.stderr).into_owned(),
        });
    }
    fs::rename(&making, &folder)?;
    forget_others(&all, &name)?;
    Ok(folder)
}

/// Those of earlier builds and hours go, but for the last: a journey may be copying it.
fn forget_others(all: &Path, name: &str) -> Result<(), E2eError> {
    let mut others = Vec::new();
    for entry in fs::read_dir(all)? {
        let path = entry?.path();
        if path.is_dir() && !path.ends_with(name) {
            others.push((fs::metadata(&path)?.modified()?, path));
        }
    }
    others.sort();
    others.pop();
    for (_, path) in others {
        fs::remove_dir_all(path)?;
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<(), E2eError> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

fn seconds(at: SystemTime) -> u64 {
    at.duration_since(UNIX_EPOCH).map_or(0, |it| it.as_secs())
}
