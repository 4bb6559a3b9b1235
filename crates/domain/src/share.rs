//! What follows from consents, refusals, withdrawals and disclosures: who sees which information about whom, from when until when.
//! Facts are kept; shares are computed from them, and again whenever a fact is added.

use jiff::Timestamp;

use crate::capacity::Subject;
use crate::consent::{Consent, Party, Stance};
use crate::day::{day_of, end_of, start_of};
use crate::disclosure::Disclosure;
use crate::ids::{ConsentId, DisclosureId, PersonId};
use crate::narrower::{Yes, in_force, others};

/// Which fact a share comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ShareSource {
    /// A consent, or a refusal.
    Consent(ConsentId),
    /// A disclosure on another basis.
    Disclosure(DisclosureId),
}

/// That one category of information about one person is open to one party for a time (or, refused, is closed to it).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// Whom it is about.
    pub subject: PersonId,
    /// A code of the list `category`.
    pub category: String,
    /// Who sees it.
    pub to: Party,
    /// Open or closed.
    pub stance: Stance,
    /// From this instant.
    pub from: Timestamp,
    /// Until just before this instant.
    pub until: Timestamp,
    /// The law: a code of the list `sharing_basis`.
    pub legal_basis: String,
    /// The fact.
    pub source: ShareSource,
}

impl Share {
    /// Whether it holds at an instant.
    pub fn holds_at(&self, at: Timestamp) -> bool {
        self.from <= at && at < self.until
    }
}

/// Every share of a family. A consent opens something while everyone whose consent it takes *on that day* has given it, and nobody of
/// them has since refused the same, taken it back with another consent, or said yes to it for a shorter time that is over: where
/// consents overlap or contradict each other, the narrower wins.
pub fn shares(
    subjects: &[Subject],
    consents: &[Consent],
    disclosures: &[Disclosure],
) -> Vec<Share> {
    let mut all = Vec::new();
    for consent in consents {
        let Some(subject) = subjects.iter().find(|it| it.id == consent.terms.subject) else {
            continue;
        };
        let others: Vec<&Consent> = others(consent, consents).collect();
        let days = turns(subject, consent, &others);
        for category in &consent.terms.categories {
            for party in &consent.terms.to {
                let part = Part {
                    consent,
                    subject,
                    others: &others,
                    category,
                    party: *party,
                };
                all.extend(part.shares(&days));
            }
        }
    }
    for it in disclosures {
        let last = it.ended_at.unwrap_or_else(|| end_of(it.terms.until));
        let until = last.min(end_of(it.terms.until));
        if until <= it.at {
            continue;
        }
        for subject in &it.terms.subjects {
            for category in &it.terms.categories {
                for to in &it.terms.to {
                    all.push(Share {
                        subject: *subject,
                        category: category.clone(),
                        to: *to,
                        stance: Stance::Gives,
                        from: it.at,
                        until,
                        legal_basis: it.terms.legal_basis.clone(),
                        source: ShareSource::Disclosure(it.id),
                    });
                }
            }
        }
    }
    all
}

/// Every instant at which what a consent opens may change, in order.
fn turns(subject: &Subject, consent: &Consent, others: &[&Consent]) -> Vec<Timestamp> {
    let mut at = Vec::new();
    for it in std::iter::once(&consent).chain(others) {
        at.extend([it.recorded_at, end_of(it.terms.valid_to)]);
        at.extend(it.signatures.iter().map(|it| it.at));
        at.extend(it.withdrawals.iter().map(|it| it.at));
    }
    let first = day_of(consent.recorded_at);
    at.extend(subject.turns_after(first).into_iter().map(start_of));
    at.retain(|it| (consent.recorded_at..=end_of(consent.terms.valid_to)).contains(it));
    at.sort();
    at.dedup();
    at
}

/// One category and one receiver of one consent.
struct Part<'a> {
    consent: &'a Consent,
    subject: &'a Subject,
    others: &'a [&'a Consent],
    category: &'a str,
    party: Party,
}

impl Part<'_> {
    fn shares(&self, turns: &[Timestamp]) -> Vec<Share> {
        let mut found: Vec<Share> = Vec::new();
        for (from, until) in turns.iter().zip(turns.iter().skip(1)) {
            if !self.holds(*from) {
                continue;
            }
            match found.last_mut() {
                Some(last) if last.until == *from => last.until = *until,
                _ => found.push(Share {
                    subject: self.subject.id,
                    category: self.category.to_owned(),
                    to: self.party,
                    stance: self.consent.terms.stance,
                    from: *from,
                    until: *until,
                    legal_basis: self.consent.terms.legal_basis.clone(),
                    source: ShareSource::Consent(self.consent.id),
                }),
            }
        }
        found
    }

    fn holds(&self, at: Timestamp) -> bool {
        let givers = self.subject.givers_on(day_of(at));
        let signed = |giver: PersonId| self.consent.signed_by(giver).is_some_and(|it| it <= at);
        match self.consent.terms.stance {
            // One of those it takes is enough to say no.
            Stance::Refuses => {
                in_force(self.consent, self.category, self.party, at)
                    && givers.iter().any(|(giver, _)| signed(*giver))
            }
            Stance::Gives => {
                let yes = Yes {
                    consent: self.consent,
                    others: self.others,
                    category: self.category,
                    party: self.party,
                };
                in_force(self.consent, self.category, self.party, at)
                    && !givers.is_empty()
                    && givers
                        .iter()
                        .all(|(giver, _)| signed(*giver) && yes.against(*giver, at).is_none())
            }
        }
    }
}
