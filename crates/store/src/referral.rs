//! Referrals, the people they name, and the decisions on them.

use jiff::Timestamp;
use jiff::civil::Date;

use helhed_access::{HousePermit, Permit, doing, what};
use helhed_domain::family::MemberRole;
use helhed_domain::ids::{FamilyId, PersonId, ReferralId, UnitId};
use helhed_domain::person::Birth;
use helhed_domain::referral::{Decision, DecisionKind, DeclineReason, Outcome, Referral, Standing};
use helhed_domain::text::{Line, Name, Prose};

use crate::account::name;
use crate::{Link, Row, StoreError, args, unreadable};

/// Somebody a referral names, as its writer knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferredPerson {
    /// Who it is here.
    pub person: PersonId,
    /// Given name.
    pub given_name: Name,
    /// Family name.
    pub family_name: Name,
    /// Role in the family.
    pub role: MemberRole,
    /// Birth.
    pub birth: Birth,
}

/// Adds a referral with its criteria and people.
pub async fn insert(
    link: &mut Link,
    _permit: &HousePermit<what::Referrals, doing::Add>,
    referral: &Referral,
    criteria: &[String],
    people: &[ReferredPerson],
) -> Result<(), StoreError> {
    let sql = "INSERT INTO referral (id, family_id, account_id, unit_id, household, received_at, reasons, disclosed, decisions)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)";
    let values = args![
        referral.id,
        referral.family,
        referral.by,
        referral.unit,
        referral.household.as_str(),
        referral.received_at,
        referral.reasons.as_str(),
        referral.disclosed,
    ];
    link.run(sql, values).await?;
    for criterion in criteria {
        let sql = "INSERT INTO referral_criterion (referral_id, criterion) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        link.run(sql, args![referral.id, criterion.as_str()])
            .await?;
    }
    for (place, it) in people.iter().enumerate() {
        let sql = "INSERT INTO referral_person (referral_id, place, person_id, given_name, family_name, role, born_on, expected_on)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let values = args![
            referral.id,
            place as i64,
            it.person,
            it.given_name.as_str(),
            it.family_name.as_str(),
            it.role.code(),
            it.birth.born(),
            it.birth.expected(),
        ];
        link.run(sql, values).await?;
    }
    Ok(())
}

/// The families that a person belongs to now, the longest membership first: for a referral to find the family it is about.
pub async fn families_of(
    link: &mut Link,
    _permit: &HousePermit<what::Referrals, doing::Add>,
    person: PersonId,
) -> Result<Vec<FamilyId>, StoreError> {
    let sql = "SELECT family_id FROM membership WHERE person_id = $1 AND to_on IS NULL ORDER BY from_on, id";
    let rows = link.rows(sql, args![person]).await?;
    rows.into_iter().map(|mut row| row.next()).collect()
}

/// Whether a unit has been told that a family is known here.
pub async fn is_disclosed(
    link: &mut Link,
    family: FamilyId,
    unit: UnitId,
) -> Result<bool, StoreError> {
    let sql = "SELECT COUNT(*) FROM referral WHERE family_id = $1 AND unit_id = $2 AND disclosed";
    let row = link.row(sql, args![family, unit]).await?;
    Ok(row.map(|mut row| row.next::<i64>()).transpose()? > Some(0))
}

/// The family a referral is about: for asking leave, shown to nobody.
pub async fn family_of(link: &mut Link, id: ReferralId) -> Result<Option<FamilyId>, StoreError> {
    let sql = "SELECT family_id FROM referral WHERE id = $1";
    let row = link.row(sql, args![id]).await?;
    row.map(|mut row| row.next()).transpose()
}

const COLUMNS: &str = "r.id, r.family_id, r.account_id, r.unit_id, r.household, r.received_at, r.reasons, r.disclosed,
    d.outcome FROM referral r LEFT JOIN decision d ON d.referral_id = r.id AND d.turn = r.decisions";

fn read(row: &mut Row) -> Result<(Referral, Standing), StoreError> {
    let referral = Referral {
        id: row.next()?,
        family: row.next()?,
        by: row.next()?,
        unit: row.next()?,
        household: row.parsed("name", name)?,
        received_at: row.next()?,
        reasons: row.parsed("reasons", |text| Prose::parse(text).ok())?,
        disclosed: row.next()?,
    };
    let last = row.parsed_optional("decision", DecisionKind::from_code)?;
    Ok((referral, Standing::after(last)))
}

/// Every referral of the family with where it stands, first to last.
pub async fn of_family(
    link: &mut Link,
    permit: &Permit<what::Referrals, doing::Read>,
) -> Result<Vec<(Referral, Standing)>, StoreError> {
    let sql = format!("SELECT {COLUMNS} WHERE r.family_id = $1 ORDER BY r.received_at, r.id");
    let rows = link.rows(&sql, args![permit.family()]).await?;
    rows.into_iter().map(|mut row| read(&mut row)).collect()
}

/// One referral that a unit sent, with where it stands: its writer's own words.
pub async fn sent(
    link: &mut Link,
    _permit: &HousePermit<what::Referrals, doing::Add>,
    id: ReferralId,
    unit: UnitId,
) -> Result<Option<(Referral, Standing)>, StoreError> {
    let sql = format!("SELECT {COLUMNS} WHERE r.id = $1 AND r.unit_id = $2");
    let row = link.row(&sql, args![id, unit]).await?;
    row.map(|mut row| read(&mut row)).transpose()
}

/// Every referral that a unit sent, newest first.
pub async fn sent_by(
    link: &mut Link,
    _permit: &HousePermit<what::Referrals, doing::Add>,
    unit: UnitId,
) -> Result<Vec<(Referral, Standing)>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} WHERE r.unit_id = $1 ORDER BY r.received_at DESC, r.id DESC LIMIT 200"
    );
    let rows = link.rows(&sql, args![unit]).await?;
    rows.into_iter().map(|mut row| read(&mut row)).collect()
}

/// Why a referral that a unit sent was declined: the reason from the list, not the team's own word.
pub async fn declined(
    link: &mut Link,
    _permit: &HousePermit<what::Referrals, doing::Add>,
    id: ReferralId,
    unit: UnitId,
) -> Result<Option<DeclineReason>, StoreError> {
    let sql = "SELECT d.reason FROM referral r JOIN decision d ON d.referral_id = r.id AND d.turn = r.decisions
               WHERE r.id = $1 AND r.unit_id = $2 AND d.outcome = 'declined'";
    let row = link.row(sql, args![id, unit]).await?;
    row.map(|mut row| row.next::<String>().map(DeclineReason::new))
        .transpose()
}

/// The codes of the criteria that a referral of the family meets.
pub async fn criteria(
    link: &mut Link,
    permit: &Permit<what::Referrals, doing::Read>,
    id: ReferralId,
) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT c.criterion FROM referral_criterion c JOIN referral r ON r.id = c.referral_id
               WHERE c.referral_id = $1 AND r.family_id = $2 ORDER BY c.criterion";
    let rows = link.rows(sql, args![id, permit.family()]).await?;
    rows.into_iter().map(|mut row| row.next()).collect()
}

/// The people that a referral of the family names, and whether each belongs to the family or has done so.
pub async fn people(
    link: &mut Link,
    permit: &Permit<what::Referrals, doing::Read>,
    id: ReferralId,
) -> Result<Vec<(ReferredPerson, bool)>, StoreError> {
    let sql = "SELECT p.person_id, p.given_name, p.family_name, p.role, p.born_on, p.expected_on,
                 (SELECT COUNT(*) FROM membership m WHERE m.person_id = p.person_id AND m.family_id = r.family_id)
               FROM referral_person p JOIN referral r ON r.id = p.referral_id
               WHERE p.referral_id = $1 AND r.family_id = $2 ORDER BY p.place";
    let rows = link.rows(sql, args![id, permit.family()]).await?;
    let read = |mut row: Row| {
        let person = ReferredPerson {
            person: row.next()?,
            given_name: row.parsed("name", name)?,
            family_name: row.parsed("name", name)?,
            role: row.parsed("role in the family", MemberRole::from_code)?,
            birth: match (row.next_optional::<Date>()?, row.next_optional::<Date>()?) {
                (Some(born), _) => Birth::Born(born),
                (None, Some(expected)) => Birth::Expected(expected),
                (None, None) => Birth::Unknown,
            },
        };
        Ok((person, row.next::<i64>()? > 0))
    };
    rows.into_iter().map(read).collect()
}

/// Adds a decision on a referral of the family: from then on it is the one that stands.
pub async fn insert_decision(
    link: &mut Link,
    permit: &Permit<what::Referrals, doing::Change>,
    it: &Decision,
) -> Result<(), StoreError> {
    let sql = "UPDATE referral SET decisions = decisions + 1 WHERE id = $1 AND family_id = $2";
    link.run(sql, args![it.referral, permit.family()]).await?;
    let (reason, word) = match &it.outcome {
        Outcome::Declined { reason, word } => {
            (Some(reason.code()), word.as_ref().map(Line::as_str))
        }
        _ => (None, None),
    };
    let sql = "INSERT INTO decision (id, referral_id, turn, family_id, outcome, reason, word, account_id, decided_at)
               SELECT $1, id, decisions, family_id, $3, $4, $5, $6, $7 FROM referral WHERE id = $2";
    let values = args![
        it.id,
        it.referral,
        it.outcome.kind().code(),
        reason,
        word,
        it.by,
        it.at
    ];
    link.run(sql, values).await.map(drop)
}

/// Lets the units of these referrals know that the family is known here: it was taken in.
pub async fn disclose(
    link: &mut Link,
    permit: &Permit<what::Referrals, doing::Change>,
    id: ReferralId,
) -> Result<(), StoreError> {
    let sql = "UPDATE referral SET disclosed = $3 WHERE id = $1 AND family_id = $2";
    link.run(sql, args![id, permit.family(), true])
        .await
        .map(drop)
}

/// Every decision on the family, first to last.
pub async fn decisions(
    link: &mut Link,
    permit: &Permit<what::Referrals, doing::Read>,
) -> Result<Vec<Decision>, StoreError> {
    let sql = "SELECT id, referral_id, family_id, outcome, reason, word, account_id, decided_at
               FROM decision WHERE family_id = $1 ORDER BY decided_at, turn, id";
    let rows = link.rows(sql, args![permit.family()]).await?;
    let read = |mut row: Row| {
        let (id, referral, family) = (row.next()?, row.next()?, row.next()?);
        let kind = row.parsed("decision", DecisionKind::from_code)?;
        let reason: Option<String> = row.next_optional()?;
        let word = row.parsed_optional("line", |text| Line::parse(text).ok())?;
        let outcome = match kind {
            DecisionKind::TakenIn => Outcome::TakenIn,
            DecisionKind::PutOnList => Outcome::PutOnList,
            DecisionKind::Joined => Outcome::Joined,
            DecisionKind::Declined => Outcome::Declined {
                reason: DeclineReason::new(reason.ok_or_else(|| unreadable("reason"))?),
                word,
            },
        };
        Ok(Decision {
            id,
            referral,
            family,
            outcome,
            by: row.next()?,
            at: row.next()?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// A referral that waits for a decision, for the list of the team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undecided {
    /// The referral.
    pub referral: ReferralId,
    /// The family.
    pub family: FamilyId,
    /// What its writer calls the household.
    pub household: Name,
    /// The unit that refers.
    pub unit: Name,
    /// When it came.
    pub received_at: Timestamp,
    /// Whether the family's course runs already.
    pub course_runs: bool,
}

/// Every referral that waits for a decision, the longest waiting first.
pub async fn undecided(
    link: &mut Link,
    _permit: &HousePermit<what::Intake, doing::Read>,
) -> Result<Vec<Undecided>, StoreError> {
    let sql = "SELECT r.id, r.family_id, r.household, u.name, r.received_at,
                 (SELECT COUNT(*) FROM course c WHERE c.family_id = r.family_id AND c.ended_on IS NULL)
               FROM referral r JOIN unit u ON u.id = r.unit_id WHERE r.decisions = 0 ORDER BY r.received_at, r.id";
    let rows = link.rows(sql, []).await?;
    let read = |mut row: Row| {
        Ok(Undecided {
            referral: row.next()?,
            family: row.next()?,
            household: row.parsed("name", name)?,
            unit: row.parsed("name", name)?,
            received_at: row.next()?,
            course_runs: row.next::<i64>()? > 0,
        })
    };
    rows.into_iter().map(read).collect()
}
