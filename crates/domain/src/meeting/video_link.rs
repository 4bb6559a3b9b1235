//! The address by which a meeting is joined from afar.

/// An address on the web, encrypted on its way.
#[derive(Clone, PartialEq, Eq)]
pub struct VideoLink(String);

/// Redacted: whoever has the address comes into the room.
impl std::fmt::Debug for VideoLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VideoLink")
    }
}

/// The text is no address of an encrypted page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no https address")]
pub struct VideoLinkError;

impl VideoLink {
    /// The most signs it has.
    pub const MAX: usize = 1_000;

    /// Reads an address, `https://video.example.dk/rum/4`: visible ASCII only, so that it stands whole in a letter and in a calendar.
    pub fn parse(text: &str) -> Result<Self, VideoLinkError> {
        let text = text.trim();
        let rest = text.strip_prefix("https://").ok_or(VideoLinkError)?;
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
        let visible = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\');
        let sound = text.len() <= Self::MAX
            && host
                .chars()
                .next()
                .is_some_and(|c| c.is_ascii_alphanumeric())
            && host.chars().all(is_host)
            && rest.chars().all(visible);
        match sound {
            true => Ok(Self(text.to_owned())),
            false => Err(VideoLinkError),
        }
    }

    /// Reads one that may be left out.
    pub fn parse_optional(text: &str) -> Result<Option<Self>, VideoLinkError> {
        match text.trim().is_empty() {
            true => Ok(None),
            false => Self::parse(text).map(Some),
        }
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_encrypted_address_leads_into_a_room() {
        assert!(VideoLink::parse(" https://video.example.dk:8443/rum/4?pin=12 ").is_ok());
        assert_eq!(VideoLink::parse_optional("  "), Ok(None));
        let long = format!("https://x.example/{}", "a".repeat(1_000));
        for bad in [
            "",
            "http://video.example.dk/rum",
            "javascript:alert(1)",
            "https://",
            "https:///rum",
            "https://evil@video.example.dk",
            "https://video.example.dk/rum 4",
            "https://video.example.dk/\r\nATTENDEE:x",
            "https://video.example.dk/\"onclick",
            long.as_str(),
        ] {
            assert_eq!(VideoLink::parse(bad), Err(VideoLinkError), "{bad}");
        }
    }
}
