//! Writes down a consent, or a refusal.

use helhed_access::{doing, what};
use helhed_domain::consent::ShownText;
use helhed_domain::consent::{
    Consent, ConsentError, ConsentLimits, ConsentTerms, Party, Signature, Stance,
};
use helhed_domain::ids::{ConsentId, FamilyId, PersonId};
use helhed_domain::template::Template;
use helhed_domain::unit::UnitKind;
use helhed_store::{account, consent, document, household};

use super::facts::{Facts, share_anew};
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A consent to write down.
#[derive(Debug, Clone)]
pub struct GiveConsent {
    /// The family.
    pub family: FamilyId,
    /// What it is about.
    pub terms: ConsentTerms,
    /// Which words were read: the code of a template.
    pub template: String,
    /// In which language.
    pub language: String,
    /// Who gives it now; where it takes two, the other may sign later.
    pub givers: Vec<PersonId>,
}

/// Why a consent was not written down.
#[derive(Debug, thiserror::Error)]
pub enum GiveConsentError {
    /// It cannot be.
    #[error(transparent)]
    Wrong(#[from] ConsentError),
    /// There is no such category today.
    #[error("no such category")]
    NoSuchCategory,
    /// There is no such legal basis today.
    #[error("no such legal basis")]
    NoSuchBasis,
    /// There are no such words.
    #[error("no such template")]
    NoSuchTemplate,
    /// A unit has been closed.
    #[error("the unit is closed")]
    UnitClosed,
    /// Somebody is not of the family.
    #[error("not of the family")]
    NotOfFamily,
    /// Nobody was named who gives it.
    #[error("no giver")]
    NoGiver,
    /// It is not theirs to give.
    #[error("not theirs to give")]
    NotTheirs,
    /// Nobody can: the child's custody is not written down.
    #[error("custody is not known")]
    CustodyUnknown,
    /// The scan is none of the family's documents.
    #[error("no such document")]
    NoSuchScan,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(GiveConsentError);

/// Writes down what somebody agreed to or refused. It opens something only once everyone whose consent it takes has given theirs.
pub async fn give_consent(
    ctx: &mut Ctx,
    command: GiveConsent,
) -> Result<ConsentId, GiveConsentError> {
    let permit = ctx
        .permit::<what::Sharing, doing::Add>(command.family)
        .await?;
    let (today, rules) = (ctx.today(), ctx.rules());
    let mut terms = command.terms;
    terms.categories.sort();
    terms.categories.dedup();
    terms.to.sort();
    terms.to.dedup();
    let with_health = check_parties(ctx, &permit, &terms).await?;
    let limits = ConsentLimits {
        longest_months: rules.consent_longest_months,
        health_months: rules.consent_health_months,
        back_days: rules.consent_back_days,
    };
    terms.check(today, limits, with_health)?;
    let holds = |list: &str, code: &str| ctx.lists().holds(list, code, terms.given);
    if !terms.categories.iter().all(|it| holds("category", it)) {
        return Err(GiveConsentError::NoSuchCategory);
    }
    if !holds("sharing_basis", &terms.legal_basis) {
        return Err(GiveConsentError::NoSuchBasis);
    }
    if let Some(scan) = terms.scan {
        let documents = ctx
            .permit::<what::Documents, doing::Read>(command.family)
            .await?;
        let found = document::find(&mut ctx.link, &documents, scan).await?;
        if found.is_none_or(|it| it.annulled.is_some()) {
            return Err(GiveConsentError::NoSuchScan);
        }
    }
    let words = Template::on(
        ctx.lists().templates(),
        &command.template,
        &command.language,
        terms.given,
    );
    let words = words.ok_or(GiveConsentError::NoSuchTemplate)?;
    let shown = ShownText {
        template: words.code.clone(),
        version: words.valid_from,
        language: words.language.clone(),
        text: words.text.clone(),
        consequence: words.consequence.clone(),
    };
    let facts = Facts::read(&mut ctx.link, &permit).await?;
    let subject = facts
        .subject(terms.subject)
        .ok_or(GiveConsentError::NotOfFamily)?;
    let able = subject.givers_on(today);
    if able.is_empty() {
        return Err(GiveConsentError::CustodyUnknown);
    }
    let mut signatures: Vec<Signature> = Vec::new();
    for giver in &command.givers {
        let capacity = able.iter().find(|(who, _)| who == giver);
        let (_, capacity) = *capacity.ok_or(GiveConsentError::NotTheirs)?;
        if signatures.iter().all(|it| it.giver != *giver) {
            signatures.push(Signature {
                giver: *giver,
                capacity,
                at: ctx.now(),
            });
        }
    }
    if signatures.is_empty() {
        return Err(GiveConsentError::NoGiver);
    }
    let it = Consent {
        id: ctx.new_id(),
        family: command.family,
        terms,
        shown,
        signatures,
        withdrawals: Vec::new(),
        by: ctx.actor()?.account,
        recorded_at: ctx.now(),
    };
    consent::insert(&mut ctx.link, &permit, &it).await?;
    share_anew(ctx, &permit).await?;
    let act = match it.terms.stance {
        Stance::Gives => "give_consent",
        Stance::Refuses => "refuse_consent",
    };
    ctx.record(act, &permit, it.id.uuid());
    Ok(it.id)
}

/// Every unit is there and open, every person of the family; whether health staff are among the receivers.
async fn check_parties(
    ctx: &mut Ctx,
    permit: &helhed_access::Permit<what::Sharing, doing::Add>,
    terms: &ConsentTerms,
) -> Result<bool, GiveConsentError> {
    let units = account::units(&mut ctx.link).await?;
    let mut with_health = false;
    let mut people = vec![terms.subject];
    let named = terms.to.iter().copied();
    for party in named.chain(terms.from.map(Party::Unit)) {
        match party {
            Party::Person(person) => people.push(person),
            Party::Unit(id) => {
                let unit = units.iter().find(|it| it.id == id).ok_or(Stop::Absent)?;
                if unit.closed {
                    return Err(GiveConsentError::UnitClosed);
                }
                with_health |= is_health(unit.kind);
            }
        }
    }
    if household::all_belong(&mut ctx.link, permit, &people).await? {
        Ok(with_health)
    } else {
        Err(GiveConsentError::NotOfFamily)
    }
}

/// Whether a unit's people are health staff (Health Act ch. 9).
fn is_health(kind: UnitKind) -> bool {
    matches!(
        kind,
        UnitKind::HealthVisitor
            | UnitKind::Psychiatry
            | UnitKind::AddictionCentre
            | UnitKind::Hospital
    )
}
