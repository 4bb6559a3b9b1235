//! Adds somebody who knows a person and will rate beside them.

use helhed_access::{Doing, Permit, doing, what};
use helhed_domain::episode::{Collateral, RaterKind};
use helhed_domain::fold::folded_words;
use helhed_domain::ids::{FamilyId, PersonId, RaterId};
use helhed_domain::text::Name;
use helhed_store::rater::{self, Assigned};
use helhed_store::{StoreError, rated};

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A collateral rater to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddRater {
    /// The family.
    pub family: FamilyId,
    /// Whom they know.
    pub person: PersonId,
    /// What they are to them.
    pub kind: RaterKind,
    /// What they are called.
    pub name: Name,
    /// Who in the family they are, for a parent.
    pub relative: Option<PersonId>,
}

/// Why a rater was not added.
#[derive(Debug, thiserror::Error)]
pub enum AddRaterError {
    /// They work with the family as coordinator or deputy, whatever account they use.
    #[error("who works with the family does not rate it")]
    WorksWithFamily,
    /// The person, or the relative, does not belong to the family.
    #[error("somebody is not of the family")]
    NotOfFamily,
    /// A person does not know themselves from outside.
    #[error("the rater is the person")]
    ThePerson,
    /// There is one of the name about this person already.
    #[error("there is such a rater")]
    AlreadyThere,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(AddRaterError);

/// Whether a rater is somebody who works with the family: by who they are, or by name.
pub(super) fn works_with_family(
    assigned: &[Assigned],
    name: Option<&Name>,
    person: Option<PersonId>,
) -> bool {
    let same_name = |it: &Assigned| {
        name.is_some_and(|name| folded_words(name.as_str()) == folded_words(it.name.as_str()))
    };
    let same_person = |it: &Assigned| person.is_some() && it.person == person;
    assigned.iter().any(|it| same_name(it) || same_person(it))
}

/// Adds a rater.
pub async fn add_rater(ctx: &mut Ctx, command: AddRater) -> Result<RaterId, AddRaterError> {
    let permit = ctx
        .permit::<what::Ratings, doing::Change>(command.family)
        .await?;
    let known = rated::rateable(&mut ctx.link, &permit).await?;
    let is_kin = |person: PersonId| known.iter().any(|it| it.person == person);
    if !is_kin(command.person) || command.relative.is_some_and(|it| !is_kin(it)) {
        return Err(AddRaterError::NotOfFamily);
    }
    if command.relative == Some(command.person) {
        return Err(AddRaterError::ThePerson);
    }
    let assigned = rater::assigned(&mut ctx.link, &permit).await?;
    if works_with_family(&assigned, Some(&command.name), command.relative) {
        return Err(AddRaterError::WorksWithFamily);
    }
    let there = rater::of_family(&mut ctx.link, &permit).await?;
    if there.iter().any(|it| {
        it.person == command.person
            && it.kind == command.kind
            && folded_words(it.name.as_str()) == folded_words(command.name.as_str())
    }) {
        return Err(AddRaterError::AlreadyThere);
    }
    let id = keep(ctx, &permit, command).await?;
    ctx.record("add_rater", &permit, id.uuid());
    Ok(id)
}

/// Writes a rater down.
pub(super) async fn keep<V: Doing>(
    ctx: &mut Ctx,
    permit: &Permit<what::Ratings, V>,
    command: AddRater,
) -> Result<RaterId, StoreError> {
    let it = Collateral {
        id: ctx.new_id(),
        person: command.person,
        kind: command.kind,
        name: command.name,
        relative: command.relative,
    };
    let now = ctx.now();
    rater::insert(&mut ctx.link, permit, &it, now).await?;
    Ok(it.id)
}
