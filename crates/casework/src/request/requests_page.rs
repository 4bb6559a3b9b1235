//! What was asked about a family, and what was answered.

use helhed_access::{doing, what};
use helhed_domain::ids::FamilyId;
use helhed_domain::statement::Statement;
use helhed_store::request_list::{self, RequestLine};
use helhed_store::statement;

use crate::{Reading, Stop, Visible};

/// What was asked about a family.
#[derive(Debug)]
pub struct RequestsPage {
    /// Every request, the newest first.
    pub lines: Vec<RequestLine>,
    /// Every statement, the newest first.
    pub statements: Vec<Statement>,
    /// Whether the viewer may ask, remind, take back and annul.
    pub may_ask: bool,
}

/// Shows what was asked and answered about a family: three queries.
pub async fn requests_page(
    reading: &mut Reading,
    family: FamilyId,
) -> Result<Visible<RequestsPage>, Stop> {
    let lens = reading.lens(family).await?;
    let permit = lens
        .permit::<what::Requests, doing::Read>()
        .ok_or(Stop::NotAllowed)?;
    let link = &mut reading.link;
    let page = RequestsPage {
        lines: request_list::of_family(link, &permit).await?,
        statements: statement::of_family(link, &permit).await?,
        may_ask: lens.may::<what::Requests, doing::Add>(),
    };
    reading
        .show::<what::Requests, _>("requests_page", &lens, page)
        .await
}
