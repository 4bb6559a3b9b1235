//! Goals of the plan.

use helhed_access::{Doing, Permit, Scope, What, doing, what};
use helhed_domain::goal::{Goal, GoalFacts, GoalOutcome, Horizon};
use helhed_domain::ids::GoalId;
use helhed_domain::text::{Line, Name};

use crate::contact::line;
use crate::household::owner_name;
use crate::task::{ended, owner};
use crate::tie::condition;
use crate::{Link, Row, StoreError, args};

/// A goal with the name of its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalLine {
    /// The goal.
    pub goal: Goal,
    /// What the owner is called.
    pub owner_name: Option<Name>,
}

const COLUMNS: &str = "t.id, t.family_id, t.wish, t.title, t.horizon, t.parent_id, t.owner_person_id, t.owner_account_id, t.owner_name,
    t.target_on, t.account_id, t.set_at, t.outcome, t.outcome_word, t.outcome_at, t.version";
const NAMES: &str = "p.given_name, a.display_name, t.owner_name";
const FROM: &str = "FROM goal t JOIN family f ON f.id = t.family_id
    LEFT JOIN person p ON p.id = t.owner_person_id LEFT JOIN account a ON a.id = t.owner_account_id";
// What is nearest comes first; ids sort by when they were made.
const ORDER: &str = "ORDER BY COALESCE(t.target_on, '9999'), t.id";

fn read(row: &mut Row) -> Result<Goal, StoreError> {
    let (id, family) = (row.next()?, row.next()?);
    let facts = GoalFacts {
        wish: row.parsed_optional("line", line)?,
        title: row.parsed("line", line)?,
        horizon: row.parsed("horizon", Horizon::from_code)?,
        parent: row.next_optional()?,
        owner: owner(row)?,
        target: row.next_optional()?,
    };
    Ok(Goal {
        id,
        family,
        facts,
        by: row.next()?,
        set_at: row.next()?,
        ended: ended(row, GoalOutcome::from_code)?,
        version: row.next()?,
    })
}

fn read_line(mut row: Row) -> Result<GoalLine, StoreError> {
    Ok(GoalLine {
        goal: read(&mut row)?,
        owner_name: owner_name(&mut row)?,
    })
}

/// Every goal of the permit's family, ended ones too.
pub async fn of_family<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Plan, V>,
) -> Result<Vec<Goal>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM goal t WHERE t.family_id = $1 {ORDER}");
    let rows = link.rows(&sql, args![permit.family()]).await?;
    rows.into_iter().map(|mut row| read(&mut row)).collect()
}

/// The same with the names of their owners.
pub async fn lines_of_family(
    link: &mut Link,
    permit: &Permit<what::Plan, doing::Read>,
) -> Result<Vec<GoalLine>, StoreError> {
    lines_to_choose(link, permit).await
}

/// The same for who sees no page of the plan: the lens chooses among them.
pub async fn lines_to_choose<W: What>(
    link: &mut Link,
    permit: &Permit<W, doing::Read>,
) -> Result<Vec<GoalLine>, StoreError> {
    let sql = format!("SELECT {COLUMNS}, {NAMES} {FROM} WHERE t.family_id = $1 {ORDER}");
    let rows = link.rows(&sql, args![permit.family()]).await?;
    rows.into_iter().map(read_line).collect()
}

/// The goals of every family in a scope that were not dropped.
pub async fn in_scope(link: &mut Link, scope: &Scope) -> Result<Vec<GoalLine>, StoreError> {
    let (condition, value) = condition(scope, 1);
    let sql = format!(
        "SELECT {COLUMNS}, {NAMES} {FROM} WHERE (t.outcome IS NULL OR t.outcome = 'reached') AND {condition} {ORDER}"
    );
    let rows = link.rows(&sql, value).await?;
    rows.into_iter().map(read_line).collect()
}

/// Adds a goal.
pub async fn insert(
    link: &mut Link,
    permit: &Permit<what::Plan, doing::Add>,
    goal: &Goal,
) -> Result<(), StoreError> {
    let facts = &goal.facts;
    let (person, account, name) = owner_parts(facts);
    let sql = "INSERT INTO goal (id, family_id, parent_id, horizon, wish, title, owner_person_id, owner_account_id, owner_name,
                 target_on, account_id, set_at, version)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)";
    let values = args![
        goal.id,
        permit.family(),
        facts.parent,
        facts.horizon.code(),
        facts.wish.as_ref().map(Line::as_str),
        facts.title.as_str(),
        person,
        account,
        name,
        facts.target,
        goal.by,
        goal.set_at,
    ];
    link.run(sql, values).await.map(drop)
}

/// Keeps a changed or ended goal, if nobody else has changed it since `version`.
pub async fn update(
    link: &mut Link,
    permit: &Permit<what::Plan, doing::Change>,
    goal: &Goal,
    version: i64,
) -> Result<bool, StoreError> {
    let (facts, ended) = (&goal.facts, goal.ended.as_ref());
    let (person, account, name) = owner_parts(facts);
    let sql = "UPDATE goal SET parent_id = $4, horizon = $5, wish = $6, title = $7, owner_person_id = $8, owner_account_id = $9,
                 owner_name = $10, target_on = $11, outcome = $12, outcome_word = $13, outcome_at = $14, version = version + 1
               WHERE id = $1 AND family_id = $2 AND version = $3";
    let values = args![
        goal.id,
        permit.family(),
        version,
        facts.parent,
        facts.horizon.code(),
        facts.wish.as_ref().map(Line::as_str),
        facts.title.as_str(),
        person,
        account,
        name,
        facts.target,
        ended.map(|ended| ended.outcome.code()),
        ended.and_then(|ended| ended.word.as_ref().map(Line::as_str)),
        ended.map(|ended| ended.at),
    ];
    Ok(link.run(sql, values).await? == 1)
}

type OwnerParts<'a> = (
    Option<helhed_domain::ids::PersonId>,
    Option<helhed_domain::ids::AccountId>,
    Option<&'a str>,
);

fn owner_parts(facts: &GoalFacts) -> OwnerParts<'_> {
    facts
        .owner
        .as_ref()
        .map_or((None, None, None), |owner| owner.parts())
}

/// Whether a goal is of the permit's family.
pub async fn is_of_family<W: What, V: Doing>(
    link: &mut Link,
    permit: &Permit<W, V>,
    id: GoalId,
) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM goal WHERE id = $1 AND family_id = $2";
    Ok(link.row(sql, args![id, permit.family()]).await?.is_some())
}
