//! How a family's information is shared: people, categories and parties, each with its basis and end; what was consented to, refused and
//! disclosed; and the gaps that matter.

use jiff::ToSpan;

use helhed_access::{doing, what};
use helhed_domain::capacity::Capacity;
use helhed_domain::consent::{Consent, Party};
use helhed_domain::day::end_of;
use helhed_domain::disclosure::{Disclosure, EARLY_EXCHANGE};
use helhed_domain::ids::{FamilyId, PersonId};
use helhed_domain::lock::Lock;
use helhed_domain::narrower::{Narrowed, narrowed};
use helhed_domain::share::{Share, ShareSource};
use helhed_domain::text::Name;
use helhed_domain::unit::Unit;
use helhed_store::household::{self, Kin};
use helhed_store::{account, involvement, lock, share, shared};

use super::facts::{Facts, keep_own};
use super::gaps::{Gap, gaps};
use crate::{Reading, Stop, Visible};

/// Where a consent stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConsentState {
    /// Somebody whose consent it takes has not given theirs.
    Awaits,
    /// It opens (or, refused, closes) something now.
    InForce,
    /// The same, and it runs out soon: time to renew.
    EndsSoon,
    /// Its last day has passed.
    RanOut,
    /// The whole of it was taken back.
    Withdrawn,
    /// A refusal, a narrower consent or a change of who decides stands against all of it: the narrower wins.
    Overruled,
}

impl ConsentState {
    /// Its code: the translations hold `consent-state-CODE`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Awaits => "awaits",
            Self::InForce => "in_force",
            Self::EndsSoon => "ends_soon",
            Self::RanOut => "ran_out",
            Self::Withdrawn => "withdrawn",
            Self::Overruled => "overruled",
        }
    }
}

/// A consent and where it stands.
#[derive(Debug, Clone)]
pub struct ConsentLine {
    /// The consent.
    pub consent: Consent,
    /// Where it stands.
    pub state: ConsentState,
    /// Whose part is awaited.
    pub awaits: Vec<(PersonId, Capacity)>,
    /// The parts of it that something narrower stands against: shown beside it.
    pub narrowed: Vec<Narrowed>,
}

/// A person and what is open or closed about them.
#[derive(Debug, Clone)]
pub struct PersonLine {
    /// Who.
    pub kin: Kin,
    /// Whose consent it takes today; nobody where custody is not written down.
    pub givers: Vec<(PersonId, Capacity)>,
    /// What holds now.
    pub shares: Vec<Share>,
}

/// How a family's information is shared.
#[derive(Debug)]
pub struct SharingPage {
    /// The family.
    pub family: FamilyId,
    /// What it is called.
    pub name: Name,
    /// Its people.
    pub people: Vec<PersonLine>,
    /// Everybody who may be named: also those whose information is not the viewer's to decide on.
    pub named: Vec<Kin>,
    /// The units that something can be shared with, closed ones too: what was shared then is still named.
    pub units: Vec<Unit>,
    /// The parties of the matrix: whom something is shared with, or refused to, and the units around the family.
    pub parties: Vec<Party>,
    /// Consents and refusals, the latest first.
    pub consents: Vec<ConsentLine>,
    /// Disclosures on other bases, the latest first.
    pub disclosures: Vec<Disclosure>,
    /// The lock that stands.
    pub lock: Option<Lock>,
    /// Gaps that matter.
    pub gaps: Vec<Gap>,
    /// Meetings of the early exchange that are left.
    pub exchanges_left: i64,
    /// Whether the viewer may write consents and disclosures down.
    pub may_add: bool,
    /// Whether the viewer may lock the case and mark its items.
    pub may_change: bool,
    /// Whether the viewer may take consents back.
    pub may_withdraw: bool,
}

/// How a family's information is shared. The family sees what is theirs to decide.
pub async fn sharing_page(
    reading: &mut Reading,
    family: FamilyId,
) -> Result<Visible<SharingPage>, Stop> {
    let lens = reading.lens(family).await?;
    let (Some(face), Some(sharing)) = (
        lens.permit::<what::Face, doing::Read>(),
        lens.permit::<what::Sharing, doing::Read>(),
    ) else {
        return Err(Stop::NotAllowed);
    };
    let (now, today, rules) = (reading.now(), reading.today(), reading.rules());
    let duties = reading.lists().duties().to_vec();
    let link = &mut reading.link;
    let name = household::family_name(link, &face).await?;
    let mut facts = Facts::read(link, &sharing).await?;
    let mut shares = share::of_family(link, &sharing, now).await?;
    let people = household::kin_to_name(link, &sharing).await?;
    let units = account::units(link).await?;
    let (mut around, mut known, mut standing_lock) = (Vec::new(), Vec::new(), None);
    if let Some(permit) = lens.permit::<what::Around, doing::Read>() {
        around = involvement::of_family(link, &permit).await?;
        known = shared::known(link, &sharing).await?;
        standing_lock = lock::standing(link, &sharing).await?;
    }
    facts.consents.retain(|it| lens.is_own(it.terms.subject));
    shares.retain(|it| lens.is_own(it.subject));
    keep_own(&lens, &mut facts.disclosures);
    let early = |it: &&Disclosure| it.terms.legal_basis == EARLY_EXCHANGE;
    let used = facts.disclosures.iter().filter(early).count() as i64;
    let gaps = gaps(&duties, &around, &people, &known, &shares, today);
    let mut parties: Vec<Party> = shares.iter().map(|it| it.to).collect();
    parties.extend(
        around
            .iter()
            .filter_map(|row| match row.involvement.facts.workplace {
                helhed_domain::involvement::Workplace::Unit(unit) => Some(Party::Unit(unit)),
                _ => None,
            }),
    );
    parties.sort();
    parties.dedup();
    let soon = today.saturating_add(rules.consent_renewal_days.days());
    let line = |consent: &Consent| {
        let subject = facts.subject(consent.terms.subject);
        let awaits = subject.map_or(Vec::new(), |it| consent.awaits(it, today));
        let opens = |it: &&Share| it.source == ShareSource::Consent(consent.id);
        let last = shares.iter().filter(opens).map(|it| it.until).max();
        let state = if consent.wholly_withdrawn() {
            ConsentState::Withdrawn
        } else if consent.terms.valid_to < today {
            ConsentState::RanOut
        } else if let Some(last) = last {
            if last <= end_of(soon) {
                ConsentState::EndsSoon
            } else {
                ConsentState::InForce
            }
        } else if awaits.is_empty() {
            ConsentState::Overruled
        } else {
            ConsentState::Awaits
        };
        ConsentLine {
            narrowed: subject.map_or(Vec::new(), |it| narrowed(it, consent, &facts.consents, now)),
            consent: consent.clone(),
            state,
            awaits,
        }
    };
    let person = |kin: Kin| {
        let subject = facts.subject(kin.id);
        PersonLine {
            givers: subject.map_or(Vec::new(), |it| it.givers_on(today)),
            shares: shares
                .iter()
                .filter(|it| it.subject == kin.id)
                .cloned()
                .collect(),
            kin,
        }
    };
    let page = SharingPage {
        family,
        name,
        consents: facts.consents.iter().map(line).collect(),
        named: people
            .iter()
            .filter(|it| lens.names(it.id))
            .cloned()
            .collect(),
        people: people
            .into_iter()
            .filter(|it| lens.is_own(it.id))
            .map(person)
            .collect(),
        units,
        parties,
        disclosures: facts.disclosures.clone(),
        lock: standing_lock,
        gaps,
        exchanges_left: (rules.early_exchange_meetings - used).max(0),
        may_add: lens.may::<what::Sharing, doing::Add>(),
        may_change: lens.may::<what::Sharing, doing::Change>(),
        may_withdraw: lens.may::<what::Sharing, doing::Annul>(),
    };
    reading
        .show::<what::Sharing, _>("sharing_page", &lens, page)
        .await
}
