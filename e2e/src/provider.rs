//! A sign-in provider on this machine: the same that the tests of `crates/openid` run.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};

use crate::error::E2eError;
use crate::leash::Leashed;

/// A provider that runs; it ends with the test.
#[derive(Debug)]
pub struct Provider {
    issuer: String,
    _process: Leashed,
}

impl Provider {
    /// Starts it.
    ///
    /// # Errors
    ///
    /// When Node.js or its package is missing.
    pub fn start() -> Result<Self, E2eError> {
        let script = crate::root().join("crates/openid/tests/provider/provider.mjs");
        let mut process = Leashed::spawn(
            Command::new("node")
                .arg(script)
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        )
        .map_err(|source| E2eError::Program {
            program: "node",
            source,
        })?;
        let out = process.child().stdout.take();
        let mut lines = out.into_iter().flat_map(|out| BufReader::new(out).lines());
        let issuer = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| line.strip_prefix("issuer: ").map(str::to_owned));
        // It goes on talking to nobody; a full pipe would stop it.
        std::thread::spawn(move || lines.for_each(drop));
        match issuer {
            Some(issuer) => Ok(Self {
                issuer,
                _process: process,
            }),
            None => Err(E2eError::NotReady {
                program: "node",
                said: "the provider ended before it said where it listens".to_owned(),
            }),
        }
    }

    /// Its issuer.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// Tells it, in JSON, who signs in and what is said of them.
    ///
    /// # Errors
    ///
    /// When it does not answer.
    pub fn control(&self, told: &str) -> Result<(), E2eError> {
        let host = self.issuer.trim_start_matches("http://");
        let mut stream = TcpStream::connect(host)?;
        let length = told.len();
        write!(
            stream,
            "POST /control HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{told}"
        )?;
        stream.read_to_end(&mut Vec::new())?;
        Ok(())
    }
}
