//! The parts of a case and of the house, and what is done to them.

macro_rules! resources {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)+) => {
        /// A part that access is decided for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Resource { $($(#[$doc])* $name,)+ }

        impl Resource {
            /// Every part.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];
            /// Its code in the audit log.
            pub fn code(self) -> &'static str { match self { $(Self::$name => $code,)+ } }
        }

        /// The parts as types, so that a permit for one cannot be used for another.
        pub mod what {
            $($(#[$doc])* #[derive(Debug, Clone, Copy)] pub struct $name;
            impl super::What for $name { const RESOURCE: super::Resource = super::Resource::$name; })+
        }
    };
}

/// A part of a case as a type.
pub trait What {
    /// Which part.
    const RESOURCE: Resource;
}

resources! {
    /// That the family is known here: its name, state and coordinator.
    Face = "face",
    /// Its people, their relations and custody.
    People = "people",
    /// CPR numbers and protected addresses in the clear.
    Secrets = "secrets",
    /// Professionals, cases and plans around it.
    Around = "around",
    /// Referrals and the decisions on them.
    Referrals = "referrals",
    /// Who coordinates, deputises, with which authority.
    Assignments = "assignments",
    /// Taking in, closing, reopening.
    Courses = "courses",
    /// Contacts.
    Contacts = "contacts",
    /// Journal notes.
    Notes = "notes",
    /// Tasks and agreements.
    Tasks = "tasks",
    /// Appointments.
    Appointments = "appointments",
    /// Meetings: who is called, what is taken, who came. The minutes are a part of their own.
    Meetings = "meetings",
    /// The minutes of meetings, section by section through the lens: read to follow, added to speak up, changed to write.
    Minutes = "minutes",
    /// The plan: goals and reviews.
    Plan = "plan",
    /// What is done of the method, and the half-yearly status of a family that is followed: the team's own view of its work.
    Method = "method",
    /// What a party says to the plan: its yes or no to a version.
    Agreements = "agreements",
    /// The joint assessment: what is said of each life domain of each person.
    Assessment = "assessment",
    /// Needs, what stands in the way of what, and what comes first.
    Needs = "needs",
    /// Maps that the family and those who help it make together.
    Maps = "maps",
    /// Files kept with the case.
    Documents = "documents",
    /// What a party asks to be given of their own case.
    PartyAccess = "party_access",
    /// What somebody asks of the data about them: correction, restriction, objection; and what may only be kept.
    DataRequests = "data_requests",
    /// Feedback ratings: episodes, raters, courses.
    Ratings = "ratings",
    /// What its measures cost, now and under the plan.
    Costs = "costs",
    /// What has happened to the case and who has read it.
    History = "history",
    /// Information requests and the statements given to them.
    Requests = "requests",
    /// One information request, for whoever is asked: the question, and the answer to it.
    Answers = "answers",
    /// How its information is shared: consents, refusals, disclosures, locks.
    Sharing = "sharing",
    /// What is shared with a party, item by item through the lens.
    Shared = "shared",
    /// Who has read or received what about it.
    Log = "log",
    /// Cases opened in an emergency.
    Emergencies = "emergencies",
    /// Intake across families: undecided referrals, waiting list, capacity.
    Intake = "intake",
    /// Accounts and units.
    Accounts = "accounts",
    /// What is handed to the municipality's records system, and the number that the case has there.
    Filing = "filing",
    /// Partners' systems and their tokens.
    Systems = "systems",
    /// The audit log.
    Audit = "audit",
    /// The economic case: scenarios and the municipality's own prices; no personal data.
    Economy = "economy",
    /// Counts over all families, small numbers suppressed.
    Aggregates = "aggregates",
    /// Pseudonymised rows about all families, for evaluation: read, to count them here; shared, to hand them out as files.
    Extract = "extract",
    /// What people tell of the pages; nothing of it is about a family.
    Feedback = "feedback",
    /// What is kept and for how long: backups, holds, archives, deletion.
    Keeping = "keeping",
}

macro_rules! verbs {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)+) => {
        /// What is done. Nothing is deleted: a thing is annulled with a reason; only the retention job purges.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Verb { $($(#[$doc])* $name,)+ }

        impl Verb {
            /// Every verb.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];
            /// Its code in the audit log.
            pub fn code(self) -> &'static str { match self { $(Self::$name => $code,)+ } }
        }

        /// The verbs as types.
        pub mod doing {
            $($(#[$doc])* #[derive(Debug, Clone, Copy)] pub struct $name;
            impl super::Doing for $name { const VERB: super::Verb = super::Verb::$name; })+
        }
    };
}

/// A verb as a type.
pub trait Doing {
    /// Which verb.
    const VERB: Verb;
}

verbs! {
    /// Read.
    Read = "read",
    /// Add.
    Add = "add",
    /// Change.
    Change = "change",
    /// Annul, with a reason.
    Annul = "annul",
    /// Share with another party.
    Share = "share",
    /// Delete for good: no role does, the installation does when [`crate::PurgeLeave`] lets it.
    Purge = "purge",
}
