//! Shares on a legal basis other than consent, and ends it.

use helhed_access::{doing, what};
use helhed_domain::consent::Party;
use helhed_domain::disclosure::{Disclosure, DisclosureError, DisclosureTerms, EARLY_EXCHANGE};
use helhed_domain::ids::{DisclosureId, FamilyId};
use helhed_store::{account, disclosure, household};

use super::facts::{Facts, share_anew};
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// What to share.
#[derive(Debug, Clone)]
pub struct Disclose {
    /// The family.
    pub family: FamilyId,
    /// Basis, purpose, what, about whom, to whom, until when.
    pub terms: DisclosureTerms,
}

/// Why nothing was shared.
#[derive(Debug, thiserror::Error)]
pub enum DiscloseError {
    /// It cannot be.
    #[error(transparent)]
    Wrong(#[from] DisclosureError),
    /// There is no such category today.
    #[error("no such category")]
    NoSuchCategory,
    /// There is no such legal basis today, or it takes a consent.
    #[error("no such legal basis")]
    NoSuchBasis,
    /// A unit has been closed.
    #[error("the unit is closed")]
    UnitClosed,
    /// Somebody is not of the family.
    #[error("not of the family")]
    NotOfFamily,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(DiscloseError);

/// Whether a basis takes a consent: then it is given as one.
pub fn takes_consent(legal_basis: &str) -> bool {
    matches!(
        legal_basis,
        "consent_28" | "consent_11a" | "health_act_44" | "voluntary"
    )
}

/// Shares what the law allows to share without consent. The early exchange is counted: one meeting and one follow-up.
pub async fn disclose(ctx: &mut Ctx, command: Disclose) -> Result<DisclosureId, DiscloseError> {
    let permit = ctx
        .permit::<what::Sharing, doing::Add>(command.family)
        .await?;
    let (today, rules, terms) = (ctx.today(), ctx.rules(), command.terms);
    let holds = |list: &str, code: &str| ctx.lists().holds(list, code, today);
    if !holds("sharing_basis", &terms.legal_basis) || takes_consent(&terms.legal_basis) {
        return Err(DiscloseError::NoSuchBasis);
    }
    if !terms.categories.iter().all(|it| holds("category", it)) {
        return Err(DiscloseError::NoSuchCategory);
    }
    let facts = Facts::read(&mut ctx.link, &permit).await?;
    let early = |it: &&Disclosure| it.terms.legal_basis == EARLY_EXCHANGE;
    let exchanges = facts.disclosures.iter().filter(early).count() as i64;
    terms.check(
        today,
        rules.disclosure_longest_months,
        exchanges,
        rules.early_exchange_meetings,
    )?;
    let units = account::units(&mut ctx.link).await?;
    let mut people = terms.subjects.clone();
    for party in &terms.to {
        match party {
            Party::Person(person) => people.push(*person),
            Party::Unit(id) => {
                let unit = units.iter().find(|it| it.id == *id).ok_or(Stop::Absent)?;
                if unit.closed {
                    return Err(DiscloseError::UnitClosed);
                }
            }
        }
    }
    if !household::all_belong(&mut ctx.link, &permit, &people).await? {
        return Err(DiscloseError::NotOfFamily);
    }
    let it = Disclosure {
        id: ctx.new_id(),
        family: command.family,
        terms,
        by: ctx.actor()?.account,
        at: ctx.now(),
        ended_at: None,
    };
    disclosure::insert(&mut ctx.link, &permit, &it).await?;
    share_anew(ctx, &permit).await?;
    ctx.record("disclose", &permit, it.id.uuid());
    Ok(it.id)
}

/// Ends a disclosure before its last day.
pub async fn end_disclosure(ctx: &mut Ctx, family: FamilyId, id: DisclosureId) -> Result<(), Stop> {
    let permit = ctx.permit::<what::Sharing, doing::Change>(family).await?;
    let annul = ctx.permit::<what::Sharing, doing::Annul>(family).await?;
    let by = ctx.actor()?.account;
    let now = ctx.now();
    if !disclosure::end(&mut ctx.link, &annul, id, by, now).await? {
        return Err(Stop::Absent);
    }
    share_anew(ctx, &permit).await?;
    ctx.record("end_disclosure", &annul, id.uuid());
    Ok(())
}
