//! An installation in a folder of its own, and what its commands say.

use std::path::{Path, PathBuf};
use std::process::Output;

use helhed_casework::storage::{Address, BackupKeys};
use helhed_casework::testing::House;

use crate::kill::{block_on, keys};
use crate::process::{Server, run};

/// An installation in a folder of its own.
pub(crate) struct Place {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) database: String,
}

impl Place {
    pub(crate) fn of(database: impl FnOnce(&Path) -> String) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let place = Self {
            database: database(folder.path()),
            folder,
        };
        std::fs::write(place.at("keys"), keys()).expect("written");
        let key = BackupKeys::fresh_file(&[9; 32]);
        std::fs::write(place.at("backup-key"), key).expect("written");
        place.configure(&place.at("backups"));
        place
    }

    pub(crate) fn on_sqlite() -> Self {
        Self::of(|folder| format!("sqlite:{}", folder.join("helhed.db").display()))
    }

    pub(crate) fn on_postgres() -> Self {
        Self::of(|_| helhed_pgtest::database())
    }

    /// Writes the configuration, with a folder of backups.
    pub(crate) fn configure(&self, backups: &Path) {
        self.configure_with(backups, "");
    }

    /// The same, with more settings.
    pub(crate) fn configure_with(&self, backups: &Path, more: &str) {
        let at = |name: &str| self.at(name).display().to_string();
        let config = format!(
            "database = \"{}\"\nkeys = \"{}\"\naudit_anchor = \"{}\"\nlisten = \"127.0.0.1:0\"\n\
             municipality = \"Prøvekøbing\"\nsynthetic = true\n[backup]\nfolder = \"{}\"\nkey = \"{}\"\n{more}",
            self.database,
            at("keys"),
            at("audit-anchor"),
            backups.display(),
            at("backup-key")
        );
        std::fs::write(self.at("helhed.toml"), config).expect("written");
    }

    pub(crate) fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn address(&self) -> Address {
        self.database.parse().expect("an address")
    }

    pub(crate) fn run(&self, command: &[&str]) -> Output {
        let config = self.at("helhed.toml").display().to_string();
        run(&[command, &["--config", &config]].concat())
    }

    /// Serves it.
    pub(crate) fn serve(&self) -> Server {
        let config = self.at("helhed.toml").display().to_string();
        Server::start(&["serve", "--config", &config])
    }

    /// Makes a house that nobody was referred to.
    pub(crate) fn make(&self) {
        block_on(async { House::at(&self.address()).await.casework.close().await });
    }

    /// Makes a house in which Karen coordinates one family; the family's id.
    pub(crate) fn make_with_a_family(&self) -> String {
        block_on(async {
            let house = House::at(&self.address()).await;
            let family = house.a_family("Holmegaardsfamilien").await;
            let family = family.taken_in_by(&house.karen).await;
            let id = family.id.to_string();
            house.casework.close().await;
            id
        })
    }

    pub(crate) fn backups(&self) -> Vec<PathBuf> {
        let Ok(entries) = std::fs::read_dir(self.at("backups")) else {
            return Vec::new();
        };
        let mut paths: Vec<_> = entries.flatten().map(|it| it.path()).collect();
        paths.retain(|it| !it.ends_with("purge-ledger"));
        paths.sort();
        paths
    }

    /// Takes a backup of it; where it is.
    pub(crate) fn backed_up(&self) -> PathBuf {
        succeeded(&self.run(&["backup"]));
        self.backups().pop().expect("a backup")
    }

    /// A house with a document that is longer than two pieces of a backup.
    pub(crate) fn with_a_document(self) -> Self {
        block_on(async {
            let house = House::at(&self.address()).await;
            let family = house.a_family("Holmegaardsfamilien").await;
            let family = family.taken_in_by(&house.karen).await;
            let text: Vec<u8> = (0..600_000).map(|at| b'a' + (at % 23) as u8).collect();
            family.document("brev.txt", &text).await;
            house.casework.close().await;
        });
        self
    }
}

pub(crate) fn words(output: &Output) -> String {
    let both = [&output.stdout[..], &output.stderr[..]].concat();
    String::from_utf8_lossy(&both).into_owned()
}

pub(crate) fn succeeded(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", words(output));
    words(output)
}

pub(crate) fn failed(output: &Output, code: i32, with: &str) {
    let words = words(output);
    assert_eq!(output.status.code(), Some(code), "{words}");
    assert!(words.contains(with), "{words}");
}
