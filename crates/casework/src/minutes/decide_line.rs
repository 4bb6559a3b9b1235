//! Makes a task, an agreement, a goal, an appointment or a need that comes first of a line, in the transaction in which it is written.

use helhed_domain::appointment::AppointmentFacts;
use helhed_domain::day::instant_of;
use helhed_domain::goal::{GoalFacts, Horizon};
use helhed_domain::ids::{FamilyId, MeetingId, MinutesLineId};
use helhed_domain::minutes::{LineKind, Section, Stored, Wanting};
use helhed_domain::need::{NeedFacts, Severity, Urgency};
use helhed_domain::note::GENERAL;
use helhed_domain::task::{TaskFacts, TaskKind};
use helhed_store::minutes_line::{self as stored, Outcome};
use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp};

use super::hold::Hold;
use super::nameable::owners_in;
use super::read_line::{Told, read_line};
use super::reworded::reword;
use crate::appointment::{SetAppointment, SetAppointmentError, set_appointment};
use crate::first::{AddNeed, AddNeedError, add_need};
use crate::plan::{SetGoal, SetGoalError, set_goal};
use crate::sharing::{MarkItem, MarkItemError, mark_item};
use crate::stop::stops_on_storage;
use crate::task::{SetTask, SetTaskError, set_task};
use crate::{Ctx, Stop};

/// How long an appointment is that nobody gave an end.
const AN_HOUR: SignedDuration = SignedDuration::from_hours(1);

/// A line to make something of.
#[derive(Debug, Clone)]
pub struct DecideLine {
    /// The family.
    pub family: FamilyId,
    /// The meeting.
    pub meeting: MeetingId,
    /// The line.
    pub line: MinutesLineId,
    /// What was told beside it.
    pub told: Told,
}

/// Why nothing was made of a line.
#[derive(Debug, thiserror::Error)]
pub enum DecideLineError {
    /// It has become something before.
    #[error("it has become something before")]
    Already,
    /// It decides nothing.
    #[error("it decides nothing")]
    Nothing,
    /// Something has to be known first.
    #[error("something is wanting")]
    Wanting(Vec<Wanting>),
    /// The day or hour has passed.
    #[error("the day has passed")]
    Past,
    /// Who is to do it may own nothing here.
    #[error("the owner is not of the family")]
    NoSuchOwner,
    /// The minutes are closed.
    #[error("the minutes are closed")]
    Closed,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(DecideLineError);

/// Makes something of a line, with what was told beside it. For the team, whoever holds the pen: it sets tasks anyway.
pub async fn decide_line(ctx: &mut Ctx, command: DecideLine) -> Result<(), DecideLineError> {
    let mut hold = Hold::of(ctx, command.family, command.meeting).await?;
    hold.writing()?;
    if hold.is_closed() {
        return Err(DecideLineError::Closed);
    }
    let found = stored::find(&mut ctx.link, &hold.permit, hold.meeting, &[command.line]).await?;
    let line = found
        .into_iter()
        .find(|it| !it.removed)
        .ok_or(Stop::Absent)?;
    let section = hold.section(line.section)?.clone();
    if stored::outcome_of(&mut ctx.link, &hold.permit, line.id)
        .await?
        .is_some()
    {
        return Err(DecideLineError::Already);
    }
    decide(ctx, &hold, (&line, &section), command.told).await?;
    stored::touch(&mut ctx.link, &hold.permit, line.id, hold.next()).await?;
    hold.touch_and_record(ctx, "decide_line", (true, false))
        .await?;
    Ok(())
}

/// Makes of a line what its words tell, as soon as the writer has gone on from it. What is wanting is asked beside the line; a line that
/// became a task before gives it its new words.
pub(super) async fn decide_by_words(
    ctx: &mut Ctx,
    hold: &Hold,
    line: MinutesLineId,
) -> Result<(), Stop> {
    let found = stored::find(&mut ctx.link, &hold.permit, hold.meeting, &[line]).await?;
    let Some(line) = found.into_iter().next() else {
        return Ok(());
    };
    let section = hold.section(line.section)?.clone();
    match stored::outcome_of(&mut ctx.link, &hold.permit, line.id).await? {
        Some(Outcome::Task(task)) => return reword(ctx, hold, (&line, &section.facts), task).await,
        Some(_) => return Ok(()),
        None => {}
    }
    match decide(ctx, hold, (&line, &section), Told::default()).await {
        // It was counted with the batch that wrote it.
        Ok(()) => ctx.record("decide_line", &hold.permit, hold.meeting.uuid()),
        // Whoever writes may be somebody who sets no tasks: the team makes something of the line beside it.
        Err(DecideLineError::Stopped(Stop::NotAllowed)) => {}
        Err(DecideLineError::Stopped(stop)) => return Err(stop),
        Err(_) => {}
    }
    Ok(())
}

async fn decide(
    ctx: &mut Ctx,
    hold: &Hold,
    (line, section): (&Stored, &Section),
    told: Told,
) -> Result<(), DecideLineError> {
    let body = line.body.as_ref().ok_or(DecideLineError::Nothing)?;
    let owners = owners_in(ctx, hold.lens()?, hold.meeting).await?;
    let no_day = told.no_day;
    let read = read_line(body.as_str(), &section.facts, told, &owners, ctx.today());
    let kind = read.kind;
    let title = read.title.filter(|_| kind.becomes());
    let title = title.ok_or(DecideLineError::Nothing)?;
    if !read.wanting.is_empty() {
        return Err(DecideLineError::Wanting(read.wanting));
    }
    let (owner, day, hour, domain) = (read.owner, read.day, read.hour, read.domain);
    let family = hold.family;
    let nothing = DecideLineError::Nothing;
    let outcome = match kind {
        LineKind::Said | LineKind::Decision => return Err(nothing),
        LineKind::Agreement | LineKind::Task => {
            let facts = TaskFacts {
                kind: match kind {
                    LineKind::Agreement => TaskKind::Agreement,
                    _ => TaskKind::Task,
                },
                title,
                owner: owner.ok_or(nothing)?,
                due: day.filter(|_| !no_day),
                goal: None,
            };
            Outcome::Task(set_task(ctx, SetTask { family, facts }).await?)
        }
        LineKind::Goal => {
            let facts = GoalFacts {
                wish: None,
                title,
                horizon: Horizon::Short,
                parent: None,
                owner,
                target: day,
            };
            Outcome::Goal(set_goal(ctx, SetGoal { family, facts }).await?)
        }
        LineKind::Appointment => {
            let starts = starts(day, hour).ok_or(DecideLineError::Past)?;
            let facts = AppointmentFacts {
                starts,
                ends: starts + AN_HOUR,
                title,
                place: None,
                people: owners.family_here,
                others: None,
            };
            Outcome::Appointment(set_appointment(ctx, SetAppointment { family, facts }).await?)
        }
        LineKind::First => {
            let facts = NeedFacts {
                person: section.facts.person,
                domain: domain.ok_or(nothing)?,
                title,
                word: None,
                severity: Severity::Marked,
                urgency: Urgency::Now,
            };
            let blocks = Vec::new();
            let command = AddNeed {
                family,
                facts,
                blocks,
            };
            Outcome::Need(add_need(ctx, command).await?)
        }
    };
    let by = (hold.me, ctx.now(), hold.next());
    let at = (hold.meeting, line.id);
    if !stored::insert_outcome(&mut ctx.link, &hold.permit, at, outcome, by).await? {
        return Err(DecideLineError::Already);
    }
    mark(ctx, hold, section, outcome).await?;
    ctx.notice(family);
    Ok(())
}

fn starts(day: Option<Date>, hour: Option<Time>) -> Option<Timestamp> {
    instant_of(day?.to_datetime(hour?))
}

/// What was decided is no more open than the section it was decided in.
async fn mark(
    ctx: &mut Ctx,
    hold: &Hold,
    section: &Section,
    outcome: Outcome,
) -> Result<(), DecideLineError> {
    let facts = &section.facts;
    if facts.category == GENERAL && !facts.restricted {
        return Ok(());
    }
    let command = MarkItem {
        family: hold.family,
        item: outcome.uuid(),
        category: facts.category.clone(),
        restricted: facts.restricted,
        crisis: false,
    };
    match mark_item(ctx, command).await {
        Ok(()) | Err(MarkItemError::NoSuchCategory) => Ok(()),
        Err(MarkItemError::Stopped(stop)) => Err(stop.into()),
    }
}

impl From<SetTaskError> for DecideLineError {
    fn from(error: SetTaskError) -> Self {
        match error {
            SetTaskError::Wrong(_) => Self::Past,
            SetTaskError::NoSuchOwner | SetTaskError::NoSuchGoal => Self::NoSuchOwner,
            SetTaskError::Stopped(stop) => Self::Stopped(stop),
        }
    }
}

impl From<SetGoalError> for DecideLineError {
    fn from(error: SetGoalError) -> Self {
        match error {
            SetGoalError::Wrong(_) => Self::Past,
            SetGoalError::NoSuchOwner => Self::NoSuchOwner,
            SetGoalError::Stopped(stop) => Self::Stopped(stop),
        }
    }
}

impl From<SetAppointmentError> for DecideLineError {
    fn from(error: SetAppointmentError) -> Self {
        match error {
            SetAppointmentError::Wrong(_) => Self::Past,
            SetAppointmentError::NotOfFamily => Self::NoSuchOwner,
            SetAppointmentError::Stopped(stop) => Self::Stopped(stop),
        }
    }
}

impl From<AddNeedError> for DecideLineError {
    fn from(error: AddNeedError) -> Self {
        match error {
            AddNeedError::NoSuchDomain => Self::Wanting(vec![Wanting::Domain]),
            AddNeedError::NotOfFamily => Self::NoSuchOwner,
            AddNeedError::Wrong(_) => Self::Nothing,
            AddNeedError::Stopped(stop) => Self::Stopped(stop),
        }
    }
}
