//! The coordinator's authority on the employment side, set per family. On the family side it is always full.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::ids::{AccountId, AuthorityId, FamilyId};
use crate::kinds::kinds;
use crate::text::Name;

kinds! {
    /// Who decides on the employment side.
    AuthorityKind, "authority" {
        /// The coordinator alone.
        Sole = "sole",
        /// The coordinator together with one named employee of the jobcentre.
        Shared = "shared",
        /// The jobcentre; the coordinator has none.
        None = "none",
    }
}

/// The authority, with whom it is shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Authority {
    /// The coordinator alone.
    Sole,
    /// Shared with one named employee of the jobcentre.
    Shared {
        /// Who.
        with: Name,
    },
    /// None.
    None,
}

/// What is wrong with an authority as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AuthorityError {
    /// Shared, and nobody is named.
    #[error("nobody is named")]
    NameMissing,
}

impl Authority {
    /// Puts kind and name together; a name that the kind has no use for is left out.
    pub fn new(kind: AuthorityKind, with: Option<Name>) -> Result<Self, AuthorityError> {
        match kind {
            AuthorityKind::Sole => Ok(Self::Sole),
            AuthorityKind::None => Ok(Self::None),
            AuthorityKind::Shared => with
                .map(|with| Self::Shared { with })
                .ok_or(AuthorityError::NameMissing),
        }
    }

    /// Its kind.
    pub fn kind(&self) -> AuthorityKind {
        match self {
            Self::Sole => AuthorityKind::Sole,
            Self::Shared { .. } => AuthorityKind::Shared,
            Self::None => AuthorityKind::None,
        }
    }

    /// Whom it is shared with.
    pub fn with(&self) -> Option<&Name> {
        if let Self::Shared { with } = self {
            Some(with)
        } else {
            None
        }
    }
}

/// An authority from a day on, until the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthoritySet {
    /// Its id.
    pub id: AuthorityId,
    /// The family.
    pub family: FamilyId,
    /// What was set.
    pub authority: Authority,
    /// The first day it holds.
    pub from: Date,
    /// Who set it.
    pub set_by: AccountId,
    /// When it was written down: of two from the same day the later stands.
    pub set_at: Timestamp,
}

/// The authority that holds on a day; none is set before the first.
pub fn authority_on(day: Date, history: &[AuthoritySet]) -> Option<&AuthoritySet> {
    history
        .iter()
        .filter(|it| it.from <= day)
        .max_by_key(|it| (it.from, it.set_at, it.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    fn set(from: Date, kind: AuthorityKind, second: i64) -> AuthoritySet {
        AuthoritySet {
            id: AuthorityId::from(Uuid::nil()),
            family: FamilyId::from(Uuid::nil()),
            authority: Authority::new(kind, Name::parse("Jens").ok()).expect("an authority"),
            from,
            set_by: AccountId::from(Uuid::nil()),
            set_at: Timestamp::from_second(second).expect("an instant"),
        }
    }

    #[test]
    fn shared_authority_names_somebody() {
        assert_eq!(
            Authority::new(AuthorityKind::Shared, None),
            Err(AuthorityError::NameMissing)
        );
        let sole = Authority::new(AuthorityKind::Sole, Name::parse("Jens").ok());
        assert_eq!(sole, Ok(Authority::Sole));
    }

    #[test]
    fn the_latest_begun_stands_and_a_correction_of_the_same_day_wins() {
        let history = [
            set(date(2026, 1, 1), AuthorityKind::None, 1),
            set(date(2026, 6, 1), AuthorityKind::Shared, 2),
            set(date(2026, 6, 1), AuthorityKind::Sole, 3),
            set(date(2027, 1, 1), AuthorityKind::None, 4),
        ];
        let kind = |day| authority_on(day, &history).map(|it| it.authority.kind());
        assert_eq!(kind(date(2025, 12, 31)), None);
        assert_eq!(kind(date(2026, 5, 31)), Some(AuthorityKind::None));
        assert_eq!(kind(date(2026, 6, 1)), Some(AuthorityKind::Sole));
        assert_eq!(kind(date(2027, 2, 1)), Some(AuthorityKind::None));
    }
}
