//! The ratings as `episodes.csv` and `ratings.csv`: pseudonymised, for the aggregate, supervision and other people's tools.

use std::fmt::Write as _;

use jiff::Timestamp;
use jiff::civil::Date;

use helhed_access::{Basis, HousePermit, Resource, Verb, What, doing};
use helhed_domain::episode::GivenRating;
use helhed_fit::{BARE_TOTAL, Bundle, EPISODE_COLUMNS, RATING_COLUMNS, ReadFailure};
use helhed_store::rating_scope::{self, RatedRow};
use helhed_store::{Link, StoreError};
use uuid::Uuid;

use super::rows::{Renamed, rating_rows};
use crate::Casework;

/// The two files of a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatingFiles {
    /// `episodes.csv`.
    pub episodes: String,
    /// `ratings.csv`.
    pub ratings: String,
    /// How many people in episodes have no day of birth and so stand in neither.
    pub left_out: usize,
}

impl RatingFiles {
    /// Reads them as any bundle is read: what the pages show is what `helhed fit report` says of the same files.
    ///
    /// # Errors
    /// The files hold something that no bundle may.
    pub fn bundle(&self, observed_to: Date) -> Result<Bundle, ReadFailure> {
        Bundle::read(
            self.episodes.as_bytes(),
            self.ratings.as_bytes(),
            observed_to,
        )
    }
}

/// The files of all families.
pub async fn rating_files<W: What>(
    house: &Casework,
    link: &mut Link,
    permit: &HousePermit<W, doing::Read>,
) -> Result<RatingFiles, StoreError> {
    let (people, ratings) = rating_scope::all(link, permit).await?;
    Ok(written(house, &people, &ratings))
}

/// The same for whoever runs the installation, at its command line; the log tells that it was done.
pub async fn files_of_house(house: &Casework, now: Timestamp) -> Result<RatingFiles, StoreError> {
    let mut ctx = house.begin_as_house(now).await?;
    let (people, ratings) = rating_scope::all_of_house(&mut ctx.link).await?;
    let files = written(house, &people, &ratings);
    ctx.record_in_house(
        "export_ratings",
        (Verb::Read, Resource::Ratings, Basis::Operation),
        None,
        house.ratings().norm_set().uuid(),
    );
    ctx.commit().await?;
    Ok(files)
}

/// A name that stands for an id and leads back to nobody without the installation's key.
fn pseudonym(house: &Casework, purpose: &'static str, id: Uuid) -> String {
    let hash = house.keys().lookup(purpose, &id.to_string());
    hash.iter().take(8).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn written(house: &Casework, people: &[RatedRow], ratings: &[GivenRating]) -> RatingFiles {
    let rows = rating_rows(people, ratings, |what, id| {
        let purpose = match what {
            Renamed::Episode => "rating episode",
            Renamed::Client => "rating client",
            Renamed::Family => "rating family",
            Renamed::Rater => "rating rater",
        };
        pseudonym(house, purpose, id)
    });
    let mut ratings = RATING_COLUMNS.to_vec();
    ratings.push(BARE_TOTAL);
    let file = |columns: &[&str], rows: &[Vec<String>]| {
        let mut text = columns.join(",");
        text.push('\n');
        for row in rows {
            text.push_str(&row.join(","));
            text.push('\n');
        }
        text
    };
    RatingFiles {
        episodes: file(&EPISODE_COLUMNS, &rows.episodes),
        ratings: file(&ratings, &rows.ratings),
        left_out: rows.left_out,
    }
}
