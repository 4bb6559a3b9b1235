//! Families for tests, in sentences: `house.a_family("Holm").await.taken_in_by(&house.karen).await`.

use jiff::Timestamp;
use jiff::civil::date;

use helhed_access::Actor;
use helhed_domain::account::{Language, PassPhrase, Role, Username};
use helhed_domain::course::EndReason;
use helhed_domain::family::MemberRole;
use helhed_domain::ids::{FamilyId, PersonId, ReferralId};
use helhed_domain::person::Birth;
use helhed_domain::referral::DeclineReason;
use helhed_domain::text::{Name, Prose};
use helhed_store::referral;

use crate::account::{AddAccount, add_account};
use crate::course::{CloseCourse, close_course};
use crate::intake::{
    Decline, ReferFamily, ReferPerson, TakeIn, decline, put_on_waiting_list, refer_family, take_in,
};

use super::House;

/// A family of a test: a mother, born in 1990, and her child, born in 2023, referred by the jobcentre.
#[derive(Clone)]
pub struct AFamily<'h> {
    /// Where it is.
    pub house: &'h House,
    /// The family.
    pub id: FamilyId,
    /// Its referral.
    pub referral: ReferralId,
    /// The mother, Sofie.
    pub mother: PersonId,
    /// The child, Emil.
    pub child: PersonId,
}

impl House {
    /// The referral of a family of this name, as a test writes it.
    pub fn referral_of(&self, household: &str) -> ReferFamily {
        let name = |text: &str| Name::parse(text).expect("a name");
        let person = |given: &str, role, birth| ReferPerson {
            given_name: name(given),
            family_name: name(household),
            role,
            birth,
            cpr: None,
        };
        ReferFamily {
            household: name(household),
            people: vec![
                person("Sofie", MemberRole::Mother, Birth::Born(date(1990, 1, 31))),
                person("Emil", MemberRole::Child, Birth::Born(date(2023, 5, 4))),
            ],
            criteria: vec!["small_child".into(), "public_support".into()],
            reasons: Prose::parse("Sofie er god til at bede om hjælp. Der er mange om bordet.")
                .expect("reasons"),
        }
    }

    /// A family that the jobcentre has just referred.
    pub async fn a_family(&self, household: &str) -> AFamily<'_> {
        self.referred_by(&self.jens, self.referral_of(household))
            .await
    }

    /// The family of a referral that somebody writes now.
    pub async fn referred_by(&self, actor: &Actor, command: ReferFamily) -> AFamily<'_> {
        let mut ctx = self.begin(actor, self.now()).await.expect("begun");
        let referral = refer_family(&mut ctx, command)
            .await
            .expect("referred")
            .referral;
        ctx.commit().await.expect("committed");
        let mut ctx = self.begin(&self.lone, self.now()).await.expect("begun");
        let id = referral::family_of(&mut ctx.link, referral)
            .await
            .expect("read")
            .expect("a family");
        let lens = ctx.lens(id).await.expect("a lens");
        let read = lens.permit().expect("leave");
        let people = referral::people(&mut ctx.link, &read, referral)
            .await
            .expect("people");
        let person = |at: usize| people[at.min(people.len() - 1)].0.person;
        AFamily {
            house: self,
            id,
            referral,
            mother: person(0),
            child: person(1),
        }
    }

    /// One more coordinator, with no family yet.
    pub async fn another_coordinator(&self, username: &str) -> Actor {
        let mut ctx = self.begin(&self.it_admin, self.now()).await.expect("begun");
        let command = AddAccount {
            username: Username::parse(username).expect("a name"),
            display_name: Name::parse(username).expect("a name"),
            role: Role::Coordinator,
            unit: Some(self.team),
            person: None,
            language: Language::Danish,
            phrase: PassPhrase::choose(Self::PHRASE).expect("long enough"),
        };
        let account = add_account(&mut ctx, command).await.expect("an account");
        ctx.commit().await.expect("committed");
        Actor {
            account,
            role: Role::Coordinator,
            unit: Some(self.team),
            person: None,
        }
    }
}

impl<'h> AFamily<'h> {
    fn now(&self) -> Timestamp {
        self.house.now()
    }

    /// Taken in by the leader today, for a coordinator.
    pub async fn taken_in_by(self, coordinator: &Actor) -> AFamily<'h> {
        let mut ctx = self
            .house
            .begin(&self.house.lone, self.now())
            .await
            .expect("begun");
        let command = TakeIn {
            referral: self.referral,
            coordinator: coordinator.account,
            start: ctx.today(),
        };
        take_in(&mut ctx, command).await.expect("taken in");
        ctx.commit().await.expect("committed");
        self
    }

    /// Put on the waiting list by the leader.
    pub async fn put_on_list(self) -> AFamily<'h> {
        let mut ctx = self
            .house
            .begin(&self.house.lone, self.now())
            .await
            .expect("begun");
        put_on_waiting_list(&mut ctx, self.referral)
            .await
            .expect("on the list");
        ctx.commit().await.expect("committed");
        self
    }

    /// Declined by the leader: there was no room.
    pub async fn declined(self) -> AFamily<'h> {
        let mut ctx = self
            .house
            .begin(&self.house.lone, self.now())
            .await
            .expect("begun");
        let command = Decline {
            referral: self.referral,
            reason: DeclineReason::new("no_room"),
            word: None,
        };
        decline(&mut ctx, command).await.expect("declined");
        ctx.commit().await.expect("committed");
        self
    }

    /// Closed by the leader today: completed, on to work or education.
    pub async fn closed(self) -> AFamily<'h> {
        let mut ctx = self
            .house
            .begin(&self.house.lone, self.now())
            .await
            .expect("begun");
        let command = CloseCourse {
            family: self.id,
            on: ctx.today(),
            reason: EndReason::Completed,
            goes_on_to: vec!["work_or_education".into()],
            word: None,
        };
        close_course(&mut ctx, command).await.expect("closed");
        ctx.commit().await.expect("committed");
        self
    }
}
