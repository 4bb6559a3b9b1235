//! What ties an actor to a family, and the condition that says the same of many families.

use helhed_access::{Actor, Reach, Scope, Ties};
use helhed_domain::ids::{FamilyId, PersonId};
use jiff::Timestamp;

use crate::{Link, StoreError, Value, args};

/// Reads the ties that access is decided from. `None` where there is no such family.
pub async fn ties(
    link: &mut Link,
    actor: &Actor,
    family: FamilyId,
    now: Timestamp,
) -> Result<Option<Ties>, StoreError> {
    let sql = "SELECT
        (SELECT COUNT(*) FROM assignment WHERE family_id = f.id AND account_id = $2 AND to_at IS NULL AND kind = 'coordinator'),
        (SELECT COUNT(*) FROM assignment WHERE family_id = f.id AND account_id = $2 AND to_at IS NULL AND kind = 'deputy'),
        (SELECT COUNT(*) FROM referral WHERE family_id = f.id AND unit_id = $3 AND disclosed),
        (SELECT COUNT(*) FROM membership WHERE family_id = f.id AND person_id = $4 AND to_on IS NULL),
        (SELECT COUNT(*) FROM emergency WHERE family_id = f.id AND account_id = $2 AND at <= $5 AND until_at > $5),
        (SELECT COUNT(*) FROM share WHERE family_id = f.id AND unit_id = $3 AND stance = 'gives' AND from_at <= $5 AND until_at > $5),
        (SELECT COUNT(*) FROM case_lock l WHERE l.family_id = f.id AND l.lifted_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM case_lock_protects p WHERE p.lock_id = l.id AND p.person_id = $4)),
        (SELECT COUNT(*) FROM restriction h WHERE h.family_id = f.id AND h.item_id IS NULL AND h.lifted_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM data_request q WHERE q.id = h.request_id AND q.person_id = $4)),
        (SELECT COUNT(*) FROM restriction_opening WHERE family_id = f.id AND account_id = $2 AND at <= $5 AND until_at > $5)
        FROM family f WHERE f.id = $1";
    let Some(mut row) = link
        .row(
            sql,
            args![family, actor.account, actor.unit, actor.person, now],
        )
        .await?
    else {
        return Ok(None);
    };
    let mut any = || row.next::<i64>().map(|count| count > 0);
    Ok(Some(Ties {
        coordinator: any()?,
        deputy: any()?,
        referred: any()?,
        member: any()?,
        emergency: any()?,
        shared: any()?,
        locked: any()?,
        restricted: any()?,
        ground: any()?,
    }))
}

/// The scope as a condition on `f.id`, its parameters being `$at` and those after it.
pub fn condition(scope: &Scope, at: usize) -> (String, Vec<Value>) {
    let next = at + 1;
    match scope.reach() {
        Reach::All(account, now) => (open_to(at, next), args![account, now].into()),
        Reach::Assigned(account, now) => (
            format!(
                "f.id IN (SELECT family_id FROM assignment WHERE account_id = ${at} AND to_at IS NULL
                   UNION ALL SELECT family_id FROM emergency WHERE account_id = ${at} AND at <= ${next} AND until_at > ${next}) AND {}",
                open_to(at, next)
            ),
            args![account, now].into(),
        ),
        Reach::Party(unit, now) => (
            format!(
                "f.id IN (SELECT family_id FROM referral WHERE unit_id = ${at} AND disclosed
                   UNION ALL SELECT family_id FROM share WHERE unit_id = ${at} AND {}) AND {}",
                open_at("", next),
                not_only_kept("f.id")
            ),
            args![unit, now].into(),
        ),
        Reach::Member(person) => (
            format!(
                "f.id IN (SELECT family_id FROM membership WHERE person_id = ${at} AND to_on IS NULL)
                 AND NOT EXISTS (SELECT 1 FROM case_lock l WHERE l.family_id = f.id AND l.lifted_at IS NULL
                   AND NOT EXISTS (SELECT 1 FROM case_lock_protects q WHERE q.lock_id = l.id AND q.person_id = ${at}))
                 AND NOT EXISTS (SELECT 1 FROM restriction h WHERE h.family_id = f.id AND h.item_id IS NULL AND h.lifted_at IS NULL
                   AND NOT EXISTS (SELECT 1 FROM data_request q WHERE q.id = h.request_id AND q.person_id = ${at}))"
            ),
            args![person].into(),
        ),
        Reach::Nothing => ("1 = 0".to_owned(), Vec::new()),
    }
}

/// That the case of a family (a column) may not only be kept, as a condition.
pub(crate) fn not_only_kept(family: &str) -> String {
    format!(
        "NOT EXISTS (SELECT 1 FROM restriction h WHERE h.family_id = {family} AND h.item_id IS NULL AND h.lifted_at IS NULL)"
    )
}

/// The same, or that an account has given a ground, or has opened the case in an emergency, at an instant.
fn open_to(account: usize, now: usize) -> String {
    let opened = |table: &str| {
        format!(
            "EXISTS (SELECT 1 FROM {table} o WHERE o.family_id = f.id AND o.account_id = ${account} AND o.at <= ${now} AND o.until_at > ${now})"
        )
    };
    format!(
        "({} OR {} OR {})",
        not_only_kept("f.id"),
        opened("restriction_opening"),
        opened("emergency")
    )
}

/// Whom of a family in the scope a list may name, as a condition on `person` (a column) within family `f`. Its parameters are those of
/// [`condition`] at the same place.
pub fn may_name(scope: &Scope, person: &str, at: usize) -> String {
    let next = at + 1;
    match scope.reach() {
        Reach::All(..) | Reach::Assigned(..) => "1 = 1".to_owned(),
        // Whom the unit wrote of itself, and whom something is open about.
        Reach::Party(..) => format!(
            "({person} IN (SELECT rp.person_id FROM referral r JOIN referral_person rp ON rp.referral_id = r.id
                 WHERE r.family_id = f.id AND r.unit_id = ${at} AND r.disclosed)
              OR {person} IN (SELECT s.subject_id FROM share s WHERE s.family_id = f.id AND s.unit_id = ${at} AND {}))",
            open_at("s.", next)
        ),
        Reach::Member(_) => format!("{person} = ${at}"),
        Reach::Nothing => "1 = 0".to_owned(),
    }
}

/// That a share (its columns after `prefix`) is open at the instant of a parameter.
pub(crate) fn open_at(prefix: &str, now: usize) -> String {
    format!("{prefix}stance = 'gives' AND {prefix}from_at <= ${now} AND {prefix}until_at > ${now}")
}

/// The ids of the families in a scope, the oldest first.
pub async fn families(link: &mut Link, scope: &Scope) -> Result<Vec<FamilyId>, StoreError> {
    let (condition, values) = condition(scope, 1);
    let sql = format!("SELECT f.id FROM family f WHERE {condition} ORDER BY f.created_at, f.id");
    let rows = link.rows(&sql, values).await?;
    rows.into_iter().map(|mut row| row.next()).collect()
}

/// The families that a person belongs to, the oldest first, whatever may be read of them: to lead them to what they have asked.
pub async fn families_of_member(
    link: &mut Link,
    person: PersonId,
) -> Result<Vec<FamilyId>, StoreError> {
    let sql = "SELECT f.id FROM family f WHERE f.id IN (SELECT family_id FROM membership WHERE person_id = $1 AND to_on IS NULL)
               ORDER BY f.created_at, f.id";
    let rows = link.rows(sql, args![person]).await?;
    rows.into_iter().map(|mut row| row.next()).collect()
}
