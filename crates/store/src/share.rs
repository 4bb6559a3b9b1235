//! What is open to whom now: the shares of a family, computed from its facts, and a viewer's sight of it.

use jiff::Timestamp;
use jiff::civil::Date;

use helhed_access::{Actor, Doing, Opening, Permit, Reach, Relative, Scope, Sight, doing, what};
use helhed_domain::account::Role;
use helhed_domain::capacity::{OF_AGE, PARTY};
use helhed_domain::consent::{Party, Stance};
use helhed_domain::day::{age_on, day_of};
use helhed_domain::ids::{FamilyId, PersonId};
use helhed_domain::share::{Share, ShareSource};
use helhed_domain::text::Name;

use crate::account::name;
use crate::overview::PAGE;
use crate::{Link, Row, StoreError, Value, args, tie, unreadable};

/// Replaces what is open of a family by what its facts say now.
pub async fn replace<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Sharing, V>,
    shares: &[Share],
) -> Result<(), StoreError> {
    link.run(
        "DELETE FROM share WHERE family_id = $1",
        args![permit.family()],
    )
    .await?;
    let sql = "INSERT INTO share (family_id, subject_id, category, unit_id, person_id, stance, from_at, until_at, legal_basis,
                 consent_id, disclosure_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    for share in shares {
        let (unit, person) = share.to.parts();
        let (consent, disclosure) = match share.source {
            ShareSource::Consent(id) => (Some(id), None),
            ShareSource::Disclosure(id) => (None, Some(id)),
        };
        let values = args![
            permit.family(),
            share.subject,
            share.category.as_str(),
            unit,
            person,
            share.stance.code(),
            share.from,
            share.until,
            share.legal_basis.as_str(),
            consent,
            disclosure,
        ];
        link.run(sql, values).await?;
    }
    Ok(())
}

/// A share, in the order in which it is read.
const COLUMNS: &str = "subject_id, category, unit_id, person_id, stance, from_at, until_at, legal_basis, consent_id, disclosure_id";

/// Every share of a family that holds at an instant, refusals too: for the matrix.
pub async fn of_family(
    link: &mut Link,
    permit: &Permit<what::Sharing, doing::Read>,
    now: Timestamp,
) -> Result<Vec<Share>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM share WHERE family_id = $1 AND from_at <= $2 AND until_at > $2
         ORDER BY subject_id, category, until_at DESC"
    );
    let rows = link.rows(&sql, args![permit.family(), now]).await?;
    rows.into_iter().map(read).collect()
}

/// Everything that is or has been open of a family to units, as its facts tell it now: for the family's log.
pub async fn ever_open_to_units(
    link: &mut Link,
    permit: &Permit<what::Sharing, doing::Read>,
) -> Result<Vec<Share>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM share WHERE family_id = $1 AND unit_id IS NOT NULL AND stance = 'gives'
         ORDER BY from_at, legal_basis, category"
    );
    let rows = link.rows(&sql, args![permit.family()]).await?;
    rows.into_iter().map(read).collect()
}

fn read(mut row: Row) -> Result<Share, StoreError> {
    Ok(Share {
        subject: row.next()?,
        category: row.next()?,
        to: Party::of_parts(row.next_optional()?, row.next_optional()?)
            .ok_or_else(|| unreadable("party"))?,
        stance: row.parsed("stance", Stance::from_code)?,
        from: row.next()?,
        until: row.next()?,
        legal_basis: row.next()?,
        source: match (row.next_optional()?, row.next_optional()?) {
            (Some(consent), _) => ShareSource::Consent(consent),
            (None, Some(disclosure)) => ShareSource::Disclosure(disclosure),
            (None, None) => return Err(unreadable("share")),
        },
    })
}

/// What is open of a family to somebody who is not of its team: read for the decision, shown to nobody. The team needs none.
pub async fn sight(
    link: &mut Link,
    actor: &Actor,
    family: FamilyId,
    now: Timestamp,
) -> Result<Sight, StoreError> {
    let viewer = match (actor.role, actor.unit, actor.person) {
        // A unit looks, whoever of it asks; what a partner is to a family of their own is another account's.
        (Role::Partner, Some(_), _) => Actor {
            person: None,
            ..*actor
        },
        (Role::FamilyMember, _, Some(_)) => *actor,
        _ => return Ok(Sight::default()),
    };
    let (open, closed): (Vec<_>, Vec<_>) = shares_to(link, &viewer, family, now)
        .await?
        .into_iter()
        .partition(|(stance, _)| *stance == Stance::Gives);
    Ok(Sight {
        relatives: relatives(link, &viewer, family, day_of(now)).await?,
        open: open.into_iter().map(|(_, it)| it).collect(),
        closed: closed
            .into_iter()
            .map(|(_, it)| (it.subject, it.category))
            .collect(),
    })
}

/// What is open, and what is closed, to the actor's unit or person.
async fn shares_to(
    link: &mut Link,
    actor: &Actor,
    family: FamilyId,
    now: Timestamp,
) -> Result<Vec<(Stance, Opening)>, StoreError> {
    let sql = "SELECT stance, subject_id, category, legal_basis, until_at FROM share
               WHERE family_id = $1 AND (unit_id = $2 OR person_id = $3) AND from_at <= $4 AND until_at > $4";
    let rows = link
        .rows(sql, args![family, actor.unit, actor.person, now])
        .await?;
    let read = |mut row: Row| {
        let stance = row.parsed("stance", Stance::from_code)?;
        Ok((
            stance,
            Opening {
                subject: row.next()?,
                category: row.next()?,
                legal_basis: row.next()?,
                until: row.next()?,
            },
        ))
    };
    rows.into_iter().map(read).collect()
}

/// Who belongs to the family now, and whom of them the viewer holds custody of.
async fn relatives(
    link: &mut Link,
    actor: &Actor,
    family: FamilyId,
    today: Date,
) -> Result<Vec<Relative>, StoreError> {
    let sql = "SELECT m.person_id, m.role, p.born_on,
                 (SELECT COUNT(*) FROM custody c WHERE c.child_id = m.person_id AND c.holder_id = $2 AND c.from_on <= $3
                    AND (c.to_on IS NULL OR c.to_on >= $3)),
                 (SELECT COUNT(*) FROM custody c WHERE c.child_id = m.person_id AND c.from_on <= $3
                    AND (c.to_on IS NULL OR c.to_on >= $3))
               FROM membership m JOIN person p ON p.id = m.person_id
               WHERE m.family_id = $1 AND m.to_on IS NULL";
    let rows = link.rows(sql, args![family, actor.person, today]).await?;
    let read = |mut row: Row| {
        let person = row.next()?;
        let role: String = row.next()?;
        let born: Option<Date> = row.next_optional()?;
        let below = |age| born.map_or(role == "child", |born| age_on(born, today) < age);
        let minor = below(OF_AGE);
        Ok(Relative {
            person,
            minor,
            is_party: !below(PARTY),
            ward: row.next::<i64>()? > 0 && minor,
            custody_known: row.next::<i64>()? > 0,
        })
    };
    rows.into_iter().map(read).collect()
}

/// A family of which something is open to a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedFamily {
    /// The family.
    pub family: FamilyId,
    /// What it is called.
    pub name: Name,
    /// About whom, and what.
    pub people: Vec<SharedPerson>,
}

/// Somebody about whom something is open to a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedPerson {
    /// Who.
    pub person: PersonId,
    /// What they are called.
    pub given_name: Name,
    /// Categories, each until just before an instant.
    pub open: Vec<(String, Timestamp)>,
}

/// One page of the families in the scope of which something is open to the scope's unit now, by name; and whether another follows. Two
/// queries, whatever the number of families and shares.
pub async fn families(
    link: &mut Link,
    scope: &Scope,
    page: i64,
) -> Result<(Vec<SharedFamily>, bool), StoreError> {
    let Reach::Party(unit, now) = scope.reach() else {
        return Ok((Vec::new(), false));
    };
    let (condition, reach) = tie::condition(scope, 3);
    // The parameters of the scope are the unit and the instant.
    let sql = format!(
        "SELECT f.id, f.name FROM family f WHERE {condition}
           AND f.id IN (SELECT family_id FROM share WHERE unit_id = $3 AND {})
         ORDER BY f.name, f.id LIMIT $1 OFFSET $2",
        tie::open_at("", 4)
    );
    let values = args![PAGE as i64 + 1, page * PAGE as i64]
        .into_iter()
        .chain(reach);
    let read = |mut row: Row| {
        Ok(SharedFamily {
            family: row.next()?,
            name: row.parsed("name", name)?,
            people: Vec::new(),
        })
    };
    let mut found: Vec<SharedFamily> = link
        .rows(&sql, values)
        .await?
        .into_iter()
        .map(read)
        .collect::<Result<_, StoreError>>()?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let Some(last) = found.last().map(|it| it.family) else {
        return Ok((found, false));
    };
    // Always as many parameters, so that the statement is the same for every page.
    let mut values: Vec<Value> = (0..PAGE)
        .map(|at| Value::from(found.get(at).map_or(last, |it| it.family)))
        .collect();
    values.extend(args![unit, now]);
    let places: Vec<String> = (1..=PAGE).map(|at| format!("${at}")).collect();
    let sql = format!(
        "SELECT s.family_id, s.subject_id, p.given_name, s.category, MAX(s.until_at)
         FROM share s JOIN person p ON p.id = s.subject_id
         WHERE s.family_id IN ({}) AND s.unit_id = ${} AND {}
         GROUP BY s.family_id, s.subject_id, p.given_name, p.born_on, s.category
         ORDER BY s.family_id, COALESCE(p.born_on, '9999'), p.given_name, s.subject_id, s.category",
        places.join(", "),
        PAGE + 1,
        tie::open_at("s.", PAGE + 2)
    );
    for mut row in link.rows(&sql, values).await? {
        let (family, person): (FamilyId, PersonId) = (row.next()?, row.next()?);
        let given_name = row.parsed("name", name)?;
        let open: (String, Timestamp) = (row.next()?, row.next()?);
        let Some(line) = found.iter_mut().find(|it| it.family == family) else {
            continue;
        };
        match line.people.iter_mut().find(|it| it.person == person) {
            Some(known) => known.open.push(open),
            None => line.people.push(SharedPerson {
                person,
                given_name,
                open: vec![open],
            }),
        }
    }
    Ok((found, more))
}
