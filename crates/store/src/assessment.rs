//! The joint assessment: views of life domains, added and never changed.

use std::collections::BTreeMap;

use helhed_access::{Doing, Mark, Permit, doing, what};
use helhed_domain::assessment::{Assessment, AssessmentFacts, Score};
use helhed_domain::ids::{AssessmentId, CaseItemId, PersonId, UnitId};
use helhed_domain::statement::Annulled;
use helhed_domain::text::{Name, Prose};

use crate::account::name;
use crate::contact::line;
use crate::note::prose;
use crate::{Link, Row, StoreError, args, unreadable};

/// A view with who wrote it and what the lens asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessmentLine {
    /// The view.
    pub assessment: Assessment,
    /// Who wrote it down.
    pub by_name: Name,
    /// The unit they work in.
    pub by_unit: Option<(UnitId, Name)>,
    /// The person it is about, as the lens asks.
    about: [PersonId; 1],
    /// Its category: the life domain, or what it was marked as.
    category: String,
    /// For the team only.
    restricted: bool,
}

impl AssessmentLine {
    /// What the lens asks.
    pub fn mark(&self) -> Mark<'_> {
        Mark {
            category: &self.category,
            about: &self.about,
            restricted: self.restricted,
            kept_from: &[],
            by: Some(self.assessment.by),
            by_unit: self.by_unit.as_ref().map(|(unit, _)| *unit),
        }
    }
}

fn read(mut row: Row) -> Result<AssessmentLine, StoreError> {
    let (id, family) = (row.next()?, row.next()?);
    let facts = AssessmentFacts {
        person: row.next()?,
        domain: row.next()?,
        voice: row.next_optional()?,
        strengths: row.parsed_optional("prose", prose)?,
        needs: row.parsed_optional("prose", prose)?,
        score: row
            .next_optional()?
            .map(|number| Score::new(number).ok_or_else(|| unreadable("score")))
            .transpose()?,
        on: row.next()?,
        sources: Vec::new(),
    };
    let (by, written_at) = (row.next()?, row.next()?);
    let annulled = {
        let (at, by) = (row.next_optional()?, row.next_optional()?);
        let reason = row.parsed_optional("line", line)?;
        match (at, by, reason) {
            (Some(at), Some(by), Some(reason)) => Some(Annulled { at, by, reason }),
            _ => None,
        }
    };
    let by_name = row.parsed("name", name)?;
    let unit: Option<UnitId> = row.next_optional()?;
    let unit_name = row.parsed_optional("name", name)?;
    Ok(AssessmentLine {
        about: [facts.person],
        assessment: Assessment {
            id,
            family,
            facts,
            by,
            written_at,
            annulled,
        },
        by_name,
        by_unit: unit.zip(unit_name),
        category: row.next()?,
        restricted: row.next()?,
    })
}

/// Every view in the permit's family that counts, the latest first, with what each builds on: two queries.
pub async fn of_family<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Assessment, V>,
) -> Result<Vec<AssessmentLine>, StoreError> {
    let mut sources = BTreeMap::<AssessmentId, Vec<CaseItemId>>::new();
    let sql = "SELECT s.assessment_id, s.item_id FROM assessment_source s JOIN assessment t ON t.id = s.assessment_id
               WHERE t.family_id = $1 ORDER BY s.item_id";
    for mut row in link.rows(sql, args![permit.family()]).await? {
        sources.entry(row.next()?).or_default().push(row.next()?);
    }
    let sql = "SELECT t.id, t.family_id, t.person_id, t.domain, t.voice_id, t.strengths, t.needs, t.score, t.said_on, t.account_id,
                 t.written_at, t.annulled_at, t.annulled_by, t.annul_reason, a.display_name, a.unit_id, u.name,
                 COALESCE(m.category, t.domain), COALESCE(m.restricted, (1 = 0))
               FROM assessment t JOIN account a ON a.id = t.account_id LEFT JOIN unit u ON u.id = a.unit_id
               LEFT JOIN mark m ON m.item_id = t.id
               WHERE t.family_id = $1 AND t.annulled_at IS NULL ORDER BY t.said_on DESC, t.id DESC";
    let rows = link.rows(sql, args![permit.family()]).await?;
    rows.into_iter()
        .map(|row| {
            let mut line = read(row)?;
            let own = sources.remove(&line.assessment.id);
            line.assessment.facts.sources = own.unwrap_or_default();
            Ok(line)
        })
        .collect()
}

/// Adds a view.
pub async fn insert(
    link: &mut Link,
    permit: &Permit<what::Assessment, doing::Add>,
    assessment: &Assessment,
) -> Result<(), StoreError> {
    let facts = &assessment.facts;
    let sql = "INSERT INTO assessment (id, family_id, person_id, domain, voice_id, strengths, needs, score, said_on, account_id, written_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let values = args![
        assessment.id,
        permit.family(),
        facts.person,
        facts.domain.as_str(),
        facts.voice,
        facts.strengths.as_ref().map(Prose::as_str),
        facts.needs.as_ref().map(Prose::as_str),
        facts.score.map(|it| i64::from(it.number())),
        facts.on,
        assessment.by,
        assessment.written_at,
    ];
    link.run(sql, values).await?;
    for source in &facts.sources {
        let sql = "INSERT INTO assessment_source (assessment_id, item_id) VALUES ($1, $2)
                   ON CONFLICT DO NOTHING";
        link.run(sql, args![assessment.id, *source]).await?;
    }
    Ok(())
}

/// Annuls a view of the permit's family. False where there is none, or it was annulled already.
pub async fn annul(
    link: &mut Link,
    permit: &Permit<what::Assessment, doing::Annul>,
    id: AssessmentId,
    annulled: &Annulled,
) -> Result<bool, StoreError> {
    let sql = "UPDATE assessment SET annulled_at = $3, annulled_by = $4, annul_reason = $5
               WHERE id = $1 AND family_id = $2 AND annulled_at IS NULL";
    let values = args![
        id,
        permit.family(),
        annulled.at,
        annulled.by,
        annulled.reason.as_str()
    ];
    Ok(link.run(sql, values).await? == 1)
}
