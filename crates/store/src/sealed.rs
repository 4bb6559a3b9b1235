//! Every encrypted column, and how what stands in it is sealed again under a newer key while others work.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::document::bound;
use crate::secret::Keys;
use crate::{Link, Store, StoreError, Value, args, unreadable};

/// An encrypted column.
#[derive(Debug)]
struct Sealed {
    table: &'static str,
    column: &'static str,
    /// What tells its rows apart, in order.
    key: &'static [&'static str],
    /// What it is sealed for.
    place: Place,
}

/// What a value is bound to.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// A column, by a name of its own.
    Named(&'static str),
    /// A piece of the document that is first in the key.
    Piece,
}

const fn named_place(
    table: &'static str,
    column: &'static str,
    key: &'static [&'static str],
    name: &'static str,
) -> Sealed {
    Sealed {
        table,
        column,
        key,
        place: Place::Named(name),
    }
}

/// The encrypted columns. A test holds them to the tables: a column of bytes is here or in `IN_THE_CLEAR`.
const SEALED: &[Sealed] = &[
    named_place("person", "cpr", &["id"], "cpr"),
    named_place("person", "address", &["id"], "address"),
    named_place("draft", "body", &["account_id", "place"], "draft"),
    named_place("outbox", "sealed", &["id"], "outbox.sealed"),
    named_place(
        "meeting_participant",
        "email",
        &["id"],
        "meeting_participant.email",
    ),
    named_place(
        "meeting_participant",
        "phone",
        &["id"],
        "meeting_participant.phone",
    ),
    named_place(
        "session",
        "logout_hint",
        &["token_hash"],
        "session.logout_hint",
    ),
    named_place(
        "second_factor",
        "secret",
        &["account_id"],
        "second_factor.secret",
    ),
    named_place("feedback", "words", &["id"], "feedback.words"),
    named_place("feedback", "reply_to", &["id"], "feedback.reply_to"),
    Sealed {
        table: "document_piece",
        column: "body",
        key: &["document_id", "place"],
        place: Place::Piece,
    },
];

/// Columns of bytes that are not encrypted: hashes, and what is found by them. Ids are none of both.
#[cfg(test)]
const IN_THE_CLEAR: &[(&str, &str)] = &[
    ("person", "cpr_lookup"),
    ("session", "token_hash"),
    ("sign_in_attempt", "subject"),
    ("audit_entry", "previous"),
    ("audit_entry", "hash"),
    ("audit_head", "hash"),
    ("evaluation_file", "body"),
    ("one_time_link", "token_hash"),
    ("one_time_link", "code_hash"),
    ("calendar_feed", "secret_hash"),
    ("identity", "subject"),
    ("provider_visit", "state_hash"),
    ("recovery_code", "code_hash"),
    ("sign_in_step", "token_hash"),
    ("partner_system", "token_hash"),
    ("passkey", "credential"),
    ("passkey", "public_key"),
    ("passkey_question", "challenge_hash"),
    ("passkey_question", "asked_from"),
];

/// The name that a column is encrypted for. `None` for one in the clear.
pub(crate) fn named(table: &str, column: &str) -> Option<&'static str> {
    let known = SEALED
        .iter()
        .find(|it| it.table == table && it.column == column)?;
    match known.place {
        Place::Named(name) => Some(name),
        Place::Piece => None,
    }
}

/// How many values are sealed under each key, by its number.
pub async fn counts(link: &mut Link) -> Result<BTreeMap<u8, i64>, StoreError> {
    let mut counts = BTreeMap::new();
    for Sealed { table, column, .. } in SEALED {
        let sql = format!(
            "SELECT substr({column}, 1, 1), COUNT(*) FROM {table} WHERE {column} IS NOT NULL GROUP BY substr({column}, 1, 1)"
        );
        for mut row in link.rows(&sql, args![]).await? {
            let number: Vec<u8> = row.next()?;
            let number = *number.first().ok_or_else(|| unreadable("sealed column"))?;
            *counts.entry(number).or_default() += row.next::<i64>()?;
        }
    }
    Ok(counts)
}

/// So many values are sealed again in one transaction: others who write wait for milliseconds. Pieces of documents are large.
const BATCH: usize = 200;
const PIECES: usize = 8;

/// Seals everything again that is not under the key that encrypts now; tells after each batch how many it has been. What somebody
/// writes meanwhile is theirs: only what is still as it was read is replaced.
pub async fn seal_again(
    store: &Store,
    keys: &Keys,
    mut told: impl FnMut(u64),
) -> Result<u64, StoreError> {
    let mut done = 0;
    for sealed in SEALED {
        let mut after = None;
        loop {
            let batch = older(&mut store.read(), keys, sealed, after).await?;
            let Some((last, _)) = batch.last() else { break };
            after = Some(last.clone());
            let mut link = store.write().await?;
            for (key, old) in batch {
                done += sealed.replace(&mut link, keys, key, old).await?;
            }
            link.commit().await?;
            told(done);
        }
    }
    Ok(done)
}

/// Rows whose value is under another key than the newest, after a row: what tells each apart, and the value.
async fn older(
    link: &mut Link,
    keys: &Keys,
    sealed: &Sealed,
    after: Option<Vec<Value>>,
) -> Result<Vec<(Vec<Value>, Vec<u8>)>, StoreError> {
    let Sealed {
        table, column, key, ..
    } = sealed;
    let list = key.join(", ");
    let mut values = vec![Value::from(vec![keys.newest()])];
    let beyond = after.map_or_else(String::new, |after| {
        let marks: Vec<String> = (2..2 + after.len()).map(|at| format!("${at}")).collect();
        values.extend(after);
        format!("AND ({list}) > ({})", marks.join(", "))
    });
    let size = match sealed.place {
        Place::Named(_) => BATCH,
        Place::Piece => PIECES,
    };
    let sql = format!(
        "SELECT {list}, {column} FROM {table}
         WHERE {column} IS NOT NULL AND substr({column}, 1, 1) <> $1 {beyond} ORDER BY {list} LIMIT {size}"
    );
    let rows = link.rows(&sql, values).await?;
    let read = |row: crate::Row| {
        let mut cells: Vec<Value> = row.into_values().collect();
        match cells.pop() {
            Some(Value::Bytes(Some(value))) => Ok((cells, value)),
            _ => Err(unreadable("sealed column")),
        }
    };
    rows.into_iter().map(read).collect()
}

impl Sealed {
    /// What a value is bound to.
    fn bound(&self, key: &[Value], value: &[u8]) -> Option<Vec<u8>> {
        match self.place {
            Place::Named(name) => Some(name.as_bytes().to_vec()),
            Place::Piece => {
                let id = match key.first()? {
                    Value::Id(id) => (*id)?,
                    Value::Bytes(id) => Uuid::from_slice(id.as_ref()?).ok()?,
                    _ => return None,
                };
                // The last bytes of the nonce number the piece and say whether it is the last.
                let mark = value.get(20..)?.first_chunk()?;
                Some(bound(id.into(), *mark))
            }
        }
    }

    /// Replaces one value, where it is still the one that was read: 1 where it was, 0 where somebody has written meanwhile.
    async fn replace(
        &self,
        link: &mut Link,
        keys: &Keys,
        key: Vec<Value>,
        old: Vec<u8>,
    ) -> Result<u64, StoreError> {
        let Self { table, column, .. } = self;
        let again = self
            .bound(&key, &old)
            .and_then(|place| keys.seal_again(&place, &old))
            .ok_or_else(|| unreadable("sealed column"))?;
        let same: Vec<String> = (self.key.iter().zip(3..))
            .map(|(name, at)| format!("AND {name} = ${at}"))
            .collect();
        let sql = format!(
            "UPDATE {table} SET {column} = $1 WHERE {column} = $2 {}",
            same.join(" ")
        );
        let mut values = vec![Value::from(again), Value::from(old)];
        values.extend(key);
        link.run(&sql, values).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Every column of bytes that the migrations of PostgreSQL, which tells them from ids, make.
    fn columns_of_bytes() -> BTreeSet<(String, String)> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/postgres");
        let mut columns = BTreeSet::new();
        for file in std::fs::read_dir(folder).expect("migrations") {
            let text = std::fs::read_to_string(file.expect("a file").path()).expect("text");
            let mut table = String::new();
            for line in text.lines() {
                let words: Vec<&str> = line.split_whitespace().collect();
                match words[..] {
                    ["CREATE", "TABLE", name, ..] => table = name.to_owned(),
                    ["ALTER", "TABLE", name, "ADD", "COLUMN", column, kind, ..]
                        if kind.starts_with("BYTEA") =>
                    {
                        columns.insert((name.to_owned(), column.to_owned()));
                    }
                    ["ALTER", ..] => (),
                    [column, kind, ..] if kind.starts_with("BYTEA") => {
                        columns.insert((table.clone(), column.to_owned()));
                    }
                    _ => (),
                }
            }
        }
        columns
    }

    #[test]
    fn every_column_of_bytes_is_encrypted_here_or_known_to_be_in_the_clear() {
        let sealed = SEALED.iter().map(|it| (it.table, it.column));
        let known: BTreeSet<(String, String)> = sealed
            .chain(IN_THE_CLEAR.iter().copied())
            .map(|(table, column)| (table.to_owned(), column.to_owned()))
            .collect();
        assert_eq!(known, columns_of_bytes());
    }
}
