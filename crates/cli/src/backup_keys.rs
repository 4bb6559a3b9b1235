//! The keys of backups: from the environment or a file, never those of columns.

use std::io::Write;
use std::path::Path;

use helhed_casework::storage::BackupKeys;
use helhed_casework::{Chance, OperatingSystem};

use crate::config::Config;
use crate::failure::Failure;

/// Reads the keys.
pub(crate) fn read(config: &Config) -> Result<BackupKeys, Failure> {
    let text = match (std::env::var("HELHED_BACKUP_KEY"), &config.backup.key) {
        (Ok(text), _) => text,
        (Err(_), Some(path)) => std::fs::read_to_string(path).map_err(|source| {
            if source.kind() == std::io::ErrorKind::NotFound {
                return Failure::Input(format!(
                    "there is no backup key at {}: `helhed backup --make-key` makes one",
                    path.display()
                ));
            }
            Failure::Disk {
                path: path.clone(),
                source,
            }
        })?,
        (Err(_), None) => {
            return Err(Failure::Input(
                "neither HELHED_BACKUP_KEY nor `key` under [backup] is set".to_owned(),
            ));
        }
    };
    BackupKeys::parse(&text).map_err(|error| Failure::Input(error.to_string()))
}

/// Makes a key where there is none; only whoever runs this may read it.
pub(crate) fn make(path: &Path) -> Result<(), Failure> {
    let mut random = [0; 32];
    OperatingSystem.fill(&mut random);
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| {
        file.write_all(BackupKeys::fresh_file(&random).as_bytes())?;
        file.sync_all()
    });
    written.map_err(|source| Failure::Disk {
        path: path.to_owned(),
        source,
    })
}
