#![doc = include_str!("../README.md")]

mod chance;
mod ctx;
mod followed;
mod house;
mod lens;
mod lists;
mod notice;
mod password;
mod reading;
mod recorder;
mod sessions_seen;
mod stop;
#[cfg(any(test, feature = "testing"))]
pub mod testing;

pub mod account;
pub mod agreed;
pub mod anchor;
pub mod appointment;
pub mod around;
pub mod assessment;
pub mod audit;
pub mod choices;
pub mod collision;
pub mod contact;
pub mod course;
pub mod data_request;
pub mod document;
pub mod draft;
pub mod economy;
pub mod evaluation;
pub mod exchange;
pub mod extract;
pub mod family;
pub mod family_log;
pub mod feedback;
pub mod filing;
pub mod first;
pub mod genogram;
pub mod intake;
pub mod journal;
pub mod keeping;
pub mod map;
pub mod meeting;
pub mod method;
pub mod minutes;
pub mod one_time_link;
pub mod operation;
pub mod partner_system;
pub mod party_access;
pub mod passkey;
pub mod plan;
pub mod post;
pub mod rating;
pub mod request;
pub mod search;
pub mod second_factor;
pub mod sharing;
pub mod sign_in;
pub mod task;
pub mod team;
pub mod timeline;
pub mod today;

pub use chance::{Chance, OperatingSystem, Seeded};
pub use ctx::Ctx;
pub use helhed_access as access;
pub use helhed_domain as domain;
pub use helhed_economics as economics;
pub use helhed_fit as fit;
pub use helhed_store::StoreError;
pub use house::{Casework, OpenError, Opening};
pub use lists::Lists;
pub use notice::{Listener, NoticeCount, Notices};
pub use password::Hashing;
pub use reading::{Reading, Visible};
pub use stop::Stop;

/// What the binary opens and hands to [`Casework::open`]; no page and no command reaches further.
pub mod storage {
    pub use helhed_store::audit::Head;
    pub use helhed_store::audit_check::Finding;
    pub use helhed_store::backup::{
        BackupError, BackupKeys, BackupKeysError, Last, Manifest, PutBack, SealedReader,
        SealedWriter, damage, is_empty_place, put_back, take,
    };
    pub use helhed_store::secret::{Keys, KeysError};
    pub use helhed_store::{Address, OpenError, Store};
}

#[cfg(test)]
mod on_postgres;
