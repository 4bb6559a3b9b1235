//! What several operations share: a family, a person, and a person in a family come to be known here.
//!
//! None of these records anything: the operation that calls them is what somebody did, and records itself.

use jiff::civil::Date;

use helhed_domain::family::{Family, MemberRole, Membership};
use helhed_domain::fold::folded_words;
use helhed_domain::ids::{FamilyId, MembershipId, PersonId};
use helhed_domain::person::{BirthError, Person, PersonFacts};
use helhed_domain::text::Name;
use helhed_store::{StoreError, family, person};

use crate::{Ctx, Stop};

/// Why a person was not entered.
#[derive(Debug, thiserror::Error)]
pub enum EnterPersonError {
    /// Somebody with this CPR number is known here already.
    #[error("this CPR number is known here already")]
    AlreadyKnown(PersonId),
    /// Here people are invented, and the number could be somebody's.
    #[error("a possible CPR number among invented people")]
    PossibleCpr,
    /// Here people are real, and the number is nobody's.
    #[error("an impossible CPR number among real people")]
    ImpossibleCpr,
    /// The birth day is not one, or not that of the CPR number.
    #[error(transparent)]
    Birth(#[from] BirthError),
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}

impl From<StoreError> for EnterPersonError {
    fn from(error: StoreError) -> Self {
        Self::Stopped(error.into())
    }
}

/// Enters a person who is not known here yet. They belong to no family before [`enter_membership`].
pub(crate) async fn enter_person(
    ctx: &mut Ctx,
    mut facts: PersonFacts,
) -> Result<PersonId, EnterPersonError> {
    let house = ctx.house().clone();
    if let Some(cpr) = &facts.cpr {
        match (house.is_synthetic(), cpr.is_impossible()) {
            (true, false) => return Err(EnterPersonError::PossibleCpr),
            (false, true) => return Err(EnterPersonError::ImpossibleCpr),
            _ => {}
        }
        facts.birth = facts.birth.with_cpr(cpr, ctx.today())?;
        if let Some(known) = person::id_of_cpr(&mut ctx.link, house.keys(), cpr).await? {
            return Err(EnterPersonError::AlreadyKnown(known));
        }
    }
    let entered = Person {
        id: ctx.new_id(),
        facts,
        synthetic: house.is_synthetic(),
        version: 1,
    };
    person::insert(&mut ctx.link, house.keys(), || house.random(), &entered).await?;
    Ok(entered.id)
}

/// Enters a family: the name of its household, found by a search from then on.
pub(crate) async fn enter_family(ctx: &mut Ctx, name: Name) -> Result<FamilyId, Stop> {
    let entered = Family {
        id: ctx.new_id(),
        name,
        version: 1,
    };
    let now = ctx.now();
    family::insert(&mut ctx.link, &entered, now).await?;
    let words = folded_words(entered.name.as_str());
    family::set_family_words(&mut ctx.link, entered.id, &words).await?;
    Ok(entered.id)
}

/// Puts a person in a family from a day on; a search finds the family by the person's names from then on.
pub(crate) async fn enter_membership(
    ctx: &mut Ctx,
    family: FamilyId,
    person: PersonId,
    role: MemberRole,
    from: Date,
) -> Result<MembershipId, Stop> {
    let entered = Membership {
        id: ctx.new_id(),
        family,
        person,
        role,
        from,
        to: None,
    };
    family::insert_membership(&mut ctx.link, &entered).await?;
    refresh_words(ctx, person).await?;
    Ok(entered.id)
}

/// Makes the search words of a person again, after a name changed or a household was joined or left.
pub(crate) async fn refresh_words(ctx: &mut Ctx, person: PersonId) -> Result<(), Stop> {
    let names = family::names_of(&mut ctx.link, person).await?;
    family::set_person_words(&mut ctx.link, person, &folded_words(&names)).await?;
    Ok(())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::testing::House;
    use helhed_domain::cpr::CprNumber;
    use helhed_domain::person::{Birth, Sex};
    use jiff::civil::date;

    pub(crate) fn facts(given: &str, cpr: Option<&str>) -> PersonFacts {
        PersonFacts {
            given_name: Name::parse(given).expect("a name"),
            family_name: Name::parse("Birk").expect("a name"),
            sex: Sex::Unknown,
            birth: Birth::Unknown,
            cpr: cpr.map(|cpr| CprNumber::parse(cpr).expect("a number")),
            protected_address: false,
            address: None,
            phone: None,
            email: None,
            language: None,
            interpreter: false,
        }
    }

    #[tokio::test]
    async fn a_cpr_number_is_entered_once_and_tells_the_birth_day() {
        let house = House::new().await;
        let mut ctx = house.begin(&house.karen, house.now()).await.expect("begun");
        let person = enter_person(&mut ctx, facts("Sofie", Some("610190-1234")))
            .await
            .expect("entered");
        let again = enter_person(&mut ctx, facts("Sofia", Some("6101901234"))).await;
        assert!(matches!(again, Err(EnterPersonError::AlreadyKnown(known)) if known == person));
        let mut other = facts("Eva", Some("610190-1235"));
        other.birth = Birth::Born(date(1990, 1, 2));
        assert!(matches!(
            enter_person(&mut ctx, other).await,
            Err(EnterPersonError::Birth(BirthError::NotOfCpr))
        ));
        assert!(enter_person(&mut ctx, facts("Ole", None)).await.is_ok());
    }

    #[tokio::test]
    async fn invented_people_carry_no_number_that_could_be_somebodys() {
        let house = House::new().await;
        let mut ctx = house.begin(&house.karen, house.now()).await.expect("begun");
        assert!(matches!(
            enter_person(&mut ctx, facts("Sofie", Some("010190-1234"))).await,
            Err(EnterPersonError::PossibleCpr)
        ));
    }
}
