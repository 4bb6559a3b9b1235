//! What the plan lacks: goals that nobody carries, or somebody who has left, or without a day, or without a next step.

use jiff::civil::Date;

use crate::goal::{Goal, GoalState, Horizon};
use crate::ids::{GoalId, PersonId, TaskId};
use crate::kinds::kinds;
use crate::owner::Owner;
use crate::task::Task;

kinds! {
    /// What the plan lacks.
    PlanGapKind, "gap" {
        /// Nobody carries a goal.
        NoOwner = "no_owner",
        /// Who carries it has left the family.
        OwnerLeft = "owner_left",
        /// It has no day.
        NoDay = "no_day",
        /// Its day has passed.
        Late = "late",
        /// A long goal that no open step leads to.
        NoSteps = "no_steps",
        /// A task is carried by somebody who has left the family.
        TaskOwnerLeft = "task_owner_left",
    }
}

/// Something the plan lacks, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanGap {
    /// What is lacking.
    pub kind: PlanGapKind,
    /// At which goal; none for a task that leads to none.
    pub goal: Option<GoalId>,
    /// At which task.
    pub task: Option<TaskId>,
}

/// What the open goals and tasks of a family lack. A wish needs no owner and no day. `left` are those who belong to it no more.
pub fn plan_gaps(goals: &[Goal], tasks: &[Task], left: &[PersonId], today: Date) -> Vec<PlanGap> {
    let has_left = |owner: &Owner| matches!(owner, Owner::Person(person) if left.contains(person));
    let is_open = |goal: &&Goal| goal.ended.is_none();
    let mut gaps = Vec::new();
    for goal in goals.iter().filter(is_open) {
        let mut lacks = |kind| {
            gaps.push(PlanGap {
                kind,
                goal: Some(goal.id),
                task: None,
            });
        };
        let facts = &goal.facts;
        if facts.owner.as_ref().is_some_and(has_left) {
            lacks(PlanGapKind::OwnerLeft);
        }
        if facts.horizon != Horizon::Wish {
            if facts.owner.is_none() {
                lacks(PlanGapKind::NoOwner);
            }
            if facts.target.is_none() {
                lacks(PlanGapKind::NoDay);
            }
        }
        if goal.state(today) == GoalState::Late {
            lacks(PlanGapKind::Late);
        }
        let leads_here = |step: &&Goal| step.facts.parent == Some(goal.id) && is_open(step);
        if facts.horizon == Horizon::Long && !goals.iter().any(|step| leads_here(&step)) {
            lacks(PlanGapKind::NoSteps);
        }
    }
    let stranded = tasks
        .iter()
        .filter(|task| task.ended.is_none() && has_left(&task.facts.owner));
    gaps.extend(stranded.map(|task| PlanGap {
        kind: PlanGapKind::TaskOwnerLeft,
        goal: task.facts.goal,
        task: Some(task.id),
    }));
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::goal::GoalFacts;
    use crate::ids::{AccountId, FamilyId};
    use crate::task::{TaskFacts, TaskKind};
    use crate::text::Line;
    use jiff::Timestamp;
    use jiff::civil::date;
    use uuid::Uuid;

    #[test]
    fn what_nobody_carries_and_what_somebody_left_behind_is_told() {
        let person = PersonId::from(Uuid::from_u128(5));
        let family = FamilyId::from(Uuid::from_u128(9));
        let by = AccountId::from(Uuid::from_u128(8));
        let title = Line::parse("Egen bolig").expect("a line");
        let goal = |n: u128, horizon, owner: Option<Owner>, target| Goal {
            id: GoalId::from(Uuid::from_u128(n)),
            family,
            facts: GoalFacts {
                wish: None,
                title: title.clone(),
                horizon,
                parent: None,
                owner,
                target,
            },
            by,
            set_at: Timestamp::UNIX_EPOCH,
            ended: None,
            version: 1,
        };
        let today = date(2026, 11, 24);
        let goals = [
            goal(1, Horizon::Wish, None, None),
            goal(2, Horizon::Long, None, Some(date(2026, 11, 1))),
            goal(3, Horizon::Short, Some(Owner::Person(person)), None),
        ];
        let task = Task {
            id: TaskId::from(Uuid::from_u128(4)),
            family,
            facts: TaskFacts {
                kind: TaskKind::Task,
                title: title.clone(),
                owner: Owner::Person(person),
                due: None,
                goal: None,
            },
            by,
            set_at: Timestamp::UNIX_EPOCH,
            ended: None,
            version: 1,
        };
        let kinds = |left: &[PersonId]| -> Vec<_> {
            let found = plan_gaps(&goals, std::slice::from_ref(&task), left, today);
            found.into_iter().map(|gap| gap.kind).collect()
        };
        use PlanGapKind::*;
        assert_eq!(kinds(&[]), [NoOwner, Late, NoSteps, NoDay]);
        assert_eq!(
            kinds(&[person]),
            [NoOwner, Late, NoSteps, OwnerLeft, NoDay, TaskOwnerLeft]
        );
    }
}
