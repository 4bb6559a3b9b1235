//! Courses for a supervision meeting: one after another, with nothing that says whose they are.

use helhed_access::{Resource, what};
use helhed_fit::{Course, NormSet, supervision};
use helhed_store::StoreError;

use super::files::rating_files;
use crate::{Reading, Stop, Visible};

/// Open courses, red and yellow first, numbered in their order.
#[derive(Debug)]
pub struct SupervisionPage {
    /// The courses.
    pub courses: Vec<Course>,
    /// The norm set they were held against.
    pub norms: NormSet,
}

/// The courses of today.
pub async fn supervision_page(reading: &mut Reading) -> Result<Visible<SupervisionPage>, Stop> {
    let permit = reading.house_permit::<what::Ratings>()?;
    let house = reading.house().clone();
    let settings = house.ratings();
    let files = rating_files(&house, &mut reading.link, &permit).await?;
    let bundle = files
        .bundle(reading.today())
        .map_err(|_| StoreError::unreadable_ratings())?;
    let page = SupervisionPage {
        courses: supervision(&bundle, settings.norms()),
        norms: settings.norms().clone(),
    };
    reading
        .show_computed(
            "supervision_page",
            Resource::Ratings,
            permit.basis(),
            settings.norm_set().uuid(),
            page,
        )
        .await
}
