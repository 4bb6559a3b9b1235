//! A family on one page: what comes next, what is missing, what has happened.

use jiff::{SignedDuration, Timestamp};

use helhed_access::{doing, what};
use helhed_domain::goal::Goal;
use helhed_domain::ids::FamilyId;
use helhed_domain::person::Birth;
use helhed_store::appointment::{self, AppointmentLine, Span};
use helhed_store::goal;
use helhed_store::journal::{self, Entry, Filter};
use helhed_store::task::{self, TaskLine};

use super::family_head::{FamilyHead, read_head};
use crate::{Reading, Stop, Visible};

/// How far ahead appointments are shown.
const AHEAD: SignedDuration = SignedDuration::from_hours(14 * 24);
/// How many entries of the journal are shown.
const RECENT: i64 = 6;

/// Something the case still lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// Nobody has said what authority the coordinator has on the employment side.
    Authority,
    /// There is no goal yet.
    Goals,
    /// The plan should have been reviewed.
    Review,
    /// No next appointment is set.
    Appointment,
    /// Somebody's birth is not written down.
    Birth,
}

impl Missing {
    /// Its code: the translations hold `missing-CODE`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Authority => "authority",
            Self::Goals => "goals",
            Self::Review => "review",
            Self::Appointment => "appointment",
            Self::Birth => "birth",
        }
    }

    /// The page of the family where it is mended.
    pub fn mended_at(self) -> &'static str {
        match self {
            Self::Authority => "authority",
            Self::Goals | Self::Review => "plan",
            Self::Appointment => "appointments",
            Self::Birth => "people",
        }
    }
}

/// A family on one page.
#[derive(Debug)]
pub struct FamilyPage {
    /// The band.
    pub head: FamilyHead,
    /// Open tasks and agreements, the soonest due first.
    pub tasks: Vec<TaskLine>,
    /// Appointments of the next fourteen days.
    pub appointments: Vec<AppointmentLine>,
    /// Open goals.
    pub goals: Vec<Goal>,
    /// The newest of the journal.
    pub recent: Vec<Entry>,
    /// What is missing.
    pub missing: Vec<Missing>,
}

/// The overview of a family: a fixed number of queries.
pub async fn family_page(
    reading: &mut Reading,
    family: FamilyId,
) -> Result<Visible<FamilyPage>, Stop> {
    let lens = reading.lens(family).await?;
    let head = read_head(reading, &lens).await?;
    let permits = (
        lens.permit::<what::Tasks, doing::Read>(),
        lens.permit::<what::Appointments, doing::Read>(),
        lens.permit::<what::Plan, doing::Read>(),
        lens.permit::<what::Contacts, doing::Read>(),
        lens.permit::<what::Notes, doing::Read>(),
    );
    let (Some(tasks), Some(appointments), Some(plan), Some(contacts), Some(notes)) = permits else {
        return Err(Stop::NotAllowed);
    };
    let (now, today) = (reading.now(), reading.today());
    let link = &mut reading.link;
    let span = Span {
        from: now,
        to: now.checked_add(AHEAD).unwrap_or(Timestamp::MAX),
    };
    let mut goals = goal::of_family(link, &plan).await?;
    let has_goals = !goals.is_empty();
    goals.retain(|goal| goal.ended.is_none());
    let (open, _) = task::of_family(link, &tasks, 0).await?;
    let appointments = appointment::of_family(link, &appointments, span).await?;
    let recent = journal::page(link, &contacts, &notes, &Filter::All, None, RECENT).await?;
    let mut missing = Vec::new();
    if head.facts.started.is_some() {
        let lacks = [
            (
                Missing::Review,
                head.review_due.is_some_and(|due| due.is_overdue(today)),
            ),
            (Missing::Goals, !has_goals),
            (Missing::Appointment, head.facts.next_appointment.is_none()),
            (Missing::Authority, head.facts.authority.is_none()),
            (
                Missing::Birth,
                head.faces.iter().any(|face| face.birth == Birth::Unknown),
            ),
        ];
        missing.extend(lacks.iter().filter(|(_, lacks)| *lacks).map(|(it, _)| *it));
    }
    let page = FamilyPage {
        head,
        tasks: open,
        appointments,
        goals,
        recent,
        missing,
    };
    reading
        .show::<what::Face, _>("family_page", &lens, page)
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::House;

    #[tokio::test]
    async fn a_new_family_lacks_what_a_case_needs() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let mut reading = house.reading(&house.karen, house.now());
        let page = family_page(&mut reading, holm.id).await.expect("a page");
        assert_eq!(page.head.facts.name.as_str(), "Holm");
        assert!(
            page.missing.contains(&Missing::Goals) && page.missing.contains(&Missing::Authority)
        );
        assert!(
            !page.missing.contains(&Missing::Birth) && !page.missing.contains(&Missing::Review)
        );
        assert_eq!(page.head.faces.len(), 2);
    }

    #[tokio::test]
    async fn another_coordinators_family_and_no_family_are_the_same() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let nowhere = FamilyId::parse("0190b6a0-0000-7000-8000-000000000001").expect("an id");
        for family in [holm.id, nowhere] {
            for actor in [house.bo, house.sanne, house.it_admin, house.dpo] {
                let mut reading = house.reading(&actor, house.now());
                let page = family_page(&mut reading, family).await;
                assert!(matches!(page, Err(Stop::Absent)), "{:?}", actor.role);
            }
        }
    }
}
