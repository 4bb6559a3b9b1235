//! What was asked of a family's data, and one request with what it takes to answer it.

use helhed_access::doing;
use helhed_domain::data_request::{DataRecipient, Restriction};
use helhed_domain::ids::{DataRequestId, FamilyId};
use helhed_domain::text::Name;
use helhed_domain::unit::Unit;
use helhed_store::data_request::{self as stored, DataRequestLine};
use helhed_store::household::{self, Kin};
use helhed_store::{account, restriction};

use crate::lens::is_of_team;
use crate::{Reading, Stop, Visible};

/// The requests of a family, for the team.
#[derive(Debug)]
pub struct DataRequestsPage {
    /// What the family is called.
    pub family_name: Name,
    /// The unanswered first, then the newest.
    pub lines: Vec<DataRequestLine>,
    /// The family's people.
    pub kin: Vec<Kin>,
    /// What may only be kept.
    pub restricted: Vec<Restriction>,
}

/// The requests of a family.
pub async fn data_requests_page(
    reading: &mut Reading,
    family: FamilyId,
) -> Result<Visible<DataRequestsPage>, Stop> {
    let permit = reading.requests_permit(family).await?;
    if !is_of_team(reading.actor()) {
        return Err(Stop::Absent);
    }
    let link = &mut reading.link;
    let page = DataRequestsPage {
        family_name: restriction::family_name(link, &permit).await?,
        lines: stored::of_family(link, &permit).await?,
        kin: household::kin_to_name(link, &permit).await?,
        restricted: restriction::standing(link, &permit).await?,
    };
    let subject = family.uuid();
    reading
        .show_asked("data_requests_page", &permit, subject, page)
        .await
}

/// One request, for the team.
#[derive(Debug)]
pub struct DataRequestPage {
    /// What the family is called.
    pub family_name: Name,
    /// The request.
    pub line: DataRequestLine,
    /// Who had received data about the person.
    pub recipients: Vec<DataRecipient>,
    /// The units they may be.
    pub units: Vec<Unit>,
    /// The people they may be.
    pub kin: Vec<Kin>,
    /// What may only be kept because of it.
    pub restricted: Vec<Restriction>,
}

/// One request of a family.
pub async fn data_request_page(
    reading: &mut Reading,
    family: FamilyId,
    request: DataRequestId,
) -> Result<Visible<DataRequestPage>, Stop> {
    let permit = reading.requests_permit(family).await?;
    if !is_of_team(reading.actor()) {
        return Err(Stop::Absent);
    }
    let now = reading.now();
    let link = &mut reading.link;
    let found = stored::find::<doing::Read>(link, &permit, request).await?;
    let line = found.ok_or(Stop::Absent)?;
    let of = (line.request.person, request);
    let mut restricted = restriction::standing(link, &permit).await?;
    restricted.retain(|it| it.request == Some(request));
    let page = DataRequestPage {
        family_name: restriction::family_name(link, &permit).await?,
        recipients: stored::recipients(link, &permit, of, now).await?,
        units: account::units(link).await?,
        kin: household::kin_to_name(link, &permit).await?,
        restricted,
        line,
    };
    reading
        .show_asked("data_request_page", &permit, request.uuid(), page)
        .await
}
