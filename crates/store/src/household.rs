//! Who belongs to a family, as far as a case names them: for choosing who takes part and who owns what.

use jiff::civil::Date;

use helhed_access::{Doing, Permit, What, doing, what};
use helhed_domain::account::Role;
use helhed_domain::family::MemberRole;
use helhed_domain::ids::{AccountId, PersonId};
use helhed_domain::owner::Owner;
use helhed_domain::person::Birth;
use helhed_domain::text::Name;

use crate::account::name;
use crate::{Link, Row, StoreError, args};

/// Somebody to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kin {
    /// Who.
    pub id: PersonId,
    /// What they are called.
    pub given_name: Name,
    /// What they are in the family.
    pub role: MemberRole,
    /// Whether they belong to it now.
    pub now: bool,
}

/// Everyone who belongs or has belonged to the family: adults first, then children by age.
pub async fn kin(
    link: &mut Link,
    permit: &Permit<what::People, doing::Read>,
) -> Result<Vec<Kin>, StoreError> {
    kin_to_name(link, permit).await
}

/// The same for who sees no page of the family's people: the lens says whom of them may be named.
pub async fn kin_to_name<W: What, V: Doing>(
    link: &mut Link,
    permit: &Permit<W, V>,
) -> Result<Vec<Kin>, StoreError> {
    let sql = "SELECT p.id, p.given_name, m.role, m.to_on FROM membership m JOIN person p ON p.id = m.person_id
         WHERE m.family_id = $1
         ORDER BY CASE m.role WHEN 'mother' THEN 0 WHEN 'father' THEN 1 WHEN 'other_adult' THEN 2 ELSE 3 END,
           COALESCE(p.born_on, p.expected_on, '9999'), p.given_name, m.id";
    let rows = link.rows(sql, args![permit.family()]).await?;
    let read = |mut row: Row| {
        Ok(Kin {
            id: row.next()?,
            given_name: row.parsed("name", name)?,
            role: row.parsed("role in the family", MemberRole::from_code)?,
            now: row.next_optional::<String>()?.is_none(),
        })
    };
    rows.into_iter().map(read).collect()
}

/// When somebody who belongs or has belonged to the permit's family was born; `None` for anybody else.
pub async fn birth_of<W: What, V: Doing>(
    link: &mut Link,
    permit: &Permit<W, V>,
    person: PersonId,
) -> Result<Option<Birth>, StoreError> {
    let sql = "SELECT p.born_on, p.expected_on FROM person p WHERE p.id = $2
                 AND p.id IN (SELECT person_id FROM membership WHERE family_id = $1)";
    let row = link.row(sql, args![permit.family(), person]).await?;
    row.map(|mut row| {
        Ok(match (row.next_optional()?, row.next_optional()?) {
            (Some(born), _) => Birth::Born(born),
            (None, Some(expected)) => Birth::Expected(expected),
            (None, None) => Birth::Unknown,
        })
    })
    .transpose()
}

/// Whether each of these people belongs or has belonged to the permit's family.
pub async fn all_belong<W: What, V: Doing>(
    link: &mut Link,
    permit: &Permit<W, V>,
    people: &[PersonId],
) -> Result<bool, StoreError> {
    if people.is_empty() {
        return Ok(true);
    }
    let rows = link
        .rows(
            "SELECT person_id FROM membership WHERE family_id = $1",
            args![permit.family()],
        )
        .await?;
    let known = rows
        .into_iter()
        .map(|mut row| row.next())
        .collect::<Result<Vec<PersonId>, _>>()?;
    Ok(people.iter().all(|person| known.contains(person)))
}

/// When somebody was born, where that is known and they belong or have belonged to the permit's family.
pub async fn born<W: What, V: Doing>(
    link: &mut Link,
    permit: &Permit<W, V>,
    person: PersonId,
) -> Result<Option<Date>, StoreError> {
    let sql = "SELECT p.born_on FROM person p WHERE p.id = $1
               AND EXISTS (SELECT 1 FROM membership m WHERE m.person_id = p.id AND m.family_id = $2)";
    let row = link.row(sql, args![person, permit.family()]).await?;
    row.map_or(Ok(None), |mut row| row.next_optional())
}

/// Whether an owner may take something on in the permit's family: somebody of the family, a professional who may sign in, or
/// anybody by name.
pub async fn may_own<W: What, V: Doing>(
    link: &mut Link,
    permit: &Permit<W, V>,
    owner: &Owner,
) -> Result<bool, StoreError> {
    match owner {
        Owner::Named(_) => Ok(true),
        Owner::Person(person) => all_belong(link, permit, &[*person]).await,
        Owner::Account(account) => is_professional(link, *account).await,
    }
}

async fn is_professional(link: &mut Link, account: AccountId) -> Result<bool, StoreError> {
    let sql = "SELECT role FROM account WHERE id = $1 AND disabled_at IS NULL";
    let Some(mut row) = link.row(sql, args![account]).await? else {
        return Ok(false);
    };
    let role = row.parsed("role", Role::from_code)?;
    Ok(matches!(
        role,
        Role::Coordinator | Role::Partner | Role::TeamLeader
    ))
}

/// Professionals who may own something, by name: colleagues' names are no secret at work.
pub async fn professionals(link: &mut Link) -> Result<Vec<(AccountId, Name)>, StoreError> {
    let sql = "SELECT id, display_name FROM account
        WHERE role IN ('coordinator', 'partner', 'team_leader') AND disabled_at IS NULL ORDER BY display_name, id";
    let rows = link.rows(sql, []).await?;
    let read = |mut row: Row| Ok((row.next()?, row.parsed("name", name)?));
    rows.into_iter().map(read).collect()
}

/// The name of an owner from three columns, of which one is filled: a given name, a display name, a written name.
pub(crate) fn owner_name(row: &mut Row) -> Result<Option<Name>, StoreError> {
    let given = row.parsed_optional("name", name)?;
    let display = row.parsed_optional("name", name)?;
    let written = row.parsed_optional("name", name)?;
    Ok(given.or(display).or(written))
}

/// What the permit's family is called.
pub async fn family_name(
    link: &mut Link,
    permit: &Permit<what::Face, doing::Read>,
) -> Result<Name, StoreError> {
    let sql = "SELECT name FROM family WHERE id = $1";
    let row = link.row(sql, args![permit.family()]).await?;
    row.ok_or_else(|| crate::unreadable("family"))?
        .parsed("name", name)
}
