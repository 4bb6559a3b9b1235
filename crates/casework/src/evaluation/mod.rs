//! Runs of the evaluation: whoever may see aggregates has the families of the house, or a register extract, counted and reported.
//!
//! The work itself is done outside (it needs neither storage nor leave); here stands who may ask for it, that one is made at a time, how
//! far it has come and what came out. What comes out has its small numbers withheld.

mod end_evaluation;
mod evaluation_page;
mod note_step;
mod start_evaluation;

pub use end_evaluation::{Ending, end_evaluation};
pub use evaluation_page::{EvaluationPage, evaluation_file, evaluation_page, evaluations_page};
pub use note_step::note_step;
pub use start_evaluation::{StartEvaluationError, Started, start_evaluation};

#[cfg(test)]
mod tests;
