#![doc = include_str!("../README.md")]

pub mod account;
pub mod agreed;
pub mod agreement;
mod annulling;
pub mod appointment;
pub mod archive;
pub mod assessment;
pub mod assignment;
pub mod audit;
pub mod audit_check;
pub mod authority;
pub mod backup;
pub mod busy;
pub mod calendar_feed;
pub mod collision;
pub mod consent;
pub mod contact;
pub mod course;
pub mod cover;
pub mod custody;
pub mod data_request;
pub mod disclosure;
pub mod document;
pub mod draft;
pub mod economy;
pub mod emergency;
pub mod evaluation_run;
pub mod extract;
pub mod family;
pub mod family_cost;
pub mod family_log;
pub mod feedback;
pub mod figures;
pub mod filing;
pub mod genogram;
pub mod glance;
pub mod goal;
pub mod goal_word;
pub mod head;
mod hearing;
pub mod household;
pub mod identity;
pub mod invitation;
pub mod involvement;
pub mod journal;
pub mod keeping;
pub mod kept;
mod link;
pub mod list;
pub mod load;
pub mod lock;
pub mod map;
pub mod mark;
pub mod measure;
pub mod meeting;
pub mod meeting_participant;
pub mod meeting_topic;
pub mod method;
mod migrations;
pub mod minutes;
pub mod minutes_approval;
pub mod minutes_line;
pub mod minutes_remark;
pub mod need;
pub mod norm_set;
pub mod note;
pub mod notice;
pub mod one_time_link;
mod open;
pub mod outbox;
pub mod overview;
pub mod partner_system;
pub mod party_access;
pub mod passkey;
pub mod person;
pub mod pick_up;
pub mod plan_version;
pub mod purge;
pub mod rated;
pub mod rater;
pub mod rating;
pub mod rating_import;
pub mod rating_scope;
mod reach;
mod readers;
pub mod referral;
pub mod relation;
mod replica;
pub mod request;
pub mod request_list;
pub mod restriction;
pub mod retention;
pub mod review;
mod schema;
pub mod sealed;
pub mod search;
pub mod second_factor;
pub mod secret;
pub mod session;
pub mod share;
pub mod shared;
pub mod statement;
pub mod status;
pub mod subject;
pub mod submission;
pub mod task;
pub mod tie;
pub mod timeline;
mod upgrade;
mod value;
pub mod waiting;

pub use hearing::Hearing;
pub use link::Link;
pub use open::{Address, OpenError, Store};
pub use value::{FromValue, Row, Value};

/// Storage failed. Opaque: what to do about it never depends on how.
#[derive(Debug, thiserror::Error)]
#[error("storage failed")]
pub struct StoreError(#[from] pub(crate) Fault);

#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    #[error(transparent)]
    Sql(#[from] sqlx::Error),
    #[error("column {0} of a row is not what the code reads")]
    Column(usize),
    #[error("a write outside a transaction")]
    WriteOutsideTransaction,
    #[error("a stored {0} cannot be read")]
    Unreadable(&'static str),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        // The only place where the cause is told: statements and codes, never values.
        match &error {
            sqlx::Error::Database(cause) => {
                tracing::error!(code = ?cause.code(), "the database refused a statement")
            }
            other => tracing::error!(kind = %kind(other), "the database could not be used"),
        }
        Self(Fault::Sql(error))
    }
}

fn kind(error: &sqlx::Error) -> &'static str {
    match error {
        sqlx::Error::PoolTimedOut => "no connection became free in time",
        sqlx::Error::Io(_) => "input or output",
        sqlx::Error::PoolClosed => "the pool is closed",
        _ => "other",
    }
}

/// A stored value that the domain cannot read: the database was written by something else.
pub fn unreadable(what: &'static str) -> StoreError {
    tracing::error!(what, "a stored value cannot be read");
    StoreError(Fault::Unreadable(what))
}

impl StoreError {
    /// The stored ratings hold something that no bundle may: the database was written by something else.
    pub fn unreadable_ratings() -> Self {
        unreadable("bundle of ratings")
    }

    /// A reading could not be recorded, so it was not answered.
    pub fn unrecorded() -> Self {
        Self(Fault::Unreadable("record of a reading"))
    }
}
