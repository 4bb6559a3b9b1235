//! How a command ends when it does not succeed, and the exit code that says so.

use std::path::PathBuf;
use std::process::ExitCode;

/// Why a command did not do its work.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The input is at fault; the text says where.
    #[error("{0}")]
    Input(String),
    /// The database or the network of this machine is.
    #[error("{0}")]
    Machine(String),
    /// This machine is: a disk, a network, a database.
    #[error("{path}: {source}", path = path.display())]
    Disk {
        /// What was to be read or written.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

impl Failure {
    /// 1 the input is at fault, 3 this machine (2, wrong usage, comes from the parser).
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Input(_) => ExitCode::from(1),
            Self::Disk { .. } | Self::Machine(_) => ExitCode::from(3),
        }
    }
}
