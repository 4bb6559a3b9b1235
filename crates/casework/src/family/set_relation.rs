//! Sets what one person of the family is to another.

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};
use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, PersonId, RelationId};
use helhed_domain::relation::{Relation, RelationError, check};
use helhed_store::{genogram, relation};

/// What one is to another: `person` is `kind` `other`.
#[derive(Debug, Clone)]
pub struct SetRelation {
    /// The family.
    pub family: FamilyId,
    /// Who is.
    pub person: PersonId,
    /// A code of the list `relation`.
    pub kind: String,
    /// To whom.
    pub other: PersonId,
}

/// Why no relation was set.
#[derive(Debug, thiserror::Error)]
pub enum SetRelationError {
    /// It cannot be.
    #[error(transparent)]
    Wrong(#[from] RelationError),
    /// The list has no such kind today.
    #[error("no such kind of relation")]
    NoSuchKind,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(SetRelationError);

/// Sets what one person on the family's genogram is to another: who belongs or has belonged to it, and kin outside.
pub async fn set_relation(
    ctx: &mut Ctx,
    command: SetRelation,
) -> Result<RelationId, SetRelationError> {
    let permit = ctx
        .permit::<what::People, doing::Add>(command.family)
        .await?;
    if !ctx.lists().holds("relation", &command.kind, ctx.today()) {
        return Err(SetRelationError::NoSuchKind);
    }
    let people = genogram::figures(&mut ctx.link, &permit).await?;
    let birth = |id: PersonId| {
        let found = people.iter().find(|it| it.id == id);
        found.map(|it| (id, it.birth)).ok_or(Stop::Absent)
    };
    let births = [birth(command.person)?, birth(command.other)?];
    let known = relation::to_compare(&mut ctx.link, &permit, command.person, command.other).await?;
    check(births[0], &command.kind, births[1], &known)?;
    let set = Relation {
        id: ctx.new_id(),
        person: command.person,
        kind: command.kind,
        other: command.other,
        ended: None,
    };
    relation::insert(&mut ctx.link, &permit, &set).await?;
    ctx.record("set_relation", &permit, set.id.uuid());
    Ok(set.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::family::{EndRelation, EndRelationError, end_relation};
    use crate::testing::House;
    use jiff::civil::date;

    #[tokio::test]
    async fn nobody_is_their_own_grandmother_across_what_is_stored() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let berg = house.a_family("Berg").await.taken_in_by(&house.karen).await;
        let set = |person, kind: &str, other| SetRelation {
            family: holm.id,
            person,
            kind: kind.to_owned(),
            other,
        };
        let mut ctx = house.change(&house.karen).await;
        let id = set_relation(&mut ctx, set(holm.mother, "parent", holm.child))
            .await
            .expect("set");
        for (command, expected) in [
            (set(holm.child, "grandparent", holm.mother), "comes before"),
            (set(holm.child, "sibling", holm.mother), "rules it out"),
            (set(holm.mother, "parent", holm.child), "already known"),
            (set(holm.mother, "partner", holm.mother), "oneself"),
            (set(holm.mother, "queen", holm.child), "no such kind"),
            (set(holm.mother, "sibling", berg.mother), "not found"),
        ] {
            let error = set_relation(&mut ctx, command).await.expect_err("refused");
            assert!(error.to_string().contains(expected), "{error}");
        }
        let end = |relation, on| EndRelation {
            family: holm.id,
            relation,
            on,
        };
        assert!(matches!(
            end_relation(&mut ctx, end(id, date(2026, 11, 25))).await,
            Err(EndRelationError::InTheFuture)
        ));
        let today = date(2026, 11, 24);
        end_relation(&mut ctx, end(id, today)).await.expect("ended");
        assert!(matches!(
            end_relation(&mut ctx, end(id, today)).await,
            Err(EndRelationError::Stopped(Stop::Absent))
        ));
        let unknown = set_relation(&mut ctx, set(holm.child, "sibling", holm.mother)).await;
        assert!(unknown.is_ok(), "what has ended stands in nobody's way");
    }
}
