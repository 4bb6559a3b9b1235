//! The items of a case with their marks, for the lens to choose among: what stands (goals, tasks, needs, appointments, who is around) and
//! what has been told (notes, contacts, statements, assessments). Read for whoever is not of the team, and for the team where it marks them.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use helhed_access::{Doing, Mark, Permit, What};
use helhed_domain::consent::Party;
use helhed_domain::ids::{AccountId, GoalId, PersonId, UnitId};
use helhed_domain::item::ItemKind;
use helhed_domain::text::Name;

use crate::account::name;
use crate::{Link, Row, StoreError, Value, args, kept, restriction};

/// An item of a case, with what the lens asks of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// Its id, within its kind.
    pub id: Uuid,
    /// When it was written, or is: an appointment's beginning.
    pub at: Timestamp,
    /// The day it tells of, is due or is to be reached.
    pub day: Option<Date>,
    /// Its text, or title.
    pub text: Option<String>,
    /// A second line: a wish, a place, a case.
    pub more: Option<String>,
    /// A code of its kind: how a contact was held, how a task or goal ended.
    pub code: Option<String>,
    /// Its category.
    pub category: String,
    /// For the team only.
    pub restricted: bool,
    /// It tells of a crisis.
    pub crisis: bool,
    /// It may only be kept (GDPR art. 18): what it says is left out, for everybody.
    pub held: bool,
    /// The parties it is kept from.
    pub kept_from: Vec<Party>,
    /// Whom it is about; nobody is the whole family.
    pub about: Vec<PersonId>,
    /// Who wrote it.
    pub by: Option<AccountId>,
    /// What they are called.
    pub by_name: Option<Name>,
    /// The unit they work in, or that it is of.
    pub by_unit: Option<UnitId>,
}

impl Item {
    /// What the lens asks.
    pub fn mark(&self) -> Mark<'_> {
        Mark {
            category: &self.category,
            about: &self.about,
            restricted: self.restricted || self.held,
            kept_from: &self.kept_from,
            // Whoever wrote what may only be kept sees it no more than others.
            by: self.by.filter(|_| !self.held),
            by_unit: self.by_unit.filter(|_| !self.held),
        }
    }
}

/// The category of a measure by its kind: `MeasureKind::category` says the same.
macro_rules! category_of_measure {
    () => {
        "CASE kind WHEN 'support' THEN 'economy' WHEN 'activation' THEN 'work' WHEN 'case' THEN 'child_case'
      WHEN 'day_care' THEN 'school_day_care' WHEN 'treatment' THEN 'health' ELSE 'general' END"
    };
}
/// The category of whoever is around the family, by what their unit does.
macro_rules! category_of_unit {
    () => {
        "CASE u.kind WHEN 'jobcentre' THEN 'work' WHEN 'family_department' THEN 'child_case' WHEN 'school' THEN 'school_day_care'
      WHEN 'day_care' THEN 'school_day_care' WHEN 'health_visitor' THEN 'health' WHEN 'psychiatry' THEN 'mental_health'
      WHEN 'addiction_centre' THEN 'substance_use' WHEN 'hospital' THEN 'health' WHEN 'housing' THEN 'housing' ELSE 'network' END"
    };
}
pub(crate) use {category_of_measure, category_of_unit};

/// The columns of every kind, in one order: kind, id, at, day, text, more, code, category, person, account, unit. No id at all is
/// written as a query that finds none, which both databases know the type of.
pub(crate) const NOTES: &str = "SELECT 'note' AS kind, id, written_at AS at, about_on AS day, body AS text, CAST(NULL AS TEXT) AS more,
    CAST(NULL AS TEXT) AS code, category, person_id, account_id, (SELECT id FROM unit WHERE 1 = 0) AS unit_id FROM note WHERE family_id = $1";
pub(crate) const CONTACTS: &str = "SELECT 'contact', id, at, CAST(NULL AS TEXT), summary, CAST(NULL AS TEXT), kind, 'general',
    (SELECT id FROM unit WHERE 1 = 0), account_id, (SELECT id FROM unit WHERE 1 = 0) FROM contact WHERE family_id = $1 AND annulled_at IS NULL";
/// What an outcome rating comes to, in points, and what whoever gave it is to the person; none is the person. One that was skipped tells
/// nothing. Session ratings are left out: they are about the talk with the team and stay there.
pub(crate) const RATINGS: &str = "SELECT 'rating', x.id, x.written_at, x.on_day, CAST(x.tenths / 10 AS TEXT) || '.' || CAST(x.tenths % 10 AS TEXT), x.kind,
    CAST(NULL AS TEXT), 'wellbeing', x.person_id, x.account_id, (SELECT id FROM unit WHERE 1 = 0)
    FROM (SELECT g.id, g.written_at, g.on_day, COALESCE(g.total, g.item_1 + g.item_2 + g.item_3 + g.item_4) AS tenths, r.kind, d.person_id,
        g.account_id FROM rating g JOIN rated d ON d.id = g.rated_id LEFT JOIN rater r ON r.id = g.rater_id
      WHERE g.family_id = $1 AND g.instrument = 'ors' AND g.annulled_at IS NULL) x WHERE x.tenths IS NOT NULL";
/// A statement is its unit's own, and is about those it was asked of.
pub(crate) const STATEMENTS: &str = "SELECT 'statement', s.id, s.given_at, CAST(NULL AS TEXT), s.body, s.given_by, CAST(NULL AS TEXT), r.category,
    (SELECT id FROM unit WHERE 1 = 0), s.account_id, r.unit_id FROM statement s JOIN information_request r ON r.id = s.request_id
    WHERE s.family_id = $1 AND s.annulled_at IS NULL";
/// What is said of a life domain: strengths before needs, and the score as its code.
pub(crate) const ASSESSMENTS: &str = "SELECT 'assessment', id, written_at, said_on, COALESCE(strengths, needs), CASE WHEN strengths IS NULL THEN NULL ELSE needs END,
    CAST(score AS TEXT), domain, person_id, account_id, (SELECT id FROM unit WHERE 1 = 0) FROM assessment WHERE family_id = $1 AND annulled_at IS NULL";
const NEEDS: &str = "SELECT 'need', id, set_at, CAST(NULL AS TEXT), title, word, outcome, domain, person_id, account_id,
    (SELECT id FROM unit WHERE 1 = 0) FROM need WHERE family_id = $1 AND outcome IS NULL";
const TASKS: &str = "SELECT 'task' AS kind, id, set_at AS at, due_on AS day, title AS text, CAST(NULL AS TEXT) AS more, outcome AS code,
    'general' AS category, owner_person_id AS person_id, account_id, (SELECT id FROM unit WHERE 1 = 0) AS unit_id FROM task WHERE family_id = $1";
const GOALS: &str = "SELECT 'goal', id, set_at, target_on, title, wish, outcome, 'general', owner_person_id, account_id,
    (SELECT id FROM unit WHERE 1 = 0) FROM goal WHERE family_id = $1";
const APPOINTMENTS: &str = "SELECT 'appointment', id, starts_at, CAST(NULL AS TEXT), title, place, CAST(NULL AS TEXT), 'general',
    (SELECT id FROM unit WHERE 1 = 0), account_id, (SELECT id FROM unit WHERE 1 = 0) FROM appointment WHERE family_id = $1 AND annulled_at IS NULL AND ends_at > $2";
const MEASURES: &str = concat!(
    "SELECT 'measure', id, set_at, from_on, title, given_by, kind, ",
    category_of_measure!(),
    ", person_id, account_id, (SELECT id FROM unit WHERE 1 = 0) FROM measure WHERE family_id = $1 AND annulled_at IS NULL"
);
/// Whom each unit has around the family is that unit's own to see.
const AROUND: &str = concat!(
    "SELECT 'involvement', i.id, CAST(0 AS BIGINT), i.since_on, i.professional, COALESCE(i.case_name, i.plan_name, i.title),
    CAST(NULL AS TEXT), ",
    category_of_unit!(),
    ", i.person_id, (SELECT id FROM unit WHERE 1 = 0), i.unit_id FROM involvement i LEFT JOIN unit u ON u.id = i.unit_id
    WHERE i.family_id = $1 AND i.annulled_at IS NULL AND i.until_on IS NULL"
);

/// What stands in a case: goals, tasks, open needs, measures, appointments from `now` on, and who is around. Three queries.
pub async fn standing<W: What, V: Doing>(
    link: &mut Link,
    permit: &Permit<W, V>,
    now: Timestamp,
) -> Result<Vec<Item>, StoreError> {
    let union = [TASKS, GOALS, NEEDS, MEASURES, APPOINTMENTS, AROUND].join(" UNION ALL ");
    let sql = rows_of(&union, "1 = 1") + " ORDER BY COALESCE(x.day, '9999'), x.at, x.id";
    let rows = link.rows(&sql, args![permit.family(), now]).await?;
    let mut items = read_all(rows)?;
    let sql = "SELECT p.appointment_id, p.person_id FROM appointment_person p JOIN appointment a ON a.id = p.appointment_id
               WHERE a.family_id = $1 AND a.ends_at > $2";
    name_people(
        &mut items,
        link.rows(sql, args![permit.family(), now]).await?,
    )?;
    keep_from(&mut items, kept::of_family(link, permit).await?);
    Ok(items)
}

/// Notes the parties that each goal is kept from.
fn keep_from(items: &mut [Item], kept: Vec<(GoalId, Party)>) {
    for (goal, party) in kept {
        if let Some(item) = items.iter_mut().find(|it| it.id == goal.uuid()) {
            item.kept_from.push(party);
        }
    }
}

/// What has been told in a case before an instant, newest first, at most `most` of it: notes, contacts, statements,
/// assessments and ratings. Two queries.
pub async fn told<W: What, V: Doing>(
    link: &mut Link,
    permit: &Permit<W, V>,
    before: Timestamp,
    most: i64,
) -> Result<Vec<Item>, StoreError> {
    let kinds = [NOTES, CONTACTS, STATEMENTS, ASSESSMENTS, RATINGS];
    let values = args![permit.family(), before];
    told_where(link, permit, &kinds, "x.at < $2", values, most).await
}

/// What has been told about one life domain, whoever it is about, and what views of it build on, newest first: notes, contacts and
/// statements. Two queries.
pub async fn told_of_domain<W: What, V: Doing>(
    link: &mut Link,
    permit: &Permit<W, V>,
    domain: &str,
    most: i64,
) -> Result<Vec<Item>, StoreError> {
    let condition = "(COALESCE(m.category, x.category) = $2 OR x.id IN (SELECT s.item_id FROM assessment_source s
         JOIN assessment b ON b.id = s.assessment_id WHERE b.family_id = $1 AND b.domain = $2))";
    let kinds = [NOTES, CONTACTS, STATEMENTS];
    let values = args![permit.family(), domain];
    told_where(link, permit, &kinds, condition, values, most).await
}

async fn told_where<W: What, V: Doing>(
    link: &mut Link,
    permit: &Permit<W, V>,
    kinds: &[&str],
    condition: &str,
    values: [Value; 2],
    most: i64,
) -> Result<Vec<Item>, StoreError> {
    let sql = rows_of(&kinds.join(" UNION ALL "), condition)
        + &format!(" ORDER BY x.at DESC, x.id DESC LIMIT {most}");
    let mut items = read_all(link.rows(&sql, values).await?)?;
    let (Some(newest), Some(oldest)) = (items.first(), items.last()) else {
        return Ok(items);
    };
    let values = args![permit.family(), newest.at, oldest.at];
    let sql = "SELECT p.contact_id, p.person_id FROM contact_person p JOIN contact c ON c.id = p.contact_id
               WHERE c.family_id = $1 AND c.at <= $2 AND c.at >= $3
               UNION ALL SELECT s.id, b.person_id FROM statement s JOIN information_request_about b ON b.request_id = s.request_id
               WHERE s.family_id = $1 AND s.given_at <= $2 AND s.given_at >= $3";
    name_people(&mut items, link.rows(sql, values).await?)?;
    Ok(items)
}

/// Which kind an item of the permit's family is, if there is such an item.
pub async fn kind_of<W: What, V: Doing>(
    link: &mut Link,
    permit: &Permit<W, V>,
    item: Uuid,
) -> Result<Option<ItemKind>, StoreError> {
    let tables = ItemKind::ALL.iter().map(|kind| {
        format!(
            "SELECT '{0}' AS kind FROM {0} WHERE id = $1 AND family_id = $2",
            kind.code()
        )
    });
    let sql = tables.collect::<Vec<_>>().join(" UNION ALL ");
    let row = link.row(&sql, args![item, permit.family()]).await?;
    row.map(|mut row| row.parsed("kind of item", ItemKind::from_code))
        .transpose()
}

/// Which categories are known here about whom, from notes about one person: without their text.
pub async fn known<W: What, V: Doing>(
    link: &mut Link,
    permit: &Permit<W, V>,
) -> Result<Vec<(PersonId, String)>, StoreError> {
    let sql = "SELECT DISTINCT n.person_id, COALESCE(m.category, n.category) FROM note n LEFT JOIN mark m ON m.item_id = n.id
               WHERE n.family_id = $1 AND n.person_id IS NOT NULL";
    let rows = link.rows(sql, args![permit.family()]).await?;
    let read = |mut row: Row| Ok((row.next()?, row.next()?));
    rows.into_iter().map(read).collect()
}

fn rows_of(union: &str, condition: &str) -> String {
    format!(
        "SELECT x.kind, x.id, x.at, x.day, x.text, x.more, x.code, COALESCE(m.category, x.category), COALESCE(m.restricted, {no}), COALESCE(m.crisis, {no}),
           {held}, x.person_id, x.account_id, a.display_name, COALESCE(x.unit_id, a.unit_id)
         FROM ({union}) x LEFT JOIN mark m ON m.item_id = x.id LEFT JOIN account a ON a.id = x.account_id WHERE {condition}",
        no = "(1 = 0)",
        held = restriction::held("x.id"),
    )
}

fn read_all(rows: Vec<Row>) -> Result<Vec<Item>, StoreError> {
    rows.into_iter()
        .map(|mut row| {
            let mut item = Item {
                kind: row.parsed("kind of item", ItemKind::from_code)?,
                id: row.next()?,
                at: row.next()?,
                day: row.next_optional()?,
                text: row.next_optional()?,
                more: row.next_optional()?,
                code: row.next_optional()?,
                category: row.next()?,
                restricted: row.next()?,
                crisis: row.next()?,
                held: row.next()?,
                kept_from: Vec::new(),
                about: row.next_optional::<PersonId>()?.into_iter().collect(),
                by: row.next_optional()?,
                by_name: row.parsed_optional("name", name)?,
                by_unit: row.next_optional()?,
            };
            if item.held {
                item.text = None;
                item.more = None;
            }
            Ok(item)
        })
        .collect()
}

/// Adds who took part to the items they belong to.
fn name_people(items: &mut [Item], rows: Vec<Row>) -> Result<(), StoreError> {
    for mut row in rows {
        let (id, person): (Uuid, PersonId) = (row.next()?, row.next()?);
        if let Some(item) = items.iter_mut().find(|it| it.id == id) {
            item.about.push(person);
        }
    }
    Ok(())
}
