//! The people of a family.

use helhed_access::{doing, what};
use helhed_domain::custody::Custody;
use helhed_domain::family::Family;
use helhed_domain::ids::FamilyId;
use helhed_domain::relation::Relation;
use helhed_store::family::OtherHousehold;
use helhed_store::person::Member;
use helhed_store::{custody, family, person, relation};

use crate::{Reading, Stop, Visible};

/// The people of a family, as far as the reader may see them.
#[derive(Debug, Clone)]
pub struct PeoplePage {
    /// The family.
    pub family: Family,
    /// Who belongs or has belonged to it; those who left are last.
    pub members: Vec<Member>,
    /// What they are to each other; what has ended is last.
    pub relations: Vec<Relation>,
    /// Who holds custody of them, now, before and from a day to come.
    pub custody: Vec<Custody>,
    /// The other households they belong to, as far as the reader knows those.
    pub other_households: Vec<OtherHousehold>,
    /// Whether the reader may add and change people.
    pub may_change: bool,
    /// Whether the reader may see numbers and protected addresses.
    pub may_see_secrets: bool,
}

/// The people of a family.
pub async fn people_page(reading: &mut Reading, id: FamilyId) -> Result<Visible<PeoplePage>, Stop> {
    let lens = reading.lens(id).await?;
    let permit = lens
        .permit::<what::People, doing::Read>()
        .ok_or(Stop::NotAllowed)?;
    let face = lens
        .permit::<what::Face, doing::Read>()
        .ok_or(Stop::NotAllowed)?;
    let house = reading.house().clone();
    let scope = reading.scope();
    let link = &mut reading.link;
    let page = PeoplePage {
        family: family::find(link, &face).await?.ok_or(Stop::Absent)?,
        members: person::of_family(link, house.keys(), &permit).await?,
        relations: relation::of_family(link, &permit).await?,
        custody: custody::of_family(link, &permit).await?,
        other_households: family::other_households(link, &permit, &scope).await?,
        may_change: lens.may::<what::People, doing::Change>(),
        may_see_secrets: lens.may::<what::Secrets, doing::Read>(),
    };
    reading
        .show::<what::People, _>("people_page", &lens, page)
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::family::{
        AddMember, ChangePerson, Newcomer, Secret, add_member, change_person, show_secret,
    };
    use crate::testing::{House, line};
    use helhed_domain::cpr::CprNumber;
    use helhed_domain::family::MemberRole;
    use helhed_domain::person::{Birth, PersonChange, SecretChange, Sex};
    use helhed_domain::text::Name;
    use helhed_store::args;
    use jiff::civil::date;

    fn sofie() -> PersonChange {
        PersonChange {
            given_name: Name::parse("Sofie").expect("a name"),
            family_name: Name::parse("Holm").expect("a name"),
            sex: Sex::Female,
            birth: Birth::Born(date(1990, 1, 31)),
            cpr: SecretChange::Set(CprNumber::parse("910190-1234").ok()),
            protected_address: true,
            address: SecretChange::Set(Some(line("Hemmelig Vej 1"))),
            phone: Some(line("12 34 56 78")),
            email: None,
            language: None,
            interpreter: false,
        }
    }

    #[tokio::test]
    async fn secrets_take_an_extra_step_that_is_recorded_by_itself() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let mut ctx = house.change(&house.karen).await;
        let command = ChangePerson {
            family: holm.id,
            person: holm.mother,
            version: 1,
            role: MemberRole::Mother,
            change: sofie(),
        };
        change_person(&mut ctx, command).await.expect("changed");
        ctx.commit().await.expect("committed");

        let mut reading = house.reading(&house.karen, house.now());
        let page = people_page(&mut reading, holm.id).await.expect("a page");
        let card = &page.members[0].person;
        assert_eq!(card.masked_cpr().as_deref(), Some("910190-••••"));
        assert!(card.address.is_none() && card.address_known);
        assert!(page.may_change && page.may_see_secrets);

        for (secret, act, text) in [
            (Secret::Cpr, "unmask_cpr", "910190-1234"),
            (Secret::Address, "show_protected_address", "Hemmelig Vej 1"),
        ] {
            let shown = show_secret(&mut reading, holm.id, holm.mother, secret)
                .await
                .expect("shown");
            assert_eq!(shown.text.as_deref(), Some(text));
            let sql = "SELECT COUNT(*) FROM audit_entry WHERE act = $1 AND subject = $2 AND actor_id = $3 AND basis = 'coordinator'";
            let values = args![act, holm.mother, house.karen.account];
            let mut row = reading
                .link
                .row(sql, values)
                .await
                .expect("read")
                .expect("a row");
            assert_eq!(row.next::<i64>().expect("a count"), 1);
        }
        let mut leader = house.reading(&house.lone, house.now());
        let page = people_page(&mut leader, holm.id).await.expect("a page");
        assert!(!page.may_change && !page.may_see_secrets);
        assert!(matches!(
            show_secret(&mut leader, holm.id, holm.mother, Secret::Cpr).await,
            Err(Stop::NotAllowed)
        ));
        let mut partner = house.reading(&house.jens, house.now());
        assert!(matches!(
            people_page(&mut partner, holm.id).await,
            Err(Stop::NotAllowed)
        ));
        let mut other = house.reading(&house.bo, house.now());
        assert!(matches!(
            people_page(&mut other, holm.id).await,
            Err(Stop::Absent)
        ));
    }

    #[tokio::test]
    async fn another_household_shows_only_to_those_who_know_it() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let berg = house.a_family("Berg").await.taken_in_by(&house.bo).await;
        let mut ctx = house.change(&house.karen).await;
        let command = ChangePerson {
            family: holm.id,
            person: holm.mother,
            version: 1,
            role: MemberRole::Mother,
            change: sofie(),
        };
        change_person(&mut ctx, command).await.expect("changed");
        ctx.commit().await.expect("committed");
        let mut ctx = house.change(&house.bo).await;
        let command = AddMember {
            family: berg.id,
            who: Newcomer::Known(CprNumber::parse("9101901234").expect("a number")),
            role: MemberRole::OtherAdult,
            from: ctx.today(),
        };
        add_member(&mut ctx, command).await.expect("added");
        ctx.commit().await.expect("committed");
        for (actor, known) in [(&house.karen, 0), (&house.lone, 1)] {
            let mut reading = house.reading(actor, house.now());
            let page = people_page(&mut reading, holm.id).await.expect("a page");
            assert_eq!(page.other_households.len(), known);
        }
    }
}
