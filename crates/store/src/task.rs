//! Tasks and agreements.

use helhed_access::{Doing, Permit, Scope, doing, what};
use helhed_domain::ids::{TaskId, UnitId};
use helhed_domain::owner::Owner;
use helhed_domain::task::{Ended, Task, TaskFacts, TaskKind, TaskOutcome};
use helhed_domain::text::{Line, Name};

use crate::account::name;
use crate::contact::line;
use crate::household::owner_name;
use crate::tie::condition;
use crate::{Link, Row, StoreError, args, unreadable};

/// A task with the names it is shown with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskLine {
    /// The task.
    pub task: Task,
    /// What the family is called.
    pub family_name: Name,
    /// What the owner is called.
    pub owner_name: Name,
    /// The goal it leads to.
    pub goal_title: Option<Line>,
}

const COLUMNS: &str = "t.id, t.family_id, t.kind, t.title, t.owner_person_id, t.owner_account_id, t.owner_name, t.due_on, t.goal_id,
    t.account_id, t.set_at, t.outcome, t.outcome_word, t.outcome_at, t.version";
const NAMES: &str = "f.name, p.given_name, a.display_name, t.owner_name, g.title";
const FROM: &str = "FROM task t JOIN family f ON f.id = t.family_id
    LEFT JOIN person p ON p.id = t.owner_person_id
    LEFT JOIN account a ON a.id = t.owner_account_id
    LEFT JOIN goal g ON g.id = t.goal_id";

/// Reads an owner from its three columns.
pub(crate) fn owner(row: &mut Row) -> Result<Option<Owner>, StoreError> {
    let (person, account) = (row.next_optional()?, row.next_optional()?);
    let name = row.parsed_optional("name", name)?;
    Ok(Owner::from_parts(person, account, name))
}

/// Reads how something ended from its three columns.
pub(crate) fn ended<T>(
    row: &mut Row,
    from_code: impl Fn(&str) -> Option<T>,
) -> Result<Option<Ended<T>>, StoreError> {
    let outcome = row.parsed_optional("outcome", from_code)?;
    let word = row.parsed_optional("line", line)?;
    let at = row.next_optional()?;
    Ok(outcome
        .zip(at)
        .map(|(outcome, at)| Ended { outcome, word, at }))
}

fn read(row: &mut Row) -> Result<Task, StoreError> {
    let (id, family) = (row.next()?, row.next()?);
    let facts = TaskFacts {
        kind: row.parsed("kind of task", TaskKind::from_code)?,
        title: row.parsed("line", line)?,
        owner: owner(row)?.ok_or_else(|| unreadable("owner"))?,
        due: row.next_optional()?,
        goal: row.next_optional()?,
    };
    Ok(Task {
        id,
        family,
        facts,
        by: row.next()?,
        set_at: row.next()?,
        ended: ended(row, TaskOutcome::from_code)?,
        version: row.next()?,
    })
}

fn read_line(mut row: Row) -> Result<TaskLine, StoreError> {
    Ok(TaskLine {
        task: read(&mut row)?,
        family_name: row.parsed("name", name)?,
        owner_name: owner_name(&mut row)?.ok_or_else(|| unreadable("owner"))?,
        goal_title: row.parsed_optional("line", line)?,
    })
}

/// Adds a task.
pub async fn insert(
    link: &mut Link,
    permit: &Permit<what::Tasks, doing::Add>,
    task: &Task,
) -> Result<(), StoreError> {
    let (person, account, name) = task.facts.owner.parts();
    let sql = "INSERT INTO task (id, family_id, goal_id, kind, title, owner_person_id, owner_account_id, owner_name, due_on,
                 account_id, set_at, version)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)";
    let values = args![
        task.id,
        permit.family(),
        task.facts.goal,
        task.facts.kind.code(),
        task.facts.title.as_str(),
        person,
        account,
        name,
        task.facts.due,
        task.by,
        task.set_at,
    ];
    link.run(sql, values).await.map(drop)
}

/// One task of the permit's family.
pub async fn find<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Tasks, V>,
    id: TaskId,
) -> Result<Option<Task>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM task t WHERE t.id = $1 AND t.family_id = $2");
    let row = link.row(&sql, args![id, permit.family()]).await?;
    row.map(|mut row| read(&mut row)).transpose()
}

/// The tasks of the permit's family that somebody of a unit has taken on, soonest due first.
pub async fn of_unit<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Tasks, V>,
    unit: UnitId,
) -> Result<Vec<Task>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM task t JOIN account o ON o.id = t.owner_account_id WHERE t.family_id = $1 AND o.unit_id = $2
         ORDER BY COALESCE(t.due_on, '9999'), t.id"
    );
    let rows = link.rows(&sql, args![permit.family(), unit]).await?;
    rows.into_iter().map(|mut row| read(&mut row)).collect()
}

/// Keeps a changed or ended task, if nobody else has changed it since `version`.
pub async fn update<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Tasks, V>,
    task: &Task,
    version: i64,
) -> Result<bool, StoreError> {
    let (person, account, name) = task.facts.owner.parts();
    let ended = task.ended.as_ref();
    let sql = "UPDATE task SET goal_id = $4, kind = $5, title = $6, owner_person_id = $7, owner_account_id = $8, owner_name = $9,
                 due_on = $10, outcome = $11, outcome_word = $12, outcome_at = $13, version = version + 1
               WHERE id = $1 AND family_id = $2 AND version = $3";
    let values = args![
        task.id,
        permit.family(),
        version,
        task.facts.goal,
        task.facts.kind.code(),
        task.facts.title.as_str(),
        person,
        account,
        name,
        task.facts.due,
        ended.map(|ended| ended.outcome.code()),
        ended.and_then(|ended| ended.word.as_ref().map(Line::as_str)),
        ended.map(|ended| ended.at),
    ];
    Ok(link.run(sql, values).await? == 1)
}

/// The open tasks of one family, soonest due first, then the last `ended` that have ended.
pub async fn of_family(
    link: &mut Link,
    permit: &Permit<what::Tasks, doing::Read>,
    ended: i64,
) -> Result<(Vec<TaskLine>, Vec<TaskLine>), StoreError> {
    let open = format!(
        "SELECT {COLUMNS}, {NAMES} {FROM} WHERE t.family_id = $1 AND t.outcome IS NULL
         ORDER BY COALESCE(t.due_on, '9999'), t.id"
    );
    let past = format!(
        "SELECT {COLUMNS}, {NAMES} {FROM} WHERE t.family_id = $1 AND t.outcome IS NOT NULL
         ORDER BY t.outcome_at DESC, t.id DESC LIMIT {ended}"
    );
    let open = link.rows(&open, args![permit.family()]).await?;
    let past = match ended {
        0 => Vec::new(),
        _ => link.rows(&past, args![permit.family()]).await?,
    };
    Ok((
        open.into_iter().map(read_line).collect::<Result<_, _>>()?,
        past.into_iter().map(read_line).collect::<Result<_, _>>()?,
    ))
}

/// The open tasks of every family in a scope, soonest due first.
pub async fn open_in(link: &mut Link, scope: &Scope) -> Result<Vec<TaskLine>, StoreError> {
    let (condition, value) = condition(scope, 1);
    let sql = format!(
        "SELECT {COLUMNS}, {NAMES} {FROM} WHERE t.outcome IS NULL AND {condition}
         ORDER BY COALESCE(t.due_on, '9999'), t.id"
    );
    let rows = link.rows(&sql, value).await?;
    rows.into_iter().map(read_line).collect()
}
