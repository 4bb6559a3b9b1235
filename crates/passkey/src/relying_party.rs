//! For whom passkeys are: the installation, by the address at which people reach it.

use sha2::{Digest, Sha256};

/// The installation, as browsers and authenticators name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelyingParty {
    id: String,
    origin: String,
}

impl RelyingParty {
    /// The installation at an address (`https://helhed.example.dk`). None where browsers make no passkeys: for a number instead of a name, and
    /// in the clear anywhere but on this machine.
    pub fn at(address: &str) -> Option<Self> {
        let origin = address.trim().trim_end_matches('/').to_ascii_lowercase();
        let (secure, rest) = match origin.strip_prefix("https://") {
            Some(rest) => (true, rest),
            None => (false, origin.strip_prefix("http://")?),
        };
        let (host, port) = match rest.rsplit_once(':') {
            Some((host, port)) => (host, Some(port.parse::<u16>().ok()?)),
            None => (rest, None),
        };
        let is_label = |label: &str| {
            let plain = |it: char| it.is_ascii_alphanumeric() || it == '-';
            !label.is_empty() && label.chars().all(plain)
        };
        let last = host.rsplit('.').next().unwrap_or_default();
        let named = host.split('.').all(is_label) && last.contains(|it: char| it.is_alphabetic());
        let id = host.to_owned();
        if !named || !(secure || host == "localhost") {
            return None;
        }
        // A browser leaves out the port that goes without saying.
        let port = port.filter(|port| *port != if secure { 443 } else { 80 });
        let scheme = if secure { "https" } else { "http" };
        let origin = match port {
            Some(port) => format!("{scheme}://{id}:{port}"),
            None => format!("{scheme}://{id}"),
        };
        Some(Self { id, origin })
    }

    /// The name that passkeys are made for.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The address that a browser says it is at.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    pub(crate) fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.id.as_bytes()).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_taken_and_a_number_or_plain_text_over_a_network_is_not() {
        let of = |address| RelyingParty::at(address).map(|it| (it.id, it.origin));
        let pair = |id: &str, origin: &str| Some((id.to_owned(), origin.to_owned()));
        assert_eq!(
            of("https://Helhed.example.dk/"),
            pair("helhed.example.dk", "https://helhed.example.dk")
        );
        assert_eq!(
            of("https://helhed.example.dk:443"),
            pair("helhed.example.dk", "https://helhed.example.dk")
        );
        assert_eq!(
            of("http://localhost:4711"),
            pair("localhost", "http://localhost:4711")
        );
        for address in [
            "",
            "helhed.example.dk",
            "http://helhed.example.dk",
            "http://127.0.0.1:80",
            "https://10.0.0.1",
            "https://[::1]",
            "https://a b.dk",
            "https://helhed.example.dk/path",
            "https://helhed..dk",
            "https://helhed.dk:x",
        ] {
            assert_eq!(of(address), None, "{address}");
        }
    }
}
