//! What stands at the top of every page of a family.

use helhed_access::{Basis, Lens, doing, what};
use helhed_domain::contact::silent_days;
use helhed_domain::ids::FamilyId;
use helhed_domain::involvement::ContactPoints;
use helhed_domain::review::ReviewDue;
use helhed_store::head::{self, Face, Head};
use helhed_store::involvement;

use crate::around::points;

use crate::{Reading, Stop, Visible};

/// The band of a family, and which of its pages the viewer may open.
#[derive(Debug)]
pub struct FamilyHead {
    /// The family.
    pub id: FamilyId,
    /// The facts of the band.
    pub facts: Head,
    /// Who belongs to the family now.
    pub faces: Vec<Face>,
    /// How many professionals the family deals with, before and now.
    pub points: ContactPoints,
    /// When the plan's next review is due, while an intervention runs.
    pub review_due: Option<ReviewDue>,
    /// Whole days without contact, once they are too many.
    pub silent_days: Option<i32>,
    /// Why the viewer sees the family.
    pub basis: Basis,
    /// Whether the viewer may write in the case.
    pub may_write: bool,
    /// Whether the viewer may close the intervention or take it up again.
    pub may_close: bool,
}

/// The band of a family page.
pub async fn family_head(
    reading: &mut Reading,
    family: FamilyId,
) -> Result<Visible<FamilyHead>, Stop> {
    let lens = reading.lens(family).await?;
    let head = read_head(reading, &lens).await?;
    reading
        .show::<what::Face, _>("family_head", &lens, head)
        .await
}

/// The same inside a page that is recorded as a whole.
pub(crate) async fn read_head(reading: &mut Reading, lens: &Lens) -> Result<FamilyHead, Stop> {
    let (Some(face), Some(people), Some(around)) = (lens.permit(), lens.permit(), lens.permit())
    else {
        return Err(Stop::NotAllowed);
    };
    let (now, today, rules) = (reading.now(), reading.today(), reading.rules());
    let facts = head::head(&mut reading.link, &face, now).await?;
    let faces = head::faces(&mut reading.link, &people).await?;
    let around = involvement::of_family(&mut reading.link, &around).await?;
    let review_due = facts
        .started
        .map(|started| ReviewDue::of(started, facts.last_review, rules.plan_review_months));
    let silent_days = facts
        .started
        .and_then(|started| silent_days(facts.last_contact, started, today, rules.silence_days));
    Ok(FamilyHead {
        id: lens.family(),
        points: points(&around, facts.first_course, today),
        facts,
        faces,
        review_due,
        silent_days,
        basis: lens.basis(),
        may_write: lens.may::<what::Notes, doing::Add>(),
        may_close: lens.may::<what::Courses, doing::Change>(),
    })
}
