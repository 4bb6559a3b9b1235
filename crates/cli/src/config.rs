//! What an installation sets: a file, or the folder of the embedded database, and where its secrets are.

use std::path::{Path, PathBuf};

use helhed_casework::rating::RatingSettings;
use helhed_casework::storage::Address;
use serde::Deserialize;

use crate::failure::Failure;

/// Where the data is: exactly one of the two.
#[derive(Debug, Clone, clap::Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Where {
    /// The installation's configuration file (TOML)
    #[arg(long, env = "HELHED_CONFIG")]
    pub config: Option<PathBuf>,
    /// The folder of an embedded database, as `helhed demo` makes it
    #[arg(long, env = "HELHED_DATA")]
    pub data: Option<PathBuf>,
}

/// The configuration file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    /// `sqlite:PATH` or `postgres://…`; the environment's `HELHED_DATABASE` goes before it, so that a password need not stand here.
    pub database: Option<String>,
    /// A replica of a PostgreSQL database, for long readings; the environment's `HELHED_REPLICA` goes before it.
    pub replica: Option<String>,
    /// The file that holds the keys of encrypted columns; the environment's `HELHED_KEYS` goes before it.
    pub keys: PathBuf,
    /// The file that the head of the audit chain is written down in, outside the database.
    pub audit_anchor: PathBuf,
    /// The file that deletions of cases are written down in, outside the database; beside the anchor unless set.
    pub purge_ledger: Option<PathBuf>,
    /// The address to listen on.
    #[serde(default = "default_listen")]
    pub listen: std::net::SocketAddr,
    /// An address for programs that watch over the server (`/metrics`, `/ready`, `/health`); no proxy leads to it. Left out, there is none.
    pub watch: Option<std::net::SocketAddr>,
    /// How long the server still takes people after it was asked to stop, saying that it wants nobody new: seconds that a load balancer
    /// needs to hear of it.
    #[serde(default)]
    pub drain_seconds: u64,
    /// Whether people reach it by https, through a proxy that ends it.
    #[serde(default)]
    pub https: bool,
    /// The municipality's name, on every page.
    pub municipality: String,
    /// Where its accessibility statement is.
    pub accessibility_statement: Option<String>,
    /// Feedback ratings: norm set, item texts, licence.
    #[serde(default)]
    pub fit: Fit,
    /// The mail server; left out, no letters are sent.
    pub post: Option<crate::post::Settings>,
    /// The gateway for text messages; left out, none are sent.
    pub texts: Option<crate::texts::Settings>,
    /// The evaluation on the server.
    #[serde(default)]
    pub evaluation: Evaluation,
    /// Where backups are kept, and their key.
    #[serde(default)]
    pub backup: Backup,
    /// The folder of the records system; left out, nothing is filed.
    pub filing: Option<crate::filing::Settings>,
    /// How people sign in.
    #[serde(default)]
    pub sign_in: crate::sign_in::Settings,
    /// How the staff files are taken.
    #[serde(default)]
    pub accounts: crate::accounts::Settings,
    /// Where traces go; left out, there are none.
    pub traces: Option<crate::traces::Settings>,
    /// Whether the data was made by `helhed demo`: invented people are refused otherwise.
    #[serde(default)]
    pub synthetic: bool,
}

/// What an installation sets for its backups.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Backup {
    /// The folder of the backups; best on another machine.
    pub folder: Option<PathBuf>,
    /// The file of the backup keys; the environment's `HELHED_BACKUP_KEY` goes before it. Not the keys of columns.
    pub key: Option<PathBuf>,
    /// Days after which a backup is removed when a newer one has been made; left out, none is.
    pub keep_days: Option<u32>,
    /// So many of the newest are kept whatever their age.
    pub keep_newest: Option<usize>,
}

/// What a municipality sets for the evaluation on the server.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Evaluation {
    /// A folder whose folders are register extracts, pseudonymised: evaluators choose among them.
    pub extracts: Option<PathBuf>,
}

/// What a municipality sets for its feedback ratings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fit {
    /// A norm set instead of the shipped one, which is illustrative and not validated.
    pub norms: Option<PathBuf>,
    /// The texts of the forms, for a municipality that holds a licence; neutral labels otherwise.
    pub items: Option<PathBuf>,
    /// The licence that allows norms to be fitted to one's own scores; without it no local norm set is used.
    pub fitting_licence: Option<String>,
}

impl Fit {
    /// Reads the files.
    pub(crate) fn settings(&self) -> Result<RatingSettings, Failure> {
        let read = |path: &Option<PathBuf>| {
            path.as_ref()
                .map(|path| {
                    std::fs::read_to_string(path).map_err(|source| Failure::Disk {
                        path: path.clone(),
                        source,
                    })
                })
                .transpose()
        };
        let (norms, items) = (read(&self.norms)?, read(&self.items)?);
        let licence = self.fitting_licence.clone();
        RatingSettings::read(norms.as_deref(), items.as_deref(), licence)
            .map_err(|fault| Failure::Input(fault.to_string()))
    }
}

fn default_listen() -> std::net::SocketAddr {
    ([127, 0, 0, 1], 8080).into()
}

impl Where {
    /// Reads the file, or what a folder stands for.
    pub(crate) fn read(&self) -> Result<Config, Failure> {
        match (&self.config, &self.data) {
            (Some(path), _) => {
                let text = std::fs::read_to_string(path).map_err(|source| Failure::Disk {
                    path: path.clone(),
                    source,
                })?;
                toml::from_str(&text)
                    .map_err(|error| Failure::Input(format!("{}: {error}", path.display())))
            }
            (None, Some(folder)) => Ok(Config::of_folder(folder)),
            (None, None) => Err(Failure::Input(
                "give --config FILE or --data DIR".to_owned(),
            )),
        }
    }
}

fn parsed(text: &str) -> Result<Address, Failure> {
    text.parse()
        .map_err(|error: helhed_casework::storage::OpenError| Failure::Input(error.to_string()))
}

impl Config {
    /// What the folder of an embedded database stands for.
    pub(crate) fn of_folder(folder: &Path) -> Self {
        Self {
            database: Some(format!("sqlite:{}", folder.join("helhed.db").display())),
            replica: None,
            keys: folder.join("keys"),
            audit_anchor: folder.join("audit-anchor"),
            purge_ledger: None,
            listen: default_listen(),
            watch: None,
            drain_seconds: 0,
            https: false,
            municipality: std::fs::read_to_string(folder.join("municipality"))
                .unwrap_or_else(|_| "Helhed".to_owned()),
            accessibility_statement: None,
            fit: Fit::default(),
            post: None,
            texts: None,
            evaluation: Evaluation {
                extracts: Some(folder.join("extracts")),
            },
            backup: Backup {
                folder: Some(folder.join("backups")),
                key: Some(folder.join("backup-key")),
                keep_days: None,
                keep_newest: None,
            },
            filing: None,
            sign_in: crate::sign_in::Settings::default(),
            accounts: crate::accounts::Settings::default(),
            traces: None,
            synthetic: true,
        }
    }

    /// The address of the database.
    pub(crate) fn address(&self) -> Result<Address, Failure> {
        let text = std::env::var("HELHED_DATABASE")
            .ok()
            .or_else(|| self.database.clone());
        let text = text.ok_or_else(|| {
            Failure::Input("neither `database` nor HELHED_DATABASE is set".to_owned())
        })?;
        parsed(&text)
    }

    /// The address of the replica, where there is one.
    pub(crate) fn replica(&self) -> Result<Option<Address>, Failure> {
        let text = std::env::var("HELHED_REPLICA").ok();
        let text = text.or_else(|| self.replica.clone());
        text.as_deref().map(parsed).transpose()
    }

    /// The text of the keys.
    pub(crate) fn keys_text(&self) -> Result<String, Failure> {
        match std::env::var("HELHED_KEYS") {
            Ok(text) => Ok(text),
            Err(_) => std::fs::read_to_string(&self.keys).map_err(|source| Failure::Disk {
                path: self.keys.clone(),
                source,
            }),
        }
    }
}
