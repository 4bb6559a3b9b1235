//! Writes a referral down: the whole of referring a family, but for what the writer is told.

use helhed_access::{Resource, Verb, doing, what};
use helhed_domain::family::MemberRole;
use helhed_domain::ids::{FamilyId, PersonId, ReferralId};
use helhed_domain::person::{PersonFacts, Sex};
use helhed_domain::referral::Referral;
use helhed_store::referral::{self, ReferredPerson};

use crate::Ctx;
use crate::family::{EnterPersonError, enter_family, enter_membership, enter_person};

use super::{MOST_PEOPLE, ReferFamily, ReferFamilyError, ReferPerson};

/// A referral that was written down. Which family and people it is about is not for its writer: a page shows what
/// [`super::refer_family()`] tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenReferral {
    /// The referral.
    pub referral: ReferralId,
    /// The family: a new one, or the one that was known here.
    pub family: FamilyId,
    /// Its people, in the order in which they were written.
    pub people: Vec<PersonId>,
}

/// Writes a referral down, for the unit of the actor.
pub async fn write_referral(
    ctx: &mut Ctx,
    command: ReferFamily,
) -> Result<WrittenReferral, ReferFamilyError> {
    let permit = ctx.house_permit::<what::Referrals, doing::Add>()?;
    let actor = ctx.actor()?;
    let unit = actor.unit.ok_or(ReferFamilyError::NoUnit)?;
    check(ctx, &command)?;
    let (mut people, mut known) = (Vec::new(), Vec::new());
    for (row, written) in command.people.into_iter().enumerate() {
        let person = match enter_person(ctx, facts(&written)).await {
            Ok(person) => person,
            Err(EnterPersonError::AlreadyKnown(person)) => {
                known.extend(referral::families_of(&mut ctx.link, &permit, person).await?);
                person
            }
            Err(EnterPersonError::Stopped(stop)) => return Err(stop.into()),
            Err(cause) => return Err(ReferFamilyError::Person { row, cause }),
        };
        if people.iter().any(|it: &ReferredPerson| it.person == person) {
            return Err(ReferFamilyError::SamePersonTwice { row });
        }
        people.push(referred(written, person));
    }
    let (family, disclosed) = match most_named(&known) {
        Some(family) => {
            let disclosed = referral::is_disclosed(&mut ctx.link, family, unit).await?;
            (family, disclosed)
        }
        None => {
            let family = enter_family(ctx, command.household.clone()).await?;
            let today = ctx.today();
            for it in &people {
                enter_membership(ctx, family, it.person, it.role, today).await?;
            }
            (family, true)
        }
    };
    let it = Referral {
        id: ctx.new_id(),
        family,
        by: actor.account,
        unit,
        household: command.household,
        received_at: ctx.now(),
        reasons: command.reasons,
        disclosed,
    };
    referral::insert(&mut ctx.link, &permit, &it, &command.criteria, &people).await?;
    ctx.record_in_house(
        "refer_family",
        (Verb::Add, Resource::Referrals, permit.basis()),
        Some(family),
        it.id.uuid(),
    );
    Ok(WrittenReferral {
        referral: it.id,
        family,
        people: people.iter().map(|it| it.person).collect(),
    })
}

fn check(ctx: &Ctx, command: &ReferFamily) -> Result<(), ReferFamilyError> {
    if command.people.is_empty() {
        return Err(ReferFamilyError::NobodyNamed);
    }
    if command.people.len() > MOST_PEOPLE {
        return Err(ReferFamilyError::TooManyPeople);
    }
    for (row, person) in command.people.iter().enumerate() {
        let same = |earlier: &ReferPerson| {
            let same_cpr = person.cpr.is_some() && earlier.cpr == person.cpr;
            let same_name = (&earlier.given_name, &earlier.family_name)
                == (&person.given_name, &person.family_name);
            // Two of one name may be father and son: only with the same birth are they one.
            same_cpr || (same_name && earlier.birth == person.birth && earlier.role == person.role)
        };
        if command.people[..row].iter().any(same) {
            return Err(ReferFamilyError::SamePersonTwice { row });
        }
    }
    let today = ctx.today();
    let on_list = |code: &String| ctx.lists().holds("criterion", code, today);
    if !command.criteria.iter().all(on_list) {
        return Err(ReferFamilyError::NoSuchCriterion);
    }
    Ok(())
}

/// The family that most of the people belong to; of several, the one named first.
fn most_named(families: &[FamilyId]) -> Option<FamilyId> {
    let count = |family: &FamilyId| families.iter().filter(|it| *it == family).count();
    families.iter().copied().rev().max_by_key(count)
}

fn facts(written: &ReferPerson) -> PersonFacts {
    PersonFacts {
        given_name: written.given_name.clone(),
        family_name: written.family_name.clone(),
        sex: match written.role {
            MemberRole::Mother => Sex::Female,
            MemberRole::Father => Sex::Male,
            _ => Sex::Unknown,
        },
        birth: written.birth,
        cpr: written.cpr.clone(),
        protected_address: false,
        address: None,
        phone: None,
        email: None,
        language: None,
        interpreter: false,
    }
}

fn referred(written: ReferPerson, person: PersonId) -> ReferredPerson {
    ReferredPerson {
        person,
        given_name: written.given_name,
        family_name: written.family_name,
        role: written.role,
        birth: written.birth,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_family_most_are_of_is_the_one() {
        let family = |number: u128| FamilyId::from(uuid::Uuid::from_u128(number));
        assert_eq!(most_named(&[]), None);
        assert_eq!(most_named(&[family(1), family(2)]), Some(family(1)));
        assert_eq!(
            most_named(&[family(1), family(2), family(2)]),
            Some(family(2))
        );
    }
}
