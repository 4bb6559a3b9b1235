//! What a backup says of itself, at its beginning.

use jiff::Timestamp;

use crate::audit::Head;

/// What a backup says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// When it was made.
    pub made_at: Timestamp,
    /// The version of Helhed that made it.
    pub program: String,
    /// `sqlite` or `postgres`: what it was made of. It can be put back in either.
    pub database: String,
    /// The last migration of its tables.
    pub migration: i64,
    /// The end of its audit chain.
    pub head: Head,
    /// Every table and how many rows are in it.
    pub rows: Vec<(String, i64)>,
}

impl Manifest {
    /// How many rows a table has in it.
    pub fn rows_of(&self, table: &str) -> i64 {
        let found = self.rows.iter().find(|(name, _)| name == table);
        found.map_or(0, |(_, rows)| *rows)
    }

    pub(super) fn write(&self) -> String {
        let hash: String = self.head.hash.iter().map(|b| format!("{b:02x}")).collect();
        let mut text = format!(
            "made {}\nprogram {}\ndatabase {}\nmigration {}\nhead {} {hash}\n",
            self.made_at, self.program, self.database, self.migration, self.head.seq
        );
        for (table, rows) in &self.rows {
            text.push_str(&format!("table {table} {rows}\n"));
        }
        text
    }

    pub(super) fn read(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let mut field = |name: &str| lines.next()?.strip_prefix(name)?.strip_prefix(' ');
        let made_at = field("made")?.parse().ok()?;
        let program = field("program")?.to_owned();
        let database = field("database")?.to_owned();
        let migration = field("migration")?.parse().ok()?;
        let (seq, hash) = field("head")?.split_once(' ')?;
        let head = Head {
            seq: seq.parse().ok()?,
            hash: bytes(hash)?,
        };
        let row = |line: &str| {
            let (table, rows) = line.strip_prefix("table ")?.split_once(' ')?;
            Some((table.to_owned(), rows.parse().ok()?))
        };
        Some(Self {
            made_at,
            program,
            database,
            migration,
            head,
            rows: lines.map(row).collect::<Option<_>>()?,
        })
    }
}

/// Bytes from hexadecimal digits; before the first entry the chain has no hash.
fn bytes(digits: &str) -> Option<Vec<u8>> {
    let pair = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    (0..digits.len()).step_by(2).map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let manifest = Manifest {
            made_at: "2026-11-24T09:00:00Z".parse().expect("an instant"),
            program: "0.1.0".to_owned(),
            database: "sqlite".to_owned(),
            migration: 19,
            head: Head {
                seq: 7,
                hash: vec![0xab; 32],
            },
            rows: vec![("family".to_owned(), 3), ("unit".to_owned(), 0)],
        };
        assert_eq!(Manifest::read(&manifest.write()), Some(manifest.clone()));
        assert_eq!((manifest.rows_of("family"), manifest.rows_of("x")), (3, 0));
        let empty = Manifest {
            head: Head {
                seq: 0,
                hash: Vec::new(),
            },
            ..manifest
        };
        assert_eq!(Manifest::read(&empty.write()), Some(empty));
        for text in ["", "made x", "made 2026-11-24T09:00:00Z\nprogram 1\n"] {
            assert_eq!(Manifest::read(text), None, "{text}");
        }
    }
}
