//! From a unit's referral to the team's decision.

use helhed_casework::Ctx;
use helhed_casework::domain::authority::Authority;
use helhed_casework::domain::cpr::CprNumber;
use helhed_casework::domain::person::Birth;
use helhed_casework::domain::referral::DeclineReason;
use helhed_casework::intake::{
    Decline, ReferFamily, ReferPerson, TakeIn, decline, put_on_waiting_list, take_in,
    write_referral,
};
use helhed_casework::team::{SetAuthority, set_authority};

use super::codes::{criteria, decline_reason, member_role};
use super::refuse::{PopulateError, line, name, prose, refused};
use super::scene::{Entered, Scene};
use crate::story::{self, Decision, Person};

/// What a child is called before it has a name.
const UNBORN: &str = "Ventet barn";

impl Scene<'_> {
    pub(super) async fn refer(&mut self, ctx: &mut Ctx) -> Result<(), PopulateError> {
        let told = &self.story.referral;
        let people = self.story.persons.iter();
        let command = ReferFamily {
            household: name(&self.story.household)?,
            people: people
                .map(|person| self.referred(person))
                .collect::<Result<_, _>>()?,
            criteria: criteria(&told.criteria),
            reasons: prose(&told.reasons)?,
        };
        let written = write_referral(ctx, command)
            .await
            .map_err(refused("write_referral"))?;
        self.entered = Some(Entered {
            referral: written.referral,
            family: written.family,
            people: written.people,
        });
        Ok(())
    }

    /// A person as the referring unit knows them: a child who is not born yet is expected.
    fn referred(&self, person: &Person) -> Result<ReferPerson, PopulateError> {
        let born = person.is_born_by(self.story.referral.on);
        let given = person.given_name.as_deref().filter(|_| born);
        let cpr = person.cpr.as_deref().filter(|_| born);
        Ok(ReferPerson {
            given_name: name(given.unwrap_or(UNBORN))?,
            family_name: name(&person.family_name)?,
            role: member_role(person.role),
            birth: if born {
                Birth::Born(person.birth.day())
            } else {
                Birth::Expected(person.birth.day())
            },
            cpr: cpr
                .map(CprNumber::parse)
                .transpose()
                .map_err(refused("a CPR number"))?,
        })
    }

    pub(super) async fn put_on_list(&mut self, ctx: &mut Ctx) -> Result<(), PopulateError> {
        put_on_waiting_list(ctx, self.entered()?.referral)
            .await
            .map_err(refused("put_on_waiting_list"))
    }

    pub(super) async fn decline(&mut self, ctx: &mut Ctx) -> Result<(), PopulateError> {
        let Decision::Declined { reason, text, .. } = &self.story.decision else {
            return Ok(());
        };
        let command = Decline {
            referral: self.entered()?.referral,
            reason: DeclineReason::new(decline_reason(*reason)),
            word: Some(line(text)?),
        };
        decline(ctx, command).await.map_err(refused("decline"))
    }

    pub(super) async fn take_in(&mut self, ctx: &mut Ctx) -> Result<(), PopulateError> {
        let Decision::TakenIn {
            start, authority, ..
        } = &self.story.decision
        else {
            return Ok(());
        };
        let command = TakeIn {
            referral: self.entered()?.referral,
            coordinator: self.coordinator()?.account,
            start: *start,
        };
        take_in(ctx, command).await.map_err(refused("take_in"))?;
        let command = SetAuthority {
            family: self.family()?,
            authority: match authority {
                story::Authority::Sole => Authority::Sole,
                story::Authority::Shared { with } => Authority::Shared { with: name(with)? },
                story::Authority::None => Authority::None,
            },
            from: *start,
        };
        let set = set_authority(ctx, command).await;
        set.map(drop).map_err(refused("set_authority"))
    }
}
