//! What a case is made of, as far as sharing asks: each item has a category, and is about somebody or about the whole family.

use crate::kinds::kinds;

kinds! {
    /// What an item of a case is. Its code is the name of its table.
    ItemKind, "item" {
        /// A journal note.
        Note = "note",
        /// A contact.
        Contact = "contact",
        /// A task or an agreement.
        Task = "task",
        /// An appointment.
        Appointment = "appointment",
        /// A goal of the plan.
        Goal = "goal",
        /// A measure of the plan.
        Measure = "measure",
        /// A statement: what somebody answered to an information request.
        Statement = "statement",
        /// An outcome rating. A session rating is between the person and the team, and no item.
        Rating = "rating",
        /// A professional, case or plan around the family.
        Involvement = "involvement",
        /// What somebody says of one life domain of one person.
        Assessment = "assessment",
        /// A need.
        Need = "need",
    }
}
