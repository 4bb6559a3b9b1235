//! What people tell of the pages: sent by anybody, seen to by IT.

mod feedback_list;
mod send_feedback;

pub use feedback_list::{feedback_done, feedback_list};
pub use send_feedback::{SendFeedback, SendFeedbackError, send_feedback};
