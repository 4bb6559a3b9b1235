//! Looks for collisions after a change, in its transaction.

use jiff::Timestamp;

use helhed_access::{Doing, Lens, Permit, doing, what};
use helhed_domain::collision::{Calendar, Collision, CollisionLimits, MadeOf, collisions};
use helhed_domain::ids::FamilyId;
use helhed_domain::rule::Rules;
use helhed_store::appointment::{self, Span};
use helhed_store::{Link, StoreError, collision as stored, load, measure, pick_up, task};

use super::collisions_page::Named;
use crate::{Ctx, Stop};

/// The permits that the check reads with.
pub(super) struct Leave {
    appointments: Permit<what::Appointments, doing::Read>,
    tasks: Permit<what::Tasks, doing::Read>,
}

impl Leave {
    /// Of whoever may read all of it.
    pub(super) fn of(lens: &Lens) -> Option<Self> {
        Some(Self {
            appointments: lens.permit()?,
            tasks: lens.permit()?,
        })
    }
}

/// Everything with a time that the family is to keep from now on: seven queries.
pub(super) async fn calendar<V: Doing>(
    link: &mut Link,
    leave: &Leave,
    plan: &Permit<what::Plan, V>,
    now: Timestamp,
) -> Result<Calendar, StoreError> {
    let span = Span {
        from: now,
        to: Timestamp::MAX,
    };
    let appointments = appointment::of_family(link, &leave.appointments, span).await?;
    let (tasks, _) = task::of_family(link, &leave.tasks, 0).await?;
    Ok(Calendar {
        people: stored::people(link, plan).await?,
        appointments: appointments
            .into_iter()
            .map(|line| line.appointment)
            .collect(),
        measures: measure::of_family(link, plan).await?,
        tasks: tasks.into_iter().map(|line| line.task).collect(),
        pick_ups: pick_up::of_family(link, plan).await?,
        loads: load::of_family(link, plan).await?,
    })
}

/// The same for whoever sees all of it.
pub(crate) async fn calendar_of(
    link: &mut Link,
    lens: &Lens,
    now: Timestamp,
) -> Result<Calendar, Stop> {
    let (Some(leave), Some(plan)) = (Leave::of(lens), lens.permit::<what::Plan, doing::Read>())
    else {
        return Err(Stop::NotAllowed);
    };
    Ok(calendar(link, &leave, &plan, now).await?)
}

/// What collides in a calendar, each with what it is made of.
pub(super) fn found(
    calendar: &Calendar,
    now: Timestamp,
    rules: &Rules,
) -> Vec<(Collision, MadeOf)> {
    let found = collisions(calendar, now, CollisionLimits::of(rules));
    let made_of = MadeOf::of_all(&found, calendar);
    found.into_iter().zip(made_of).collect()
}

/// Looks for what collides after a change of a family's calendar, keeps what is found, and tells the change of what is new. Whoever may change the calendar and not
/// the plan leaves it to the next who may.
pub(crate) async fn recheck(ctx: &mut Ctx, family: FamilyId) -> Result<(), Stop> {
    let lens = ctx.lens(family).await?;
    let (Some(leave), Some(plan)) = (Leave::of(&lens), lens.permit::<what::Plan, doing::Change>())
    else {
        return Ok(());
    };
    let (now, rules) = (ctx.now(), ctx.rules());
    let calendar = calendar(&mut ctx.link, &leave, &plan, now).await?;
    let found = found(&calendar, now, &rules);
    let begun = stored::keep(&mut ctx.link, &plan, &found, now).await?;
    if !begun.is_empty() {
        let named = Named::of(&calendar);
        let new = found.into_iter().map(|(it, _)| it);
        let new = new.filter(|it| begun.contains(&it.mark()));
        ctx.collides(new.map(|it| named.line(it, None)).collect::<Vec<_>>());
    }
    Ok(())
}
