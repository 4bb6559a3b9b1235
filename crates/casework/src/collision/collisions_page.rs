//! What collides in a family now, and how much there has been over time.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use helhed_access::{doing, what};
use helhed_domain::collision::{Aside, Calendar, Colliding, Collision, Load, PickUp};
use helhed_domain::day::day_of;
use helhed_domain::ids::FamilyId;
use helhed_domain::text::Line;
use helhed_store::collision::{self as stored, Counted};
use helhed_store::household::{self, Kin};

use super::recheck::{self, Leave, calendar};
use crate::{Reading, Stop, Visible};

/// Something that collides, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What.
    pub what: Colliding,
    /// What it is called; a pick-up has no name.
    pub title: Option<Line>,
    /// When, where it has an hour.
    pub at: Option<Timestamp>,
}

/// A collision with what collides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CollisionLine {
    /// The collision.
    pub collision: Collision,
    /// What collides, in order.
    pub items: Vec<Item>,
    /// How it was set aside; nothing where it was not, or has become more since.
    pub aside: Option<Aside>,
}

/// What is in a calendar, as it is called.
pub(super) struct Named(BTreeMap<Colliding, Item>);

impl Named {
    /// All of a calendar.
    pub(super) fn of(calendar: &Calendar) -> Self {
        let mut items = BTreeMap::new();
        let mut note = |what, title: &Line, at| {
            let title = Some(title.clone());
            items.insert(what, Item { what, title, at });
        };
        for it in &calendar.appointments {
            let (what, starts) = (Colliding::Appointment(it.id), it.facts.starts);
            note(what, &it.facts.title, Some(starts));
        }
        for it in &calendar.measures {
            note(Colliding::Measure(it.id), &it.facts.title, None);
        }
        for it in &calendar.tasks {
            note(Colliding::Task(it.id), &it.facts.title, None);
        }
        Self(items)
    }

    /// A collision with what collides.
    pub(super) fn line(&self, collision: Collision, aside: Option<Aside>) -> CollisionLine {
        let item = |what: &Colliding| {
            let nameless = Item {
                what: *what,
                title: None,
                at: None,
            };
            self.0.get(what).cloned().unwrap_or(nameless)
        };
        CollisionLine {
            items: collision.between.iter().map(item).collect(),
            aside,
            collision,
        }
    }
}

/// The collisions of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub month: Date,
    /// How many were found in it.
    pub found: usize,
    /// How many of these were set aside, whatever became of them.
    pub aside: usize,
    /// How many of these are there no more.
    pub gone: usize,
}

/// What collides in a family.
#[derive(Debug)]
pub struct CollisionsPage {
    /// The family.
    pub family: FamilyId,
    /// Everything that collides from now on, by day.
    pub found: Vec<CollisionLine>,
    /// How many there were, by month, the latest first.
    pub months: Vec<Month>,
    /// What was agreed that somebody can carry.
    pub loads: Vec<Load>,
    /// Who picks whom up.
    pub pick_ups: Vec<PickUp>,
    /// The family's people.
    pub kin: Vec<Kin>,
    /// Whether the viewer may change the plan.
    pub may_change: bool,
}

/// What collides, found anew: a fixed number of queries.
pub async fn collisions_page(
    reading: &mut Reading,
    family: FamilyId,
) -> Result<Visible<CollisionsPage>, Stop> {
    let lens = reading.lens(family).await?;
    let (Some(leave), Some(people), Some(plan)) = (
        Leave::of(&lens),
        lens.permit(),
        lens.permit::<what::Plan, doing::Read>(),
    ) else {
        return Err(Stop::NotAllowed);
    };
    let (now, rules) = (reading.now(), reading.rules());
    let link = &mut reading.link;
    let calendar = calendar(link, &leave, &plan, now).await?;
    let found = recheck::found(&calendar, now, &rules);
    let mut asides = stored::standing(link, &plan).await?;
    let named = Named::of(&calendar);
    let found = found.into_iter().map(|(collision, made_of)| {
        let aside = asides.remove(&collision.mark()).flatten();
        named.line(collision, aside.filter(|it| it.made_of.covers(&made_of)))
    });
    let page = CollisionsPage {
        family,
        found: found.collect(),
        months: months(&stored::counted(link, &plan).await?),
        loads: calendar.loads,
        pick_ups: calendar.pick_ups,
        kin: household::kin(link, &people).await?,
        may_change: lens.may::<what::Plan, doing::Change>(),
    };
    reading
        .show::<what::Plan, _>("collisions_page", &lens, page)
        .await
}

/// By month, the latest first.
fn months(all: &[Counted]) -> Vec<Month> {
    let mut months = BTreeMap::<Date, Month>::new();
    for it in all {
        let month = day_of(it.found).first_of_month();
        let empty = Month {
            month,
            found: 0,
            aside: 0,
            gone: 0,
        };
        let month = months.entry(month).or_insert(empty);
        month.found += 1;
        month.aside += usize::from(it.is_aside);
        month.gone += usize::from(it.is_gone);
    }
    months.into_values().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::appointment::{AnnulAppointment, annul_appointment};
    use crate::testing::{House, a_measure, a_meeting, line};
    use crate::today::today_page;
    use helhed_domain::collision::CollisionKind;
    use helhed_domain::measure::MeasureKind;
    use jiff::civil::date;

    #[tokio::test]
    async fn it_is_found_when_it_is_made_told_on_today_and_gone_when_mended() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let mut meeting = a_meeting("2026-11-25T09:00:00Z", "2026-11-25T10:00:00Z");
        meeting.people = vec![holm.mother];
        let first = holm.meets(meeting.clone()).await;
        let told = async || {
            let mut reading = house.reading(&house.karen, house.now());
            let page = today_page(&mut reading).await.expect("a page");
            page.colliding().first().map_or(0, |it| it.facts.collisions)
        };
        assert_eq!(told().await, 0);
        holm.meets(meeting).await;
        assert_eq!(told().await, 1);
        let mut duty = a_measure(MeasureKind::Activation, "Praktik", date(2026, 11, 2));
        duty.asks = Some("internship".into());
        duty.concerns = Some(holm.mother);
        holm.measure(duty).await;
        let mut stay = a_measure(MeasureKind::Treatment, "Døgnbehandling", date(2026, 12, 1));
        stay.asks = Some("treatment_stay".into());
        stay.concerns = Some(holm.mother);
        holm.measure(stay).await;
        assert_eq!(told().await, 2);
        let mut reading = house.reading(&house.karen, house.now());
        let page = collisions_page(&mut reading, holm.id)
            .await
            .expect("a page");
        let kinds: Vec<_> = page.found.iter().map(|it| it.collision.kind).collect();
        assert_eq!(
            kinds,
            [
                CollisionKind::SameTime,
                CollisionKind::ActivationInTreatment
            ]
        );
        assert!(
            page.found
                .iter()
                .all(|it| it.items.iter().all(|it| it.title.is_some()))
        );
        let mut ctx = house.change(&house.karen).await;
        let annul = AnnulAppointment {
            family: holm.id,
            appointment: first,
            version: 1,
            reason: line("Flyttet"),
        };
        annul_appointment(&mut ctx, annul)
            .await
            .expect("called off");
        ctx.commit().await.expect("committed");
        assert_eq!(told().await, 1);
        let page = collisions_page(&mut reading, holm.id)
            .await
            .expect("a page");
        let month = Month {
            month: date(2026, 11, 1),
            found: 2,
            aside: 0,
            gone: 1,
        };
        assert_eq!(page.months, [month]);
    }
}
