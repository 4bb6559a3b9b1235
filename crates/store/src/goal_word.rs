//! Words on how goals go.

use helhed_access::{Doing, Permit, What, doing, what};
use helhed_domain::goal_word::{GoalWord, Moved};
use helhed_domain::text::Name;

use crate::account::name;
use crate::contact::line;
use crate::{Link, Row, StoreError, args};

/// A word with the name of who wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalWordLine {
    /// The word.
    pub word: GoalWord,
    /// Who wrote it.
    pub by_name: Name,
}

/// Adds a word.
pub async fn insert<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Plan, V>,
    word: &GoalWord,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO goal_word (id, family_id, goal_id, review_id, moved, word, account_id, written_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values = args![
        word.id,
        permit.family(),
        word.goal,
        word.review,
        word.moved.code(),
        word.word.as_str(),
        word.by,
        word.at,
    ];
    link.run(sql, values).await.map(drop)
}

/// Every word of the permit's family, the latest first.
pub async fn of_family<W: What>(
    link: &mut Link,
    permit: &Permit<W, doing::Read>,
) -> Result<Vec<GoalWordLine>, StoreError> {
    let sql = "SELECT w.id, w.goal_id, w.review_id, w.moved, w.word, w.account_id, w.written_at, a.display_name
               FROM goal_word w JOIN account a ON a.id = w.account_id
               WHERE w.family_id = $1 ORDER BY w.written_at DESC, w.id DESC";
    let rows = link.rows(sql, args![permit.family()]).await?;
    let read = |mut row: Row| {
        let word = GoalWord {
            id: row.next()?,
            family: permit.family(),
            goal: row.next()?,
            review: row.next_optional()?,
            moved: row.parsed("movement", Moved::from_code)?,
            word: row.parsed("line", line)?,
            by: row.next()?,
            at: row.next()?,
        };
        Ok(GoalWordLine {
            word,
            by_name: row.parsed("name", name)?,
        })
    };
    rows.into_iter().map(read).collect()
}
