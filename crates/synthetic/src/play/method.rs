//! Work with the method: what the family can carry, who picks up whom, what is ticked by hand, and the status of a family that is followed.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;

use helhed_casework::Ctx;
use helhed_casework::collision::{AddPickUp, AgreeOnLoad, add_pick_up, agree_on_load};
use helhed_casework::domain::collision::{LoadFacts, PickUpFacts};
use helhed_casework::domain::consent::Party;
use helhed_casework::domain::day::age_on;
use helhed_casework::method::{
    NoteMethodAction, WriteStatus, follow_family, note_method_action, write_status,
};
use helhed_casework::plan::{KeepGoal, keep_goal};

use super::refuse::{PopulateError, line, prose, refused};
use super::scene::Scene;
use super::timeline::Step;
use crate::story::{Birth, Depth, FamilyStory, PersonRef, Role, UnitKind, months_after, plus};

/// Every so many families are followed closely, as ten of the programme's were.
const FOLLOWED: u32 = 6;
/// Every so many families have a goal that is kept from a unit.
const KEPT: u32 = 5;
/// Months from one status to the next.
const STATUS_MONTHS: i32 = 6;
/// Days for which a status that is due waits.
const STATUS_WAITS: i32 = 12;
/// Ages at which a child is picked up, in years.
const PICKED_UP: std::ops::Range<i16> = 1..10;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    tick: Vec<Tick>,
    status: Vec<StatusText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tick {
    day: i32,
    item: String,
    word: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StatusText {
    stands: String,
    changed: String,
    next: String,
}

fn written() -> Result<Written, PopulateError> {
    toml::from_str(include_str!("../../data/method.toml")).map_err(refused("method.toml"))
}

/// The steps of a family that is told in full and has a course now, by day and hour.
pub(super) fn steps(
    story: &FamilyStory,
    today: Date,
) -> Result<Vec<(Date, i8, Step)>, PopulateError> {
    let Some(start) = story.start() else {
        return Ok(Vec::new());
    };
    if story.depth != Depth::Full || !story.is_active() {
        return Ok(Vec::new());
    }
    let written = written()?;
    let mut steps = Vec::new();
    if let Some(plan) = &story.plan {
        steps.push((plus(plan.agreed, 1), 10, Step::Carry));
    }
    for (i, tick) in written.tick.iter().enumerate() {
        // Nobody ticks all of it.
        if !(story.index as usize + i).is_multiple_of(3) {
            steps.push((plus(start, tick.day), 16, Step::Tick(i)));
        }
    }
    if story.index % FOLLOWED == 1 {
        let from = plus(start, 14);
        steps.push((from, 11, Step::Follow));
        for i in 0..written.status.len() {
            let due = months_after(from, STATUS_MONTHS * (i as i32 + 1));
            // What fell due lately waits to be written.
            if due < plus(today, -STATUS_WAITS) {
                steps.push((due, 11, Step::Status(i)));
            }
        }
    }
    steps.retain(|(day, _, _)| *day < today);
    Ok(steps)
}

impl Scene<'_> {
    /// What the mother can carry a week, and who picks up each small child.
    pub(super) async fn carry(&self, ctx: &mut Ctx) -> Result<(), PopulateError> {
        let (family, today) = (self.family()?, ctx.today());
        let mother = self.person_of(PersonRef(0))?;
        let load = AgreeOnLoad {
            family,
            facts: LoadFacts {
                person: Some(mother),
                per_week: 6 + i64::from(self.story.index % 4),
                agreed: today,
                until: None,
            },
        };
        let agreed = agree_on_load(ctx, load).await;
        agreed.map_err(refused("agree_on_load"))?;
        for (i, person) in self.story.persons.iter().enumerate() {
            let Birth::Born(born) = person.birth else {
                continue;
            };
            if person.role != Role::Child || !PICKED_UP.contains(&age_on(born, today)) {
                continue;
            }
            // Two days each, so that a week shows it and is no wall of them.
            for weekday in [1 + (i % 3) as i8, 4] {
                let facts = PickUpFacts {
                    child: self.person_of(PersonRef(i))?,
                    by: mother,
                    weekday,
                    minute: 15 * 60 + 30,
                    from: today,
                    until: (weekday == 4).then(|| today.saturating_add(10.months())),
                };
                let noted = add_pick_up(ctx, AddPickUp { family, facts }).await;
                noted.map_err(refused("add_pick_up"))?;
            }
        }
        Ok(())
    }

    /// Keeps the last goal from the jobcentre, in some families: it is not theirs to press on.
    pub(super) async fn keep_one(&self, ctx: &mut Ctx) -> Result<(), PopulateError> {
        let unit = self.cast.units.get(&UnitKind::Jobcentre);
        let (Some(unit), Some(Some(goal))) = (unit, self.goals.last()) else {
            return Ok(());
        };
        if self.story.depth != Depth::Full || self.story.index % KEPT != 1 {
            return Ok(());
        }
        let command = KeepGoal {
            family: self.family()?,
            goal: *goal,
            from: Party::Unit(*unit),
            reason: line("Familien vil selv fortælle det på næste møde")?,
        };
        let kept = keep_goal(ctx, command).await;
        kept.map(drop).map_err(refused("keep_goal"))
    }

    /// Ticks an item by hand.
    pub(super) async fn tick(&self, ctx: &mut Ctx, i: usize) -> Result<(), PopulateError> {
        let tick = &written()?.tick[i];
        let command = NoteMethodAction {
            family: self.family()?,
            item: tick.item.clone(),
            word: Some(line(&tick.word)?),
            done: ctx.today(),
        };
        let noted = note_method_action(ctx, command).await;
        noted.map(drop).map_err(refused("note_method_action"))
    }

    /// Begins to follow the family closely.
    pub(super) async fn follow(&self, ctx: &mut Ctx) -> Result<(), PopulateError> {
        let followed = follow_family(ctx, self.family()?).await;
        followed.map(drop).map_err(refused("follow_family"))
    }

    /// Writes a half-yearly status.
    pub(super) async fn status(&self, ctx: &mut Ctx, i: usize) -> Result<(), PopulateError> {
        let text = &written()?.status[i];
        let command = WriteStatus {
            family: self.family()?,
            day: ctx.today(),
            stands: prose(&text.stands)?,
            changed: Some(prose(&text.changed)?),
            next: Some(prose(&text.next)?),
        };
        let status = write_status(ctx, command).await;
        status.map(drop).map_err(refused("write_status"))
    }
}
