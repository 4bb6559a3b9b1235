//! What the first coordinator's day holds: whatever the stories have drawn, there is something due today, something late, a
//! visit later today and a meeting this week, a family not met for a week, and a plan to look at.

use jiff::civil::{Date, DateTime, Time};
use jiff::{Timestamp, ToSpan};
use serde::Deserialize;

use helhed_casework::domain::day::{day_of, hour_of};

use super::refuse::{PopulateError, refused};
use crate::story::{
    Appointment, Decision, FamilyStory, PersonRef, Responsible, Task, TaskStatus, days_between,
    months_after, plus, workday_from, workday_until,
};

/// Days without contact that show a family as silent, and one more.
const SILENT_DAYS: i32 = 9;
/// Months from one review to the next.
const REVIEW_MONTHS: i32 = 3;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    due_today: String,
    overdue: String,
    visit: WrittenAppointment,
    meeting: WrittenAppointment,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenAppointment {
    title: String,
    place: String,
    minutes: i32,
}

/// Arranges the day of a coordinator in the stories of the families they have now.
pub(super) fn arrange(
    stories: &mut [FamilyStory],
    coordinator: &str,
    now: Timestamp,
) -> Result<(), PopulateError> {
    let written: Written =
        toml::from_str(include_str!("../../data/today.toml")).map_err(refused("today.toml"))?;
    let today = day_of(now);
    let mut theirs: Vec<&mut FamilyStory> = stories
        .iter_mut()
        .filter(|story| story.is_active() && is_coordinated_by(story, coordinator))
        .filter(|story| story.start().is_some_and(|start| start < plus(today, -21)))
        .collect();
    let count = theirs.len().max(1);
    for (i, story) in theirs.iter_mut().enumerate() {
        // Few families share what there is; many have a part each.
        let takes = |part: usize| i == part % count;
        if takes(0) {
            story
                .tasks
                .push(task(&written.due_today, plus(today, -6), today));
        }
        if takes(1) {
            let due = workday_until(plus(today, -2));
            story
                .tasks
                .push(task(&written.overdue, plus(today, -16), due));
        }
        if takes(2) {
            story
                .appointments
                .push(appointment(&written.visit, later_today(now)));
        }
        if takes(3) {
            let at = workday_from(plus(today, 2)).at(10, 0, 0, 0);
            story.appointments.push(appointment(&written.meeting, at));
        }
    }
    if let Some(story) = theirs.last_mut() {
        fall_silent(story, today);
    }
    await_review(&mut theirs, today);
    Ok(())
}

fn is_coordinated_by(story: &FamilyStory, username: &str) -> bool {
    matches!(&story.decision, Decision::TakenIn { coordinator, .. } if coordinator == username)
}

fn task(text: &str, created: Date, due: Date) -> Task {
    Task {
        text: text.to_owned(),
        owner: Responsible::Coordinator,
        created: workday_until(created),
        due,
        status: TaskStatus::Open,
    }
}

fn appointment(written: &WrittenAppointment, at: DateTime) -> Appointment {
    Appointment {
        title: written.title.clone(),
        place: written.place.clone(),
        at,
        minutes: written.minutes,
        with: Responsible::Coordinator,
        persons: vec![PersonRef(0)],
    }
}

/// In an hour or so, on the quarter; not before the morning, and in the evening tomorrow.
fn later_today(now: Timestamp) -> DateTime {
    let now = hour_of(now);
    let quarter = now.with().minute(now.minute() / 15 * 15).second(0);
    let at = quarter.subsec_nanosecond(0).build().unwrap_or(now);
    let at = at.saturating_add(75.minutes());
    let (morning, evening) = (Time::constant(9, 0, 0, 0), Time::constant(19, 0, 0, 0));
    if at.date() == now.date() && at.time() <= evening {
        at.max(now.date().to_datetime(morning))
    } else {
        plus(now.date(), 1).at(9, 0, 0, 0)
    }
}

/// Leaves out the contacts of the last days, and the notes that tell of them; the first contact stays.
fn fall_silent(story: &mut FamilyStory, today: Date) {
    let before = plus(today, -SILENT_DAYS);
    let kept = story
        .contacts
        .partition_point(|contact| contact.at.date() <= before);
    let kept = kept.max(1);
    story.contacts.truncate(kept);
    story
        .notes
        .retain(|note| note.contact.is_none_or(|contact| contact < kept));
}

/// Where no family's review is near, the one that would be nearest without its last one has not had it yet.
fn await_review(theirs: &mut [&mut FamilyStory], today: Date) {
    let away = |story: &FamilyStory, left_out: usize| {
        let reviews = story.plan.as_ref().map_or(&[][..], |plan| &plan.reviews);
        let held: Vec<Date> = reviews.iter().filter_map(|review| review.held).collect();
        let last = held.len().checked_sub(1 + left_out).map(|at| held[at]);
        let enough = held.len() >= left_out;
        let from = last.or(story.start()).filter(|_| enough)?;
        Some(days_between(today, months_after(from, REVIEW_MONTHS)))
    };
    let near = |days: i32| (-21..=10).contains(&days);
    if theirs.iter().any(|story| away(story, 0).is_some_and(near)) {
        return;
    }
    let nearest = theirs
        .iter_mut()
        .filter_map(|story| Some((away(story, 1)?.abs(), story)))
        .min_by_key(|(days, _)| *days);
    if let Some((_, story)) = nearest
        && let Some(plan) = &mut story.plan
        && let Some(last) = plan.reviews.iter_mut().rfind(|it| it.held.is_some())
    {
        (last.held, last.line) = (None, None);
    }
}
