//! Who has asked for access to their case, and whether they have had it.

use helhed_access::{doing, what};
use helhed_domain::ids::FamilyId;
use helhed_store::household::{self, Kin};
use helhed_store::party_access::{self, PartyAccessLine};

use crate::{Reading, Stop, Visible};

/// The requests of a family.
#[derive(Debug)]
pub struct PartyAccessPage {
    /// The unanswered first.
    pub lines: Vec<PartyAccessLine>,
    /// Who can ask.
    pub kin: Vec<Kin>,
    /// Whether the viewer may note a request.
    pub may_add: bool,
}

/// Every request for access in a family: two queries.
pub async fn party_access_page(
    reading: &mut Reading,
    family: FamilyId,
) -> Result<Visible<PartyAccessPage>, Stop> {
    let lens = reading.lens(family).await?;
    let (Some(permit), Some(people)) = (
        lens.permit::<what::PartyAccess, doing::Read>(),
        lens.permit(),
    ) else {
        return Err(Stop::NotAllowed);
    };
    let page = PartyAccessPage {
        lines: party_access::lines(&mut reading.link, &permit).await?,
        kin: household::kin(&mut reading.link, &people).await?,
        may_add: lens.may::<what::PartyAccess, doing::Add>(),
    };
    reading
        .show::<what::PartyAccess, _>("party_access_page", &lens, page)
        .await
}
