//! The timeline of a whole family: what there is and was in a stretch of days, as far as the reader's lens lets it through.

use helhed_access::{Lens, doing, what};
use helhed_domain::account::Role;
use helhed_domain::ids::FamilyId;
use helhed_domain::text::Name;
use helhed_domain::timeline::{EventKind, TimeWindow};
use helhed_store::household::{self, Kin};
use helhed_store::timeline::{self, Event};

use crate::sharing::sees_item;
use crate::{Reading, Stop, Visible};

/// What a timeline shows.
#[derive(Debug)]
pub struct TimelinePage {
    /// The family.
    pub family: FamilyId,
    /// What it is called.
    pub name: Name,
    /// The stretch that is looked at.
    pub window: TimeWindow,
    /// Who may be named: everyone who belongs or has belonged to the family, once each, those who left last.
    pub people: Vec<Kin>,
    /// What there is, the earliest first.
    pub events: Vec<Event>,
}

/// What the team reads, each where its part of the case may be read.
fn kinds_of_team(lens: &Lens) -> Vec<EventKind> {
    let may = |kind: &EventKind| match kind {
        EventKind::Course => lens.may::<what::Courses, doing::Read>(),
        EventKind::Support
        | EventKind::Activation
        | EventKind::Measure
        | EventKind::Case
        | EventKind::DayCare
        | EventKind::Treatment
        | EventKind::Review
        | EventKind::PlanVersion => lens.may::<what::Plan, doing::Read>(),
        EventKind::Involvement => lens.may::<what::Around, doing::Read>(),
        EventKind::Consent => lens.may::<what::Sharing, doing::Read>(),
        EventKind::Crisis => {
            lens.may::<what::Contacts, doing::Read>() && lens.may::<what::Notes, doing::Read>()
        }
        EventKind::Contact => lens.may::<what::Contacts, doing::Read>(),
        EventKind::Appointment => lens.may::<what::Appointments, doing::Read>(),
        EventKind::Rating => lens.may::<what::Ratings, doing::Read>(),
        EventKind::Assessment => lens.may::<what::Assessment, doing::Read>(),
        EventKind::Statement => lens.may::<what::Requests, doing::Read>(),
        EventKind::Referral => lens.may::<what::Referrals, doing::Read>(),
        EventKind::Emergency => lens.may::<what::Log, doing::Read>(),
    };
    EventKind::ALL.iter().copied().filter(may).collect()
}

/// What others may be let through, item by item: not how the case is run.
fn kinds_of_others() -> Vec<EventKind> {
    let of_the_team = [
        EventKind::Consent,
        EventKind::Referral,
        EventKind::Emergency,
    ];
    let all = EventKind::ALL.iter().copied();
    all.filter(|kind| !of_the_team.contains(kind)).collect()
}

/// The timeline of a family: five queries at the most, however long it is.
pub async fn timeline_page(
    reading: &mut Reading,
    family: FamilyId,
    window: TimeWindow,
) -> Result<Visible<TimelinePage>, Stop> {
    let lens = reading.lens(family).await?;
    let face = lens
        .permit::<what::Face, doing::Read>()
        .ok_or(Stop::NotAllowed)?;
    let role = reading.actor().role;
    let link = &mut reading.link;
    let name = household::family_name(link, &face).await?;
    let (people, mut events) = if matches!(role, Role::Coordinator | Role::TeamLeader) {
        let permit = lens
            .permit::<what::History, doing::Read>()
            .ok_or(Stop::NotAllowed)?;
        let people = household::kin_to_name(link, &permit).await?;
        let kinds = kinds_of_team(&lens);
        let events = timeline::of_family(link, &permit, window, &kinds).await?;
        (people, events)
    } else {
        let permit = lens
            .permit::<what::Shared, doing::Read>()
            .ok_or(Stop::NotAllowed)?;
        let people = household::kin_to_name(link, &permit).await?;
        let kinds = kinds_of_others();
        let mut events = timeline::of_family(link, &permit, window, &kinds).await?;
        events.retain(|it| sees_item(&lens, &it.mark(), it.kind == EventKind::Rating).is_some());
        (people, events)
    };
    let people = once_each(people, &lens);
    // Whoever may not be named is nobody on the picture: what is about them stands with the family.
    for event in &mut events {
        event
            .about
            .retain(|id| people.iter().any(|it| it.id == *id));
    }
    let page = TimelinePage {
        family,
        name,
        window,
        people,
        events,
    };
    match role {
        Role::Coordinator | Role::TeamLeader => {
            let act = "timeline_page";
            reading.show::<what::History, _>(act, &lens, page).await
        }
        _ => {
            let act = "timeline_page";
            reading.show::<what::Shared, _>(act, &lens, page).await
        }
    }
}

/// Who may be named, once each: those who belong now, then those who left.
fn once_each(people: Vec<Kin>, lens: &Lens) -> Vec<Kin> {
    let mut once: Vec<Kin> = Vec::with_capacity(people.len());
    let (now, left): (Vec<Kin>, Vec<Kin>) = people.into_iter().partition(|it| it.now);
    for it in now.into_iter().chain(left) {
        if lens.names(it.id) && once.iter().all(|known| known.id != it.id) {
            once.push(it);
        }
    }
    once
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{House, a_measure, a_meeting};
    use helhed_domain::measure::MeasureKind;
    use helhed_domain::timeline::Zoom;
    use jiff::civil::date;

    #[tokio::test]
    async fn the_team_sees_what_lasts_and_what_happened() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let mut treatment = a_measure(MeasureKind::Treatment, "Samtaler", date(2026, 1, 5));
        treatment.concerns = Some(holm.mother);
        holm.measure(treatment).await;
        let mut ended = a_measure(MeasureKind::DayCare, "Vuggestue", date(2024, 1, 5));
        ended.until = Some(date(2024, 3, 1));
        holm.measure(ended).await;
        holm.rung(house.now()).await;
        let mut meeting = a_meeting("2026-12-01T09:00:00Z", "2026-12-01T10:00:00Z");
        meeting.people = vec![holm.mother, holm.child];
        holm.meets(meeting).await;
        let look = async |window| {
            let mut reading = house.reading(&house.karen, house.now());
            let page = timeline_page(&mut reading, holm.id, window).await;
            page.expect("a page").into_inner()
        };
        let today = date(2026, 11, 24);
        let page = look(TimeWindow::around(Zoom::Quarter, today)).await;
        let kinds: Vec<_> = page.events.iter().map(|it| it.kind).collect();
        assert_eq!(
            kinds,
            [
                EventKind::Treatment,
                EventKind::Course,
                EventKind::Contact,
                EventKind::Referral,
                EventKind::Appointment
            ],
            "{:?}",
            page.events
        );
        let meeting = page.events.last().expect("the meeting");
        assert_eq!(meeting.about.len(), 2);
        assert_eq!(page.people.len(), 2);
        let page = look(TimeWindow::from(Zoom::Month, date(2024, 2, 1))).await;
        assert_eq!(page.events.len(), 1, "what had ended is there again");
        let page = look(TimeWindow::from(Zoom::Week, date(2023, 2, 1))).await;
        assert!(page.events.is_empty());
        assert_eq!(holm.last_act().await.0, "timeline_page");
    }

    #[tokio::test]
    async fn strangers_have_no_such_page() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let window = TimeWindow::around(Zoom::Year, date(2026, 11, 24));
        let mut reading = house.reading(&house.bo, house.now());
        let page = timeline_page(&mut reading, holm.id, window).await;
        assert!(matches!(page, Err(Stop::Absent)));
        let mut reading = house.reading(&house.jens, house.now());
        let page = timeline_page(&mut reading, holm.id, window).await;
        assert!(matches!(page, Err(Stop::NotAllowed)));
    }
}
