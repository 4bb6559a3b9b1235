//! Statements: what was answered to an information request. Written once by whoever was asked, read by everybody with a basis.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::day::day_of;
use crate::ids::{AccountId, FamilyId, RequestId, StatementId};
use crate::text::{Line, Name, Prose};

/// That a statement does not count: it was about the wrong child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annulled {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: AccountId,
    /// Why.
    pub reason: Line,
}

/// A statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Its id.
    pub id: StatementId,
    /// What it answers.
    pub request: RequestId,
    /// The family.
    pub family: FamilyId,
    /// The answer. One that is annulled is not read any more.
    pub body: Option<Prose>,
    /// Who answered, as they sign.
    pub given_by: Name,
    /// Their account, if they have one.
    pub account: Option<AccountId>,
    /// When it was given.
    pub given_at: Timestamp,
    /// That it does not count.
    pub annulled: Option<Annulled>,
}

impl Statement {
    /// Whether it serves again on a day: it counts, and is younger than so many months.
    pub fn is_fresh(&self, today: Date, months: i64) -> bool {
        let until = day_of(self.given_at)
            .checked_add(jiff::Span::new().months(months))
            .ok();
        self.annulled.is_none() && until.is_some_and(|until| today < until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    #[test]
    fn it_serves_for_six_months_unless_annulled() {
        let statement = Statement {
            id: StatementId::from(Uuid::from_u128(1)),
            request: RequestId::from(Uuid::from_u128(2)),
            family: FamilyId::from(Uuid::from_u128(3)),
            body: Prose::parse("Det går godt.").ok(),
            given_by: Name::parse("Sanne Skoleleder").expect("a name"),
            account: None,
            given_at: "2026-05-24T10:00:00Z".parse().expect("an instant"),
            annulled: None,
        };
        assert!(statement.is_fresh(date(2026, 11, 23), 6));
        assert!(!statement.is_fresh(date(2026, 11, 24), 6));
        let annulled = Statement {
            annulled: Some(Annulled {
                at: Timestamp::UNIX_EPOCH,
                by: AccountId::from(Uuid::from_u128(4)),
                reason: Line::parse("Et andet barn").expect("a line"),
            }),
            ..statement
        };
        assert!(!annulled.is_fresh(date(2026, 6, 1), 6));
    }
}
