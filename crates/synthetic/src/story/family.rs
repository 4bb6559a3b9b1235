//! A family's whole story.

use super::{
    Appointment, Closing, Contact, Custody, Decision, Note, Person, Plan, Professional, Referral,
    Relation, Task,
};

/// Index into [`FamilyStory::persons`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonRef(pub usize);

/// Index into [`FamilyStory::around`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProfessionalRef(pub usize);

/// Who carries a task, a goal or an appointment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Responsible {
    /// Someone in the family.
    Member(PersonRef),
    /// A professional around the family.
    Professional(ProfessionalRef),
    /// The family's coordinator.
    Coordinator,
}

/// How much of a story is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Everything.
    Full,
    /// Members, referral, start, one contact, one note, two tasks and one goal: enough to fill lists at scale.
    Light,
}

/// One family from referral to today: facts in the order a caseworker would have entered them.
///
/// Each list is in time order. References are indices into the story's own lists.
#[derive(Debug, Clone, PartialEq)]
pub struct FamilyStory {
    /// The story's number; the story is a function of the seed, this number and today.
    pub index: u32,
    /// How much is told.
    pub depth: Depth,
    /// Title of the hand-written composite this is, in Danish; `None` for the drawn ones.
    pub composite: Option<&'static str>,
    /// What the household is called, such as "Familien Holm".
    pub household: String,
    /// The other home of some members, where parents live apart.
    pub second_household: Option<String>,
    /// The members; the mother is first.
    pub persons: Vec<Person>,
    /// Who is what to whom.
    pub relations: Vec<Relation>,
    /// Custody of the children who are born.
    pub custody: Vec<Custody>,
    /// Professionals around the family, before the start and since.
    pub around: Vec<Professional>,
    /// The referral.
    pub referral: Referral,
    /// What the team decided.
    pub decision: Decision,
    /// Contacts between coordinator and family.
    pub contacts: Vec<Contact>,
    /// Journal notes.
    pub notes: Vec<Note>,
    /// Agreements and tasks.
    pub tasks: Vec<Task>,
    /// Appointments, past and coming.
    pub appointments: Vec<Appointment>,
    /// The plan, once there is one.
    pub plan: Option<Plan>,
    /// The closing of an ended course.
    pub closing: Option<Closing>,
}

impl FamilyStory {
    /// Whether the family has a coordinator now.
    pub fn is_active(&self) -> bool {
        matches!(self.decision, Decision::TakenIn { .. }) && self.closing.is_none()
    }

    /// The day the course began, if it did.
    pub fn start(&self) -> Option<jiff::civil::Date> {
        match &self.decision {
            Decision::TakenIn { start, .. } => Some(*start),
            Decision::Waiting { .. } | Decision::Declined { .. } => None,
        }
    }

    /// Contact points before the intervention: everyone around the family at the start (at the referral, before one).
    pub fn contact_points_before(&self) -> usize {
        let day = self.start().unwrap_or(self.referral.on);
        self.around
            .iter()
            .filter(|p| p.since <= day && p.ended.is_none_or(|end| end >= day))
            .count()
    }

    /// Contact points that are still open.
    pub fn contact_points_now(&self) -> usize {
        self.around.iter().filter(|p| p.ended.is_none()).count()
    }
}
