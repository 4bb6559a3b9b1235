//! Many families at a glance: what a list or a search shows of each.

use jiff::Timestamp;
use jiff::civil::Date;

use helhed_access::Scope;
use helhed_domain::day::day_of;
use helhed_domain::family::{FamilyState, MemberRole, StateFacts};
use helhed_domain::ids::{AccountId, FamilyId};
use helhed_domain::person::Birth;
use helhed_domain::text::Name;

use crate::account::name;
use crate::{Link, Row, StoreError, Value, args, tie};

/// The most families of one page.
pub const PAGE: usize = 50;

/// Somebody who belongs to the family now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glimpse {
    /// Given name or names.
    pub given_name: Name,
    /// Family name.
    pub family_name: Name,
    /// What they are there.
    pub role: MemberRole,
    /// When they were born or are expected.
    pub birth: Birth,
}

/// A family at a glance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FamilyGlance {
    /// The family.
    pub id: FamilyId,
    /// What the household is called.
    pub name: Name,
    /// Where it stands.
    pub state: FamilyState,
    /// Since when: started, ended, on the list, or referred.
    pub since: Date,
    /// Who coordinates it.
    pub coordinator: Option<(AccountId, Name)>,
    /// Who belongs to it now: adults first, then children by age.
    pub people: Vec<Glimpse>,
}

/// Families in the scope, in the order of `ids`; one that is not in the scope is left out. Two queries, however many.
///
/// # Panics
///
/// When asked for more than [`PAGE`].
pub async fn glances(
    link: &mut Link,
    scope: &Scope,
    ids: &[FamilyId],
) -> Result<Vec<FamilyGlance>, StoreError> {
    assert!(ids.len() <= PAGE, "a page holds at most {PAGE} families");
    let Some(last) = ids.last() else {
        return Ok(Vec::new());
    };
    // Always as many parameters, so that the statement is the same for every list.
    let mut values: Vec<Value> = (0..PAGE)
        .map(|at| Value::from(*ids.get(at).unwrap_or(last)))
        .collect();
    let places: Vec<String> = (1..=PAGE).map(|at| format!("${at}")).collect();
    let (condition, value) = tie::condition(scope, PAGE + 1);
    values.extend(value);
    let chosen = format!("f.id IN ({}) AND {condition}", places.join(", "));
    let sql = format!("SELECT {FACTS} FROM family f WHERE {chosen}");
    let mut found: Vec<FamilyGlance> = link
        .rows(&sql, values.clone())
        .await?
        .into_iter()
        .map(read)
        .collect::<Result<_, _>>()?;
    let named = tie::may_name(scope, "m.person_id", PAGE + 1);
    let sql = format!(
        "SELECT f.id, p.given_name, p.family_name, m.role, p.born_on, p.expected_on
         FROM family f JOIN membership m ON m.family_id = f.id AND m.to_on IS NULL JOIN person p ON p.id = m.person_id
         WHERE {chosen} AND {named}
         ORDER BY CASE m.role WHEN 'mother' THEN 0 WHEN 'father' THEN 1 WHEN 'other_adult' THEN 2 ELSE 3 END,
           COALESCE(p.born_on, p.expected_on, '9999'), p.given_name, p.id"
    );
    for mut row in link.rows(&sql, values).await? {
        let family: FamilyId = row.next()?;
        let glimpse = read_glimpse(&mut row)?;
        if let Some(glance) = found.iter_mut().find(|glance| glance.id == family) {
            glance.people.push(glimpse);
        }
    }
    found.sort_by_key(|glance| ids.iter().position(|id| *id == glance.id));
    Ok(found)
}

const FACTS: &str = "f.id, f.name, f.created_at,
    (SELECT MAX(started_on) FROM course WHERE family_id = f.id AND ended_on IS NULL),
    (SELECT MAX(ended_on) FROM course WHERE family_id = f.id),
    (SELECT MAX(since_at) FROM waiting_place WHERE family_id = f.id AND left_at IS NULL),
    (SELECT MAX(received_at) FROM referral WHERE family_id = f.id),
    (SELECT COUNT(*) FROM referral WHERE family_id = f.id AND decisions = 0),
    (SELECT account_id FROM assignment WHERE family_id = f.id AND to_at IS NULL AND kind = 'coordinator'),
    (SELECT c.display_name FROM assignment a JOIN account c ON c.id = a.account_id
       WHERE a.family_id = f.id AND a.to_at IS NULL AND a.kind = 'coordinator')";

fn read(mut row: Row) -> Result<FamilyGlance, StoreError> {
    let id = row.next()?;
    let household = row.parsed("name", name)?;
    let created: Timestamp = row.next()?;
    let started: Option<Date> = row.next_optional()?;
    let ended: Option<Date> = row.next_optional()?;
    let waiting: Option<Timestamp> = row.next_optional()?;
    let referred: Option<Timestamp> = row.next_optional()?;
    let undecided = row.next::<i64>()? > 0;
    let account: Option<AccountId> = row.next_optional()?;
    let coordinator = row.parsed_optional("name", name)?;
    let state = FamilyState::of(StateFacts {
        course_running: started.is_some(),
        course_ended: ended.is_some(),
        waiting: waiting.is_some(),
        undecided,
    });
    let since = match state {
        FamilyState::Active => started,
        FamilyState::Waiting => waiting.map(day_of),
        FamilyState::Ended => ended,
        FamilyState::Referred | FamilyState::Declined => None,
    };
    Ok(FamilyGlance {
        id,
        name: household,
        state,
        since: since.unwrap_or_else(|| day_of(referred.unwrap_or(created))),
        coordinator: account.zip(coordinator),
        people: Vec::new(),
    })
}

fn read_glimpse(row: &mut Row) -> Result<Glimpse, StoreError> {
    let given_name = row.parsed("name", name)?;
    let family_name = row.parsed("name", name)?;
    let role = row.parsed("role in the family", MemberRole::from_code)?;
    let (born, expected): (Option<Date>, Option<Date>) =
        (row.next_optional()?, row.next_optional()?);
    let birth = match (born, expected) {
        (Some(born), _) => Birth::Born(born),
        (None, Some(expected)) => Birth::Expected(expected),
        (None, None) => Birth::Unknown,
    };
    Ok(Glimpse {
        given_name,
        family_name,
        role,
        birth,
    })
}

/// The same ladder as [`FamilyState::of`], as a condition on `f.id`; a test holds the two to each other.
fn in_state(state: FamilyState) -> &'static str {
    match state {
        FamilyState::Active => {
            "EXISTS (SELECT 1 FROM course c WHERE c.family_id = f.id AND c.ended_on IS NULL)"
        }
        // Few at any time: these lead, and the families follow.
        FamilyState::Waiting => {
            "f.id IN (SELECT family_id FROM waiting_place WHERE left_at IS NULL)
             AND NOT EXISTS (SELECT 1 FROM course c WHERE c.family_id = f.id AND c.ended_on IS NULL)"
        }
        FamilyState::Referred => {
            "f.id IN (SELECT family_id FROM referral WHERE decisions = 0)
             AND NOT EXISTS (SELECT 1 FROM course c WHERE c.family_id = f.id AND c.ended_on IS NULL)
             AND NOT EXISTS (SELECT 1 FROM waiting_place q WHERE q.family_id = f.id AND q.left_at IS NULL)"
        }
        FamilyState::Ended => {
            "EXISTS (SELECT 1 FROM course c WHERE c.family_id = f.id)
             AND NOT EXISTS (SELECT 1 FROM course c WHERE c.family_id = f.id AND c.ended_on IS NULL)
             AND NOT EXISTS (SELECT 1 FROM waiting_place q WHERE q.family_id = f.id AND q.left_at IS NULL)
             AND NOT EXISTS (SELECT 1 FROM referral r WHERE r.family_id = f.id AND r.decisions = 0)"
        }
        FamilyState::Declined => {
            "NOT EXISTS (SELECT 1 FROM course c WHERE c.family_id = f.id)
             AND NOT EXISTS (SELECT 1 FROM waiting_place q WHERE q.family_id = f.id AND q.left_at IS NULL)
             AND NOT EXISTS (SELECT 1 FROM referral r WHERE r.family_id = f.id AND r.decisions = 0)"
        }
    }
}

/// Which families a list is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pick {
    /// All.
    All,
    /// Those in one state.
    In(FamilyState),
    /// Those without a running course.
    NotActive,
}

/// One page of the families in the scope, by name; and whether another page follows.
pub async fn page(
    link: &mut Link,
    scope: &Scope,
    pick: Pick,
    page: i64,
) -> Result<(Vec<FamilyId>, bool), StoreError> {
    let picked = match pick {
        Pick::All => "1 = 1",
        Pick::In(state) => in_state(state),
        Pick::NotActive => {
            "NOT EXISTS (SELECT 1 FROM course c WHERE c.family_id = f.id AND c.ended_on IS NULL)"
        }
    };
    let (condition, value) = tie::condition(scope, 2);
    let sql = format!(
        "SELECT f.id FROM family f WHERE {condition} AND {picked} ORDER BY f.name, f.id LIMIT {} OFFSET $1",
        PAGE + 1
    );
    let values = args![page * PAGE as i64].into_iter().chain(value);
    let rows = link.rows(&sql, values).await?;
    let mut ids: Vec<FamilyId> = rows
        .into_iter()
        .map(|mut row| row.next())
        .collect::<Result<_, _>>()?;
    let more = ids.len() > PAGE;
    ids.truncate(PAGE);
    Ok((ids, more))
}
