//! Letters: what an installation says of its mail server, and carrying what waits in the outbox while the server runs.

use std::path::PathBuf;
use std::time::Duration;

use helhed_casework::post::{Delivery, EmailAddress, next_letter, note_delivery};
use helhed_casework::{Casework, StoreError};
use helhed_post::{Encryption, NotSent, Post};
use helhed_web::{Clock, SystemClock};
use serde::Deserialize;

use crate::failure::Failure;

/// How often the outbox is looked into.
const EVERY: Duration = Duration::from_secs(5);

/// The mail server; left out, no letters are sent and no page offers it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// What addresses in letters begin with, as people reach this installation: `https://helhed.example.dk`.
    pub address: String,
    /// The mail server's name.
    pub server: String,
    /// Its port; by default 587, 465 for `direct`, 25 for `none`.
    pub port: Option<u16>,
    /// How the line is encrypted: `starttls`, `direct`, or `none` to a server on this machine.
    #[serde(default)]
    pub encryption: Line,
    /// Who letters are from: `Helhed <helhed@example.dk>`.
    pub from: String,
    /// The name that the server is told, where it asks for one.
    pub user: Option<String>,
    /// The file with the password; the environment's `HELHED_SMTP_PASSWORD` goes before it.
    pub password_file: Option<PathBuf>,
    /// A certificate authority of the municipality's own, in PEM.
    pub authority: Option<PathBuf>,
}

/// How the line is encrypted.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Line {
    #[default]
    StartTls,
    Direct,
    None,
}

impl Settings {
    /// What addresses in letters begin with.
    pub(crate) fn begins(&self) -> Result<String, Failure> {
        let begins = self.address.trim().trim_end_matches('/');
        let host = begins
            .strip_prefix("https://")
            .or_else(|| begins.strip_prefix("http://"));
        let sound = host.is_some_and(|host| {
            !host.is_empty() && !host.contains(|c: char| c == '/' || c.is_whitespace())
        });
        match sound {
            true => Ok(begins.to_owned()),
            false => Err(Failure::Input(
                "`post.address` is no address as https://helhed.example.dk".to_owned(),
            )),
        }
    }

    /// The address that letters are from, without its name; none where it cannot be read, which the way to the mail server says.
    pub(crate) fn sender(&self) -> Option<EmailAddress> {
        let from = self.from.rsplit('<').next().unwrap_or_default();
        EmailAddress::parse(from.trim_end_matches(['>', ' '])).ok()
    }

    /// The way to the mail server.
    pub(crate) fn post(&self) -> Result<Post, Failure> {
        let password = secret("HELHED_SMTP_PASSWORD", self.password_file.as_ref())?;
        let sign_in = match (&self.user, password) {
            (Some(user), Some(password)) => Some((user.clone(), password)),
            (None, _) => None,
            (Some(_), None) => {
                return Err(Failure::Input(
                    "`post.user` has no password: give `password_file` or HELHED_SMTP_PASSWORD"
                        .to_owned(),
                ));
            }
        };
        let settings = helhed_post::Settings {
            server: self.server.clone(),
            port: self.port,
            encryption: match self.encryption {
                Line::StartTls => Encryption::StartTls,
                Line::Direct => Encryption::Direct,
                Line::None => Encryption::None,
            },
            from: self.from.clone(),
            sign_in,
            authority: self.authority.as_ref().map(read).transpose()?,
        };
        Post::new(&settings).map_err(|fault| Failure::Input(format!("post: {fault}")))
    }
}

/// The bytes of a file that the settings name.
pub(crate) fn read(path: &PathBuf) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|source| Failure::Disk {
        path: path.clone(),
        source,
    })
}

/// A secret from the environment, else from a file, without its last line break.
pub(crate) fn secret(variable: &str, file: Option<&PathBuf>) -> Result<Option<String>, Failure> {
    match (std::env::var(variable), file) {
        (Ok(secret), _) => Ok(Some(secret)),
        (Err(_), Some(path)) => {
            let text = String::from_utf8_lossy(&read(path)?).into_owned();
            Ok(Some(text.trim_end_matches(['\r', '\n']).to_owned()))
        }
        (Err(_), None) => Ok(None),
    }
}

/// What became of a try.
pub(crate) fn delivery(sent: Result<(), NotSent>) -> Delivery {
    match sent {
        Ok(()) => Delivery::Taken,
        Err(NotSent::Refused { .. }) => Delivery::Refused,
        Err(NotSent::NotNow { .. }) => Delivery::NotNow,
    }
}

/// Looks into the outbox again and again, by whatever way what is in it leaves.
pub(crate) async fn keep_carrying<F>(carry_due: impl Fn() -> F)
where
    F: Future<Output = Result<(), StoreError>>,
{
    let mut turns = tokio::time::interval(EVERY);
    turns.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        turns.tick().await;
        if let Err(error) = carry_due().await {
            tracing::error!(%error, "the outbox could not be read or written");
        }
    }
}

/// Carries letters until the server stops: one after another, what waits longest first. The log tells what came of them by number.
pub(crate) async fn carry(casework: Casework, post: Post) {
    keep_carrying(|| carry_due(casework.clone(), post.clone())).await;
}

async fn carry_due(casework: Casework, post: Post) -> Result<(), StoreError> {
    while let Some(out) = next_letter(&casework, SystemClock.now()).await? {
        let sent = post.send(&out.letter, out.id.uuid()).await;
        if let Err(why) = &sent {
            tracing::warn!(letter = %out.id, %why, "a letter was not sent");
        }
        note_delivery(&casework, out.id, delivery(sent), SystemClock.now()).await?;
    }
    Ok(())
}
