//! Bringing tables up to date while other servers, older or newer, work on them.
//!
//! A migration adds: tables, columns that may be empty or have a usual value, indexes. Then a server that does not know it goes on, and may
//! even start, beside one that does. What is taken away goes a version later, by a migration that says which servers it leaves behind.

use crate::link::Dialect;
use crate::migrations::SQLITE;
use crate::{Link, StoreError, args};

/// The number of the last migration that this Helhed knows.
pub(crate) fn newest_known() -> i64 {
    SQLITE.iter().map(|it| it.version).max().unwrap_or(0)
}

/// Whether this Helhed may work on the tables as they are.
pub(crate) async fn bears(link: &mut Link) -> Result<bool, StoreError> {
    let is_there = match link.dialect() {
        Dialect::Lite => "SELECT COUNT(*) FROM sqlite_master WHERE name = 'schema_floor'",
        Dialect::Pg => {
            "SELECT COUNT(*) FROM information_schema.tables
             WHERE table_schema = current_schema() AND table_name = 'schema_floor'"
        }
    };
    let there: i64 = one(link, is_there).await?;
    if there == 0 {
        return Ok(true);
    }
    let floor = one(link, "SELECT COALESCE(MAX(oldest), 0) FROM schema_floor").await?;
    Ok(newest_known() >= floor)
}

async fn one(link: &mut Link, sql: &str) -> Result<i64, StoreError> {
    match link.row(sql, args![]).await? {
        Some(mut row) => row.next(),
        None => Ok(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migrations::POSTGRES;

    /// The last migration before the rule.
    const RULELESS: i64 = 21;

    /// What a statement takes away or asks for that older code does not give.
    fn breaks(statement: &str) -> bool {
        let words = statement.to_uppercase();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let adds_a_demand = words.contains("ADD COLUMN")
            && words.contains("NOT NULL")
            && !words.contains("DEFAULT");
        adds_a_demand
            || [
                "DROP ",
                " RENAME ",
                "SET NOT NULL",
                " TYPE ",
                "ADD CONSTRAINT",
                "DELETE FROM",
                "UPDATE ",
            ]
            .iter()
            .any(|word| words.contains(word))
    }

    #[test]
    fn a_migration_adds_or_says_whom_it_leaves_behind() {
        for migrations in [&SQLITE, &POSTGRES] {
            for migration in migrations.iter().filter(|it| it.version > RULELESS) {
                let text = migration.sql.as_str();
                let text: String = text
                    .lines()
                    .filter(|line| !line.trim_start().starts_with("--"))
                    .collect::<Vec<_>>()
                    .join("\n");
                let broken: Vec<&str> = text.split(';').filter(|it| breaks(it)).collect();
                let floor = format!(
                    "INSERT INTO schema_floor (oldest) VALUES ({})",
                    migration.version
                );
                assert!(
                    broken.is_empty() || text.contains(&floor),
                    "migration {} takes away or demands, and does not write its floor: {broken:?}",
                    migration.version
                );
            }
        }
    }

    #[test]
    fn what_breaks_is_known() {
        for statement in [
            "DROP TABLE note",
            "ALTER TABLE note RENAME COLUMN body TO text",
            "ALTER TABLE note ADD COLUMN mood TEXT NOT NULL",
            "ALTER TABLE note ALTER COLUMN body SET NOT NULL",
            "alter table note alter column body type text",
        ] {
            assert!(breaks(statement), "{statement}");
        }
        for statement in [
            "CREATE TABLE mood (id UUID PRIMARY KEY, word TEXT NOT NULL)",
            "ALTER TABLE note ADD COLUMN mood TEXT",
            "ALTER TABLE note ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm'",
            "CREATE INDEX note_mood ON note (mood)",
        ] {
            assert!(!breaks(statement), "{statement}");
        }
    }
}
