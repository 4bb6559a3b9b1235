//! Adds somebody to a family: a new person, or one who is known here and gets a second household.

use helhed_access::{doing, what};
use helhed_domain::cpr::CprNumber;
use helhed_domain::family::MemberRole;
use helhed_domain::ids::{FamilyId, PersonId};
use helhed_domain::person::PersonFacts;
use helhed_store::{family, person};
use jiff::civil::Date;

use super::enter::{EnterPersonError, enter_membership, enter_person};
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// Who is added.
#[derive(Debug, Clone)]
pub enum Newcomer {
    /// Somebody who is not known here.
    New(PersonFacts),
    /// Somebody who is. Chosen by the whole number, so that nobody learns of people they do not know.
    Known(CprNumber),
}

/// Somebody to add to a family.
#[derive(Debug, Clone)]
pub struct AddMember {
    /// The family.
    pub family: FamilyId,
    /// Who.
    pub who: Newcomer,
    /// As what.
    pub role: MemberRole,
    /// Since when.
    pub from: Date,
}

/// Why nobody was added.
#[derive(Debug, thiserror::Error)]
pub enum AddMemberError {
    /// The person could not be entered.
    #[error(transparent)]
    Person(EnterPersonError),
    /// Nobody with this number is known here.
    #[error("nobody with this number is known here")]
    NobodyKnown,
    /// They belong to the family already.
    #[error("belongs to the family already")]
    AlreadyMember,
    /// From a day to come.
    #[error("from a day to come")]
    InTheFuture,
    /// From before they were born.
    #[error("from before the birth")]
    BeforeBirth,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(AddMemberError);

impl From<EnterPersonError> for AddMemberError {
    fn from(error: EnterPersonError) -> Self {
        match error {
            EnterPersonError::Stopped(stop) => Self::Stopped(stop),
            other => Self::Person(other),
        }
    }
}

/// Adds somebody to a family.
pub async fn add_member(ctx: &mut Ctx, command: AddMember) -> Result<PersonId, AddMemberError> {
    let permit = ctx
        .permit::<what::People, doing::Add>(command.family)
        .await?;
    if command.from > ctx.today() {
        return Err(AddMemberError::InTheFuture);
    }
    let person = match command.who {
        Newcomer::New(facts) => {
            if facts.birth.born().is_some_and(|born| command.from < born) {
                return Err(AddMemberError::BeforeBirth);
            }
            enter_person(ctx, facts).await?
        }
        Newcomer::Known(cpr) => {
            let house = ctx.house().clone();
            person::id_of_cpr(&mut ctx.link, house.keys(), &cpr)
                .await?
                .ok_or(AddMemberError::NobodyKnown)?
        }
    };
    if family::belongs(&mut ctx.link, command.family, person).await? {
        return Err(AddMemberError::AlreadyMember);
    }
    enter_membership(ctx, command.family, person, command.role, command.from).await?;
    ctx.record("add_member", &permit, person.uuid());
    Ok(person)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::family::enter::tests::facts;
    use crate::testing::House;
    use helhed_domain::person::Birth;
    use jiff::civil::date;

    fn add(family: FamilyId, who: Newcomer, from: Date) -> AddMember {
        AddMember {
            family,
            who,
            role: MemberRole::OtherAdult,
            from,
        }
    }

    #[tokio::test]
    async fn one_person_belongs_to_two_households_and_is_known_once() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let berg = house.a_family("Berg").await.taken_in_by(&house.bo).await;
        let cpr = CprNumber::parse("610180-1234").expect("a number");
        let today = date(2026, 11, 24);
        let mut ctx = house.change(&house.karen).await;
        let new = Newcomer::New(facts("Ole", Some("610180-1234")));
        let ole = add_member(&mut ctx, add(holm.id, new.clone(), today))
            .await
            .expect("added");
        assert!(matches!(
            add_member(&mut ctx, add(holm.id, Newcomer::Known(cpr.clone()), today)).await,
            Err(AddMemberError::AlreadyMember)
        ));
        ctx.commit().await.expect("committed");
        let mut ctx = house.change(&house.bo).await;
        assert!(matches!(
            add_member(&mut ctx, add(berg.id, new, today)).await,
            Err(AddMemberError::Person(EnterPersonError::AlreadyKnown(_)))
        ));
        let known = add_member(&mut ctx, add(berg.id, Newcomer::Known(cpr), today))
            .await
            .expect("added");
        assert_eq!(known, ole);
        let other = CprNumber::parse("610180-9999").expect("a number");
        assert!(matches!(
            add_member(&mut ctx, add(berg.id, Newcomer::Known(other), today)).await,
            Err(AddMemberError::NobodyKnown)
        ));
    }

    #[tokio::test]
    async fn only_those_who_work_with_the_family_and_from_no_impossible_day() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let today = date(2026, 11, 24);
        let mut ole = facts("Ole", None);
        ole.birth = Birth::Born(date(2000, 1, 1));
        for (actor, absent) in [
            (&house.bo, true),
            (&house.lone, false),
            (&house.jens, false),
        ] {
            let mut ctx = house.change(actor).await;
            let answer =
                add_member(&mut ctx, add(holm.id, Newcomer::New(ole.clone()), today)).await;
            let Err(AddMemberError::Stopped(stop)) = answer else {
                panic!("let in");
            };
            assert_eq!(matches!(stop, Stop::Absent), absent);
        }
        let mut ctx = house.change(&house.karen).await;
        for (from, early) in [(date(2026, 11, 25), false), (date(1999, 12, 31), true)] {
            let answer = add_member(&mut ctx, add(holm.id, Newcomer::New(ole.clone()), from)).await;
            assert!(
                matches!(answer, Err(AddMemberError::BeforeBirth)) == early
                    && matches!(answer, Err(AddMemberError::InTheFuture)) != early
            );
        }
    }
}
