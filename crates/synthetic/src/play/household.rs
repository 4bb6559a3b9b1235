//! What there is to know of the family's people, who they are to each other, and who has custody.

use helhed_casework::Ctx;
use helhed_casework::domain::cpr::CprNumber;
use helhed_casework::domain::custody::Holders;
use helhed_casework::domain::person::{Birth, PersonChange, SecretChange};
use helhed_casework::family::{
    ChangePerson, SetCustody, SetRelation, change_person, set_custody, set_relation,
};

use super::codes::{language, member_role, relation, sex_of};
use super::refuse::{PopulateError, line, name, refused};
use super::scene::Scene;
use crate::story::PersonRef;

impl Scene<'_> {
    /// A person is changed once: on the first day of the course, or after the birth.
    pub(super) async fn person(&mut self, ctx: &mut Ctx, i: usize) -> Result<(), PopulateError> {
        let told = &self.story.persons[i];
        let optional = |text: Option<&str>| text.map(line).transpose();
        let born_since = told.birth.day() > self.story.referral.on;
        let number = told.cpr.as_deref().map(CprNumber::parse).transpose();
        let command = ChangePerson {
            family: self.family()?,
            person: self.person_of(PersonRef(i))?,
            version: 1,
            role: member_role(told.role),
            change: PersonChange {
                given_name: name(told.given_name.as_deref().unwrap_or_default())?,
                family_name: name(&told.family_name)?,
                sex: sex_of(told.sex),
                birth: Birth::Born(told.birth.day()),
                cpr: if born_since {
                    SecretChange::Set(number.map_err(refused("a CPR number"))?)
                } else {
                    SecretChange::Keep
                },
                protected_address: told.protected_address,
                address: SecretChange::Keep,
                phone: optional(told.phone.as_deref())?,
                email: optional(told.email.as_deref())?,
                language: optional(language(told.language))?,
                interpreter: told.interpreter,
            },
        };
        change_person(ctx, command)
            .await
            .map_err(refused("change_person"))
    }

    pub(super) async fn relation(&mut self, ctx: &mut Ctx, i: usize) -> Result<(), PopulateError> {
        let told = self.story.relations[i];
        let command = SetRelation {
            family: self.family()?,
            person: self.person_of(told.from)?,
            kind: relation(told.kind).to_owned(),
            other: self.person_of(told.to)?,
        };
        let set = set_relation(ctx, command).await;
        set.map(drop).map_err(refused("set_relation"))
    }

    /// Custody of a child: from its birth.
    pub(super) async fn custody(
        &mut self,
        ctx: &mut Ctx,
        child: usize,
    ) -> Result<(), PopulateError> {
        let all = self.story.custody.iter();
        let of_child = all.filter(|custody| custody.child == PersonRef(child));
        let holders: Vec<PersonRef> = of_child.map(|custody| custody.holder).collect();
        let holders = match holders[..] {
            [one] => Holders::Sole(self.person_of(one)?),
            [one, other, ..] => Holders::Joint(self.person_of(one)?, self.person_of(other)?),
            [] => return Ok(()),
        };
        let command = SetCustody {
            family: self.family()?,
            child: self.person_of(PersonRef(child))?,
            holders,
            from: self.story.persons[child].birth.day(),
            seen: Vec::new(),
        };
        set_custody(ctx, command)
            .await
            .map(drop)
            .map_err(refused("set_custody"))
    }
}
