//! The audit log: a chain of hashes in which no entry can be changed, removed or moved unseen.
//!
//! `hash = SHA-256(previous hash, then every field with its length)`. The head is kept beside the entries and anchored outside
//! the database by whoever runs it, so that cutting off the end shows too. Entries hold ids and codes, never names, numbers or
//! text of a case.

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use helhed_access::{Actor, Basis, HousePermit, Resource, Verb, doing, what};
use helhed_domain::ids::{AccountId, FamilyId};

use crate::{Link, Row, StoreError, Value, args};

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// Who; nobody for what the binary does by itself.
    pub actor: Option<AccountId>,
    /// As what.
    pub role: String,
    /// What was done.
    pub verb: String,
    /// To which part.
    pub resource: String,
    /// Of which family.
    pub family: Option<FamilyId>,
    /// To what exactly: the id of the note, the account…
    pub subject: Option<Uuid>,
    /// On what basis.
    pub basis: String,
    /// The operation, by its name: `write_note`.
    pub act: String,
}

impl Entry {
    /// An entry of an actor.
    pub fn new(
        actor: &Actor,
        at: Timestamp,
        act: &'static str,
        verb: Verb,
        resource: Resource,
        basis: Basis,
    ) -> Self {
        Self {
            at,
            actor: Some(actor.account),
            role: actor.role.code().to_owned(),
            verb: verb.code().to_owned(),
            resource: resource.code().to_owned(),
            family: None,
            subject: None,
            basis: basis.code().to_owned(),
            act: act.to_owned(),
        }
    }

    /// An entry of the installation itself, or of whoever runs it from the command line.
    pub fn of_house(at: Timestamp, act: &'static str, verb: Verb, resource: Resource) -> Self {
        Self {
            at,
            actor: None,
            role: "house".to_owned(),
            verb: verb.code().to_owned(),
            resource: resource.code().to_owned(),
            family: None,
            subject: None,
            basis: Basis::Operation.code().to_owned(),
            act: act.to_owned(),
        }
    }

    /// Names the family.
    pub fn family(mut self, family: FamilyId) -> Self {
        self.family = Some(family);
        self
    }

    /// Names what exactly.
    pub fn subject(mut self, subject: Uuid) -> Self {
        self.subject = Some(subject);
        self
    }

    fn hash(&self, seq: i64, previous: &[u8]) -> Vec<u8> {
        let mut sha = Sha256::new();
        let mut field = |bytes: &[u8]| {
            sha.update((bytes.len() as u64).to_be_bytes());
            sha.update(bytes);
        };
        field(previous);
        field(&seq.to_be_bytes());
        field(&self.at.as_millisecond().to_be_bytes());
        for id in [
            self.actor.map(|id| id.uuid()),
            self.family.map(|id| id.uuid()),
            self.subject,
        ] {
            field(id.as_ref().map_or(&[], |id| id.as_bytes()));
        }
        for text in [
            &self.role,
            &self.verb,
            &self.resource,
            &self.basis,
            &self.act,
        ] {
            field(text.as_bytes());
        }
        sha.finalize().to_vec()
    }
}

/// The end of the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The number of the last entry; 0 when there is none.
    pub seq: i64,
    /// Its hash.
    pub hash: Vec<u8>,
}

/// The end of the chain as it is stored.
pub async fn head(link: &mut Link) -> Result<Head, StoreError> {
    let mut row = link
        .row("SELECT seq, hash FROM audit_head WHERE one = 1", [])
        .await?
        .ok_or_else(|| crate::unreadable("audit head"))?;
    Ok(Head {
        seq: row.next()?,
        hash: row.next()?,
    })
}

/// Appends entries to the chain, inside the transaction of the change they tell of.
pub async fn append(link: &mut Link, entries: &[Entry]) -> Result<Head, StoreError> {
    let mut end = head(link).await?;
    // One statement for many: a page of readings shares a commit, and may share a round trip.
    for chunk in entries.chunks(50) {
        let mut sql = String::from(
            "INSERT INTO audit_entry (seq, at, actor_id, role, verb, resource, family_id, subject, basis, act, previous, hash) VALUES ",
        );
        let mut values: Vec<Value> = Vec::with_capacity(chunk.len() * 12);
        for entry in chunk {
            let (seq, previous) = (end.seq + 1, end.hash.clone());
            let hash = entry.hash(seq, &previous);
            let first = values.len();
            sql.push_str(if first == 0 { "(" } else { ", (" });
            for at in 1..=12 {
                sql.push_str(&format!(
                    "{}${}",
                    if at == 1 { "" } else { ", " },
                    first + at
                ));
            }
            sql.push(')');
            values.extend(args![
                seq,
                entry.at,
                entry.actor,
                entry.role.as_str(),
                entry.verb.as_str(),
                entry.resource.as_str(),
                entry.family,
                entry.subject,
                entry.basis.as_str(),
                entry.act.as_str(),
                previous,
                hash.clone(),
            ]);
            end = Head { seq, hash };
        }
        link.run(&sql, values).await?;
    }
    link.run(
        "UPDATE audit_head SET seq = $1, hash = $2 WHERE one = 1",
        args![end.seq, end.hash.clone()],
    )
    .await?;
    Ok(end)
}

/// What a check of the chain found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// No entries have the numbers from the first to the last of these, though a later one is there.
    Removed(i64, i64),
    /// The entry is not what was written, or not where it was written.
    Changed(i64),
    /// The entry does not follow the one before it: something was removed, moved or put in.
    OutOfOrder(i64),
    /// Entries after this one were cut off: the head, or the anchor outside, knows of more.
    CutOff {
        /// The last entry that is there.
        last: i64,
        /// The last entry that was known.
        known: i64,
    },
    /// The anchor outside the database knows another hash of this entry: the chain was rewritten.
    Rewritten(i64),
}

/// Walks the whole chain; `anchors` are heads that were written down outside the database.
pub async fn verify(link: &mut Link, anchors: &[Head]) -> Result<(Head, Vec<Finding>), StoreError> {
    const PAGE: i64 = 5_000;
    let mut findings = Vec::new();
    let (mut expected, mut last, mut previous) = (1_i64, 0_i64, Vec::<u8>::new());
    let mut seen_hash = Vec::new();
    loop {
        let rows = link
            .rows(&format!("SELECT {COLUMNS}, previous, hash FROM audit_entry WHERE seq > $1 ORDER BY seq LIMIT $2"), args![last, PAGE])
            .await?;
        if rows.is_empty() {
            break;
        }
        for mut row in rows {
            let (seq, entry) = read(&mut row)?;
            let (stored_previous, stored_hash): (Vec<u8>, Vec<u8>) = (row.next()?, row.next()?);
            if seq > expected {
                findings.push(Finding::Removed(expected, seq - 1));
            }
            if entry.hash(seq, &stored_previous) != stored_hash {
                findings.push(Finding::Changed(seq));
            } else if stored_previous != previous && seq == expected {
                findings.push(Finding::OutOfOrder(seq));
            }
            if anchors
                .iter()
                .any(|anchor| anchor.seq == seq && anchor.hash != stored_hash)
            {
                findings.push(Finding::Rewritten(seq));
            }
            (expected, last, previous) = (seq.saturating_add(1), seq, stored_hash.clone());
            seen_hash = stored_hash;
        }
    }
    let head = head(link).await?;
    let known = anchors
        .iter()
        .map(|anchor| anchor.seq)
        .chain([head.seq])
        .max()
        .unwrap_or(0);
    if known > last {
        findings.push(Finding::CutOff { last, known });
    } else if head.seq < last || (last > 0 && head.hash != seen_hash) {
        findings.push(Finding::Changed(last));
    }
    Ok((
        Head {
            seq: last,
            hash: seen_hash,
        },
        findings,
    ))
}

const COLUMNS: &str = "seq, at, actor_id, role, verb, resource, family_id, subject, basis, act";

fn read(row: &mut Row) -> Result<(i64, Entry), StoreError> {
    let seq = row.next()?;
    let entry = Entry {
        at: row.next()?,
        actor: row.next_optional()?,
        role: row.next()?,
        verb: row.next()?,
        resource: row.next()?,
        family: row.next_optional()?,
        subject: row.next_optional()?,
        basis: row.next()?,
        act: row.next()?,
    };
    Ok((seq, entry))
}

/// The newest entries before one, newest first, for whoever supervises.
pub async fn entries(
    link: &mut Link,
    _permit: &HousePermit<what::Audit, doing::Read>,
    before: Option<i64>,
    actor: Option<AccountId>,
    limit: i64,
) -> Result<Vec<(i64, Entry)>, StoreError> {
    let before = before.unwrap_or(i64::MAX);
    let rows = match actor {
        Some(actor) => {
            let sql = format!(
                "SELECT {COLUMNS} FROM audit_entry WHERE actor_id = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3"
            );
            link.rows(&sql, args![actor, before, limit]).await?
        }
        None => {
            let sql = format!(
                "SELECT {COLUMNS} FROM audit_entry WHERE seq < $1 ORDER BY seq DESC LIMIT $2"
            );
            link.rows(&sql, args![before, limit]).await?
        }
    };
    rows.into_iter().map(|mut row| read(&mut row)).collect()
}
