//! The few kinds of values that both databases share, and how they go in and come out.
//!
//! Statements bind and read through these, in one place, so that each is compiled once and not once a database. Instants are
//! milliseconds since 1970 (`BIGINT`), days are `YYYY-MM-DD` (`TEXT`, sorts as time), ids are `UUID`.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::{Fault, StoreError, unreadable};

/// A value on its way in or out; `None` is SQL's NULL, typed, because PostgreSQL wants to know.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A whole number.
    Int(Option<i64>),
    /// A text.
    Text(Option<String>),
    /// An id.
    Id(Option<Uuid>),
    /// Yes or no.
    Bool(Option<bool>),
    /// Bytes.
    Bytes(Option<Vec<u8>>),
}

macro_rules! into_value {
    ($($from:ty => $kind:ident, $it:ident -> $value:expr;)+) => {$(
        impl From<$from> for Value {
            fn from($it: $from) -> Self { Self::$kind(Some($value)) }
        }
        impl From<Option<$from>> for Value {
            fn from(it: Option<$from>) -> Self { Self::$kind(it.map(|$it| $value)) }
        }
    )+};
}

into_value! {
    i64 => Int, it -> it;
    Timestamp => Int, it -> it.as_millisecond();
    &str => Text, it -> it.to_owned();
    String => Text, it -> it;
    Date => Text, it -> it.to_string();
    Uuid => Id, it -> it;
    bool => Bool, it -> it;
    Vec<u8> => Bytes, it -> it;
    &[u8] => Bytes, it -> it.to_vec();
}

macro_rules! id_values {
    ($($id:ident),+ $(,)?) => {$(
        impl From<helhed_domain::ids::$id> for Value {
            fn from(it: helhed_domain::ids::$id) -> Self { Self::Id(Some(it.uuid())) }
        }
        impl From<Option<helhed_domain::ids::$id>> for Value {
            fn from(it: Option<helhed_domain::ids::$id>) -> Self { Self::Id(it.map(|it| it.uuid())) }
        }
        impl FromValue for helhed_domain::ids::$id {
            fn from_value(value: Value) -> Option<Self> { Uuid::from_value(value).map(Self::from) }
        }
    )+};
}

id_values!(
    AccountId,
    UnitId,
    FamilyId,
    FilingId,
    SystemId,
    PersonId,
    MembershipId,
    RelationId,
    CustodyId,
    InvolvementId,
    CostId,
    ScenarioId,
    EvaluationRunId,
    PasskeyId,
    DataRequestId,
    RestrictionId,
    RestrictionOpeningId,
    FeedbackId,
    ApprovalId,
    MinutesAddendumId,
    ReferralId,
    DecisionId,
    CourseId,
    AssignmentId,
    AuthorityId,
    ContactId,
    NoteId,
    TaskId,
    AppointmentId,
    GoalId,
    ReviewId,
    GoalWordId,
    MeasureId,
    KeptId,
    PlanVersionId,
    AgreementId,
    LoadId,
    PickUpId,
    MethodActionId,
    StatusId,
    StatusAddendumId,
    FollowingId,
    ConsentId,
    DisclosureId,
    LockId,
    EmergencyId,
    DocumentId,
    PartyAccessId,
    CaseItemId,
    EpisodeId,
    RatedId,
    RaterId,
    RatingId,
    InvitationId,
    NormSetId,
    HoldId,
    PurgeProposalId,
    FormId,
    LinkId,
    LetterId,
    RequestId,
    ReminderId,
    StatementId,
    AssessmentId,
    NeedId,
    MapId,
    MapCardId,
    MapPlaceId,
    MeetingId,
    ParticipantId,
    TopicId,
    MinutesSectionId,
    MinutesLineId,
    MinutesRemarkId,
);

/// What a column can be read as. `Option<T>` reads NULL as `None`.
pub trait FromValue: Sized {
    /// Reads a value that is not NULL.
    fn from_value(value: Value) -> Option<Self>;
}

impl FromValue for i64 {
    fn from_value(value: Value) -> Option<Self> {
        if let Value::Int(it) = value { it } else { None }
    }
}
impl FromValue for Timestamp {
    fn from_value(value: Value) -> Option<Self> {
        Timestamp::from_millisecond(i64::from_value(value)?).ok()
    }
}
impl FromValue for String {
    fn from_value(value: Value) -> Option<Self> {
        if let Value::Text(it) = value {
            it
        } else {
            None
        }
    }
}
impl FromValue for Date {
    fn from_value(value: Value) -> Option<Self> {
        String::from_value(value)?.parse().ok()
    }
}
impl FromValue for Uuid {
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Id(it) => it,
            // SQLite keeps an id as its sixteen bytes.
            Value::Bytes(it) => Uuid::from_slice(&it?).ok(),
            _ => None,
        }
    }
}
impl FromValue for bool {
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Bool(it) => it,
            // SQLite keeps yes and no as 1 and 0.
            Value::Int(it) => it.map(|it| it != 0),
            _ => None,
        }
    }
}
impl FromValue for Vec<u8> {
    fn from_value(value: Value) -> Option<Self> {
        if let Value::Bytes(it) = value {
            it
        } else {
            None
        }
    }
}

impl Value {
    fn is_null(&self) -> bool {
        matches!(
            self,
            Self::Int(None)
                | Self::Text(None)
                | Self::Id(None)
                | Self::Bool(None)
                | Self::Bytes(None)
        )
    }
}

/// One row, read from its first column to its last.
#[derive(Debug)]
pub struct Row {
    cells: std::vec::IntoIter<Value>,
    at: usize,
}

impl Row {
    pub(crate) fn new(cells: Vec<Value>) -> Self {
        Self {
            cells: cells.into_iter(),
            at: 0,
        }
    }

    /// The columns that have not been read, as they came.
    pub(crate) fn into_values(self) -> impl Iterator<Item = Value> {
        self.cells
    }

    fn cell(&mut self) -> Result<Value, StoreError> {
        self.at += 1;
        self.cells.next().ok_or(StoreError(Fault::Column(self.at)))
    }

    /// The next column, which is not NULL.
    #[expect(
        clippy::should_implement_trait,
        reason = "each column is of a type of its own"
    )]
    pub fn next<T: FromValue>(&mut self) -> Result<T, StoreError> {
        let at = self.at;
        T::from_value(self.cell()?).ok_or(StoreError(Fault::Column(at)))
    }

    /// The next column, which may be NULL.
    pub fn next_optional<T: FromValue>(&mut self) -> Result<Option<T>, StoreError> {
        let (at, cell) = (self.at, self.cell()?);
        if cell.is_null() {
            Ok(None)
        } else {
            T::from_value(cell)
                .map(Some)
                .ok_or(StoreError(Fault::Column(at)))
        }
    }

    /// The next column, read by the domain: `row.parsed("role", Role::from_code)`.
    pub fn parsed<T>(
        &mut self,
        what: &'static str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<T, StoreError> {
        read(&self.next::<String>()?).ok_or_else(|| unreadable(what))
    }

    /// The same for a column that may be NULL.
    pub fn parsed_optional<T>(
        &mut self,
        what: &'static str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, StoreError> {
        self.next_optional::<String>()?
            .map(|text| read(&text).ok_or_else(|| unreadable(what)))
            .transpose()
    }
}
