//! Puts somebody outside the family on its genogram, with what they are to somebody on it.

use helhed_access::{doing, what};
use helhed_domain::genogram::{DeathError, KinFacts};
use helhed_domain::ids::{FamilyId, PersonId};
use helhed_domain::person::PersonFacts;
use helhed_store::genogram;

use crate::family::{SetRelation, SetRelationError, enter_person, set_relation};
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// Kin to put on a genogram.
#[derive(Debug, Clone)]
pub struct AddKin {
    /// The family.
    pub family: FamilyId,
    /// What is known of them.
    pub facts: KinFacts,
    /// A code of the list `relation`.
    pub kind: String,
    /// To whom on the genogram they are that.
    pub other: PersonId,
    /// The other way round: the other is that to them.
    pub turned: bool,
}

/// Why nobody was put on it.
#[derive(Debug, thiserror::Error)]
pub enum AddKinError {
    /// The death cannot be.
    #[error(transparent)]
    Death(#[from] DeathError),
    /// The relation cannot be.
    #[error(transparent)]
    Relation(SetRelationError),
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(AddKinError);

impl From<SetRelationError> for AddKinError {
    fn from(error: SetRelationError) -> Self {
        match error {
            SetRelationError::Stopped(stop) => Self::Stopped(stop),
            other => Self::Relation(other),
        }
    }
}

/// Puts somebody outside the family on its genogram. They belong to no family here by that, and no search finds them.
pub async fn add_kin(ctx: &mut Ctx, command: AddKin) -> Result<PersonId, AddKinError> {
    let permit = ctx
        .permit::<what::People, doing::Add>(command.family)
        .await?;
    let (actor, now, today) = (ctx.actor()?.account, ctx.now(), ctx.today());
    let KinFacts {
        given_name,
        family_name,
        sex,
        birth,
        death,
    } = command.facts;
    let death = death.map(|it| it.checked(birth, today)).transpose()?;
    let facts = PersonFacts {
        given_name,
        family_name,
        sex,
        birth,
        cpr: None,
        protected_address: false,
        address: None,
        phone: None,
        email: None,
        language: None,
        interpreter: false,
    };
    // Without a number nobody is known already.
    let entered = enter_person(ctx, facts).await.map_err(|error| match error {
        crate::family::EnterPersonError::Stopped(stop) => stop,
        _ => Stop::NotAllowed,
    });
    let person = entered?;
    genogram::add_kin(&mut ctx.link, &permit, person, actor, now).await?;
    if death.is_some() {
        genogram::note_death(&mut ctx.link, &permit, person, death, (actor, now)).await?;
    }
    let (one, other) = match command.turned {
        false => (person, command.other),
        true => (command.other, person),
    };
    let relation = SetRelation {
        family: command.family,
        person: one,
        kind: command.kind,
        other,
    };
    set_relation(ctx, relation).await?;
    ctx.record("add_kin", &permit, person.uuid());
    Ok(person)
}
