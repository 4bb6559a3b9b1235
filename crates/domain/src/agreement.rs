//! What a party said to a version of the plan: each says it for themselves, with a day.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::consent::Party;
use crate::ids::{AccountId, AgreementId, FamilyId, PlanVersionId};
use crate::kinds::kinds;
use crate::text::Line;

kinds! {
    /// What a party said to the plan.
    AgreementStance, "agreement" {
        /// They agree.
        Agrees = "agrees",
        /// They do not, and say why.
        Declines = "declines",
    }
}

/// What a party said to a version of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// Its id.
    pub id: AgreementId,
    /// The family.
    pub family: FamilyId,
    /// The version.
    pub version: PlanVersionId,
    /// Who.
    pub party: Party,
    /// What they said.
    pub stance: AgreementStance,
    /// A word with it; who declines gives one.
    pub word: Option<Line>,
    /// The day they said it.
    pub on: Date,
    /// Who wrote it down: they themselves, or the coordinator for them.
    pub by: AccountId,
    /// When it was written down.
    pub at: Timestamp,
}

/// What is wrong with what a party is said to have said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AgreementError {
    /// On a day to come.
    #[error("on a day to come")]
    InTheFuture,
    /// Before the version was made.
    #[error("before the version was made")]
    BeforeVersion,
    /// Who declines says why.
    #[error("a word why is missing")]
    WordMissing,
}

impl Agreement {
    /// Checks the day against the version's and today, and that who declines says why.
    pub fn check(
        (stance, word): (AgreementStance, Option<&Line>),
        on: Date,
        made: Date,
        today: Date,
    ) -> Result<(), AgreementError> {
        if on > today {
            return Err(AgreementError::InTheFuture);
        }
        if on < made {
            return Err(AgreementError::BeforeVersion);
        }
        if stance == AgreementStance::Declines && word.is_none() {
            return Err(AgreementError::WordMissing);
        }
        Ok(())
    }
}

/// The last thing that each party said, among what was said of one version in the order in which it was written down.
pub fn standing(said: &[Agreement]) -> Vec<&Agreement> {
    let mut last: Vec<&Agreement> = Vec::new();
    for it in said {
        last.retain(|earlier| earlier.party != it.party);
        last.push(it);
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::PersonId;
    use jiff::civil::date;
    use uuid::Uuid;

    #[test]
    fn who_declines_says_why_and_nobody_agrees_before_there_is_a_plan() {
        let (made, today) = (date(2026, 11, 1), date(2026, 11, 24));
        let check = |stance, on| Agreement::check((stance, None), on, made, today);
        assert_eq!(check(AgreementStance::Agrees, today), Ok(()));
        assert_eq!(
            check(AgreementStance::Agrees, date(2026, 10, 31)),
            Err(AgreementError::BeforeVersion)
        );
        assert_eq!(
            check(AgreementStance::Agrees, date(2026, 11, 25)),
            Err(AgreementError::InTheFuture)
        );
        assert_eq!(
            check(AgreementStance::Declines, today),
            Err(AgreementError::WordMissing)
        );
    }

    #[test]
    fn the_last_word_of_each_counts() {
        let said = |n: u128, who: u128, stance| Agreement {
            id: AgreementId::from(Uuid::from_u128(n)),
            family: FamilyId::from(Uuid::from_u128(1)),
            version: PlanVersionId::from(Uuid::from_u128(2)),
            party: Party::Person(PersonId::from(Uuid::from_u128(who))),
            stance,
            word: None,
            on: date(2026, 11, 24),
            by: AccountId::from(Uuid::from_u128(3)),
            at: Timestamp::UNIX_EPOCH,
        };
        let all = [
            said(1, 7, AgreementStance::Declines),
            said(2, 8, AgreementStance::Agrees),
            said(3, 7, AgreementStance::Agrees),
        ];
        let last: Vec<_> = standing(&all).iter().map(|it| it.stance).collect();
        assert_eq!(last, [AgreementStance::Agrees, AgreementStance::Agrees]);
    }
}
