//! What the results rest on: the SHA-256 of each file, made by whichever thread has nothing else to do.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use sha2::{Digest, Sha256};

use super::fault::ReadError;
use super::jobs::Job;

/// The files of a folder and their hashes, as far as they are made.
pub(super) struct Hashes {
    /// File names, the largest file first.
    names: Vec<String>,
    folder: PathBuf,
    next: AtomicUsize,
    made: Mutex<Vec<(usize, io::Result<String>)>>,
}

impl Hashes {
    /// The files of a folder whose names are `names` with an ending of a table.
    pub(super) fn of(folder: &Path, names: &[&str]) -> Hashes {
        let mut files: Vec<_> = names
            .iter()
            .flat_map(|name| ["csv", "parquet"].map(|ending| format!("{name}.{ending}")))
            .filter_map(|name| Some((folder.join(&name).metadata().ok()?.len(), name)))
            .collect();
        files.sort_by(|a, b| b.cmp(a));
        Hashes {
            names: files.into_iter().map(|(_, name)| name).collect(),
            folder: folder.to_owned(),
            next: AtomicUsize::new(0),
            made: Mutex::default(),
        }
    }

    /// The hash of a file.
    pub(super) fn take(&self, name: &str) -> Result<String, ReadError> {
        let at = self.names.iter().position(|known| known == name);
        let mut made = self.made.lock().expect("hashing does not panic");
        let found = made.iter().position(|(of, _)| Some(*of) == at);
        let path = self.folder.join(name);
        let hash = match found {
            Some(place) => made.swap_remove(place).1,
            // A file that was not there a moment ago.
            None => hash(&path),
        };
        hash.map_err(|source| ReadError::Io { path, source })
    }
}

impl Job for Hashes {
    fn work(&self) -> bool {
        let at = self.next.fetch_add(1, Ordering::Relaxed);
        let Some(name) = self.names.get(at) else {
            return false;
        };
        let hash = hash(&self.folder.join(name));
        let mut made = self.made.lock().expect("hashing does not panic");
        made.push((at, hash));
        true
    }
}

/// The SHA-256 of a file in hexadecimal digits.
pub(super) fn hash(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 17];
    loop {
        match file.read(&mut buffer)? {
            0 => break,
            read => hash.update(&buffer[..read]),
        }
    }
    Ok(hex(&hash.finalize()))
}

/// The SHA-256 of some bytes in hexadecimal digits.
pub(super) fn digits(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
