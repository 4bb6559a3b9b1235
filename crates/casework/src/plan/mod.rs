//! The plan: goals, long and short, and the reviews that look at them.

mod change_goal;
mod end_goal;
mod hold_review;
mod overdue_reviews;
mod plan_page;
mod set_goal;

pub use change_goal::{ChangeGoal, ChangeGoalError, change_goal};
pub use end_goal::{EndGoal, EndGoalError, end_goal};
pub use helhed_store::goal::GoalLine;
pub use helhed_store::review::ReviewLine;
pub use hold_review::{HoldReview, HoldReviewError, hold_review};
pub use overdue_reviews::{OverdueReview, overdue_reviews};
pub use plan_page::{PlanPage, plan_page};
pub use set_goal::{SetGoal, SetGoalError, set_goal};
