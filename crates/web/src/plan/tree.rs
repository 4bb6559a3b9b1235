//! The goals of a plan in the order in which they are read, each with what leads to it: for the family, the team and the print.

use helhed_casework::domain::goal::{GoalState, Horizon};
use helhed_casework::domain::goal_word::GoalWord;
use helhed_casework::domain::ids::GoalId;
use helhed_casework::domain::plan_tree::{plan_order, road_steps};
use helhed_casework::plan::{GoalLine, GoalWordLine};
use jiff::civil::Date;

use crate::case::task::TaskShown;

/// A goal with what leads to it.
pub(crate) struct Branch {
    /// The goal.
    pub(crate) line: GoalLine,
    /// Where it stands.
    pub(crate) state: GoalState,
    /// How many goals stand above it.
    pub(crate) depth: usize,
    /// Its number on the road, where it is a step of it.
    pub(crate) number: Option<usize>,
    /// Tasks that lead to it.
    pub(crate) tasks: Vec<TaskShown>,
    /// The last word on how it goes.
    pub(crate) word: Option<GoalWord>,
}

impl Branch {
    /// What it is, with its number on the road.
    pub(crate) fn title(&self) -> &str {
        self.line.goal.facts.title.as_str()
    }

    /// The code of its horizon.
    pub(crate) fn level(&self) -> Horizon {
        self.line.goal.facts.horizon
    }

    /// The class of its badge.
    pub(crate) fn sign(&self) -> &'static str {
        match self.state {
            GoalState::Open => "info",
            GoalState::Late => "warn",
            GoalState::Reached => "ok",
            GoalState::Dropped => "quiet",
        }
    }

    /// Whether it is to be reached yet.
    pub(crate) fn is_open(&self) -> bool {
        matches!(self.state, GoalState::Open | GoalState::Late)
    }

    /// The address of the goal.
    pub(crate) fn href(&self) -> String {
        let goal = &self.line.goal;
        format!("/families/{}/goals/{}", goal.family, goal.id)
    }

    /// Tasks that lead to it, for the template.
    pub(crate) fn tasks(&self) -> &[TaskShown] {
        &self.tasks
    }
}

/// The goals of a plan in order.
pub(crate) struct PlanTree {
    /// Those on the way and reached, then those dropped.
    pub(crate) branches: Vec<Branch>,
}

impl PlanTree {
    /// Orders goals and hangs tasks and the last words on them. Dropped goals come last, without those that led to them.
    pub(crate) fn new(
        goals: Vec<GoalLine>,
        tasks: &[TaskShown],
        words: &[GoalWordLine],
        today: Date,
    ) -> Self {
        let is_dropped = |line: &GoalLine| line.goal.state(today) == GoalState::Dropped;
        let (dropped, standing): (Vec<_>, Vec<_>) = goals.into_iter().partition(is_dropped);
        let bare: Vec<_> = standing.iter().map(|line| line.goal.clone()).collect();
        let steps = road_steps(&bare);
        let branch = |line: &GoalLine, depth, number| {
            let id = line.goal.id;
            let leads = |task: &&TaskShown| task.line.task.facts.goal == Some(id);
            Branch {
                state: line.goal.state(today),
                depth,
                number,
                tasks: tasks.iter().filter(leads).cloned().collect(),
                word: last_word(words, id),
                line: line.clone(),
            }
        };
        let mut branches: Vec<_> = plan_order(&bare)
            .into_iter()
            .map(|place| {
                let number = steps.iter().position(|at| *at == place.at).map(|n| n + 1);
                branch(&standing[place.at], place.depth.min(3), number)
            })
            .collect();
        branches.extend(dropped.iter().map(|line| branch(line, 0, None)));
        Self { branches }
    }

    /// The steps of the road, in order.
    pub(crate) fn steps(&self) -> impl Iterator<Item = &Branch> {
        self.branches.iter().filter(|it| it.number.is_some())
    }

    /// Where the road leads: wishes and long goals, where these are not its steps.
    pub(crate) fn ends(&self) -> impl Iterator<Item = &Branch> {
        self.branches.iter().filter(|it| {
            it.number.is_none()
                && it.state != GoalState::Dropped
                && matches!(it.level(), Horizon::Wish | Horizon::Long)
        })
    }
}

fn last_word(words: &[GoalWordLine], goal: GoalId) -> Option<GoalWord> {
    let found = words.iter().find(|line| line.word.goal == goal);
    found.map(|line| line.word.clone())
}
