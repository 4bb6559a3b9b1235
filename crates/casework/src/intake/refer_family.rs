//! Refers a family.

use helhed_domain::cpr::CprNumber;
use helhed_domain::family::MemberRole;
use helhed_domain::ids::ReferralId;
use helhed_domain::person::Birth;
use helhed_domain::text::{Name, Prose};

use crate::family::EnterPersonError;
use crate::{Ctx, Stop};

use super::{Room, write_referral};

/// The most people one referral names.
pub const MOST_PEOPLE: usize = 12;

/// Somebody of the family, as the writer knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferPerson {
    /// Given name.
    pub given_name: Name,
    /// Family name.
    pub family_name: Name,
    /// Role in the family.
    pub role: MemberRole,
    /// Birth.
    pub birth: Birth,
    /// CPR number, where the writer has it.
    pub cpr: Option<CprNumber>,
}

/// A family to refer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferFamily {
    /// What the household is called.
    pub household: Name,
    /// Its people: at least one, at most [`MOST_PEOPLE`].
    pub people: Vec<ReferPerson>,
    /// The criteria it meets: codes of the list `criterion`.
    pub criteria: Vec<String>,
    /// Why one coordinator and one plan would help.
    pub reasons: Prose,
}

/// What the writer is told: the same, whether the family was known here or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Referred {
    /// The referral.
    pub referral: ReferralId,
    /// Whether there is room, and how long the list is.
    pub room: Room,
}

/// Why no family was referred.
#[derive(Debug, thiserror::Error)]
pub enum ReferFamilyError {
    /// A unit refers, and the writer works in none.
    #[error("the writer works in no unit")]
    NoUnit,
    /// Nobody is named.
    #[error("nobody is named")]
    NobodyNamed,
    /// More people than a referral names.
    #[error("more than {MOST_PEOPLE} people")]
    TooManyPeople,
    /// A row names somebody whom an earlier row names.
    #[error("row {row} names somebody again")]
    SamePersonTwice {
        /// The later row, from 0.
        row: usize,
    },
    /// A person of a row cannot be entered.
    #[error("row {row} cannot be entered")]
    Person {
        /// The row, from 0.
        row: usize,
        /// Why.
        #[source]
        cause: EnterPersonError,
    },
    /// A criterion is not on the list today.
    #[error("no such criterion")]
    NoSuchCriterion,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}

impl From<helhed_store::StoreError> for ReferFamilyError {
    fn from(error: helhed_store::StoreError) -> Self {
        Self::Stopped(error.into())
    }
}

/// Refers a family, for the unit of the actor.
///
/// A family of which somebody is known here by CPR number is not entered again: the referral attaches to it. The writer is
/// told the same either way, and nothing of the known family changes before the team has decided.
pub async fn refer_family(
    ctx: &mut Ctx,
    command: ReferFamily,
) -> Result<Referred, ReferFamilyError> {
    let referral = write_referral(ctx, command).await?.referral;
    let most = ctx.rules().coordinator_capacity;
    Ok(Referred {
        referral,
        room: Room::read(&mut ctx.link, most).await?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::{ReferralPage, my_referrals, referral_page};
    use crate::testing::House;
    use helhed_domain::person::BirthError;
    use helhed_domain::referral::Standing;
    use helhed_store::referral;
    use jiff::civil::date;

    async fn refer(
        house: &House,
        actor: &helhed_access::Actor,
        command: ReferFamily,
    ) -> Result<Referred, ReferFamilyError> {
        let mut ctx = house.begin(actor, house.now()).await.expect("begun");
        let referred = refer_family(&mut ctx, command).await?;
        ctx.commit().await.expect("committed");
        Ok(referred)
    }

    fn with_cpr(house: &House, household: &str, cpr: &str) -> ReferFamily {
        let mut command = house.referral_of(household);
        command.people[0].cpr = Some(CprNumber::parse(cpr).expect("a number"));
        command.people[0].birth = Birth::Unknown;
        command
    }

    #[tokio::test]
    async fn a_partner_refers_and_is_told_of_room() {
        let house = House::new().await;
        let referred = refer(&house, &house.jens, house.referral_of("Holm"))
            .await
            .expect("referred");
        assert_eq!((referred.room.free, referred.room.waiting), (20, 0));
        for actor in [&house.it_admin, &house.dpo] {
            assert!(matches!(
                refer(&house, actor, house.referral_of("Holm")).await,
                Err(ReferFamilyError::Stopped(Stop::NotAllowed))
            ));
        }
        let without_unit = helhed_access::Actor {
            unit: None,
            ..house.lone
        };
        assert!(matches!(
            refer(&house, &without_unit, house.referral_of("Holm")).await,
            Err(ReferFamilyError::NoUnit)
        ));
    }

    #[tokio::test]
    async fn a_row_that_cannot_be_is_told_by_its_number() {
        let house = House::new().await;
        let mut nobody = house.referral_of("Holm");
        nobody.people.clear();
        assert!(matches!(
            refer(&house, &house.jens, nobody).await,
            Err(ReferFamilyError::NobodyNamed)
        ));
        let mut twice = house.referral_of("Holm");
        twice.people.push(twice.people[1].clone());
        assert!(matches!(
            refer(&house, &house.jens, twice.clone()).await,
            Err(ReferFamilyError::SamePersonTwice { row: 2 })
        ));
        twice.people.extend(vec![twice.people[1].clone(); 12]);
        assert!(matches!(
            refer(&house, &house.jens, twice).await,
            Err(ReferFamilyError::TooManyPeople)
        ));
        let mut unlisted = house.referral_of("Holm");
        unlisted.criteria.push("rich".into());
        assert!(matches!(
            refer(&house, &house.jens, unlisted).await,
            Err(ReferFamilyError::NoSuchCriterion)
        ));
        let mut other_day = with_cpr(&house, "Holm", "610190-1234");
        other_day.people[0].birth = Birth::Born(date(1990, 2, 1));
        assert!(matches!(
            refer(&house, &house.jens, other_day).await,
            Err(ReferFamilyError::Person {
                row: 0,
                cause: EnterPersonError::Birth(BirthError::NotOfCpr)
            })
        ));
    }

    #[tokio::test]
    async fn a_family_known_here_is_not_disclosed_to_another_who_refers_it() {
        let house = House::new().await;
        let holm = house
            .referred_by(&house.jens, with_cpr(&house, "Holm", "610190-1234"))
            .await;
        let holm = holm.taken_in_by(&house.karen).await;
        let known = refer(
            &house,
            &house.sanne,
            with_cpr(&house, "Familien H", "610190-1234"),
        )
        .await
        .expect("referred");
        let fresh = refer(
            &house,
            &house.sanne,
            with_cpr(&house, "Lund", "620191-1234"),
        )
        .await
        .expect("referred");
        assert_eq!(known.room, fresh.room);
        // The referral is about the family that is known, and the school is told nothing of it.
        let mut ctx = house.begin(&house.sanne, house.now()).await.expect("begun");
        let family = referral::family_of(&mut ctx.link, known.referral)
            .await
            .expect("read");
        assert_eq!(family, Some(holm.id));
        assert!(matches!(ctx.lens(holm.id).await, Err(Stop::Absent)));
        drop(ctx);
        let mut reading = house.reading(&house.sanne, house.now());
        let own = my_referrals(&mut reading)
            .await
            .expect("shown")
            .into_inner();
        assert_eq!(own.len(), 2);
        assert!(own.iter().all(|it| it.standing == Standing::Undecided));
        let ReferralPage::Own(page) = referral_page(&mut reading, known.referral)
            .await
            .expect("shown")
            .into_inner()
        else {
            panic!("the school sees its own words only");
        };
        assert_eq!((page.household.as_str(), page.family), ("Familien H", None));
        // Nothing of the known family has changed yet: the school's second Emil is not in it.
        let ReferralPage::Team(page) =
            referral_page(&mut house.reading(&house.lone, house.now()), known.referral)
                .await
                .expect("shown")
                .into_inner()
        else {
            panic!("the leader sees it whole");
        };
        let belongs: Vec<bool> = page.people.iter().map(|(_, belongs)| *belongs).collect();
        assert_eq!(belongs, [true, false]);
        assert!(page.choice.join && !page.choice.take_in);
        // Nobody else sees the referral.
        for actor in [&house.jens, &house.bo, &house.dpo] {
            let mut reading = house.reading(actor, house.now());
            assert!(matches!(
                referral_page(&mut reading, fresh.referral).await,
                Err(Stop::Absent)
            ));
        }
    }

    #[tokio::test]
    async fn a_referral_joins_the_course_that_runs_and_its_people_come_in() {
        let house = House::new().await;
        let holm = house
            .referred_by(&house.jens, with_cpr(&house, "Holm", "610190-1234"))
            .await
            .taken_in_by(&house.karen)
            .await;
        let again = house
            .referred_by(&house.sanne, with_cpr(&house, "H", "610190-1234"))
            .await;
        assert_eq!(again.id, holm.id);
        let mut ctx = house.begin(&house.lone, house.now()).await.expect("begun");
        crate::intake::join_course(&mut ctx, again.referral)
            .await
            .expect("joined");
        ctx.commit().await.expect("committed");
        let mut reading = house.reading(&house.sanne, house.now());
        let own = my_referrals(&mut reading)
            .await
            .expect("shown")
            .into_inner();
        assert_eq!(
            (own[0].standing, own[0].family),
            (Standing::TakenIn, Some(holm.id))
        );
        let mut ctx = house.begin(&house.lone, house.now()).await.expect("begun");
        let lens = ctx.lens(holm.id).await.expect("a lens");
        let read = lens.permit().expect("leave");
        let people = referral::people(&mut ctx.link, &read, again.referral)
            .await
            .expect("people");
        assert!(people.iter().all(|(_, belongs)| *belongs));
    }
}
