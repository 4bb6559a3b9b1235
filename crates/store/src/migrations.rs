//! The tables, one file after another, as the binary carries them.
//!
//! `sqlx::migrate!` would find the files by itself, and would have every dependency of the database built once more for the compiler.

use std::sync::LazyLock;

use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

/// A migration: its name (`0001_house`), its text for SQLite, its text for PostgreSQL.
struct File(&'static str, &'static str, &'static str);

macro_rules! files {
    ($($name:literal)*) => {
        [$(File(
            $name,
            include_str!(concat!("../migrations/sqlite/", $name, ".sql")),
            include_str!(concat!("../migrations/postgres/", $name, ".sql")),
        )),*]
    };
}

/// Every migration, oldest first. A test holds the list to the folders.
const FILES: &[File] = &files![
    "0001_house"
    "0002_sharing"
    "0003_fit"
    "0004_economics"
    "0005_evaluation"
    "0006_document"
    "0007_request"
    "0008_party_access"
    "0009_outbox"
    "0010_covering_indexes"
    "0011_plan"
    "0012_needs"
    "0013_genogram"
    "0014_method"
    "0015_crisis"
    "0016_reading"
    "0017_meeting"
    "0018_minutes"
    "0019_approval"
    "0020_sign_in"
    "0021_retention"
    "0022_person"
    "0023_interfaces"
    "0024_schema_floor"
];

/// The migrations of SQLite. Those of a newer Helhed are passed over: [`crate::upgrade::bears`] says whether they may be.
pub(crate) static SQLITE: LazyLock<Migrator> = LazyLock::new(|| all(|file| file.1));

/// The same for PostgreSQL.
pub(crate) static POSTGRES: LazyLock<Migrator> = LazyLock::new(|| all(|file| file.2));

fn all(text: impl Fn(&File) -> &'static str) -> Migrator {
    let mut number = 0;
    let migrations = FILES.iter().map(|file| {
        number += 1;
        let description = file.0.split_once('_').map_or("", |(_, words)| words);
        Migration::new(
            number,
            description.replace('_', " ").into(),
            MigrationType::Simple,
            text(file).into_sql_str(),
            false,
        )
    });
    let mut all = Migrator::with_migrations(migrations.collect());
    all.set_ignore_missing(true);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_what_the_folders_hold() {
        let listed: Vec<String> = FILES.iter().map(|file| format!("{}.sql", file.0)).collect();
        for dialect in ["sqlite", "postgres"] {
            let folder = format!("{}/migrations/{dialect}", env!("CARGO_MANIFEST_DIR"));
            let mut held: Vec<String> = std::fs::read_dir(folder)
                .expect("a folder")
                .map(|entry| entry.expect("a file").file_name().into_string())
                .map(|name| name.expect("a plain name"))
                .collect();
            held.sort();
            assert_eq!(listed, held, "{dialect}");
        }
    }

    #[test]
    fn a_file_is_numbered_by_its_place() {
        for (place, file) in (1..).zip(FILES) {
            assert!(
                file.0.starts_with(&format!("{place:04}_")),
                "{} is number {place}",
                file.0
            );
        }
    }
}
