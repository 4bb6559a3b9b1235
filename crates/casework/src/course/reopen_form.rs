//! What the form that takes a case up again shows.

use helhed_access::{doing, what};
use helhed_domain::assignment::AssignmentKind;
use helhed_domain::course::{Course, CourseState};
use helhed_domain::family::Family;
use helhed_domain::ids::{AccountId, FamilyId};
use helhed_store::{assignment, course, family};

use crate::team::{Colleague, colleagues};
use crate::{Reading, Stop, Visible};

/// What is told before a case is taken up again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReopenForm {
    /// The family.
    pub family: Family,
    /// Its latest course.
    pub latest: Option<Course>,
    /// Whether a course runs: then there is nothing to take up.
    pub runs: bool,
    /// Who coordinated it last.
    pub coordinator: Option<AccountId>,
    /// Who may be chosen: everyone for the leader, only oneself otherwise.
    pub colleagues: Vec<Colleague>,
}

/// Shows what is told before a case is taken up again, to whoever may.
pub async fn reopen_form(reading: &mut Reading, id: FamilyId) -> Result<Visible<ReopenForm>, Stop> {
    let lens = reading.lens(id).await?;
    if !lens.may::<what::Courses, doing::Change>() {
        return Err(Stop::NotAllowed);
    }
    let face = lens.permit().ok_or(Stop::Absent)?;
    let courses = lens.permit().ok_or(Stop::NotAllowed)?;
    let assignments = lens.permit().ok_or(Stop::NotAllowed)?;
    let family = family::find(&mut reading.link, &face)
        .await?
        .ok_or(Stop::Absent)?;
    let courses = course::of_family(&mut reading.link, &courses).await?;
    let coordinator = assignment::of_family(&mut reading.link, &assignments)
        .await?
        .into_iter()
        .map(|(it, _)| it)
        .find(|it| it.to.is_none() && it.kind == AssignmentKind::Coordinator)
        .map(|it| it.account);
    let any = lens.may::<what::Assignments, doing::Add>();
    let form = ReopenForm {
        family,
        runs: courses.iter().any(|it| it.state == CourseState::Running),
        latest: courses.into_iter().last(),
        coordinator,
        colleagues: colleagues(reading)
            .await?
            .into_iter()
            .filter(|it| any || Some(it.account) == coordinator)
            .collect(),
    };
    reading
        .show::<what::Courses, _>("reopen_form", &lens, form)
        .await
}
