//! The course of a family: closing, taking up again, and what has happened to the case.

mod after_closing;
mod close_course;
mod close_form;
mod family_history;
mod reopen_course;
mod reopen_form;

pub use after_closing::{AfterClosing, after_closing};
pub use close_course::{CloseCourse, CloseError, close_course};
pub use close_form::{CloseForm, close_form};
pub use family_history::{FamilyHistory, Happening, What, family_history};
pub use reopen_course::{ReopenCourse, ReopenCourseError, reopen_course};
pub use reopen_form::{ReopenForm, reopen_form};
