//! Where consents overlap or contradict each other the narrower wins: what stands against a part of a consent that still runs.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::capacity::Subject;
use crate::consent::{Consent, Party, Stance};
use crate::day::{day_of, end_of};
use crate::ids::PersonId;

/// What is narrower than a part of a consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Narrower {
    /// Somebody whose consent it takes has refused, and not consented since.
    Refused,
    /// The same was taken back with another consent, and not given since.
    TakenBack(Timestamp),
    /// The same people have later said yes to the same for a shorter time: until this day.
    Shorter(Date),
}

/// A part of a consent that something narrower stands against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Narrowed {
    /// A code of the list `category`.
    pub category: String,
    /// With whom.
    pub party: Party,
    /// What stands against it.
    pub by: Narrower,
}

fn covers(consent: &Consent, category: &str, party: Party) -> bool {
    consent.terms.categories.iter().any(|own| own == category) && consent.terms.to.contains(&party)
}

/// Whether it is written down, not run out, and this part of it not taken back.
pub(crate) fn in_force(consent: &Consent, category: &str, party: Party, at: Timestamp) -> bool {
    consent.recorded_at <= at
        && at < end_of(consent.terms.valid_to)
        && consent.withdrawn(category, party).is_none_or(|it| at < it)
}

/// One category and one receiver of a consent that says yes, among the other consents about the same person.
#[derive(Clone, Copy)]
pub(crate) struct Yes<'a> {
    pub consent: &'a Consent,
    pub others: &'a [&'a Consent],
    pub category: &'a str,
    pub party: Party,
}

impl Yes<'_> {
    /// The refusals of the same, whoever passes it on.
    fn refusals(&self) -> impl Iterator<Item = &Consent> {
        let (category, party) = (self.category, self.party);
        let all = self.others.iter().copied();
        all.filter(move |it| it.terms.stance == Stance::Refuses && covers(it, category, party))
    }

    /// The other yeses to the same: with whoever receives it, from whoever passes it on.
    fn yeses(&self) -> impl Iterator<Item = &Consent> {
        let (category, party, from) = (self.category, self.party, self.consent.terms.from);
        let all = self.others.iter().copied();
        let same = move |it: &&Consent| {
            it.terms.stance == Stance::Gives && it.terms.from == from && covers(it, category, party)
        };
        all.filter(same)
    }

    /// What stands against this giver's word at an instant.
    pub(crate) fn against(&self, giver: PersonId, at: Timestamp) -> Option<Narrower> {
        let given = self.consent.signed_by(giver);
        let refused = self.refusals().any(|it| {
            let said = it.signed_by(giver).filter(|said| *said <= at);
            in_force(it, self.category, self.party, at)
                && said.is_some_and(|said| given.is_none_or(|given| given <= said))
        });
        if refused {
            return Some(Narrower::Refused);
        }
        let given = given?;
        let back = self.yeses().flat_map(|it| &it.withdrawals);
        let back = back.filter(|it| it.takes_back(self.category, self.party));
        let back = back.map(|it| it.at).filter(|it| given < *it && *it <= at);
        if let Some(at) = back.min() {
            return Some(Narrower::TakenBack(at));
        }
        let last = self.shorter(giver, at)?;
        (end_of(last) <= at).then_some(Narrower::Shorter(last))
    }

    /// The last day of a later and shorter yes of the same giver, said by then.
    fn shorter(&self, giver: PersonId, at: Timestamp) -> Option<Date> {
        let own = self.consent.terms.valid_to;
        let given = self.consent.signed_by(giver)?;
        let since = |said: Timestamp| given < said && said <= at;
        self.yeses()
            .filter(|it| it.signed_by(giver).is_some_and(since))
            .map(|it| it.terms.valid_to)
            .filter(|last| *last < own)
            .min()
    }
}

/// Every part of a consent that something narrower stands against now, or will before its last day.
pub fn narrowed(
    subject: &Subject,
    consent: &Consent,
    consents: &[Consent],
    now: Timestamp,
) -> Vec<Narrowed> {
    let others: Vec<&Consent> = others(consent, consents).collect();
    let mut found = Vec::new();
    for category in &consent.terms.categories {
        for party in &consent.terms.to {
            let yes = Yes {
                consent,
                others: &others,
                category,
                party: *party,
            };
            let runs = in_force(consent, category, *party, now);
            if !runs || consent.terms.stance != Stance::Gives {
                continue;
            }
            let givers = subject.givers_on(day_of(now));
            let now_or_later = |giver: &PersonId| {
                let later = || yes.shorter(*giver, now).map(Narrower::Shorter);
                yes.against(*giver, now).or_else(later)
            };
            let by = givers.iter().find_map(|(giver, _)| now_or_later(giver));
            found.extend(by.map(|by| Narrowed {
                category: category.clone(),
                party: *party,
                by,
            }));
        }
    }
    found
}

/// The other consents and refusals about the same person.
pub(crate) fn others<'a>(
    consent: &'a Consent,
    consents: &'a [Consent],
) -> impl Iterator<Item = &'a Consent> {
    consents
        .iter()
        .filter(|it| it.id != consent.id && it.terms.subject == consent.terms.subject)
}
