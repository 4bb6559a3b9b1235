//! Changes what is known of somebody outside the family who is on its genogram.

use helhed_access::{doing, what};
use helhed_domain::genogram::{DeathError, KinFacts};
use helhed_domain::ids::{FamilyId, PersonId};
use helhed_domain::relation::RelationError;
use helhed_store::genogram;

use super::genogram_page::on_it;
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// Kin as they are to be.
#[derive(Debug, Clone)]
pub struct ChangeKin {
    /// The family.
    pub family: FamilyId,
    /// Who.
    pub person: PersonId,
    /// The version that was read.
    pub version: i64,
    /// What is known.
    pub facts: KinFacts,
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeKinError {
    /// The death cannot be.
    #[error(transparent)]
    Death(#[from] DeathError),
    /// The birth does not go with whose parent or child they are.
    #[error(transparent)]
    Relation(#[from] RelationError),
    /// Somebody else has changed it since.
    #[error("somebody else has changed it since")]
    Changed,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(ChangeKinError);

/// Changes what is known of somebody outside the family. Who belongs to a family is changed there, see
/// [`crate::family::change_person`].
pub async fn change_kin(ctx: &mut Ctx, command: ChangeKin) -> Result<(), ChangeKinError> {
    let permit = ctx
        .permit::<what::People, doing::Change>(command.family)
        .await?;
    let (actor, now, today) = (ctx.actor()?.account, ctx.now(), ctx.today());
    let ChangeKin {
        person,
        version,
        facts,
        ..
    } = command;
    if on_it(ctx, &permit, person).await?.role.is_some() {
        return Err(Stop::NotAllowed.into());
    }
    let death = facts.death.map(|it| it.checked(facts.birth, today));
    let death = death.transpose()?;
    fits_the_line(ctx, &permit, person, &facts).await?;
    let kin = (person, version);
    if !genogram::change_kin(&mut ctx.link, &permit, kin, &facts).await? {
        return Err(ChangeKinError::Changed);
    }
    genogram::note_death(&mut ctx.link, &permit, person, death, (actor, now)).await?;
    ctx.record("change_kin", &permit, person.uuid());
    Ok(())
}

/// Holds a changed birth against whoever stands above and below in the family line.
async fn fits_the_line(
    ctx: &mut Ctx,
    permit: &helhed_access::Permit<what::People, doing::Change>,
    person: PersonId,
    facts: &KinFacts,
) -> Result<(), ChangeKinError> {
    let people = genogram::figures(&mut ctx.link, permit).await?;
    let birth = |id: PersonId| match id == person {
        true => facts.birth.born(),
        false => {
            let found = people.iter().find(|it| it.id == id);
            found.and_then(|it| it.birth.born().or(it.birth.expected()))
        }
    };
    let relations = genogram::relations(&mut ctx.link, permit).await?;
    let lines = relations.iter().filter(|it| {
        it.ended.is_none()
            && [it.person, it.other].contains(&person)
            && helhed_domain::relation::is_descent(&it.kind)
    });
    for it in lines {
        if let (Some(older), Some(younger)) = (birth(it.person), birth(it.other))
            && older >= younger
        {
            return Err(RelationError::NotOlder.into());
        }
    }
    Ok(())
}
