//! Typed ids: a family's id cannot be taken for a person's. No bare uuid travels outside storage.

use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Reads an id as it stands in an address or a form; anything else is no id.
            pub fn parse(text: &str) -> Option<Self> {
                Uuid::try_parse(text).ok().map(Self)
            }
            /// The uuid behind the id, for storage.
            pub fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

ids! {
    /// Somebody who signs in.
    AccountId,
    /// A part of the municipality, or a partner outside it.
    UnitId,
    /// A partner's system.
    SystemId,
    /// A paper that goes to the records system.
    FilingId,
    /// A family.
    FamilyId,
    /// A person, in one family or several.
    PersonId,
    /// That a person belongs to a family for a time.
    MembershipId,
    /// A relation between two people.
    RelationId,
    /// Who holds custody of a child.
    CustodyId,
    /// A professional, case or plan around a family.
    InvolvementId,
    /// A measure of a family with its cost.
    CostId,
    /// A saved scenario of the economic case.
    ScenarioId,
    /// A passkey of an account.
    PasskeyId,
    /// What somebody asks of the data about them.
    DataRequestId,
    /// That a case or an item of it may only be kept.
    RestrictionId,
    /// That somebody opened what is restricted.
    RestrictionOpeningId,
    /// What somebody tells of the pages.
    FeedbackId,
    /// What somebody said to closed minutes.
    ApprovalId,
    /// An addition to closed minutes.
    MinutesAddendumId,
    /// A run of the evaluation.
    EvaluationRunId,
    /// A referral of a family.
    ReferralId,
    /// A decision on a referral.
    DecisionId,
    /// The intervention of one family from taking in to closing.
    CourseId,
    /// That a coordinator or deputy has a family.
    AssignmentId,
    /// The coordinator's authority on the employment side.
    AuthorityId,
    /// A contact with a family.
    ContactId,
    /// A journal note.
    NoteId,
    /// A task or an agreement.
    TaskId,
    /// An appointment.
    AppointmentId,
    /// A goal of the plan.
    GoalId,
    /// A review of the plan.
    ReviewId,
    /// A word on how a goal goes.
    GoalWordId,
    /// A measure.
    MeasureId,
    /// That a goal is kept from a party.
    KeptId,
    /// The plan as it stood.
    PlanVersionId,
    /// What a party said to a version of the plan.
    AgreementId,
    /// What a family can carry a week.
    LoadId,
    /// Who picks a child up.
    PickUpId,
    /// Something done of the method.
    MethodActionId,
    /// A half-yearly status.
    StatusId,
    /// What was added to a half-yearly status.
    StatusAddendumId,
    /// That a family is followed closely.
    FollowingId,
    /// A consent.
    ConsentId,
    /// A disclosure on another basis than consent.
    DisclosureId,
    /// A lock of a case against its family.
    LockId,
    /// A hold on the deletion of a case.
    HoldId,
    /// A proposal to delete a case.
    PurgeProposalId,
    /// A case opened in an emergency.
    EmergencyId,
    /// A file kept with a family's case.
    DocumentId,
    /// That somebody asked for access to their case.
    PartyAccessId,
    /// Anything that is written in a case, whatever it is: no two things have the same.
    CaseItemId,
    /// An episode of ratings.
    EpisodeId,
    /// Somebody in an episode of ratings.
    RatedId,
    /// A collateral rater.
    RaterId,
    /// A feedback rating.
    RatingId,
    /// An invitation to rate, for somebody outside.
    InvitationId,
    /// A norm set.
    NormSetId,
    /// One filled-in form: sent twice it counts once.
    FormId,
    /// A one-time link.
    LinkId,
    /// A letter that leaves by e-mail.
    LetterId,
    /// An information request.
    RequestId,
    /// A reminder of an information request.
    ReminderId,
    /// What was answered to an information request.
    StatementId,
    /// What somebody says of one life domain of one person.
    AssessmentId,
    /// A need.
    NeedId,
    /// A map that a family made.
    MapId,
    /// A card of a map in one wording.
    MapCardId,
    /// The place of a card, which it keeps when its words change.
    MapPlaceId,
    /// A meeting.
    MeetingId,
    /// Somebody who is to be at a meeting.
    ParticipantId,
    /// A topic of the agenda of a meeting.
    TopicId,
    /// A section of the minutes of a meeting.
    MinutesSectionId,
    /// A line of the minutes.
    MinutesLineId,
    /// What somebody says to the minutes.
    MinutesRemarkId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_uuid_is_an_id() {
        assert_eq!(FamilyId::parse("1; drop table family"), None);
        let text = "0190b6a0-0000-7000-8000-000000000001";
        assert_eq!(
            FamilyId::parse(text).map(|id| id.to_string()).as_deref(),
            Some(text)
        );
    }
}
