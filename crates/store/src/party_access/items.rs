//! Everything that is written in a family's case, as items of one shape.

use std::collections::BTreeMap;

use helhed_access::{Doing, Permit, what};
use helhed_domain::ids::{CaseItemId, PersonId};
use helhed_domain::party_access::CasePart;
use helhed_domain::text::Name;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::account::name;
use crate::{Link, Row, StoreError, args};

/// One thing that is written in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseItem {
    /// What it is.
    pub part: CasePart,
    /// Its id; no two things of a case have the same.
    pub id: CaseItemId,
    /// When it was written or happened, where that is kept.
    pub at: Option<Timestamp>,
    /// The day it tells of or is for.
    pub day: Option<Date>,
    /// Its kind or category: a code.
    pub code: Option<String>,
    /// What it says. Of a rating: its four items and, where it stands alone, its total in tenths, with a dash for none.
    pub text: String,
    /// What it says besides.
    pub more: Option<String>,
    /// Who wrote it, where that is kept.
    pub by: Option<Name>,
    /// Whom it is about or who takes part; nobody named means the whole family.
    pub about: Vec<(PersonId, Name)>,
    /// For the team only.
    pub restricted: bool,
    /// It tells of a crisis.
    pub crisis: bool,
    /// Why it was annulled, where it was.
    pub annulled: Option<String>,
}

/// The halves of the query: part, id, instant, day, code, text, more, account, person, restricted, why annulled. What a half leaves out is cast,
/// because PostgreSQL wants its type; an id is `NULLIF` of an id with itself, since SQLite looks up no index by what was cast to a type it does not know.
const HALVES: &[&str] = &[
    "SELECT 'referral' AS part, id, received_at AS at, CAST(NULL AS TEXT) AS day, CAST(NULL AS TEXT) AS code, reasons AS body,
       CAST(NULL AS TEXT) AS more, account_id, NULLIF(id, id) AS person_id, 0 AS restricted, CAST(NULL AS TEXT) AS annul_reason
       FROM referral WHERE family_id = $1",
    "SELECT 'note', id, written_at, about_on, category, body, CAST(NULL AS TEXT), account_id, person_id, 0, CAST(NULL AS TEXT)
       FROM note WHERE family_id = $1",
    "SELECT 'contact', id, at, CAST(NULL AS TEXT), kind, COALESCE(summary, ''), others, account_id, NULLIF(id, id), 0, annul_reason
       FROM contact WHERE family_id = $1",
    "SELECT 'appointment', id, starts_at, CAST(NULL AS TEXT), CAST(NULL AS TEXT), title, COALESCE(place, others), account_id, NULLIF(id, id), 0,
       annul_reason FROM appointment WHERE family_id = $1",
    "SELECT 'task', id, set_at, due_on, kind, title, outcome_word, account_id, owner_person_id, 0, CAST(NULL AS TEXT)
       FROM task WHERE family_id = $1",
    "SELECT 'goal', id, set_at, target_on, horizon, title, wish, account_id, owner_person_id, 0, CAST(NULL AS TEXT)
       FROM goal WHERE family_id = $1",
    "SELECT 'review', id, written_at, held_on, CAST(NULL AS TEXT), moved || COALESCE('\n' || stuck, '') || '\n' || next, CAST(NULL AS TEXT),
       account_id, NULLIF(id, id), 0, CAST(NULL AS TEXT) FROM review WHERE family_id = $1",
    "SELECT 'goal_word', w.id, w.written_at, CAST(NULL AS TEXT), CAST(NULL AS TEXT), w.word, g.title, w.account_id, g.owner_person_id, 0,
       CAST(NULL AS TEXT) FROM goal_word w JOIN goal g ON g.id = w.goal_id WHERE w.family_id = $1",
    "SELECT 'measure', id, set_at, from_on, CAST(NULL AS TEXT), title, given_by, account_id, person_id, 0, annul_reason
       FROM measure WHERE family_id = $1",
    "SELECT 'agreement', a.id, a.recorded_at, a.agreed_on, CAST(NULL AS TEXT), COALESCE(a.word, a.stance), u.name, a.account_id, a.person_id, 0,
       CAST(NULL AS TEXT) FROM plan_agreement a LEFT JOIN unit u ON u.id = a.unit_id WHERE a.family_id = $1",
    "SELECT 'involvement', i.id, CAST(NULL AS BIGINT), i.since_on, CAST(NULL AS TEXT),
       i.professional || COALESCE(', ' || i.title, '') || COALESCE(', ' || u.name, ', ' || i.unit_name, ''),
       COALESCE(i.case_name || ' / ' || i.plan_name, i.case_name, i.plan_name), NULLIF(i.id, i.id), i.person_id, 0, i.annul_reason
       FROM involvement i LEFT JOIN unit u ON u.id = i.unit_id WHERE i.family_id = $1",
    "SELECT 'statement', s.id, s.given_at, CAST(NULL AS TEXT), r.category, s.given_by || ': ' || s.body, r.question, s.account_id, NULLIF(s.id, s.id), 0,
       s.annul_reason FROM statement s JOIN information_request r ON r.id = s.request_id WHERE s.family_id = $1",
    "SELECT 'consent', id, recorded_at, given_on, stance, purpose, word, account_id, subject_id, 0, CAST(NULL AS TEXT)
       FROM consent WHERE family_id = $1",
    "SELECT 'document', id, added_at, CAST(NULL AS TEXT), category, name, CAST(NULL AS TEXT), account_id, NULLIF(id, id),
       CASE WHEN restricted THEN 1 ELSE 0 END, annul_reason FROM document WHERE family_id = $1",
    "SELECT 'assessment', id, written_at, said_on, domain, COALESCE(strengths, needs, CAST(score AS TEXT), ''),
       CASE WHEN strengths IS NULL THEN NULL ELSE needs END, account_id, person_id, 0, annul_reason FROM assessment WHERE family_id = $1",
    "SELECT 'need', id, set_at, CAST(NULL AS TEXT), domain, title, word, account_id, person_id, 0, CAST(NULL AS TEXT)
       FROM need WHERE family_id = $1",
    "SELECT 'map', id, written_at, CAST(NULL AS TEXT), part, body, CAST(NULL AS TEXT), account_id, NULLIF(id, id), 0, CAST(NULL AS TEXT)
       FROM map_card WHERE family_id = $1 AND body IS NOT NULL",
    // Four items and a bare total in tenths, a dash for what was skipped or is not kept.
    "SELECT 'rating', g.id, g.written_at, g.on_day, g.instrument,
       COALESCE(CAST(g.item_1 AS TEXT), '-') || ' ' || COALESCE(CAST(g.item_2 AS TEXT), '-') || ' ' || COALESCE(CAST(g.item_3 AS TEXT), '-') || ' ' ||
       COALESCE(CAST(g.item_4 AS TEXT), '-') || ' ' || COALESCE(CAST(g.total AS TEXT), '-'), r.name, g.account_id, d.person_id, 0, g.annul_reason
       FROM rating g JOIN rated d ON d.id = g.rated_id LEFT JOIN rater r ON r.id = g.rater_id WHERE g.family_id = $1",
    "SELECT 'status', id, written_at, day, CAST(NULL AS TEXT), stands || COALESCE('\n' || changed, '') || COALESCE('\n' || next, ''),
       CAST(NULL AS TEXT), account_id, NULLIF(id, id), 1, CAST(NULL AS TEXT) FROM status_log WHERE family_id = $1",
    "SELECT 'status', id, written_at, CAST(NULL AS TEXT), CAST(NULL AS TEXT), body, CAST(NULL AS TEXT), account_id, NULLIF(id, id), 1,
       CAST(NULL AS TEXT) FROM status_addendum WHERE family_id = $1",
    "SELECT 'method_action', id, set_at, done_on, item, COALESCE(word, ''), CAST(NULL AS TEXT), account_id, NULLIF(id, id), 1, annul_reason
       FROM method_action WHERE family_id = $1",
];

/// Who takes part in what, or whom it is about, where there may be several.
const PEOPLE: &str = "SELECT l.item_id, p.id, p.given_name FROM (
      SELECT c.id AS item_id, cp.person_id FROM contact c JOIN contact_person cp ON cp.contact_id = c.id WHERE c.family_id = $1
      UNION ALL SELECT a.id, ap.person_id FROM appointment a JOIN appointment_person ap ON ap.appointment_id = a.id WHERE a.family_id = $1
      UNION ALL SELECT s.id, b.person_id FROM statement s JOIN information_request_about b ON b.request_id = s.request_id WHERE s.family_id = $1
      UNION ALL SELECT d.id, dp.person_id FROM document d JOIN document_person dp ON dp.document_id = d.id WHERE d.family_id = $1
    ) l JOIN person p ON p.id = l.person_id ORDER BY COALESCE(p.born_on, p.expected_on, '9999'), p.given_name, p.id";

/// Everything that is written in the permit's family's case, oldest first: two queries, however much it is.
pub async fn items<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::PartyAccess, V>,
) -> Result<Vec<CaseItem>, StoreError> {
    let mut people = BTreeMap::<CaseItemId, Vec<(PersonId, Name)>>::new();
    for mut row in link.rows(PEOPLE, args![permit.family()]).await? {
        let item = row.next()?;
        let person = (row.next()?, row.parsed("name", name)?);
        people.entry(item).or_default().push(person);
    }
    let sql = format!(
        "SELECT e.part, e.id, e.at, e.day, e.code, e.body, e.more, a.display_name, e.person_id, p.given_name, CASE WHEN m.restricted THEN 1 ELSE e.restricted END, e.annul_reason,
           COALESCE(m.crisis, (1 = 0))
         FROM ({}) e LEFT JOIN account a ON a.id = e.account_id LEFT JOIN person p ON p.id = e.person_id
         LEFT JOIN mark m ON m.item_id = e.id
         ORDER BY COALESCE(e.at, 0), e.day, e.id",
        HALVES.join(" UNION ALL ")
    );
    let rows = link.rows(&sql, args![permit.family()]).await?;
    let read = |mut row: Row| {
        let part = row.parsed("part of a case", CasePart::from_code)?;
        let id = row.next()?;
        let mut item = CaseItem {
            part,
            id,
            at: row.next_optional()?,
            day: row.next_optional()?,
            code: row.next_optional()?,
            text: row.next()?,
            more: row.next_optional()?,
            by: row.parsed_optional("name", name)?,
            about: people.remove(&id).unwrap_or_default(),
            restricted: false,
            crisis: false,
            annulled: None,
        };
        let person: Option<PersonId> = row.next_optional()?;
        let given = row.parsed_optional("name", name)?;
        item.about.extend(person.zip(given));
        item.restricted = row.next::<i64>()? == 1;
        item.annulled = row.next_optional()?;
        item.crisis = row.next()?;
        Ok(item)
    };
    rows.into_iter().map(read).collect()
}
