//! People. CPR numbers and addresses are sealed; a number is found again by its keyed hash.

use helhed_access::{Permit, doing, what};
use helhed_domain::cpr::CprNumber;
use helhed_domain::family::{MemberRole, Membership};
use helhed_domain::ids::PersonId;
use helhed_domain::person::{
    Birth, Person, PersonCard, PersonChange, PersonFacts, SecretChange, Sex,
};
use helhed_domain::text::Line;
use jiff::civil::Date;

use crate::account::name;
use crate::secret::Keys;
use crate::{Link, Row, StoreError, Value, args, unreadable};

const CPR: &str = "cpr";
const ADDRESS: &str = "address";

/// The columns of a card, from `person p`.
const CARD: &str = "p.id, p.given_name, p.family_name, p.sex, p.born_on, p.expected_on, p.cpr, p.protected_address, p.address,
    p.phone, p.email, p.language, p.interpreter, p.synthetic, p.version";

/// Reads an optional line.
fn line(row: &mut Row) -> Result<Option<Line>, StoreError> {
    row.parsed_optional("line", |text| Line::parse(text).ok())
}

fn read_card(row: &mut Row, keys: &Keys) -> Result<PersonCard, StoreError> {
    let id = row.next()?;
    let given_name = row.parsed("name", name)?;
    let family_name = row.parsed("name", name)?;
    let sex = row.parsed("sex", Sex::from_code)?;
    let (born, expected): (Option<Date>, Option<Date>) =
        (row.next_optional()?, row.next_optional()?);
    let cpr_known = row.next_optional::<Vec<u8>>()?.is_some();
    let protected_address: bool = row.next()?;
    let sealed: Option<Vec<u8>> = row.next_optional()?;
    let address_known = sealed.is_some();
    let address = match sealed.filter(|_| !protected_address) {
        Some(sealed) => Some(unseal_address(keys, &sealed)?),
        None => None,
    };
    Ok(PersonCard {
        id,
        given_name,
        family_name,
        sex,
        birth: match (born, expected) {
            (Some(born), _) => Birth::Born(born),
            (None, Some(expected)) => Birth::Expected(expected),
            (None, None) => Birth::Unknown,
        },
        cpr_known,
        protected_address,
        address_known,
        address,
        phone: line(row)?,
        email: line(row)?,
        language: line(row)?,
        interpreter: row.next()?,
        synthetic: row.next()?,
        version: row.next()?,
    })
}

fn unseal_address(keys: &Keys, sealed: &[u8]) -> Result<Line, StoreError> {
    Line::parse(&keys.unseal(ADDRESS, sealed)?).map_err(|_| unreadable("address"))
}

fn unseal_cpr(keys: &Keys, sealed: &[u8]) -> Result<CprNumber, StoreError> {
    CprNumber::parse(&keys.unseal(CPR, sealed)?).map_err(|_| unreadable("CPR number"))
}

/// What a CPR number is found by.
pub fn lookup(keys: &Keys, cpr: &CprNumber) -> Vec<u8> {
    keys.lookup(CPR, cpr.digits())
}

/// One person's part in a family: since when, as what, and who it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Their part in the family.
    pub membership: Membership,
    /// Who they are.
    pub person: PersonCard,
}

/// Everyone who belongs or has belonged to the family: adults first, then children by age; those who left last, and of them
/// not where they are now.
pub async fn of_family(
    link: &mut Link,
    keys: &Keys,
    permit: &Permit<what::People, doing::Read>,
) -> Result<Vec<Member>, StoreError> {
    let sql = format!(
        "SELECT m.id, m.role, m.from_on, m.to_on, {CARD} FROM membership m JOIN person p ON p.id = m.person_id
         WHERE m.family_id = $1
         ORDER BY CASE WHEN m.to_on IS NULL THEN 0 ELSE 1 END,
           CASE m.role WHEN 'mother' THEN 0 WHEN 'father' THEN 1 WHEN 'other_adult' THEN 2 ELSE 3 END,
           COALESCE(p.born_on, p.expected_on, '9999'), p.given_name, m.id"
    );
    let rows = link.rows(&sql, args![permit.family()]).await?;
    let read = |mut row: Row| {
        let id = row.next()?;
        let role = row.parsed("role in the family", MemberRole::from_code)?;
        let (from, to) = (row.next()?, row.next_optional()?);
        let mut person = read_card(&mut row, keys)?;
        if to.is_some() {
            person = person.of_one_who_left();
        }
        let membership = Membership {
            id,
            family: permit.family(),
            person: person.id,
            role,
            from,
            to,
        };
        Ok(Member { membership, person })
    };
    rows.into_iter().map(read).collect()
}

/// One person who belongs to the family now.
pub async fn card(
    link: &mut Link,
    keys: &Keys,
    permit: &Permit<what::People, doing::Read>,
    person: PersonId,
) -> Result<Option<PersonCard>, StoreError> {
    let sql = format!(
        "SELECT {CARD} FROM person p WHERE p.id = $1 AND p.id IN (SELECT person_id FROM membership WHERE family_id = $2 AND to_on IS NULL)"
    );
    let row = link.row(&sql, args![person, permit.family()]).await?;
    row.map(|mut row| read_card(&mut row, keys)).transpose()
}

/// Whether a person with this number is known here: tells no more than that.
pub async fn id_of_cpr(
    link: &mut Link,
    keys: &Keys,
    cpr: &CprNumber,
) -> Result<Option<PersonId>, StoreError> {
    let sql = "SELECT id FROM person WHERE cpr_lookup = $1";
    let Some(mut row) = link.row(sql, args![lookup(keys, cpr)]).await? else {
        return Ok(None);
    };
    row.next().map(Some)
}

/// The number and the address, in the clear, of one who belongs to the family now. The audit log is told of it by itself.
pub async fn secrets(
    link: &mut Link,
    keys: &Keys,
    permit: &Permit<what::Secrets, doing::Read>,
    person: PersonId,
) -> Result<Option<(Option<CprNumber>, Option<Line>)>, StoreError> {
    sealed(link, keys, permit.family(), person).await
}

/// The number as it stands, for holding a change against it: it goes no further than that.
pub async fn cpr_to_compare(
    link: &mut Link,
    keys: &Keys,
    permit: &Permit<what::People, doing::Change>,
    person: PersonId,
) -> Result<Option<CprNumber>, StoreError> {
    let found = sealed(link, keys, permit.family(), person).await?;
    Ok(found.and_then(|(cpr, _)| cpr))
}

async fn sealed(
    link: &mut Link,
    keys: &Keys,
    family: helhed_domain::ids::FamilyId,
    person: PersonId,
) -> Result<Option<(Option<CprNumber>, Option<Line>)>, StoreError> {
    let sql = "SELECT p.cpr, p.address FROM person p
               WHERE p.id = $1 AND p.id IN (SELECT person_id FROM membership WHERE family_id = $2 AND to_on IS NULL)";
    let Some(mut row) = link.row(sql, args![person, family]).await? else {
        return Ok(None);
    };
    let cpr: Option<Vec<u8>> = row.next_optional()?;
    let address: Option<Vec<u8>> = row.next_optional()?;
    Ok(Some((
        cpr.map(|sealed| unseal_cpr(keys, &sealed)).transpose()?,
        address
            .map(|sealed| unseal_address(keys, &sealed))
            .transpose()?,
    )))
}

fn text(line: &Option<Line>) -> Option<&str> {
    line.as_ref().map(Line::as_str)
}

/// Adds a person, who belongs to no family yet. `fresh` gives a nonce for each sealed column.
pub async fn insert(
    link: &mut Link,
    keys: &Keys,
    fresh: impl Fn() -> [u8; 24],
    person: &Person,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO person (id, given_name, family_name, sex, born_on, expected_on, cpr, cpr_lookup, protected_address, address,
                 phone, email, language, interpreter, synthetic, version)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1)";
    let facts: &PersonFacts = &person.facts;
    let cpr = facts.cpr.as_ref();
    let address = facts.address.as_ref();
    let values = args![
        person.id,
        facts.given_name.as_str(),
        facts.family_name.as_str(),
        facts.sex.code(),
        facts.birth.born(),
        facts.birth.expected(),
        cpr.map(|cpr| keys.seal(CPR, cpr.digits(), fresh())),
        cpr.map(|cpr| lookup(keys, cpr)),
        facts.protected_address,
        address.map(|line| keys.seal(ADDRESS, line.as_str(), fresh())),
        text(&facts.phone),
        text(&facts.email),
        text(&facts.language),
        facts.interpreter,
        person.synthetic,
    ];
    link.run(sql, values).await.map(drop)
}

/// Changes a person of the family, if nobody else has since `version`.
pub async fn update(
    link: &mut Link,
    keys: &Keys,
    fresh: impl Fn() -> [u8; 24],
    permit: &Permit<what::People, doing::Change>,
    (person, version): (PersonId, i64),
    change: &PersonChange,
) -> Result<bool, StoreError> {
    let mut sql = String::from(
        "UPDATE person SET given_name = $3, family_name = $4, sex = $5, born_on = $6, expected_on = $7, protected_address = $8,
           phone = $9, email = $10, language = $11, interpreter = $12, version = version + 1",
    );
    let mut values: Vec<Value> = args![
        person,
        version,
        change.given_name.as_str(),
        change.family_name.as_str(),
        change.sex.code(),
        change.birth.born(),
        change.birth.expected(),
        change.protected_address,
        text(&change.phone),
        text(&change.email),
        text(&change.language),
        change.interpreter,
    ]
    .into();
    let mut set = |column: &str, value: Option<Vec<u8>>| {
        values.push(value.into());
        sql.push_str(&format!(", {column} = ${}", values.len()));
    };
    if let SecretChange::Set(cpr) = &change.cpr {
        let cpr = cpr.as_ref();
        set("cpr", cpr.map(|cpr| keys.seal(CPR, cpr.digits(), fresh())));
        set("cpr_lookup", cpr.map(|cpr| lookup(keys, cpr)));
    }
    if let SecretChange::Set(address) = &change.address {
        let sealed = address
            .as_ref()
            .map(|line| keys.seal(ADDRESS, line.as_str(), fresh()));
        set("address", sealed);
    }
    values.push(permit.family().into());
    sql.push_str(&format!(
        " WHERE id = $1 AND version = $2 AND id IN (SELECT person_id FROM membership WHERE family_id = ${} AND to_on IS NULL)",
        values.len()
    ));
    Ok(link.run(&sql, values).await? == 1)
}
