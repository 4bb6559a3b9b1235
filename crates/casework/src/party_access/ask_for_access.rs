//! Notes that somebody asked for access to their case, and when they must have it.

use jiff::civil::Date;

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, PartyAccessId, PersonId};
use helhed_domain::party_access::PartyAccess;
use helhed_domain::text::Line;
use helhed_domain::working_day::{shipped_holidays, working_days_after};
use helhed_store::{household, party_access as stored};

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A request for access.
#[derive(Debug, Clone)]
pub struct AskForAccess {
    /// The family.
    pub family: FamilyId,
    /// Whose case.
    pub party: PersonId,
    /// Who asked.
    pub asked_by: Line,
    /// The day it was received.
    pub received: Date,
}

/// Why a request was not noted.
#[derive(Debug, thiserror::Error)]
pub enum AskForAccessError {
    /// It was received on a day to come.
    #[error("received on a day to come")]
    InTheFuture,
    /// The person does not belong to the family.
    #[error("the person is not of the family")]
    NotOfFamily,
    /// The person has asked already and has not been answered.
    #[error("asked already")]
    Already,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(AskForAccessError);

/// Notes a request. The deadline is that of the day it was received, in working days.
pub async fn ask_for_access(
    ctx: &mut Ctx,
    command: AskForAccess,
) -> Result<PartyAccessId, AskForAccessError> {
    let permit = ctx
        .permit::<what::PartyAccess, doing::Add>(command.family)
        .await?;
    if command.received > ctx.today() {
        return Err(AskForAccessError::InTheFuture);
    }
    if !household::all_belong(&mut ctx.link, &permit, &[command.party]).await? {
        return Err(AskForAccessError::NotOfFamily);
    }
    let days = ctx.lists().rules(command.received).party_access_days;
    let access = PartyAccess {
        id: ctx.new_id(),
        family: command.family,
        party: command.party,
        asked_by: command.asked_by,
        received: command.received,
        due: working_days_after(command.received, days, &shipped_holidays()),
        by: ctx.actor()?.account,
        handed: None,
    };
    if !stored::insert(&mut ctx.link, &permit, &access).await? {
        return Err(AskForAccessError::Already);
    }
    ctx.record("ask_for_access", &permit, access.id.uuid());
    Ok(access.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::party_access::party_access_page;
    use crate::testing::{House, line};
    use jiff::civil::date;

    #[tokio::test]
    async fn a_request_is_due_after_seven_working_days_and_asked_once() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let berg = house.a_family("Berg").await.taken_in_by(&house.karen).await;
        let mut ctx = house.change(&house.karen).await;
        let ask = |party, received| AskForAccess {
            family: holm.id,
            party,
            asked_by: line("Sofie selv"),
            received,
        };
        let today = date(2026, 11, 24);
        let future = ask_for_access(&mut ctx, ask(holm.mother, date(2026, 11, 25))).await;
        assert!(matches!(future, Err(AskForAccessError::InTheFuture)));
        let stranger = ask_for_access(&mut ctx, ask(berg.mother, today)).await;
        assert!(matches!(stranger, Err(AskForAccessError::NotOfFamily)));
        ask_for_access(&mut ctx, ask(holm.mother, today))
            .await
            .expect("noted");
        let again = ask_for_access(&mut ctx, ask(holm.mother, today)).await;
        assert!(matches!(again, Err(AskForAccessError::Already)));
        ask_for_access(&mut ctx, ask(holm.child, date(2026, 11, 20)))
            .await
            .expect("noted");
        ctx.commit().await.expect("committed");
        let mut reading = house.reading(&house.karen, house.now());
        let page = party_access_page(&mut reading, holm.id)
            .await
            .expect("a page");
        let due: Vec<_> = page
            .lines
            .iter()
            .map(|it| (it.party_name.as_str(), it.access.due))
            .collect();
        assert_eq!(
            due,
            [("Sofie", date(2026, 12, 3)), ("Emil", date(2026, 12, 1))]
        );
        for actor in [house.lone, house.bo, house.jens] {
            let mut ctx = house.change(&actor).await;
            let refused = ask_for_access(&mut ctx, ask(holm.mother, today)).await;
            assert!(
                matches!(refused, Err(AskForAccessError::Stopped(_))),
                "{:?}",
                actor.role
            );
        }
    }
}
