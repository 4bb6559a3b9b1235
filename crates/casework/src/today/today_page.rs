//! What today asks of a coordinator, across their families and those they stand in for.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};

use helhed_access::{Basis, Resource};
use helhed_domain::account::Role;
use helhed_domain::capacity::YOUNG;
use helhed_domain::contact::silent_days;
use helhed_domain::day::start_of;
use helhed_domain::ids::FamilyId;
use helhed_domain::owner::Owner;
use helhed_domain::request::RequestState;
use helhed_domain::review::ReviewDue;
use helhed_domain::status::Following;
use helhed_domain::text::Name;
use helhed_store::appointment::{self, AppointmentLine, Span};
use helhed_store::consent::{self, ConsentDue, DueBy};
use helhed_store::data_request::{self, DataRequestDue};
use helhed_store::glance::{self, Glance};
use helhed_store::request_list::{self, RequestLine};
use helhed_store::restriction;
use helhed_store::task::{self, TaskLine};

use crate::rating::{RatingAlert, alerts_in};
use crate::{Reading, Stop, Visible};

/// How far ahead appointments are shown.
const AHEAD: SignedDuration = SignedDuration::from_hours(7 * 24);
/// How long what came back is shown.
const LATELY: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A family at a glance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FamilyLine {
    /// The facts.
    pub facts: Glance,
    /// When the next review is due.
    pub review_due: ReviewDue,
    /// When the next status is due, where the family is followed.
    pub status_due: Option<ReviewDue>,
    /// Whole days without contact, once they are too many.
    pub silent_days: Option<i32>,
}

/// What today asks of a coordinator.
#[derive(Debug)]
pub struct TodayPage {
    /// The day it is.
    pub today: Date,
    /// Appointments that go on now.
    pub now: Vec<AppointmentLine>,
    /// Appointments of the next seven days, in order.
    pub next: Vec<AppointmentLine>,
    /// Tasks of the viewer's own whose day has passed, or is today.
    pub due: Vec<TaskLine>,
    /// The viewer's own other open tasks.
    pub later: Vec<TaskLine>,
    /// What others have promised: their open tasks, soonest due first.
    pub promised: Vec<TaskLine>,
    /// What others were asked and have not answered, the soonest due first.
    pub asked: Vec<RequestLine>,
    /// What came back in the last seven days: statements, refusals, and what is not known there. The latest first.
    pub came_back: Vec<RequestLine>,
    /// Consents that await somebody's part, then those that end soon.
    pub consents: Vec<ConsentDue>,
    /// What the ratings say should be seen: red and yellow first.
    pub ratings: Vec<RatingAlert>,
    /// What people ask of the data about them and waits for an answer, the soonest due first.
    pub data_requests: Vec<DataRequestDue>,
    /// Families whose case may only be kept: they stand nowhere else here.
    pub kept: Vec<(FamilyId, Name)>,
    /// Every family, by name.
    pub families: Vec<FamilyLine>,
}

impl TodayPage {
    /// Families without contact for too long, the longest first.
    pub fn silent(&self) -> Vec<&FamilyLine> {
        let mut silent: Vec<_> = self
            .families
            .iter()
            .filter(|family| family.silent_days.is_some())
            .collect();
        silent.sort_by_key(|family| std::cmp::Reverse(family.silent_days));
        silent
    }

    /// Families in which something collides, the most first.
    pub fn colliding(&self) -> Vec<&FamilyLine> {
        let families = self.families.iter();
        let mut colliding: Vec<_> = families.filter(|it| it.facts.collisions > 0).collect();
        colliding.sort_by_key(|family| std::cmp::Reverse(family.facts.collisions));
        colliding
    }

    /// Families whose review is overdue or due within 14 days, the first due first.
    pub fn reviews(&self) -> Vec<&FamilyLine> {
        let mut near: Vec<_> = self
            .families
            .iter()
            .filter(|family| family.review_due.is_near(self.today))
            .collect();
        near.sort_by_key(|family| family.review_due);
        near
    }

    /// Families that are followed and whose status is overdue or due within 14 days, the first due first.
    pub fn statuses(&self) -> Vec<&FamilyLine> {
        let is_near = |due: ReviewDue| due.is_near(self.today);
        let families = self.families.iter();
        let mut near: Vec<_> = families
            .filter(|family| family.status_due.is_some_and(is_near))
            .collect();
        near.sort_by_key(|family| family.status_due);
        near
    }
}

/// What today asks of a coordinator: a fixed number of queries, whatever the number of families.
pub async fn today_page(reading: &mut Reading) -> Result<Visible<TodayPage>, Stop> {
    let viewer = *reading.actor();
    if viewer.role != Role::Coordinator {
        return Err(Stop::NotAllowed);
    }
    let (now, today, rules) = (reading.now(), reading.today(), reading.rules());
    let scope = reading.scope();
    let link = &mut reading.link;
    let families = glance::families(link, &scope, viewer.account, now, today).await?;
    let span = Span {
        from: now,
        to: now.checked_add(AHEAD).unwrap_or(Timestamp::MAX),
    };
    let appointments = appointment::in_scope(link, &scope, span).await?;
    let (going_on, next) = appointments
        .into_iter()
        .partition(|line| line.appointment.facts.starts <= now);
    let is_mine = |line: &TaskLine| line.task.facts.owner == Owner::Account(viewer.account);
    let (mine, promised): (Vec<_>, Vec<_>) = task::open_in(link, &scope)
        .await?
        .into_iter()
        .partition(is_mine);
    let soon = today.saturating_add((rules.consent_renewal_days + 1).days());
    let by = DueBy {
        now,
        soon: start_of(soon),
        today,
        young_born: today.saturating_sub(i64::from(YOUNG).years()),
    };
    let consents = consent::due_in(link, &scope, by).await?;
    let (due, later) = mine
        .into_iter()
        .partition(|line| line.task.facts.due.is_some_and(|due| due <= today));
    let (asked, mut came_back) = request_list::in_scope(link, &scope, now - LATELY).await?;
    came_back.retain(|line| line.request.state(today) != RequestState::Withdrawn);
    let data_requests = data_request::due_in(link, &scope, viewer.account).await?;
    let kept = restriction::kept_of(link, &viewer).await?;
    let ratings = alerts_in(reading, &scope).await?;
    let page = TodayPage {
        today,
        ratings,
        data_requests,
        kept,
        now: going_on,
        next,
        due,
        later,
        promised,
        asked,
        came_back,
        consents,
        families: families
            .into_iter()
            .map(|facts| FamilyLine {
                review_due: ReviewDue::of(
                    facts.started,
                    facts.last_review,
                    rules.plan_review_months,
                ),
                status_due: facts
                    .followed
                    .map(|from| Following::next_due(from, facts.last_status, rules.status_months)),
                silent_days: silent_days(
                    facts.last_contact,
                    facts.started,
                    today,
                    rules.silence_days,
                ),
                facts,
            })
            .collect(),
    };
    reading
        .show_list("today_page", Resource::Face, Basis::Coordinator, page)
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{House, a_meeting, a_task, instant};
    use jiff::civil::date;

    #[tokio::test]
    async fn what_is_due_what_is_late_and_who_is_silent() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let berg = house.a_family("Berg").await.taken_in_by(&house.karen).await;
        let _bos = house.a_family("Dahl").await.taken_in_by(&house.bo).await;
        holm.task("Ring til skolen", Some(date(2026, 11, 25))).await;
        holm.task("Skriv til banken", Some(date(2026, 12, 24)))
            .await;
        let jens = Owner::Account(house.jens.account);
        holm.set(a_task("Find praktik", jens, Some(date(2026, 11, 30))))
            .await;
        let lis = Owner::Named(Name::parse("Lis Lund").expect("a name"));
        berg.set(a_task("Send journal", lis, None)).await;
        holm.meets(a_meeting("2026-12-01T08:30:00Z", "2026-12-01T09:30:00Z"))
            .await;
        holm.meets(a_meeting("2026-12-02T08:30:00Z", "2026-12-02T09:30:00Z"))
            .await;
        holm.meets(a_meeting("2026-12-30T08:30:00Z", "2026-12-30T09:30:00Z"))
            .await;
        holm.rung(instant("2026-11-29T09:00:00Z")).await;

        let mut reading = house.reading(&house.karen, instant("2026-12-01T09:00:00Z"));
        let page = today_page(&mut reading).await.expect("a page");
        let titles = |lines: &[TaskLine]| -> Vec<String> {
            let title = |line: &TaskLine| line.task.facts.title.as_str().to_owned();
            lines.iter().map(title).collect()
        };
        assert_eq!(titles(&page.due), ["Ring til skolen"]);
        assert_eq!(titles(&page.later), ["Skriv til banken"]);
        assert_eq!(titles(&page.promised), ["Find praktik", "Send journal"]);
        assert_eq!(page.promised[0].owner_name.as_str(), "Jens Jobkonsulent");
        assert_eq!(page.promised[1].owner_name.as_str(), "Lis Lund");
        assert_eq!((page.now.len(), page.next.len()), (1, 1));
        let names: Vec<_> = page
            .families
            .iter()
            .map(|f| f.facts.name.as_str())
            .collect();
        assert_eq!(names, ["Berg", "Holm"]);
        let silent: Vec<_> = page.silent().iter().map(|f| f.facts.family).collect();
        assert_eq!(silent, [berg.id]);
        assert_eq!(page.families[0].silent_days, Some(7));
        let holm_line = &page.families[1].facts;
        assert_eq!((holm_line.open_tasks, holm_line.overdue_tasks), (3, 2));
        assert_eq!(
            holm_line.next_appointment,
            Some(instant("2026-12-01T08:30:00Z"))
        );
        assert!(page.reviews().is_empty());

        let mut reading = house.reading(&house.karen, instant("2027-02-15T09:00:00Z"));
        let page = today_page(&mut reading).await.expect("a page");
        assert_eq!(page.reviews().len(), 2, "due on 24 February");
    }

    #[tokio::test]
    async fn it_is_a_coordinators_page() {
        let house = House::new().await;
        for actor in [house.lone, house.jens, house.it_admin, house.dpo] {
            let mut reading = house.reading(&actor, house.now());
            let page = today_page(&mut reading).await;
            assert!(matches!(page, Err(Stop::NotAllowed)), "{:?}", actor.role);
        }
        let mut reading = house.reading(&house.bo, house.now());
        let page = today_page(&mut reading).await.expect("a page");
        assert!(page.families.is_empty() && page.promised.is_empty());
    }
}
