//! Who coordinates, who stands in, and with which authority.

mod assign_coordinator;
mod end_deputy;
mod give;
mod hand_over;
mod set_authority;
mod set_deputy;
mod team_forms;

pub use assign_coordinator::{AssignCoordinator, AssignError, assign_coordinator};
pub use end_deputy::{EndDeputyError, end_deputy};
pub(crate) use give::{GiveError, capacity_of, give};
pub use hand_over::{HandOver, HandOverError, hand_over};
pub use set_authority::{SetAuthority, SetAuthorityError, set_authority};
pub use set_deputy::{SetDeputy, SetDeputyError, set_deputy};
pub(crate) use team_forms::colleagues;
pub use team_forms::{AssignmentForms, Colleague, assignment_forms};
