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

/// The number of the last entry that tells of a change in a family: what somebody may see of it rests on nothing that is younger.
pub async fn last_change(link: &mut Link, family: FamilyId) -> Result<i64, StoreError> {
    let sql = "SELECT seq FROM audit_entry WHERE family_id = $1 AND verb <> 'read' ORDER BY seq DESC LIMIT 1";
    let row = link.row(sql, args![family]).await?;
    row.map_or(Ok(0), |mut row| row.next())
}

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

    /// An entry of somebody without an account, who holds a one-time link and its code.
    pub fn by_link(at: Timestamp, act: &'static str, verb: Verb, resource: Resource) -> Self {
        Self {
            role: "link".to_owned(),
            basis: Basis::OneTimeLink.code().to_owned(),
            ..Self::of_house(at, act, verb, resource)
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

    pub(crate) fn hash(&self, seq: i64, previous: &[u8]) -> Vec<u8> {
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

pub(crate) const COLUMNS: &str =
    "seq, at, actor_id, role, verb, resource, family_id, subject, basis, act";

pub(crate) fn read(row: &mut Row) -> Result<(i64, Entry), StoreError> {
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

/// Which entries are asked for; the newest come first.
#[derive(Debug, Clone, Copy, Default)]
pub struct Which {
    /// What one account did.
    pub actor: Option<AccountId>,
    /// From an instant on, and before another.
    pub between: Option<(Timestamp, Timestamp)>,
    /// Entries before this number.
    pub before: Option<i64>,
}

/// The number of the first entry at an instant or later; found by halving, since numbers follow time, so that no index on time is
/// written with every reading.
async fn first_since(link: &mut Link, at: Timestamp, end: i64) -> Result<i64, StoreError> {
    let (mut low, mut high) = (1, end + 1);
    while low < high {
        let middle = low + (high - low) / 2;
        let sql = "SELECT at FROM audit_entry WHERE seq >= $1 ORDER BY seq LIMIT 1";
        let earlier = match link.row(sql, args![middle]).await? {
            Some(mut row) => row.next::<Timestamp>()? < at,
            None => false,
        };
        if earlier {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low)
}

/// The entries asked for, newest first, for whoever supervises.
pub async fn entries(
    link: &mut Link,
    _permit: &HousePermit<what::Audit, doing::Read>,
    which: Which,
    limit: i64,
) -> Result<Vec<(i64, Entry)>, StoreError> {
    let end = head(link).await?.seq;
    let (first, mut before) = match which.between {
        Some((from, to)) => (
            first_since(link, from, end).await?,
            first_since(link, to, end).await?,
        ),
        None => (0, i64::MAX),
    };
    before = before.min(which.before.unwrap_or(i64::MAX));
    let rows = match which.actor {
        Some(actor) => {
            let sql = format!(
                "SELECT {COLUMNS} FROM audit_entry WHERE actor_id = $1 AND seq >= $2 AND seq < $3 ORDER BY seq DESC LIMIT {limit}"
            );
            link.rows(&sql, args![actor, first, before]).await?
        }
        None => {
            let sql = format!(
                "SELECT {COLUMNS} FROM audit_entry WHERE seq >= $1 AND seq < $2 ORDER BY seq DESC LIMIT {limit}"
            );
            link.rows(&sql, args![first, before]).await?
        }
    };
    rows.into_iter().map(|mut row| read(&mut row)).collect()
}
