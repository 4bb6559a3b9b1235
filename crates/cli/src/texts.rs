//! Text messages: what an installation says of its gateway, and carrying those that wait in the outbox while the server runs.

use std::path::PathBuf;

use helhed_casework::post::{next_text, note_delivery};
use helhed_casework::{Casework, StoreError};
use helhed_post::{Gateway, GatewaySettings};
use helhed_web::{Clock, SystemClock};
use serde::Deserialize;

use crate::failure::Failure;
use crate::post::{delivery, keep_carrying, read, secret};

/// The gateway; left out, no text messages are sent and no page offers it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// Where messages are handed over: `https://gateway.example.dk/send`, or `http://…` on this machine.
    pub gateway: String,
    /// The file with the token that lets us in; the environment's `HELHED_SMS_TOKEN` goes before it.
    pub token_file: Option<PathBuf>,
    /// How the token is shown: `bearer` (`Authorization: Bearer …`) or `key` (`X-API-Key: …`).
    #[serde(default)]
    pub token_as: Shown,
    /// What is posted: JSON with `{to}`, `{text}` and `{id}` where the gateway wants them.
    pub body: Option<String>,
    /// A certificate authority of the municipality's own, in PEM.
    pub authority: Option<PathBuf>,
}

/// How a token is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Shown {
    #[default]
    Bearer,
    Key,
}

impl Settings {
    /// The way to the gateway.
    pub(crate) fn gateway(&self) -> Result<Gateway, Failure> {
        let settings = GatewaySettings {
            address: self.gateway.clone(),
            token: secret("HELHED_SMS_TOKEN", self.token_file.as_ref())?,
            as_key: self.token_as == Shown::Key,
            body: self.body.clone(),
            authority: self.authority.as_ref().map(read).transpose()?,
        };
        Gateway::new(&settings).map_err(|fault| Failure::Input(format!("texts: {fault}")))
    }
}

/// Carries text messages until the server stops, as letters are carried.
pub(crate) async fn carry(casework: Casework, gateway: Gateway) {
    keep_carrying(|| carry_due(casework.clone(), gateway.clone())).await;
}

async fn carry_due(casework: Casework, gateway: Gateway) -> Result<(), StoreError> {
    while let Some(out) = next_text(&casework, SystemClock.now()).await? {
        let sent = gateway.send(&out.letter, out.id.uuid()).await;
        if let Err(why) = &sent {
            tracing::warn!(letter = %out.id, %why, "a text message was not sent");
        }
        note_delivery(&casework, out.id, delivery(sent), SystemClock.now()).await?;
    }
    Ok(())
}
