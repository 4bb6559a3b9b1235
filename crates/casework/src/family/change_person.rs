//! Changes what is known of a person, and what they are in the family.

use helhed_access::{doing, what};
use helhed_domain::family::MemberRole;
use helhed_domain::ids::{FamilyId, PersonId};
use helhed_domain::person::{BirthError, PersonChange, SecretChange};
use helhed_store::{family, person};

use super::enter::refresh_words;
use crate::sharing::share_person_anew;
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A person as they are to be.
#[derive(Debug, Clone)]
pub struct ChangePerson {
    /// The family.
    pub family: FamilyId,
    /// The person, who belongs to it now.
    pub person: PersonId,
    /// The version that was read.
    pub version: i64,
    /// What they are in this family.
    pub role: MemberRole,
    /// What is known.
    pub change: PersonChange,
}

/// Why a person was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangePersonError {
    /// Somebody else has changed it since.
    #[error("somebody else has changed it since")]
    Changed,
    /// Another person has this CPR number.
    #[error("another person has this CPR number")]
    NumberTaken,
    /// Here people are invented, and the number could be somebody's.
    #[error("a possible CPR number among invented people")]
    PossibleCpr,
    /// Here people are real, and the number is nobody's.
    #[error("an impossible CPR number among real people")]
    ImpossibleCpr,
    /// The birth day is not that of the CPR number.
    #[error(transparent)]
    Birth(#[from] BirthError),
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(ChangePersonError);

/// Changes what is known of a person who belongs to the family.
pub async fn change_person(ctx: &mut Ctx, command: ChangePerson) -> Result<(), ChangePersonError> {
    let permit = ctx
        .permit::<what::People, doing::Change>(command.family)
        .await?;
    let ChangePerson {
        person: id,
        version,
        role,
        mut change,
        ..
    } = command;
    if !family::belongs(&mut ctx.link, permit.family(), id).await? {
        return Err(Stop::Absent.into());
    }
    let house = ctx.house().clone();
    let cpr = match &change.cpr {
        SecretChange::Keep => {
            person::cpr_to_compare(&mut ctx.link, house.keys(), &permit, id).await?
        }
        SecretChange::Set(cpr) => {
            if let Some(cpr) = cpr {
                match (house.is_synthetic(), cpr.is_impossible()) {
                    (true, false) => return Err(ChangePersonError::PossibleCpr),
                    (false, true) => return Err(ChangePersonError::ImpossibleCpr),
                    _ => {}
                }
                let known = person::id_of_cpr(&mut ctx.link, house.keys(), cpr).await?;
                if known.is_some_and(|known| known != id) {
                    return Err(ChangePersonError::NumberTaken);
                }
            }
            cpr.clone()
        }
    };
    if let Some(cpr) = &cpr {
        change.birth = change.birth.with_cpr(cpr, ctx.today())?;
    }
    let fresh = || house.random();
    if !person::update(
        &mut ctx.link,
        house.keys(),
        fresh,
        &permit,
        (id, version),
        &change,
    )
    .await?
    {
        return Err(ChangePersonError::Changed);
    }
    family::set_role(&mut ctx.link, &permit, id, role).await?;
    refresh_words(ctx, id).await?;
    share_person_anew(ctx, &permit, id).await?;
    ctx.record("change_person", &permit, id.uuid());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{House, line};
    use helhed_domain::cpr::CprNumber;
    use helhed_domain::person::{Birth, Sex};
    use helhed_domain::text::Name;
    use jiff::civil::date;

    fn change(cpr: SecretChange<CprNumber>, born: jiff::civil::Date) -> PersonChange {
        PersonChange {
            given_name: Name::parse("Sofía 👩").expect("a name"),
            family_name: Name::parse("الحسن").expect("a name"),
            sex: Sex::Female,
            birth: Birth::Born(born),
            cpr,
            protected_address: true,
            address: SecretChange::Set(Some(line("Hemmelig Vej 1"))),
            phone: None,
            email: None,
            language: Some(line("arabisk")),
            interpreter: true,
        }
    }

    #[tokio::test]
    async fn the_second_of_two_editors_is_told_and_changes_nothing() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let berg = house.a_family("Berg").await.taken_in_by(&house.karen).await;
        let cpr = CprNumber::parse("910190-1234").expect("a number");
        let command = |person, version, cpr, born| ChangePerson {
            family: holm.id,
            person,
            version,
            role: MemberRole::OtherAdult,
            change: change(cpr, born),
        };
        let day = date(1990, 1, 31);
        let mut ctx = house.change(&house.karen).await;
        let set = SecretChange::Set(Some(cpr));
        change_person(&mut ctx, command(holm.mother, 1, set.clone(), day))
            .await
            .expect("changed");
        for (person, version, cpr, born, expected) in [
            (holm.mother, 1, SecretChange::Keep, day, "changed it since"),
            (
                holm.mother,
                2,
                SecretChange::Keep,
                date(1990, 1, 30),
                "not the birth day",
            ),
            (berg.mother, 1, SecretChange::Keep, day, "not found"),
            (holm.child, 1, set, date(2023, 5, 4), "another person has"),
            (
                holm.child,
                1,
                SecretChange::Set(Some(CprNumber::parse("040523-5000").expect("a number"))),
                date(2023, 5, 4),
                "a possible CPR number",
            ),
        ] {
            let error = change_person(&mut ctx, command(person, version, cpr, born))
                .await
                .expect_err("refused");
            assert!(error.to_string().contains(expected), "{error}");
        }
        let gone = command(holm.mother, 2, SecretChange::Set(None), date(1990, 1, 30));
        change_person(&mut ctx, gone).await.expect("changed");
    }

    #[tokio::test]
    async fn a_changed_name_is_found_and_the_old_one_is_not() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let mut ctx = house.change(&house.karen).await;
        let command = ChangePerson {
            family: holm.id,
            person: holm.mother,
            version: 1,
            role: MemberRole::Mother,
            change: change(SecretChange::Keep, date(1990, 1, 31)),
        };
        change_person(&mut ctx, command).await.expect("changed");
        let sql = "SELECT word FROM search_word WHERE person_id = $1 ORDER BY word";
        let rows = ctx
            .link
            .rows(sql, helhed_store::args![holm.mother])
            .await
            .expect("read");
        let words: Vec<String> = rows
            .into_iter()
            .map(|mut row| row.next().expect("a word"))
            .collect();
        assert_eq!(words, ["sofia", "الحسن"]);
    }
}
