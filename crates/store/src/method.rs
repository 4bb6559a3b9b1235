//! What was done of the method in a family: written down by hand, and what stands in the case for the house to see.

use jiff::Timestamp;
use jiff::civil::Date;

use helhed_access::{Doing, Permit, doing, what};
use helhed_domain::day::day_of;
use helhed_domain::ids::MethodActionId;
use helhed_domain::method::{MethodAction, MethodFacts};
use helhed_domain::text::{Line, Name};

use crate::account::name;
use crate::annulling::annul_version;
use crate::contact::line;
use crate::{Link, Row, StoreError, args, unreadable};

/// An action with the name of who wrote it down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionLine {
    /// The action.
    pub action: MethodAction,
    /// Who wrote it down.
    pub by_name: Name,
}

/// Everything that was written down of the method, the latest first; what was annulled too.
pub async fn of_family<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Method, V>,
) -> Result<Vec<ActionLine>, StoreError> {
    let sql = "SELECT m.id, m.item, m.word, m.done_on, m.account_id, m.set_at, m.annul_reason, m.version, a.display_name
               FROM method_action m JOIN account a ON a.id = m.account_id
               WHERE m.family_id = $1 ORDER BY m.done_on DESC, m.set_at DESC, m.id DESC";
    let rows = link.rows(sql, args![permit.family()]).await?;
    let read = |mut row: Row| {
        let action = MethodAction {
            id: row.next()?,
            family: permit.family(),
            item: row.next()?,
            word: row.parsed_optional("line", line)?,
            done: row.next()?,
            by: row.next()?,
            at: row.next()?,
            annulled: row.parsed_optional("line", line)?,
            version: row.next()?,
        };
        Ok(ActionLine {
            action,
            by_name: row.parsed("name", name)?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Writes an action down.
pub async fn insert(
    link: &mut Link,
    permit: &Permit<what::Method, doing::Add>,
    it: &MethodAction,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO method_action (id, family_id, item, word, done_on, account_id, set_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values = args![
        it.id,
        permit.family(),
        it.item.as_str(),
        it.word.as_ref().map(Line::as_str),
        it.done,
        it.by,
        it.at,
        it.version,
    ];
    link.run(sql, values).await.map(drop)
}

/// Annuls an action, if nobody else has since the version that was read.
pub async fn annul(
    link: &mut Link,
    permit: &Permit<what::Method, doing::Annul>,
    (id, version): (MethodActionId, i64),
    why: (&Line, Timestamp),
) -> Result<bool, StoreError> {
    annul_version(
        link,
        "method_action",
        permit.family(),
        (id.into(), version),
        why,
    )
    .await
}

/// What stands in the case for the checklist: one query, whose every part is a look-up by family. What takes more than looking up (what the
/// plan lacks, when a review is due, who agrees) is not in it.
pub async fn facts(
    link: &mut Link,
    permit: &Permit<what::Method, doing::Read>,
    (now, today, week): (Timestamp, Date, Date),
) -> Result<MethodFacts, StoreError> {
    let sql = "SELECT
        (SELECT MAX(k.at) FROM contact k WHERE k.family_id = f.id AND k.annulled_at IS NULL),
        (SELECT MAX(k.at) FROM contact k WHERE k.family_id = f.id AND k.annulled_at IS NULL AND k.kind = 'home_visit'),
        (SELECT MAX(r.on_day) FROM rating r WHERE r.family_id = f.id AND r.annulled_at IS NULL),
        (SELECT MAX(m.made_on) FROM family_map m WHERE m.family_id = f.id),
        (SELECT MAX(s.given_at) FROM statement s WHERE s.family_id = f.id AND s.annulled_at IS NULL),
        (SELECT MAX(v.said_on) FROM assessment v WHERE v.family_id = f.id AND v.annulled_at IS NULL AND v.voice_id IS NOT NULL),
        (SELECT MAX(v.said_on) FROM assessment v WHERE v.family_id = f.id AND v.annulled_at IS NULL AND v.strengths IS NOT NULL),
        (SELECT COUNT(*) FROM membership p JOIN person n ON n.id = p.person_id
           WHERE p.family_id = f.id AND p.to_on IS NULL AND n.expected_on IS NULL),
        (SELECT COUNT(*) FROM membership p JOIN person n ON n.id = p.person_id
           WHERE p.family_id = f.id AND p.to_on IS NULL AND n.expected_on IS NULL AND EXISTS
             (SELECT 1 FROM assessment v WHERE v.family_id = f.id AND v.person_id = p.person_id AND v.annulled_at IS NULL)),
        (SELECT COUNT(*) FROM need n WHERE n.family_id = f.id AND n.outcome IS NULL),
        (SELECT COUNT(*) FROM goal g WHERE g.family_id = f.id AND g.outcome IS NULL AND g.horizon <> 'wish'),
        (SELECT COUNT(*) FROM goal g WHERE g.family_id = f.id AND g.outcome IS NULL AND (g.wish IS NOT NULL OR g.horizon = 'wish')),
        (SELECT COUNT(*) FROM goal g WHERE g.family_id = f.id AND g.outcome IS NULL AND g.owner_person_id IS NOT NULL),
        (SELECT COUNT(*) FROM collision c WHERE c.family_id = f.id AND c.gone_at IS NULL AND c.aside_at IS NULL AND c.day <= $3
           AND (c.day >= $2 OR c.kind IN ('activation_in_treatment', 'opposite_asked', 'same_asked', 'too_much'))),
        (SELECT MAX(l.agreed_on) FROM family_load l WHERE l.family_id = f.id AND (l.until_on IS NULL OR l.until_on >= $2)),
        (SELECT COUNT(*) FROM involvement i WHERE i.family_id = f.id AND i.annulled_at IS NULL AND i.until_on IS NULL),
        (SELECT COUNT(DISTINCT s.unit_id) FROM share s WHERE s.family_id = f.id AND s.stance = 'gives' AND s.unit_id IS NOT NULL
           AND s.from_at <= $4 AND s.until_at > $4),
        (SELECT MAX(u.from_on) FROM authority u WHERE u.family_id = f.id),
        (SELECT COUNT(*) FROM goal_cover c WHERE c.family_id = f.id)
        FROM family f WHERE f.id = $1";
    let row = link
        .row(sql, args![permit.family(), today, week, now])
        .await?;
    let mut row = row.ok_or_else(|| unreadable("family"))?;
    let day = |row: &mut Row| row.next_optional().map(|at| at.map(day_of));
    Ok(MethodFacts {
        contact: day(&mut row)?,
        home_visit: day(&mut row)?,
        rated: row.next_optional()?,
        map: row.next_optional()?,
        statement: day(&mut row)?,
        own_view: row.next_optional()?,
        strengths: row.next_optional()?,
        people: row.next()?,
        assessed: row.next()?,
        needs: row.next()?,
        goals: row.next()?,
        own_words: row.next()?,
        family_carries: row.next()?,
        collisions: row.next()?,
        load: row.next_optional()?,
        around: row.next()?,
        told: row.next()?,
        authority: row.next_optional()?,
        replaces: row.next()?,
        ..MethodFacts::default()
    })
}
