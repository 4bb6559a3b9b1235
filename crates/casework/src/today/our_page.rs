//! A family member's own page: appointments, agreements and goals of their family.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use helhed_access::{Basis, Resource};
use helhed_domain::account::Role;
use helhed_domain::ids::{FamilyId, PersonId};
use helhed_domain::owner::Owner;
use helhed_domain::task::TaskKind;
use helhed_store::appointment::{self, AppointmentLine, Span};
use helhed_store::goal::{self, GoalLine};
use helhed_store::overview::{self, Pick};
use helhed_store::task::{self, TaskLine};

use crate::sharing::standing_seen;
use crate::{Reading, Stop, Visible};

/// How far ahead appointments are shown.
const AHEAD: SignedDuration = SignedDuration::from_hours(60 * 24);

/// What a family member sees of their own case.
#[derive(Debug)]
pub struct OurPage {
    /// Who looks.
    pub person: PersonId,
    /// The viewer's families.
    pub families: Vec<FamilyId>,
    /// Appointments of the next 60 days that the viewer is to be at, or that name nobody of the family.
    pub appointments: Vec<AppointmentLine>,
    /// Open tasks and agreements that the viewer has taken on.
    pub mine: Vec<TaskLine>,
    /// Open agreements that others have taken on, in the family and around it.
    pub others: Vec<TaskLine>,
    /// Goals, open and reached.
    pub goals: Vec<GoalLine>,
}

/// Own appointments, agreements and goals, as far as the lens lets them through.
pub async fn our_page(reading: &mut Reading) -> Result<Visible<OurPage>, Stop> {
    let viewer = *reading.actor();
    let (Role::FamilyMember, Some(person)) = (viewer.role, viewer.person) else {
        return Err(Stop::NotAllowed);
    };
    let scope = reading.scope();
    let now = reading.now();
    let span = Span {
        from: now,
        to: now.checked_add(AHEAD).unwrap_or(Timestamp::MAX),
    };
    let (families, _) = overview::page(&mut reading.link, &scope, Pick::All, 0).await?;
    let mut seen = BTreeSet::new();
    for family in &families {
        seen.extend(standing_seen(reading, *family).await?);
    }
    let link = &mut reading.link;
    let mut appointments = appointment::in_scope(link, &scope, span).await?;
    appointments.retain(|line| {
        let people = &line.appointment.facts.people;
        let invited = people.is_empty() || people.contains(&person);
        invited && seen.contains(&line.appointment.id.uuid())
    });
    let is_mine = |line: &TaskLine| line.task.facts.owner == Owner::Person(person);
    let (mine, mut others): (Vec<_>, Vec<_>) = task::open_in(link, &scope)
        .await?
        .into_iter()
        .filter(|line| seen.contains(&line.task.id.uuid()))
        .partition(is_mine);
    // A professional's own task is not an agreement with the family.
    others.retain(|line| line.task.facts.kind == TaskKind::Agreement);
    let mut goals = goal::in_scope(link, &scope).await?;
    goals.retain(|line| seen.contains(&line.goal.id.uuid()));
    let page = OurPage {
        person,
        families,
        appointments,
        mine,
        others,
        goals,
    };
    reading
        .show_list("our_page", Resource::Plan, Basis::OwnCase, page)
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{House, a_meeting, a_task};
    use helhed_access::Actor;
    use helhed_domain::goal::Horizon;

    #[tokio::test]
    async fn a_mother_sees_what_is_hers_and_agreed_and_no_professionals_task() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let berg = house.a_family("Berg").await.taken_in_by(&house.karen).await;
        holm.set(a_task("Søg praktik", Owner::Person(holm.mother), None))
            .await;
        holm.task("Vurdér bekymring", None).await;
        let karen = Owner::Account(house.karen.account);
        let mut agreed = a_task("Karen ringer til skolen", karen, None);
        agreed.kind = TaskKind::Agreement;
        holm.set(agreed).await;
        berg.set(a_task("Andres opgave", Owner::Person(berg.mother), None))
            .await;
        let mut meeting = a_meeting("2026-11-25T09:00:00Z", "2026-11-25T10:00:00Z");
        holm.meets(meeting.clone()).await;
        meeting.people = vec![holm.child];
        holm.meets(meeting).await;
        holm.goal("Sofie i uddannelse", Horizon::Long, None).await;
        berg.goal("Andres mål", Horizon::Long, None).await;

        let sofie = Actor {
            role: Role::FamilyMember,
            unit: None,
            person: Some(holm.mother),
            ..house.karen
        };
        let mut reading = house.reading(&sofie, house.now());
        let page = our_page(&mut reading).await.expect("a page");
        assert_eq!(page.mine.len(), 1);
        assert_eq!(page.mine[0].task.facts.title.as_str(), "Søg praktik");
        assert_eq!(page.others.len(), 1);
        assert_eq!(page.others[0].owner_name.as_str(), "Karen Koordinator");
        assert_eq!(page.appointments.len(), 1);
        assert_eq!(page.goals.len(), 1);

        let mut reading = house.reading(&house.karen, house.now());
        assert!(matches!(
            our_page(&mut reading).await,
            Err(Stop::NotAllowed)
        ));
    }
}
