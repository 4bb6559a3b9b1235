//! What parties said to versions of the plan.

use helhed_access::{Doing, Permit, What, doing, what};
use helhed_domain::agreement::{Agreement, AgreementStance};
use helhed_domain::consent::Party;
use helhed_domain::text::{Line, Name};
use helhed_domain::unit::UnitKind;

use crate::account::name;
use crate::contact::line;
use crate::{Link, Row, StoreError, args, unreadable};

/// What a party said, with the name of the party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreementLine {
    /// What was said.
    pub agreement: Agreement,
    /// Who said it.
    pub party_name: Name,
    /// What the unit does, where it is one.
    pub unit_kind: Option<UnitKind>,
}

/// Everything that was said of any version of the permit's family's plan, in the order in which it was written down.
pub async fn of_family<W: What, V: Doing>(
    link: &mut Link,
    permit: &Permit<W, V>,
) -> Result<Vec<AgreementLine>, StoreError> {
    let sql = "SELECT g.id, g.version_id, g.unit_id, g.person_id, g.stance, g.word, g.agreed_on, g.account_id, g.recorded_at,
                 COALESCE(u.name, p.given_name), u.kind
               FROM plan_agreement g LEFT JOIN unit u ON u.id = g.unit_id LEFT JOIN person p ON p.id = g.person_id
               WHERE g.family_id = $1 ORDER BY g.recorded_at, g.id";
    let rows = link.rows(sql, args![permit.family()]).await?;
    let read = |mut row: Row| {
        let (id, version) = (row.next()?, row.next()?);
        let (unit, person) = (row.next_optional()?, row.next_optional()?);
        let agreement = Agreement {
            id,
            family: permit.family(),
            version,
            party: Party::of_parts(unit, person).ok_or_else(|| unreadable("party"))?,
            stance: row.parsed("stance", AgreementStance::from_code)?,
            word: row.parsed_optional("line", line)?,
            on: row.next()?,
            by: row.next()?,
            at: row.next()?,
        };
        Ok(AgreementLine {
            agreement,
            party_name: row.parsed("name", name)?,
            unit_kind: row.parsed_optional("kind of unit", UnitKind::from_code)?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Writes down what a party said.
pub async fn insert(
    link: &mut Link,
    permit: &Permit<what::Agreements, doing::Add>,
    agreement: &Agreement,
) -> Result<(), StoreError> {
    let (unit, person) = agreement.party.parts();
    let sql = "INSERT INTO plan_agreement (id, family_id, version_id, unit_id, person_id, stance, word, agreed_on, account_id, recorded_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let values = args![
        agreement.id,
        permit.family(),
        agreement.version,
        unit,
        person,
        agreement.stance.code(),
        agreement.word.as_ref().map(Line::as_str),
        agreement.on,
        agreement.by,
        agreement.at,
    ];
    link.run(sql, values).await.map(drop)
}
