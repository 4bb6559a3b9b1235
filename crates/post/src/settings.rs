//! What an installation says of its mail server.

use std::net::IpAddr;

use helhed_outward::TargetFault;

/// How the line to the mail server is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encryption {
    /// It begins in plain text and must turn to TLS before anything is said (usually port 587).
    StartTls,
    /// TLS from the first byte (usually port 465).
    Direct,
    /// None: only to a server on this machine, which sends on by itself.
    None,
}

/// A mail server and how it is spoken to.
#[derive(Clone)]
pub struct Settings {
    /// Its name, or an address of this machine.
    pub server: String,
    /// Its port; by default that of the encryption.
    pub port: Option<u16>,
    /// How the line is encrypted.
    pub encryption: Encryption,
    /// Who letters are from: `Helhed <helhed@example.dk>`.
    pub from: String,
    /// Name and password, where the server asks for them.
    pub sign_in: Option<(String, String)>,
    /// A certificate authority of the municipality's own, in PEM, trusted besides those that browsers trust.
    pub authority: Option<Vec<u8>>,
}

/// Redacted: a password stands in it.
impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Settings({}, {:?})", self.server, self.encryption)
    }
}

/// Why settings are refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingsFault {
    /// Plain text over a network.
    #[error("`{0}` is not on this machine: without encryption letters go to no other")]
    PlainOverNetwork(String),
    /// A password over a line that anybody can read.
    #[error("a password is not sent without encryption")]
    PlainPassword,
    /// The sender is no address.
    #[error("`from` is no e-mail address")]
    From,
    /// The certificate authority cannot be read.
    #[error("the certificate authority is no PEM certificate")]
    Authority,
    /// The server's name is none.
    #[error("the mail server `{0}` has no name that a certificate could hold")]
    Server(String),
    /// The gateway's address.
    #[error("the gateway's address: {0}")]
    Gateway(TargetFault),
    /// What the gateway is to be told cannot be filled in.
    #[error("`body` is no JSON object with {{to}} and {{text}} in it")]
    Shape,
}

/// A gateway for text messages and how it is spoken to.
#[derive(Clone)]
pub struct GatewaySettings {
    /// Where messages are handed over: `https://…`, or `http://…` on this machine.
    pub address: String,
    /// What lets us in.
    pub token: Option<String>,
    /// Whether it goes in `X-API-Key` instead of `Authorization: Bearer`.
    pub as_key: bool,
    /// What is posted, as JSON with `{to}`, `{text}` and `{id}` where they belong; by default the three under these names.
    pub body: Option<String>,
    /// A certificate authority of the municipality's own, in PEM.
    pub authority: Option<Vec<u8>>,
}

/// Redacted: a token stands in it.
impl std::fmt::Debug for GatewaySettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "GatewaySettings({})", self.address)
    }
}

impl Settings {
    /// Refuses what would send letters or passwords in the clear.
    pub(crate) fn check(&self) -> Result<(), SettingsFault> {
        if self.encryption != Encryption::None {
            return Ok(());
        }
        let here = self.server == "localhost"
            || self
                .server
                .parse::<IpAddr>()
                .is_ok_and(|address| address.is_loopback());
        match (here, &self.sign_in) {
            (false, _) => Err(SettingsFault::PlainOverNetwork(self.server.clone())),
            (true, Some(_)) => Err(SettingsFault::PlainPassword),
            (true, None) => Ok(()),
        }
    }
}
