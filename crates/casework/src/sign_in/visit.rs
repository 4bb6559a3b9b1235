//! What somebody takes along while they are away at a provider: sealed, so that nobody reads or changes it on the way.

use helhed_domain::ids::LinkId;
use jiff::Timestamp;

use super::AWAY_AT_MOST;
use crate::Casework;

const PLACE: &str = "provider visit";

/// A visit to a provider.
#[derive(Clone, PartialEq, Eq)]
pub struct Visit {
    /// The provider's name in addresses.
    pub provider: String,
    /// Comes back with the answer.
    pub state: String,
    /// Stands in the token.
    pub nonce: String,
    /// Is shown for the token.
    pub verifier: String,
    /// Where somebody was going.
    pub next: String,
    /// The invitation that was opened before.
    pub invitation: Option<LinkId>,
    /// When it began.
    pub begun_at: Timestamp,
}

/// Redacted.
impl std::fmt::Debug for Visit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Visit({})", self.provider)
    }
}

impl Visit {
    /// The visit as a cookie holds it.
    pub fn sealed(&self, house: &Casework) -> String {
        let invitation = self.invitation.map(|it| it.to_string());
        let text = [
            self.provider.as_str(),
            &self.state,
            &self.nonce,
            &self.verifier,
            &self.next,
            invitation.as_deref().unwrap_or_default(),
            &self.begun_at.as_second().to_string(),
        ]
        .join("\n");
        let sealed = house.keys().seal(PLACE, &text, house.random());
        sealed.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The visit of a cookie, if it is one of ours and began not long ago.
    pub fn opened(house: &Casework, cookie: &str, now: Timestamp) -> Option<Self> {
        if cookie.len() > 8_000 || !cookie.len().is_multiple_of(2) || !cookie.is_ascii() {
            return None;
        }
        let bytes: Option<Vec<u8>> = (0..cookie.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(cookie.get(at..at + 2)?, 16).ok())
            .collect();
        let text = house.keys().unseal(PLACE, &bytes?).ok()?;
        let mut parts = text.split('\n').map(str::to_owned);
        let mut part = || parts.next();
        let visit = Self {
            provider: part()?,
            state: part()?,
            nonce: part()?,
            verifier: part()?,
            next: part()?,
            invitation: LinkId::parse(&part()?),
            begun_at: Timestamp::from_second(part()?.parse().ok()?).ok()?,
        };
        let away = now.duration_since(visit.begun_at);
        (away <= AWAY_AT_MOST && !away.is_negative()).then_some(visit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::House;

    #[tokio::test]
    async fn it_is_opened_unchanged_here_and_not_for_long() {
        let house = House::new().await;
        let visit = Visit {
            provider: "kommunen".to_owned(),
            state: "s".to_owned(),
            nonce: "n".to_owned(),
            verifier: "v".to_owned(),
            next: "/families?q=å".to_owned(),
            invitation: None,
            begun_at: house.now(),
        };
        let sealed = visit.sealed(&house);
        assert!(!sealed.contains('n'), "hexadecimal digits alone");
        assert_eq!(Visit::opened(&house, &sealed, house.now()), Some(visit));
        let late = house.now() + AWAY_AT_MOST + jiff::SignedDuration::from_secs(1);
        assert_eq!(Visit::opened(&house, &sealed, late), None);
        let mut changed = sealed.clone();
        let last = if changed.ends_with('0') { "1" } else { "0" };
        changed.replace_range(changed.len() - 1.., last);
        for text in [changed.as_str(), "", "zz", "é", &sealed[..10]] {
            assert_eq!(Visit::opened(&house, text, house.now()), None);
        }
    }
}
