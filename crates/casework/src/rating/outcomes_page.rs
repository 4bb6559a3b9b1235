//! What the ratings come to over all families: the table `fit_outcomes`.

use helhed_access::{Resource, what};
use helhed_fit::{NormSet, Outcomes, outcomes};
use helhed_store::StoreError;

use super::files::rating_files;
use crate::{Reading, Stop, Visible};

/// The aggregate, and the norm set it was computed with.
#[derive(Debug)]
pub struct OutcomesPage {
    /// The measures.
    pub outcomes: Outcomes,
    /// The same for every year in which episodes were closed, by that year: over time.
    pub by_year: Vec<(i16, Outcomes)>,
    /// The norm set.
    pub norms: NormSet,
    /// People in episodes whose day of birth is not known, and who count in nothing.
    pub left_out: usize,
}

/// The aggregate of today. The norm set is the subject of its entry in the log: what was computed with which.
pub async fn outcomes_page(reading: &mut Reading) -> Result<Visible<OutcomesPage>, Stop> {
    let permit = reading.house_permit::<what::Aggregates>()?;
    let house = reading.house().clone();
    let settings = house.ratings();
    let files = rating_files(&house, &mut reading.link, &permit).await?;
    let bundle = files
        .bundle(reading.today())
        .map_err(|_| StoreError::unreadable_ratings())?;
    let by_year = bundle
        .closed_by_year()
        .into_iter()
        .map(|(year, part)| (year, outcomes(&part, settings.norms())))
        .collect();
    let page = OutcomesPage {
        outcomes: outcomes(&bundle, settings.norms()),
        by_year,
        norms: settings.norms().clone(),
        left_out: files.left_out,
    };
    reading
        .show_computed(
            "outcomes_page",
            Resource::Aggregates,
            permit.basis(),
            settings.norm_set().uuid(),
            page,
        )
        .await
}
