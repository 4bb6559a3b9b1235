//! Writes down a contact with a family.

use helhed_access::{Permit, doing, what};
use helhed_domain::contact::{Contact, ContactError, ContactFacts};
use helhed_domain::ids::{ContactId, FamilyId};
use helhed_store::{contact as stored, household};

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A contact to write down.
#[derive(Debug, Clone)]
pub struct LogContact {
    /// The family.
    pub family: FamilyId,
    /// What happened.
    pub facts: ContactFacts,
}

/// Why a contact was not written down.
#[derive(Debug, thiserror::Error)]
pub enum LogContactError {
    /// It cannot have been.
    #[error(transparent)]
    Wrong(#[from] ContactError),
    /// Somebody who took part does not belong to the family; others are written by name.
    #[error("somebody who took part is not of the family")]
    NotOfFamily,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(LogContactError);

/// Writes down a contact that has happened or goes on.
pub async fn log_contact(ctx: &mut Ctx, command: LogContact) -> Result<ContactId, LogContactError> {
    let permit = ctx
        .permit::<what::Contacts, doing::Add>(command.family)
        .await?;
    let facts = command.facts.checked(ctx.now())?;
    if !household::all_belong(&mut ctx.link, &permit, &facts.people).await? {
        return Err(LogContactError::NotOfFamily);
    }
    keep(ctx, &permit, facts, "log_contact").await
}

/// Keeps what was checked.
pub(super) async fn keep(
    ctx: &mut Ctx,
    permit: &Permit<what::Contacts, doing::Add>,
    facts: ContactFacts,
    act: &'static str,
) -> Result<ContactId, LogContactError> {
    let contact = Contact {
        id: ctx.new_id(),
        family: permit.family(),
        facts,
        by: ctx.actor()?.account,
        written_at: ctx.now(),
        annulled: None,
    };
    stored::insert(&mut ctx.link, permit, &contact).await?;
    ctx.record(act, permit, contact.id.uuid());
    Ok(contact.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{House, a_call, instant};

    #[tokio::test]
    async fn a_contact_has_happened_and_with_people_of_the_family() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let berg = house.a_family("Berg").await.taken_in_by(&house.karen).await;
        let log = async |facts| {
            let mut ctx = house.change(&house.karen).await;
            let family = holm.id;
            let logged = log_contact(&mut ctx, LogContact { family, facts }).await;
            ctx.commit().await.expect("committed");
            logged
        };
        let tomorrow = a_call(instant("2026-11-25T09:00:00Z"));
        assert!(matches!(
            log(tomorrow).await,
            Err(LogContactError::Wrong(ContactError::InTheFuture))
        ));
        let mut strangers = a_call(house.now());
        strangers.people = vec![holm.mother, berg.mother];
        assert!(matches!(
            log(strangers).await,
            Err(LogContactError::NotOfFamily)
        ));
        let mut visit = a_call(house.now());
        visit.people = vec![holm.mother, holm.mother, holm.child];
        assert!(log(visit).await.is_ok());
        assert_eq!(
            holm.last_act().await,
            ("log_contact".into(), "coordinator".into())
        );
    }

    #[tokio::test]
    async fn only_the_coordinator_and_who_stands_in_write_contacts() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        for (actor, hidden) in [
            (house.bo, true),
            (house.lone, false),
            (house.jens, false),
            (house.sanne, true),
            (house.it_admin, true),
            (house.dpo, true),
        ] {
            let mut ctx = house.change(&actor).await;
            let command = LogContact {
                family: holm.id,
                facts: a_call(house.now()),
            };
            let refused = log_contact(&mut ctx, command).await;
            match refused {
                Err(LogContactError::Stopped(Stop::Absent)) => assert!(hidden),
                Err(LogContactError::Stopped(Stop::NotAllowed)) => assert!(!hidden),
                other => panic!("{:?} was not refused: {other:?}", actor.role),
            }
        }
    }
}
