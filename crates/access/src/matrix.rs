//! The one place where access is decided. Anything not written here is refused.

use helhed_domain::account::Role;
use helhed_domain::ids::UnitId;

use crate::{Actor, Resource, Ties, Verb};

/// Why somebody may: kept with every read and change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// Coordinates the family.
    Coordinator,
    /// Stands in for the coordinator.
    Deputy,
    /// Has opened the case in an emergency, for an hour.
    Emergency,
    /// Leads the team.
    TeamLeader,
    /// Works in the unit that referred.
    ReferringUnit,
    /// Something of the family is shared with them, by consent or by law.
    Shared,
    /// It is their own case.
    OwnCase,
    /// Keeps the installation.
    Operation,
    /// Supervises data protection.
    DataProtection,
    /// Works here: for what holds no personal data of families.
    Employment,
    /// Works in the unit that was asked.
    AskedUnit,
    /// Holds a one-time link and has typed its code.
    OneTimeLink,
    /// Was called to the meeting, or their unit was.
    Invited,
}

impl Basis {
    /// Its code in the audit log; the translations hold `basis-CODE`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Coordinator => "coordinator",
            Self::Deputy => "deputy",
            Self::Emergency => "emergency",
            Self::TeamLeader => "team_leader",
            Self::ReferringUnit => "referring_unit",
            Self::Shared => "shared",
            Self::OwnCase => "own_case",
            Self::Operation => "operation",
            Self::DataProtection => "data_protection",
            Self::Employment => "employment",
            Self::AskedUnit => "asked_unit",
            Self::OneTimeLink => "one_time_link",
            Self::Invited => "invited",
        }
    }
}

/// Decides on a part of one family.
pub fn may_in_family(actor: &Actor, ties: Ties, resource: Resource, verb: Verb) -> Option<Basis> {
    use Resource::*;
    use Verb::*;
    if ties.is_only_kept() {
        return may_when_only_kept(actor, ties, resource, verb);
    }
    match actor.role {
        Role::Coordinator => {
            let basis = match ties {
                Ties {
                    coordinator: true, ..
                } => Basis::Coordinator,
                Ties { deputy: true, .. } => Basis::Deputy,
                Ties {
                    emergency: true, ..
                } => {
                    // To read what is urgent and to write down what was done.
                    let granted = matches!(
                        (resource, verb),
                        (
                            Face | People
                                | Around
                                | Contacts
                                | Notes
                                | Tasks
                                | Appointments
                                | Meetings
                                | Minutes
                                | Plan
                                | Assessment
                                | Needs
                                | Maps
                                | Requests
                                | Sharing
                                | Secrets
                                | Assignments
                                | History,
                            Read
                        ) | (Contacts | Notes, Add)
                    );
                    return granted.then_some(Basis::Emergency);
                }
                _ => return None,
            };
            let granted = match (resource, verb) {
                (Assignments, Change) => true,
                (Assignments | Referrals | History, Read) => true,
                (Face, Read | Change) | (Secrets, Read) => true,
                (
                    People | Around | Tasks | Appointments | Meetings | Plan | Contacts,
                    Read | Add | Change | Annul,
                ) => true,
                (Costs, Read | Add | Change | Annul) => true,
                (Notes | Agreements, Read | Add) => true,
                (Method, Read | Add | Change | Annul) => true,
                (Assessment, Read | Add | Annul) => true,
                (Needs | Maps | Minutes, Read | Add | Change) => true,
                (Requests, Read | Add | Change | Annul) => true,
                (Documents, Read | Add | Annul) => true,
                (PartyAccess, Read | Add | Change | Share) => true,
                (DataRequests, Read | Add | Change | Annul) => true,
                // Opens, closes, types in from paper and strikes out; that nobody rates a family they coordinate is the operation's
                // to see: it knows who answered.
                (Ratings, Read | Add | Change | Annul) => true,
                (Courses, Read | Change) => true,
                (Filing, Read | Change) => true,
                (Sharing, Read | Add | Change | Annul) => true,
                (Log, Read) => true,
                _ => false,
            };
            granted.then_some(basis)
        }
        Role::TeamLeader => {
            let granted = matches!(
                (resource, verb),
                (
                    Face | People
                        | Around
                        | Contacts
                        | Notes
                        | Tasks
                        | Appointments
                        | Meetings
                        | Plan
                        | Method
                        | Agreements
                        | Assessment
                        | Needs
                        | Maps
                        | Requests
                        | History
                        | Documents
                        | PartyAccess
                        | Sharing
                        | Log
                        | Costs,
                    Read,
                ) | (
                    Referrals | Courses | Assignments | Minutes,
                    Read | Add | Change
                ) | (DataRequests, Read | Add | Change | Annul)
                    | (Filing, Read | Change)
                    | (Keeping, Share)
            );
            granted.then_some(Basis::TeamLeader)
        }
        Role::Partner => match (resource, verb) {
            (Face | Shared | Needs, Read) if ties.shared => Some(Basis::Shared),
            // A professional's view, of what is open to their unit: the operation asks the lens.
            (Assessment, Read | Add) if ties.shared => Some(Basis::Shared),
            // That they met the family, told by whoever something of it is shared with.
            (Contacts, Add) if ties.shared => Some(Basis::Shared),
            // Of minutes what their lens lets through; whoever was handed the pen writes there, too.
            (Minutes, Read | Add | Change) if ties.shared => Some(Basis::Shared),
            (Face | Referrals, Read) if ties.referred => Some(Basis::ReferringUnit),
            _ => None,
        },
        // Whoever a lock protects still sees; a refused or withdrawn consent is theirs to write down. Of ratings: their own and
        // their small children's, see `ratings_of`. The assessment, what comes first and the map are theirs to say, too: about
        // whom, the lens decides. So is their own yes or no to the plan.
        Role::FamilyMember if ties.member && !ties.locked => {
            let granted = matches!(
                (resource, verb),
                (Face | Shared | Sharing | Log, Read)
                    | (Sharing, Annul)
                    | (
                        Ratings | Assessment | Needs | Agreements | Minutes | DataRequests,
                        Read | Add
                    )
                    | (Maps, Read | Add | Change)
            );
            granted.then_some(Basis::OwnCase)
        }
        _ => None,
    }
}

/// Decides on a case that may only be kept: what was asked of the data and the restriction itself, by whoever answers for the case and by
/// its own family. To open the rest, the team gives a ground first; for others there is nothing here.
fn may_when_only_kept(actor: &Actor, ties: Ties, resource: Resource, verb: Verb) -> Option<Basis> {
    use Verb::*;
    let (basis, granted) = match actor.role {
        Role::Coordinator if ties.coordinator => (Basis::Coordinator, true),
        Role::Coordinator if ties.deputy => (Basis::Deputy, true),
        Role::TeamLeader => (Basis::TeamLeader, true),
        Role::FamilyMember if ties.member && !ties.locked => {
            (Basis::OwnCase, matches!(verb, Read | Add))
        }
        _ => return None,
    };
    let asked = matches!(
        (resource, verb),
        (Resource::DataRequests, Read | Add | Change | Annul)
    );
    (granted && asked).then_some(basis)
}

/// Decides on one question that was asked of a unit, or one task that somebody there has taken on: whoever works there reads it and answers
/// it or ends it, and knows no more of the family.
pub fn may_when_asked(
    actor: &Actor,
    asked: Option<UnitId>,
    resource: Resource,
    verb: Verb,
) -> Option<Basis> {
    use Resource::*;
    use Verb::*;
    let works_there = actor.role == Role::Partner && actor.unit.is_some() && actor.unit == asked;
    let granted = matches!(
        (resource, verb),
        (Answers, Read | Add) | (Tasks, Read | Change)
    );
    (works_there && granted).then_some(Basis::AskedUnit)
}

/// Decides on one meeting for somebody who was called to it (or whose unit was): they read of it and say whether they come, and know no
/// more of the family than what is shared with them. Whom a case is locked against is called to nothing.
pub fn may_when_invited(
    actor: &Actor,
    ties: Ties,
    invited: bool,
    resource: Resource,
    verb: Verb,
) -> Option<Basis> {
    use Resource::*;
    use Verb::*;
    let called = match actor.role {
        Role::Partner | Role::Coordinator | Role::TeamLeader => true,
        Role::FamilyMember => ties.member && !ties.locked,
        _ => false,
    };
    (called
        && invited
        && !ties.is_only_kept()
        && matches!((resource, verb), (Meetings | Minutes, Read | Add)))
    .then_some(Basis::Invited)
}

/// Decides on what an opened one-time link leads to: the one thing it was made for, and only these parts and verbs.
pub fn may_by_link(resource: Resource, verb: Verb) -> Option<Basis> {
    use Resource::*;
    use Verb::*;
    matches!(
        (resource, verb),
        (Answers | Minutes, Read | Add) | (Meetings, Read) | (Ratings, Add)
    )
    .then_some(Basis::OneTimeLink)
}

/// Decides on what belongs to no single family.
pub fn may_house(actor: &Actor, resource: Resource, verb: Verb) -> Option<Basis> {
    use Resource::*;
    use Verb::*;
    match (actor.role, resource, verb) {
        // A referral makes the family's case: whoever works around families may write one.
        (Role::Partner, Referrals, Add) => Some(Basis::Employment),
        // The list of what one's own unit was asked; each question is opened by `may_when_asked`.
        (Role::Partner, Answers, Read) => Some(Basis::AskedUnit),
        (Role::Coordinator, Referrals, Add) => Some(Basis::Employment),
        (Role::TeamLeader, Referrals, Add) => Some(Basis::TeamLeader),
        (Role::Coordinator, Emergencies, Add) => Some(Basis::Employment),
        (Role::TeamLeader, Emergencies, Read | Change) => Some(Basis::TeamLeader),
        (Role::Dpo, Emergencies, Read) => Some(Basis::DataProtection),
        // Courses for supervision, without anything that says whose they are.
        (Role::TeamLeader, Ratings, Read) => Some(Basis::TeamLeader),
        (Role::TeamLeader, Economy, Read | Add | Change | Annul) => Some(Basis::TeamLeader),
        (Role::SteeringGroup, Economy, Read) => Some(Basis::Employment),
        (Role::TeamLeader, Intake, Read | Change) => Some(Basis::TeamLeader),
        (Role::TeamLeader | Role::SteeringGroup | Role::Evaluator, Aggregates, Read) => {
            Some(Basis::Employment)
        }
        (Role::TeamLeader | Role::Evaluator, Extract, Read) => Some(Basis::Employment),
        (Role::TeamLeader, Extract, Share) => Some(Basis::TeamLeader),
        // Deletion of cases: two people approve; holds are the team leader's, who answers for the case.
        (Role::TeamLeader, Keeping, Read | Add | Change) => Some(Basis::TeamLeader),
        (Role::Dpo, Keeping, Read | Change) => Some(Basis::DataProtection),
        (Role::ItAdmin, Accounts, Read | Add | Change) => Some(Basis::Operation),
        (Role::ItAdmin, Feedback, Read | Change) => Some(Basis::Operation),
        // A token opens no more than a person of the unit sees; who answers for the cooperation or keeps the installation makes it.
        (Role::ItAdmin, Systems, Read | Add | Change) => Some(Basis::Operation),
        (Role::TeamLeader, Systems, Read | Add | Change) => Some(Basis::TeamLeader),
        (Role::Dpo, Audit, Read) => Some(Basis::DataProtection),
        _ => None,
    }
}
