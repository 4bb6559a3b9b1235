//! The journal: contacts and notes together, newest first.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use helhed_access::{Permit, doing, what};
use helhed_domain::contact::{Annulment, ContactKind, Minutes};
use helhed_domain::ids::{ContactId, NoteId};
use helhed_domain::text::{Line, Name, Prose};

use crate::account::name;
use crate::contact::{annulment, line, minutes};
use crate::note::prose;
use crate::{Link, Row, StoreError, Value, args, restriction, unreadable};

/// What of the journal is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// Everything.
    All,
    /// Contacts only.
    Contacts,
    /// Notes only.
    Notes,
    /// Notes of one category.
    Category(String),
}

/// A place in the journal: what comes after it is older.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// When.
    pub at: Timestamp,
    /// Which, of those at the same instant.
    pub id: Uuid,
}

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When it happened, or was written.
    pub at: Timestamp,
    /// Who wrote it.
    pub by: Name,
    /// It tells of a crisis.
    pub crisis: bool,
    /// It may only be kept: what it says is left out.
    pub held: bool,
    /// What it is.
    pub what: What,
}

/// What an entry is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A contact.
    Contact {
        /// Its id.
        id: ContactId,
        /// How.
        kind: ContactKind,
        /// How long.
        minutes: Option<Minutes>,
        /// What it was about.
        summary: Option<Line>,
        /// Who of the family took part.
        people: Vec<Name>,
        /// Who else.
        others: Option<Line>,
        /// That it is struck out.
        annulled: Option<Annulment>,
    },
    /// A note.
    Note {
        /// Its id.
        id: NoteId,
        /// Its category.
        category: String,
        /// Its text.
        body: Prose,
        /// The day it tells of.
        about: Date,
        /// Whom it is about.
        person: Option<Name>,
        /// What was added to it, oldest first.
        addenda: Vec<Addendum>,
    },
}

/// What was added to a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addendum {
    /// Its text.
    pub body: Prose,
    /// Who wrote it.
    pub by: Name,
    /// When.
    pub written_at: Timestamp,
}

impl Entry {
    /// Its place in the journal.
    pub fn place(&self) -> Place {
        let id = match &self.what {
            What::Contact { id, .. } => id.uuid(),
            What::Note { id, .. } => id.uuid(),
        };
        Place { at: self.at, id }
    }
}

// A column that one half leaves out is cast: PostgreSQL wants its type where the other half is not asked for. No id is cast: `UUID` is a
// number to SQLite, and people would be looked for one by one instead of by their index.
const CONTACTS: &str = "SELECT 'contact' AS what, id, at, kind AS code, minutes, summary AS body, others,
        CAST(NULL AS TEXT) AS about_on, NULLIF(account_id, account_id) AS person_id, account_id, annulled_at, annul_reason
        FROM contact WHERE family_id = $1 AND at <= $2 AND (at < $2 OR id < $3)";
const NOTES: &str = "SELECT 'note' AS what, id, written_at AS at, category AS code, CAST(NULL AS BIGINT) AS minutes, body,
        CAST(NULL AS TEXT) AS others, about_on, person_id, account_id, CAST(NULL AS BIGINT) AS annulled_at,
        CAST(NULL AS TEXT) AS annul_reason
        FROM note WHERE family_id = $1 AND addendum_to IS NULL AND written_at <= $2 AND (written_at < $2 OR id < $3)";

/// Up to `limit` entries older than `before`, newest first: three queries at most, however many there are.
pub async fn page(
    link: &mut Link,
    contacts: &Permit<what::Contacts, doing::Read>,
    _notes: &Permit<what::Notes, doing::Read>,
    filter: &Filter,
    before: Option<Place>,
    limit: i64,
) -> Result<Vec<Entry>, StoreError> {
    let family = contacts.family();
    let before = before.unwrap_or(Place {
        at: Timestamp::MAX,
        id: Uuid::max(),
    });
    let from = match filter {
        Filter::All => format!("{CONTACTS} UNION ALL {NOTES}"),
        Filter::Contacts => CONTACTS.to_owned(),
        Filter::Notes => NOTES.to_owned(),
        Filter::Category(_) => format!("{NOTES} AND category = $4"),
    };
    let sql = format!(
        "SELECT e.what, e.id, e.at, a.display_name, e.code, e.minutes, e.body, e.others, e.about_on, p.given_name,
           e.annulled_at, e.annul_reason, COALESCE(m.crisis, (1 = 0)), {held}
         FROM ({from} ORDER BY at DESC, id DESC LIMIT {limit}) e
         JOIN account a ON a.id = e.account_id LEFT JOIN person p ON p.id = e.person_id
         LEFT JOIN mark m ON m.item_id = e.id
         ORDER BY e.at DESC, e.id DESC",
        held = restriction::held("e.id"),
    );
    let mut values: Vec<Value> = args![family, before.at, before.id].into();
    if let Filter::Category(category) = filter {
        values.push(category.as_str().into());
    }
    let rows = link.rows(&sql, values).await?;
    let mut entries = rows
        .into_iter()
        .map(read)
        .collect::<Result<Vec<_>, StoreError>>()?;
    let (Some(newest), Some(oldest)) = (entries.first(), entries.last()) else {
        return Ok(entries);
    };
    let span = args![family, oldest.at, newest.at];
    let is_note = |entry: &Entry| matches!(entry.what, What::Note { .. });
    let mut people = match entries.iter().all(is_note) {
        true => BTreeMap::new(),
        false => people(link, span.clone()).await?,
    };
    let mut added = match entries.iter().any(is_note) {
        true => addenda(link, span).await?,
        false => BTreeMap::new(),
    };
    for entry in &mut entries {
        if entry.held {
            continue;
        }
        match &mut entry.what {
            What::Contact {
                id, people: who, ..
            } => *who = people.remove(&id.uuid()).unwrap_or_default(),
            What::Note { id, addenda, .. } => {
                *addenda = added.remove(&id.uuid()).unwrap_or_default()
            }
        }
    }
    Ok(entries)
}

fn read(mut row: Row) -> Result<Entry, StoreError> {
    let what: String = row.next()?;
    let id: Uuid = row.next()?;
    let (at, by) = (row.next()?, row.parsed("name", name)?);
    let code: String = row.next()?;
    let minutes = minutes(&mut row)?;
    let body: Option<String> = row.next_optional()?;
    let others = row.parsed_optional("line", line)?;
    let about: Option<Date> = row.next_optional()?;
    let person = row.parsed_optional("name", name)?;
    let annulled = annulment(&mut row)?;
    let crisis = row.next()?;
    let held = row.next()?;
    let body = body.map(|it: String| if held { "–".to_owned() } else { it });
    let others = others.filter(|_| !held);
    let what = if what == "contact" {
        What::Contact {
            id: id.into(),
            kind: ContactKind::from_code(&code).ok_or_else(|| unreadable("kind of contact"))?,
            minutes,
            summary: body.as_deref().and_then(line),
            people: Vec::new(),
            others,
            annulled,
        }
    } else {
        What::Note {
            id: id.into(),
            category: code,
            body: body
                .as_deref()
                .and_then(prose)
                .ok_or_else(|| unreadable("note"))?,
            about: about.ok_or_else(|| unreadable("day of a note"))?,
            person,
            addenda: Vec::new(),
        }
    };
    Ok(Entry {
        at,
        by,
        crisis,
        held,
        what,
    })
}

async fn people(
    link: &mut Link,
    span: [Value; 3],
) -> Result<BTreeMap<Uuid, Vec<Name>>, StoreError> {
    let sql = "SELECT cp.contact_id, p.given_name FROM contact c JOIN contact_person cp ON cp.contact_id = c.id
        JOIN person p ON p.id = cp.person_id
        WHERE c.family_id = $1 AND c.at BETWEEN $2 AND $3
        ORDER BY COALESCE(p.born_on, p.expected_on, '9999'), p.given_name, p.id";
    let mut people = BTreeMap::<Uuid, Vec<Name>>::new();
    for mut row in link.rows(sql, span).await? {
        let contact = row.next()?;
        let person = row.parsed("name", name)?;
        people.entry(contact).or_default().push(person);
    }
    Ok(people)
}

async fn addenda(
    link: &mut Link,
    span: [Value; 3],
) -> Result<BTreeMap<Uuid, Vec<Addendum>>, StoreError> {
    let sql = "SELECT n.id, d.body, a.display_name, d.written_at FROM note n JOIN note d ON d.addendum_to = n.id
        JOIN account a ON a.id = d.account_id
        WHERE n.family_id = $1 AND n.written_at BETWEEN $2 AND $3 ORDER BY d.written_at, d.id";
    let mut addenda = BTreeMap::<Uuid, Vec<Addendum>>::new();
    for mut row in link.rows(sql, span).await? {
        let note = row.next()?;
        let addendum = Addendum {
            body: row.parsed("note", prose)?,
            by: row.parsed("name", name)?,
            written_at: row.next()?,
        };
        addenda.entry(note).or_default().push(addendum);
    }
    Ok(addenda)
}
