//! Shows the number of a case in the records system, and what has been filed of it.

use helhed_access::{doing, what};
use helhed_domain::filing::{Filing, RecordsCase};
use helhed_domain::ids::FamilyId;
use helhed_store::filing as stored;

use crate::{Reading, Stop, Visible};

/// What is filed of a case.
#[derive(Debug)]
pub struct FilingPage {
    /// The family.
    pub family: FamilyId,
    /// What its case is in the records system; none yet.
    pub case: Option<RecordsCase>,
    /// Its papers, the latest first.
    pub papers: Vec<Filing>,
    /// Whether the reader may write the number down.
    pub may_change: bool,
    /// Whether the reader may see CPR numbers, and so hand them out.
    pub may_see_numbers: bool,
}

/// Shows what is filed of a family's case.
pub async fn filing_page(
    reading: &mut Reading,
    family: FamilyId,
) -> Result<Visible<FilingPage>, Stop> {
    let lens = reading.lens(family).await?;
    let permit = lens
        .permit::<what::Filing, doing::Read>()
        .ok_or(Stop::NotAllowed)?;
    let page = FilingPage {
        family,
        case: stored::case_of(&mut reading.link, &permit).await?,
        papers: stored::of_family(&mut reading.link, &permit).await?,
        may_change: lens.may::<what::Filing, doing::Change>(),
        may_see_numbers: lens.may::<what::Secrets, doing::Read>(),
    };
    reading
        .show::<what::Filing, _>("filing_page", &lens, page)
        .await
}
