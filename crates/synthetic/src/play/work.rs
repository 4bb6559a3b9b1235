//! What is to be done and where it leads: tasks, goals, reviews, and the end of the course.

use helhed_casework::Ctx;
use helhed_casework::course::{CloseCourse, close_course};
use helhed_casework::domain::goal::{GoalFacts, GoalOutcome};
use helhed_casework::domain::goal_word::{Moved, Said};
use helhed_casework::domain::ids::GoalId;
use helhed_casework::domain::task::{TaskFacts, TaskKind};
use helhed_casework::plan::{EndGoal, HoldReview, SetGoal, end_goal, hold_review, set_goal};
use helhed_casework::task::{FinishTask, SetTask, finish_task, set_task};

use super::codes::{end_reason, goes_on_to, horizon};
use super::refuse::{PopulateError, line, prose, refused};
use super::scene::Scene;
use crate::story::{Depth, Goal, Horizon, Plan, Responsible, TaskStatus};

impl Scene<'_> {
    pub(super) async fn task(&mut self, ctx: &mut Ctx, i: usize) -> Result<(), PopulateError> {
        let told = &self.story.tasks[i];
        let command = SetTask {
            family: self.family()?,
            facts: TaskFacts {
                // What somebody of the family has taken on was agreed with them.
                kind: match told.owner {
                    Responsible::Member(_) => TaskKind::Agreement,
                    Responsible::Professional(_) | Responsible::Coordinator => TaskKind::Task,
                },
                title: line(&told.text)?,
                owner: self.owner(told.owner)?,
                due: Some(told.due),
                goal: None,
            },
        };
        let set = set_task(ctx, command).await;
        self.tasks[i] = Some(set.map_err(refused("set_task"))?);
        Ok(())
    }

    pub(super) async fn end_task(&mut self, ctx: &mut Ctx, i: usize) -> Result<(), PopulateError> {
        let (done, word) = match &self.story.tasks[i].status {
            TaskStatus::Missed { why } => (false, Some(line(why)?)),
            TaskStatus::Done { .. } | TaskStatus::Open => (true, None),
        };
        let command = FinishTask {
            family: self.family()?,
            task: self.tasks[i].ok_or(PopulateError::TooEarly("finish_task"))?,
            version: 1,
            done,
            word,
        };
        finish_task(ctx, command)
            .await
            .map_err(refused("finish_task"))
    }

    fn plan(&self) -> Result<&Plan, PopulateError> {
        let plan = self.story.plan.as_ref();
        plan.ok_or(PopulateError::TooEarly("a goal"))
    }

    pub(super) async fn goal(&mut self, ctx: &mut Ctx, i: usize) -> Result<(), PopulateError> {
        let plan = self.plan()?;
        let (told, is_last) = (&plan.goals[i], i + 1 == plan.goals.len());
        let is_first_long = told.horizon == Horizon::Long
            && plan.goals[..i].iter().all(|it| it.horizon != Horizon::Long);
        let wish = match self.story.depth {
            Depth::Full if is_first_long => Some(self.wish(ctx, &told.wish).await?),
            Depth::Full | Depth::Light => None,
        };
        // A step leads to the long goal that was agreed before it.
        let is_long = |n: &usize| plan.goals[*n].horizon == Horizon::Long;
        let before = (0..i).rev().find(is_long).and_then(|n| self.goals[n]);
        let parent = before.filter(|_| told.horizon == Horizon::Short).or(wish);
        let command = SetGoal {
            family: self.family()?,
            facts: GoalFacts {
                wish: Some(line(&told.wish)?),
                title: line(&told.goal)?,
                horizon: horizon(told.horizon),
                parent,
                owner: Some(self.owner(told.owner)?),
                target: Some(told.target),
            },
        };
        let set = set_goal(ctx, command).await;
        self.goals[i] = Some(set.map_err(refused("set_goal"))?);
        if is_last {
            self.agree_on_plan(ctx).await?;
        }
        Ok(())
    }

    /// What the family dreams of stands over its first long goal.
    async fn wish(&self, ctx: &mut Ctx, words: &str) -> Result<GoalId, PopulateError> {
        let command = SetGoal {
            family: self.family()?,
            facts: GoalFacts {
                wish: None,
                title: line(words)?,
                horizon: helhed_casework::domain::goal::Horizon::Wish,
                parent: None,
                owner: None,
                target: None,
            },
        };
        set_goal(ctx, command).await.map_err(refused("set_goal"))
    }

    pub(super) async fn reach_goal(
        &mut self,
        ctx: &mut Ctx,
        i: usize,
    ) -> Result<(), PopulateError> {
        let command = EndGoal {
            family: self.family()?,
            goal: self.goals[i].ok_or(PopulateError::TooEarly("end_goal"))?,
            version: 1,
            outcome: GoalOutcome::Reached,
            word: None,
        };
        end_goal(ctx, command).await.map_err(refused("end_goal"))
    }

    pub(super) async fn review(&mut self, ctx: &mut Ctx, i: usize) -> Result<(), PopulateError> {
        let plan = self.plan()?;
        let told = &plan.reviews[i];
        let held = told.held.unwrap_or(told.due);
        // What is next is the goal that is next.
        let open = |goal: &&Goal| goal.reached.is_none_or(|on| on > held);
        let next = plan.goals.iter().filter(open).min_by_key(|it| it.target);
        let mut said = Vec::new();
        for (goal, id) in plan.goals.iter().zip(&self.goals) {
            let (Some(id), true) = (*id, open(&goal)) else {
                continue;
            };
            let near = Some(goal.goal.as_str()) == next.map(|next| next.goal.as_str());
            let (moved, word) = if near {
                (
                    Moved::Forward,
                    "Vi er godt på vej; det er det næste, vi arbejder med",
                )
            } else {
                (Moved::Still, "Det venter, til det næste skridt er nået")
            };
            said.push(Said {
                goal: id,
                moved,
                word: line(word)?,
            });
        }
        let command = HoldReview {
            family: self.family()?,
            held,
            moved: prose(told.line.as_deref().unwrap_or_default())?,
            stuck: None,
            next: prose(&next.map_or_else(
                || "Målene er nået. Vi aftaler nye ved næste besøg.".to_owned(),
                |goal| format!("Vi arbejder videre med: {}", goal.goal),
            ))?,
            said,
        };
        let written = hold_review(ctx, command).await;
        written.map(drop).map_err(refused("hold_review"))
    }

    pub(super) async fn close(&mut self, ctx: &mut Ctx) -> Result<(), PopulateError> {
        let Some(told) = &self.story.closing else {
            return Ok(());
        };
        let command = CloseCourse {
            family: self.family()?,
            on: told.on,
            reason: end_reason(told.reason),
            goes_on_to: goes_on_to(told.reason, &told.goes_on_to),
            word: Some(line(&told.goes_on_to)?),
        };
        let closed = close_course(ctx, command).await;
        closed.map(drop).map_err(refused("close_course"))
    }
}
