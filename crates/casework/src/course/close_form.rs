//! What the form that closes a course shows: since when it runs, and what is still open.

use jiff::civil::Date;

use helhed_access::{doing, what};
use helhed_domain::course::CourseState;
use helhed_domain::family::Family;
use helhed_domain::ids::FamilyId;
use helhed_store::{course, family};

use crate::{Reading, Stop, Visible};

/// What is told before a course is closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CloseForm {
    /// The family.
    pub family: Family,
    /// The first day of the course that runs; none runs otherwise.
    pub running_since: Option<Date>,
    /// The titles of tasks nobody has finished.
    pub open_tasks: Vec<String>,
}

/// Shows what is told before a course is closed, to whoever may close it.
pub async fn close_form(reading: &mut Reading, id: FamilyId) -> Result<Visible<CloseForm>, Stop> {
    let lens = reading.lens(id).await?;
    if !lens.may::<what::Courses, doing::Change>() {
        return Err(Stop::NotAllowed);
    }
    let face = lens.permit().ok_or(Stop::Absent)?;
    let courses = lens.permit().ok_or(Stop::NotAllowed)?;
    let family = family::find(&mut reading.link, &face)
        .await?
        .ok_or(Stop::Absent)?;
    let running_since = course::of_family(&mut reading.link, &courses)
        .await?
        .into_iter()
        .find(|it| it.state == CourseState::Running)
        .map(|it| it.started_on);
    let open_tasks = match lens.permit() {
        Some(tasks) => course::open_tasks(&mut reading.link, &tasks).await?,
        None => Vec::new(),
    };
    let form = CloseForm {
        family,
        running_since,
        open_tasks,
    };
    reading
        .show::<what::Courses, _>("close_form", &lens, form)
        .await
}
