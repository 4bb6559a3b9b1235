//! What an extract for evaluation draws on, over all families that have been taken in. Three queries, however many.

use helhed_access::{Doing, HousePermit, what};
use helhed_domain::course::EndReason;
use helhed_domain::family::MemberRole;
use helhed_domain::ids::{FamilyId, InvolvementId, PersonId};
use helhed_domain::person::Sex;
use jiff::civil::Date;

use crate::tie::not_only_kept;
use crate::{Link, Row, StoreError, args};

/// A course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourseRow {
    /// The family.
    pub family: FamilyId,
    /// When it began.
    pub started_on: Date,
    /// When it ended, if it has.
    pub ended_on: Option<Date>,
    /// Why.
    pub end_reason: Option<EndReason>,
}

/// Somebody who belongs or belonged to a family that was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberRow {
    /// The family.
    pub family: FamilyId,
    /// The person.
    pub person: PersonId,
    /// What they are in the family.
    pub role: MemberRole,
    /// Sex.
    pub sex: Sex,
    /// Birth; nothing while it is expected.
    pub born_on: Option<Date>,
    /// Since when they belong to it.
    pub from_on: Date,
    /// Until when, if they no longer do.
    pub to_on: Option<Date>,
}

/// A case or plan around a person of a family that was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRow {
    /// Which it is.
    pub id: InvolvementId,
    /// Whose.
    pub person: PersonId,
    /// Its legal basis.
    pub legal_basis: String,
    /// Since when.
    pub since_on: Date,
    /// Until when, if it has ended.
    pub until_on: Option<Date>,
}

/// Every course, first to last, but for families whose case may only be kept (GDPR art. 18): they are in no extract.
pub async fn courses<V: Doing>(
    link: &mut Link,
    _: &HousePermit<what::Extract, V>,
) -> Result<Vec<CourseRow>, StoreError> {
    let sql = format!(
        "SELECT c.family_id, c.started_on, c.ended_on, c.end_reason FROM course c
         WHERE {} ORDER BY c.started_on, c.id",
        not_only_kept("c.family_id")
    );
    let read = |mut row: Row| {
        Ok(CourseRow {
            family: row.next()?,
            started_on: row.next()?,
            ended_on: row.next_optional()?,
            end_reason: row.parsed_optional("end reason", EndReason::from_code)?,
        })
    };
    link.rows(&sql, args![])
        .await?
        .into_iter()
        .map(read)
        .collect()
}

/// Every member of those families, the longest there first.
pub async fn members<V: Doing>(
    link: &mut Link,
    _: &HousePermit<what::Extract, V>,
) -> Result<Vec<MemberRow>, StoreError> {
    let sql = "SELECT m.family_id, m.person_id, m.role, p.sex, p.born_on, m.from_on, m.to_on
               FROM membership m JOIN person p ON p.id = m.person_id
               WHERE EXISTS (SELECT 1 FROM course c WHERE c.family_id = m.family_id)
               ORDER BY m.from_on, m.id";
    let read = |mut row: Row| {
        Ok(MemberRow {
            family: row.next()?,
            person: row.next()?,
            role: row.parsed("role", MemberRole::from_code)?,
            sex: row.parsed("sex", Sex::from_code)?,
            born_on: row.next_optional()?,
            from_on: row.next()?,
            to_on: row.next_optional()?,
        })
    };
    link.rows(sql, args![])
        .await?
        .into_iter()
        .map(read)
        .collect()
}

/// Every case and plan with a legal basis that concerns one person of those families and is not annulled.
pub async fn cases<V: Doing>(
    link: &mut Link,
    _: &HousePermit<what::Extract, V>,
) -> Result<Vec<CaseRow>, StoreError> {
    let sql = "SELECT i.id, i.person_id, i.legal_basis, i.since_on, i.until_on FROM involvement i
               WHERE i.person_id IS NOT NULL AND i.legal_basis IS NOT NULL AND i.annulled_at IS NULL
                 AND EXISTS (SELECT 1 FROM course c WHERE c.family_id = i.family_id)
               ORDER BY i.since_on, i.id";
    let read = |mut row: Row| {
        Ok(CaseRow {
            id: row.next()?,
            person: row.next()?,
            legal_basis: row.next()?,
            since_on: row.next()?,
            until_on: row.next_optional()?,
        })
    };
    link.rows(sql, args![])
        .await?
        .into_iter()
        .map(read)
        .collect()
}
