//! How the house runs, in numbers: nothing in them is about anybody.

use jiff::Timestamp;

use crate::{Link, StoreError, args};

/// How the house runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
    /// Letters and text messages whose turn has come and that have not left.
    pub letters_due: i64,
    /// Since when the first of them could have left.
    pub oldest_due: Option<Timestamp>,
    /// Letters that were given up since an instant.
    pub letters_given_up: i64,
    /// Sessions that were used since an instant.
    pub sessions: i64,
    /// Accounts that can sign in.
    pub accounts: i64,
    /// Entries in the audit log.
    pub audit_entries: i64,
    /// When the last of them was written.
    pub last_entry: Option<Timestamp>,
    /// The last migration of the tables.
    pub migration: i64,
}

/// Reads the figures: letters given up since `week`, sessions used since `lately`. One query.
pub async fn figures(
    link: &mut Link,
    now: Timestamp,
    (week, lately): (Timestamp, Timestamp),
) -> Result<Figures, StoreError> {
    let sql = "SELECT
        (SELECT COUNT(*) FROM outbox WHERE gone_at IS NULL AND next_at <= $1),
        (SELECT MIN(next_at) FROM outbox WHERE gone_at IS NULL AND next_at <= $1),
        (SELECT COUNT(*) FROM outbox WHERE ending = 'given_up' AND gone_at >= $2),
        (SELECT COUNT(*) FROM session WHERE ended_at IS NULL AND seen_at >= $3),
        (SELECT COUNT(*) FROM account WHERE disabled_at IS NULL),
        (SELECT seq FROM audit_head WHERE one = 1),
        (SELECT e.at FROM audit_entry e JOIN audit_head h ON h.seq = e.seq WHERE h.one = 1),
        (SELECT MAX(version) FROM _sqlx_migrations)";
    let row = link.row(sql, args![now, week, lately]).await?;
    let mut row = row.ok_or_else(|| crate::unreadable("figures"))?;
    Ok(Figures {
        letters_due: row.next()?,
        oldest_due: row.next_optional()?,
        letters_given_up: row.next()?,
        sessions: row.next()?,
        accounts: row.next()?,
        audit_entries: row.next()?,
        last_entry: row.next_optional()?,
        migration: row.next()?,
    })
}
