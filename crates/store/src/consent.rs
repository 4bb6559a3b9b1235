//! Consents, refusals and what was taken back of them: added, never changed.

use helhed_access::{Doing, Permit, Scope, doing, what};
use helhed_domain::capacity::Capacity;
use helhed_domain::consent::{
    Consent, ConsentForm, ConsentTerms, Party, ShownText, Signature, Stance, Withdrawal,
};
use helhed_domain::ids::{AccountId, ConsentId, FamilyId};
use helhed_domain::text::{Line, Name};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::account::name;
use crate::contact::line;
use crate::{Link, Row, StoreError, args, tie, unreadable};

/// Adds a consent with the signatures it has.
pub async fn insert(
    link: &mut Link,
    permit: &Permit<what::Sharing, doing::Add>,
    consent: &Consent,
) -> Result<(), StoreError> {
    let (terms, shown) = (&consent.terms, &consent.shown);
    let sql = "INSERT INTO consent (id, family_id, subject_id, stance, purpose, from_unit_id, case_name, legal_basis, form, word,
                 document_id, template, template_from, language, shown_text, consequence, given_on, valid_to, account_id, recorded_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)";
    let values = args![
        consent.id,
        permit.family(),
        terms.subject,
        terms.stance.code(),
        terms.purpose.as_str(),
        terms.from,
        terms.case.as_ref().map(Line::as_str),
        terms.legal_basis.as_str(),
        terms.form.code(),
        terms.word.as_ref().map(Line::as_str),
        terms.scan,
        shown.template.as_str(),
        shown.version,
        shown.language.as_str(),
        shown.text.as_str(),
        shown.consequence.as_str(),
        terms.given,
        terms.valid_to,
        consent.by,
        consent.recorded_at,
    ];
    link.run(sql, values).await?;
    for category in &terms.categories {
        let sql = "INSERT INTO consent_category (consent_id, category) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        link.run(sql, args![consent.id, category.as_str()]).await?;
    }
    for (place, party) in terms.to.iter().enumerate() {
        let (unit, person) = party.parts();
        let sql = "INSERT INTO consent_party (consent_id, place, unit_id, person_id) VALUES ($1, $2, $3, $4)";
        link.run(sql, args![consent.id, place as i64, unit, person])
            .await?;
    }
    for it in &consent.signatures {
        sign(link, permit, consent.id, it, consent.by).await?;
    }
    Ok(())
}

/// Adds somebody's part of a consent; false if they have given it already.
pub async fn sign(
    link: &mut Link,
    _permit: &Permit<what::Sharing, doing::Add>,
    consent: ConsentId,
    it: &Signature,
    by: AccountId,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO signature (consent_id, giver_id, capacity, at, account_id) VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT DO NOTHING";
    let values = args![consent, it.giver, it.capacity.code(), it.at, by];
    Ok(link.run(sql, values).await? == 1)
}

/// Adds that a consent or a part of it was taken back.
pub async fn withdraw(
    link: &mut Link,
    _permit: &Permit<what::Sharing, doing::Annul>,
    id: Uuid,
    consent: ConsentId,
    it: &Withdrawal,
    by: AccountId,
) -> Result<(), StoreError> {
    let (unit, person) = it.party.map_or((None, None), Party::parts);
    let sql = "INSERT INTO withdrawal (id, consent_id, category, unit_id, person_id, by_id, at, account_id)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values = args![
        id,
        consent,
        it.category.as_deref(),
        unit,
        person,
        it.by,
        it.at,
        by
    ];
    link.run(sql, values).await.map(drop)
}

/// Every consent of a family, the latest first: five queries, however many.
pub async fn of_family<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Sharing, V>,
) -> Result<Vec<Consent>, StoreError> {
    let family = permit.family();
    let sql = "SELECT id, subject_id, stance, purpose, from_unit_id, case_name, legal_basis, form, word, document_id, template,
                 template_from, language, shown_text, consequence, given_on, valid_to, account_id, recorded_at
               FROM consent WHERE family_id = $1 ORDER BY recorded_at DESC, id DESC";
    let mut all = Vec::new();
    for mut row in link.rows(sql, args![family]).await? {
        all.push(Consent {
            id: row.next()?,
            family,
            terms: ConsentTerms {
                subject: row.next()?,
                stance: row.parsed("stance", Stance::from_code)?,
                purpose: row.parsed("line", line)?,
                categories: Vec::new(),
                from: row.next_optional()?,
                to: Vec::new(),
                case: row.parsed_optional("line", line)?,
                legal_basis: row.next()?,
                form: row.parsed("form of consent", ConsentForm::from_code)?,
                word: row.parsed_optional("line", line)?,
                scan: row.next_optional()?,
                given: jiff::civil::Date::ZERO,
                valid_to: jiff::civil::Date::ZERO,
            },
            shown: ShownText {
                template: row.next()?,
                version: row.next()?,
                language: row.next()?,
                text: row.next()?,
                consequence: row.next()?,
            },
            signatures: Vec::new(),
            withdrawals: Vec::new(),
            by: AccountId::from(Uuid::nil()),
            recorded_at: jiff::Timestamp::UNIX_EPOCH,
        });
        if let Some(it) = all.last_mut() {
            it.terms.given = row.next()?;
            it.terms.valid_to = row.next()?;
            it.by = row.next()?;
            it.recorded_at = row.next()?;
        }
    }
    let of_family = "consent_id IN (SELECT id FROM consent WHERE family_id = $1)";
    let sql = format!(
        "SELECT consent_id, category FROM consent_category WHERE {of_family} ORDER BY category"
    );
    for mut row in link.rows(&sql, args![family]).await? {
        let consent = one(&mut all, &mut row)?;
        consent.terms.categories.push(row.next()?);
    }
    let sql = format!(
        "SELECT consent_id, unit_id, person_id FROM consent_party WHERE {of_family} ORDER BY place"
    );
    for mut row in link.rows(&sql, args![family]).await? {
        let consent = one(&mut all, &mut row)?;
        consent
            .terms
            .to
            .push(party(&mut row)?.ok_or_else(|| unreadable("party"))?);
    }
    let sql = format!(
        "SELECT consent_id, giver_id, capacity, at FROM signature WHERE {of_family} ORDER BY at, giver_id"
    );
    for mut row in link.rows(&sql, args![family]).await? {
        let consent = one(&mut all, &mut row)?;
        consent.signatures.push(Signature {
            giver: row.next()?,
            capacity: row.parsed("capacity", Capacity::from_code)?,
            at: row.next()?,
        });
    }
    let sql = format!(
        "SELECT consent_id, category, unit_id, person_id, by_id, at FROM withdrawal WHERE {of_family} ORDER BY at, id"
    );
    for mut row in link.rows(&sql, args![family]).await? {
        let consent = one(&mut all, &mut row)?;
        consent.withdrawals.push(Withdrawal {
            category: row.next_optional()?,
            party: party(&mut row)?,
            by: row.next()?,
            at: row.next()?,
        });
    }
    Ok(all)
}

fn party(row: &mut Row) -> Result<Option<Party>, StoreError> {
    Ok(Party::of_parts(row.next_optional()?, row.next_optional()?))
}

fn one<'a>(all: &'a mut [Consent], row: &mut Row) -> Result<&'a mut Consent, StoreError> {
    let id: ConsentId = row.next()?;
    all.iter_mut()
        .find(|it| it.id == id)
        .ok_or_else(|| unreadable("consent"))
}

/// A consent that asks for something: it ends soon, or somebody's part is awaited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentDue {
    /// The consent.
    pub consent: ConsentId,
    /// The family.
    pub family: FamilyId,
    /// What it is called.
    pub family_name: Name,
    /// Whom it is about.
    pub subject: Name,
    /// Until just before when it opens something; `None` where somebody's part is awaited.
    pub until: Option<Timestamp>,
}

/// The days that say which consents are due.
#[derive(Debug, Clone, Copy)]
pub struct DueBy {
    /// Now.
    pub now: Timestamp,
    /// Consents that end before this instant end soon.
    pub soon: Timestamp,
    /// Today.
    pub today: Date,
    /// Who was born by this day gives their consent themselves.
    pub young_born: Date,
}

/// The consents of the families in a scope that end soon and are not renewed, and those that await somebody's part; those that await
/// first, then the first that ends. One query.
pub async fn due_in(
    link: &mut Link,
    scope: &Scope,
    by: DueBy,
) -> Result<Vec<ConsentDue>, StoreError> {
    let (condition, reach) = tie::condition(scope, 5);
    let sql = format!(
        "SELECT c.id, f.id, f.name, p.given_name, x.until_at FROM (
           SELECT s.consent_id AS id, MAX(s.until_at) AS until_at FROM family f JOIN share s ON s.family_id = f.id
             WHERE {condition} AND s.consent_id IS NOT NULL AND {open} AND s.until_at <= $2
               AND NOT EXISTS (SELECT 1 FROM share t WHERE t.family_id = s.family_id AND t.subject_id = s.subject_id
                 AND t.category = s.category AND (t.unit_id = s.unit_id OR t.person_id = s.person_id) AND t.until_at > $2)
             GROUP BY s.consent_id
           UNION ALL
           SELECT w.id, CAST(NULL AS BIGINT) FROM family f JOIN consent w ON w.family_id = f.id JOIN person q ON q.id = w.subject_id
             WHERE {condition} AND w.stance = 'gives' AND w.valid_to >= $3
               AND NOT EXISTS (SELECT 1 FROM withdrawal b WHERE b.consent_id = w.id AND b.category IS NULL
                 AND b.unit_id IS NULL AND b.person_id IS NULL)
               AND ((q.born_on <= $4 AND NOT EXISTS (SELECT 1 FROM signature g WHERE g.consent_id = w.id AND g.giver_id = q.id))
                 OR ((q.born_on IS NULL OR q.born_on > $4) AND EXISTS (SELECT 1 FROM custody h WHERE h.child_id = q.id
                   AND h.from_on <= $3 AND (h.to_on IS NULL OR h.to_on >= $3)
                   AND NOT EXISTS (SELECT 1 FROM signature g WHERE g.consent_id = w.id AND g.giver_id = h.holder_id))))
         ) x JOIN consent c ON c.id = x.id JOIN family f ON f.id = c.family_id JOIN person p ON p.id = c.subject_id
         ORDER BY COALESCE(x.until_at, 0), f.name, c.id LIMIT 50",
        open = tie::open_at("s.", 1)
    );
    let values = args![by.now, by.soon, by.today, by.young_born]
        .into_iter()
        .chain(reach);
    let read = |mut row: Row| {
        Ok(ConsentDue {
            consent: row.next()?,
            family: row.next()?,
            family_name: row.parsed("name", name)?,
            subject: row.parsed("name", name)?,
            until: row.next_optional()?,
        })
    };
    link.rows(&sql, values)
        .await?
        .into_iter()
        .map(read)
        .collect()
}
