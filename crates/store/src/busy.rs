//! When those who work here are busy: hours and places, and nothing of what or with whom.

use helhed_access::{Doing, Permit, what};
use helhed_domain::ids::AccountId;
use helhed_domain::meeting::Busy;

use crate::appointment::Span;
use crate::{Link, StoreError};

/// The hours of everybody who has set an appointment or is called to a meeting in a span, for whoever calls a meeting: one query, whomever
/// it is for. Who has said no to a meeting is not busy with it.
pub async fn of_everybody<V: Doing>(
    link: &mut Link,
    _permit: &Permit<what::Meetings, V>,
    span: Span,
) -> Result<Vec<(AccountId, Busy)>, StoreError> {
    let (within, values) = span.condition(1);
    let sql = format!(
        "SELECT t.account_id, t.starts_at, t.ends_at, t.place FROM appointment t
         WHERE {within} AND t.annulled_at IS NULL AND NOT EXISTS (SELECT 1 FROM meeting m WHERE m.appointment_id = t.id)
         UNION ALL
         SELECT q.account_id, t.starts_at, t.ends_at, t.place FROM meeting_participant q JOIN meeting m ON m.id = q.meeting_id
           JOIN appointment t ON t.id = m.appointment_id
         WHERE {within} AND t.annulled_at IS NULL AND q.account_id IS NOT NULL AND q.removed_at IS NULL AND q.answer <> 'declined'"
    );
    let rows = link.rows(&sql, values).await?;
    rows.into_iter()
        .map(|mut row| {
            let account = row.next()?;
            let busy = Busy {
                starts: row.next()?,
                ends: row.next()?,
                place: row.next_optional()?,
            };
            Ok((account, busy))
        })
        .collect()
}
