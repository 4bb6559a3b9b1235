//! An address that an installation has set.

use std::net::IpAddr;

use hyper::Uri;

/// Where a question goes: `https://…`, or `http://…` on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    pub(crate) encrypted: bool,
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) path: String,
}

/// Why an address is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TargetFault {
    /// It is none such as `https://gateway.example.dk/send`.
    #[error("no address as https://gateway.example.dk/send")]
    Address,
    /// Plain text over a network.
    #[error("without https only an address of this machine is asked")]
    PlainOverNetwork,
}

impl Target {
    /// Reads an address. A name and password in it are refused: they would stand in settings and logs.
    ///
    /// # Errors
    /// None, or plain text to another machine.
    pub fn parse(text: &str) -> Result<Self, TargetFault> {
        let uri: Uri = text.trim().parse().map_err(|_| TargetFault::Address)?;
        let authority = uri.authority().ok_or(TargetFault::Address)?;
        let host = authority.host().trim_matches(['[', ']']).to_owned();
        if host.is_empty() || authority.as_str().contains('@') {
            return Err(TargetFault::Address);
        }
        let (encrypted, usual) = match uri.scheme_str() {
            Some("https") => (true, 443),
            Some("http") => (false, 80),
            _ => return Err(TargetFault::Address),
        };
        let here = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|it| it.is_loopback());
        if !encrypted && !here {
            return Err(TargetFault::PlainOverNetwork);
        }
        Ok(Self {
            encrypted,
            host,
            port: authority.port_u16().unwrap_or(usual),
            path: uri
                .path_and_query()
                .map_or("/", |it| it.as_str())
                .to_owned(),
        })
    }

    /// Whether both are the same server spoken to in the same way: what a server says of its own addresses leads nowhere else.
    pub fn is_with(&self, other: &Self) -> bool {
        (self.encrypted, &self.host, self.port) == (other.encrypted, &other.host, other.port)
    }

    /// The server as a request names it.
    pub(crate) fn named(&self) -> String {
        let host = match self.host.contains(':') {
            true => format!("[{}]", self.host),
            false => self.host.clone(),
        };
        match (self.encrypted, self.port) {
            (true, 443) | (false, 80) => host,
            (_, port) => format!("{host}:{port}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn https_anywhere_and_plain_text_only_here() {
        let read = |text| Target::parse(text).map(|it| (it.named(), it.port, it.path));
        let seen = read("https://sms.example.dk/v1/send?a=b").expect("an address");
        assert_eq!(
            seen,
            ("sms.example.dk".to_owned(), 443, "/v1/send?a=b".to_owned())
        );
        for here in [
            "http://127.0.0.1:8080/x",
            "http://localhost",
            "http://[::1]:9/",
        ] {
            assert!(read(here).is_ok(), "{here}");
        }
        for elsewhere in [
            "http://sms.example.dk/send",
            "http://10.0.0.1/",
            "http://127.0.0.1.example.dk/",
        ] {
            assert_eq!(
                read(elsewhere),
                Err(TargetFault::PlainOverNetwork),
                "{elsewhere}"
            );
        }
        for none in [
            "",
            "sms.example.dk",
            "/send",
            "ftp://x.dk/",
            "https://",
            "https://a:b@x.dk/",
            "https://x.dk /",
        ] {
            assert_eq!(read(none), Err(TargetFault::Address), "{none}");
        }
    }

    #[test]
    fn a_server_is_itself_whatever_the_path() {
        let of = |text| Target::parse(text).expect("an address");
        assert!(of("https://x.dk/a").is_with(&of("https://x.dk:443/b")));
        assert!(!of("https://x.dk/a").is_with(&of("https://y.dk/a")));
        assert!(!of("https://localhost:80/a").is_with(&of("http://localhost/a")));
    }
}
