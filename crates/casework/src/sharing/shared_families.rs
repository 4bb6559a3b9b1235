//! The families of which something is shared with the reader's unit now: about whom, which information, until when.

use helhed_access::{Basis, Resource};
use helhed_domain::account::Role;

use helhed_store::share::{self, SharedFamily};

use crate::{Reading, Stop, Visible};

/// The most pages that are turned to.
const LAST_PAGE: i64 = 10_000;

/// One page of the families that something is shared of, by name.
#[derive(Debug)]
pub struct SharedFamilies {
    /// The page's families.
    pub families: Vec<SharedFamily>,
    /// Whether another page follows.
    pub more: bool,
}

/// What is shared with the reader's unit, page by page from 0. Two queries, however much is shared.
pub async fn shared_families(
    reading: &mut Reading,
    turn: i64,
) -> Result<Visible<SharedFamilies>, Stop> {
    if reading.actor().role != Role::Partner {
        return Err(Stop::NotAllowed);
    }
    let scope = reading.scope();
    let (families, more) =
        share::families(&mut reading.link, &scope, turn.clamp(0, LAST_PAGE)).await?;
    let page = SharedFamilies { families, more };
    reading
        .show_list("shared_families", Resource::Shared, Basis::Shared, page)
        .await
}
