//! When everything of a story is written down: in the order in which the people of the story would have.

use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, ToSpan};

use helhed_casework::domain::day::{day_of, instant_of};

use super::scene::Scene;
use super::sharing::agreed_on;
use crate::story::{Birth, Decision, Depth, FamilyStory, TaskStatus, plus, workday_until};

/// One thing that somebody writes down. Numbers are places in the story's own lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// A unit refers the family.
    Refer,
    /// The team puts the family on the waiting list.
    PutOnList,
    /// The team declines the referral.
    Decline,
    /// The team takes the family in, and says with which authority.
    TakeIn,
    /// The coordinator writes what there is to know of a person.
    Person(usize),
    /// The coordinator writes who is what to whom.
    Relation(usize),
    /// The coordinator writes who has custody of a child.
    Custody(usize),
    /// The coordinator writes who is around the family.
    Around(usize),
    /// Somebody around the family has stopped.
    AroundEnds(usize),
    /// A contact is logged.
    Contact(usize),
    /// A note is written.
    Note(usize),
    /// A task is set.
    Task(usize),
    /// A task is done or missed.
    TaskEnds(usize),
    /// A meeting is called.
    Meet(usize),
    /// A meeting has been held.
    Met(usize),
    /// An appointment is made.
    Appointment(usize),
    /// A goal is agreed.
    Goal(usize),
    /// A goal is reached.
    GoalReached(usize),
    /// The plan is looked at.
    Review(usize),
    /// The coordinator notes what the family's measures cost, now and under the plan.
    Costs,
    /// The family's own account is opened.
    Account,
    /// What somebody agrees to share.
    Agree(usize),
    /// An early exchange across professions.
    Exchange,
    /// An episode of ratings is opened, with those who rate beside.
    Episode,
    /// A form is filled in.
    Answer(usize),
    /// The course is closed.
    Close,
    /// Somebody is asked about the family.
    Ask(usize),
    /// Whoever was asked is reminded.
    Remind(usize),
    /// Whoever was asked answers, refuses, or sends it back.
    Reply(usize),
    /// The meeting that was held is called.
    CallHeld,
    /// The meeting that is to come is called.
    CallComing,
    /// The minutes of the meeting that was held are written.
    Minutes,
    /// Somebody says how it goes in a life domain.
    Assess(usize),
    /// A need is written down.
    Need(usize),
    /// What holds what is said anew.
    Hold,
    /// A map is made together.
    Map(usize),
    /// It is agreed what the family can carry, and noted who picks up whom.
    Carry,
    /// An item of the method is ticked by hand.
    Tick(usize),
    /// The family is followed closely.
    Follow,
    /// A half-yearly status is written.
    Status(usize),
    /// Somebody stands in for the coordinator.
    Deputy,
    /// The families of a coordinator who leaves are handed over.
    HandOver,
}

/// How long a family waits for its start before the waiting list is the honest place for it.
const WAIT_DAYS: i32 = 14;

/// The steps of a story with their instants, in order; none lies after `now`.
pub(super) fn timeline(
    story: &FamilyStory,
    has_account: bool,
    now: Timestamp,
) -> Vec<(Timestamp, Step)> {
    let today = day_of(now);
    let mut line = Line {
        now,
        steps: Vec::new(),
    };
    line.intake(story);
    if let Some(start) = story.start() {
        line.household(story, start);
        line.around(story, start);
        line.course(story, start, today);
        if let Some(ratings) = story.ratings(today) {
            line.put(ratings.opened.at(13, 0, 0, 0), Step::Episode);
            for (i, answer) in ratings.answers.iter().enumerate() {
                line.put(answer.on.at(14, 0, 0, 0), Step::Answer(i));
            }
        }
        line.sharing(story, start, today);
        // One family in four, once the plan has settled; a course that ends sooner has none.
        let noted = plus(start, 40);
        let runs = story
            .closing
            .as_ref()
            .is_none_or(|closing| closing.on > noted);
        if story.index.is_multiple_of(4) && runs {
            line.put(noted.at(11, 0, 0, 0), Step::Costs);
        }
        if has_account {
            line.put(plus(start, 14).at(10, 0, 0, 0), Step::Account);
        }
    }
    if let Some(closing) = &story.closing {
        // After all that is written on that day. A child may be born later.
        let midnight = line.instant(plus(closing.on, 1).at(0, 0, 0, 0));
        let before = line.steps.iter().map(|(at, _)| *at);
        let last = before.filter(|at| *at < midnight).max().unwrap_or(now);
        let at = line.instant(closing.on.at(16, 30, 0, 0));
        line.steps.push((at.max(last), Step::Close));
    }
    // Stable: what happens at the same time stays in the order it was put.
    line.steps.sort_by_key(|(at, _)| *at);
    line.steps
}

struct Line {
    now: Timestamp,
    steps: Vec<(Timestamp, Step)>,
}

impl Line {
    fn instant(&self, at: DateTime) -> Timestamp {
        instant_of(at).map_or(self.now, |at| at.min(self.now))
    }

    fn put(&mut self, at: DateTime, step: Step) {
        let at = self.instant(at);
        self.steps.push((at, step));
    }

    fn intake(&mut self, story: &FamilyStory) {
        // Referrals come at every hour of the working day.
        let minutes = (story.index % 29) as i64 * 13;
        let at = story.referral.on.at(9, 0, 0, 0);
        self.put(at.saturating_add(minutes.minutes()), Step::Refer);
        match &story.decision {
            Decision::Waiting { on, .. } => self.put(on.at(15, 30, 0, 0), Step::PutOnList),
            Decision::Declined { on, .. } => self.put(on.at(15, 30, 0, 0), Step::Decline),
            Decision::TakenIn { on, start, .. } => {
                // A place is free only once the family before has left it: the day before the start.
                let day = workday_until(plus(*start, -1)).max(*on);
                let waits = (day - *on).get_days() > WAIT_DAYS;
                if waits && story.depth == Depth::Full {
                    self.put(on.at(15, 30, 0, 0), Step::PutOnList);
                }
                self.put(day.at(15, 45, 0, 0), Step::TakeIn);
            }
        }
    }

    fn household(&mut self, story: &FamilyStory, start: Date) {
        let first = start.at(8, 0, 0, 0);
        for (i, person) in story.persons.iter().enumerate() {
            let born_since = person.birth.day() > story.referral.on;
            match person.birth {
                Birth::Born(day) if born_since => {
                    let told = plus(day, 3).at(9, 0, 0, 0).max(first);
                    self.put(told, Step::Person(i));
                    self.put(told, Step::Custody(i));
                }
                Birth::Born(_) => {
                    if story.depth == Depth::Full || person.protected_address {
                        self.put(first, Step::Person(i));
                    }
                    if !person.is_adult() {
                        self.put(first, Step::Custody(i));
                    }
                }
                Birth::Expected(_) => {}
            }
        }
        for i in 0..story.relations.len() {
            self.put(first, Step::Relation(i));
        }
    }

    fn around(&mut self, story: &FamilyStory, start: Date) {
        for (i, professional) in story.around.iter().enumerate() {
            let first = start.max(professional.since).at(8, 15, 0, 0);
            self.put(first, Step::Around(i));
            if let Some(day) = professional.ended.filter(|day| *day > start) {
                self.put(day.at(16, 0, 0, 0), Step::AroundEnds(i));
            }
        }
    }

    fn sharing(&mut self, story: &FamilyStory, start: Date, today: Date) {
        if story.closing.is_some() {
            return;
        }
        if Scene::had_exchange(story) {
            self.put(plus(today, -6).max(start).at(13, 0, 0, 0), Step::Exchange);
        }
        let day = agreed_on(story, start, today);
        for (i, person) in story.persons.iter().enumerate() {
            let born = matches!(person.birth, Birth::Born(born) if born < plus(day, -5));
            let full = story.depth == Depth::Full;
            if born && (i == 0 || full) {
                self.put(day.at(14, 0, 0, 0), Step::Agree(i));
            }
        }
    }

    fn course(&mut self, story: &FamilyStory, start: Date, today: Date) {
        let yesterday = plus(today, -1);
        let last = story.closing.as_ref().map_or(yesterday, |it| it.on);
        for (i, contact) in story.contacts.iter().enumerate() {
            self.put(contact.end().saturating_add(5.minutes()), Step::Contact(i));
        }
        for (i, note) in story.notes.iter().enumerate() {
            self.put(note.at, Step::Note(i));
        }
        for (i, task) in story.tasks.iter().enumerate() {
            self.put(task.created.at(16, 10, 0, 0), Step::Task(i));
            let ended = match &task.status {
                TaskStatus::Open => None,
                TaskStatus::Done { on } => Some(*on),
                TaskStatus::Missed { .. } => Some(task.due),
            };
            if let Some(on) = ended {
                let on = on.min(last).max(task.created);
                self.put(on.at(16, 20, 0, 0), Step::TaskEnds(i));
            }
        }
        for (i, appointment) in story.appointments.iter().enumerate() {
            let made = workday_until(plus(appointment.at.date(), -9)).min(yesterday);
            self.put(made.max(start).at(8, 20, 0, 0), Step::Appointment(i));
        }
        if let Some(plan) = &story.plan {
            for (i, goal) in plan.goals.iter().enumerate() {
                self.put(plan.agreed.at(15, 0, 0, 0), Step::Goal(i));
                if let Some(on) = goal.reached {
                    self.put(on.at(15, 10, 0, 0), Step::GoalReached(i));
                }
            }
            for (i, review) in plan.reviews.iter().enumerate() {
                if let Some(on) = review.held {
                    self.put(on.at(15, 30, 0, 0), Step::Review(i));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::Municipality;
    use jiff::civil::date;

    #[test]
    fn everything_has_happened_and_a_course_is_opened_before_it_is_closed() {
        let today = date(2026, 11, 24);
        let now = instant_of(today.at(10, 0, 0, 0)).expect("an instant");
        let town = Municipality::make(1, 112, today);
        for story in town.families().chain(town.waiting()).chain(town.declined()) {
            let steps = timeline(&story, false, now);
            assert!(steps.is_sorted_by_key(|(at, _)| *at));
            assert!(steps.iter().all(|(at, _)| *at <= now));
            assert_eq!(steps[0].1, Step::Refer);
            let at = |wanted| steps.iter().position(|(_, step)| *step == wanted);
            if story.start().is_some() {
                let taken_in = at(Step::TakeIn).expect("taken in");
                assert!(at(Step::Contact(0)).is_none_or(|contact| contact > taken_in));
                let closed = at(Step::Close);
                assert_eq!(closed.is_some(), story.closing.is_some());
                let after = closed.map_or(&[][..], |closed| &steps[closed + 1..]);
                let late = |step: &Step| matches!(step, Step::Person(_) | Step::Custody(_));
                assert!(after.iter().all(|(_, step)| late(step)));
            }
        }
    }
}
