//! The ratings as `episodes.csv` and `ratings.csv`: pseudonymised, for the aggregate, supervision and other people's tools.

use std::fmt::Write as _;

use jiff::Timestamp;
use jiff::civil::Date;

use helhed_access::{Basis, HousePermit, Resource, Verb, What, doing};
use helhed_domain::episode::GivenRating;
use helhed_domain::ids::RatedId;
use helhed_fit::{Bundle, ReadFailure};
use helhed_store::rating_scope::{self, RatedRow};
use helhed_store::{Link, StoreError};
use uuid::Uuid;

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
    let mut files = RatingFiles {
        episodes: String::from("episode_id,family_id,client_id,birth_date,opened,closed,outcome\n"),
        ratings: String::from(
            "episode_id,client_id,rater,rater_id,instrument,date,item_1,item_2,item_3,item_4,total\n",
        ),
        left_out: 0,
    };
    let mut ids: Vec<(RatedId, String, String)> = Vec::with_capacity(people.len());
    for row in people {
        let Some(born) = row.born else {
            files.left_out += 1;
            continue;
        };
        let it = &row.rated;
        let episode = pseudonym(house, "rating episode", it.episode.uuid());
        let client = pseudonym(house, "rating client", it.person.uuid());
        let family = pseudonym(house, "rating family", it.family.uuid());
        let closed = it.closed.map(|(on, _)| on.to_string()).unwrap_or_default();
        let outcome = it.closed.map_or("", |(_, how)| how.code());
        let _ = writeln!(
            files.episodes,
            "{episode},{family},{client},{born},{},{closed},{outcome}",
            it.opened
        );
        ids.push((it.id, episode, client));
    }
    ids.sort_unstable_by_key(|(id, ..)| *id);
    for given in ratings {
        let Ok(at) = ids.binary_search_by_key(&given.rated, |(id, ..)| *id) else {
            continue;
        };
        let (_, episode, client) = &ids[at];
        let facts = &given.facts;
        let (who, rater) = match facts.rater {
            Some(rater) => ("collateral", pseudonym(house, "rating rater", rater.uuid())),
            None => ("self", String::new()),
        };
        let _ = write!(
            files.ratings,
            "{episode},{client},{who},{rater},{},{}",
            facts.instrument.code(),
            facts.on
        );
        for item in facts.items.0 {
            let _ = match item {
                Some(item) => write!(files.ratings, ",{item}"),
                None => write!(files.ratings, ","),
            };
        }
        let _ = match facts.bare_total {
            Some(total) => writeln!(files.ratings, ",{total}"),
            None => writeln!(files.ratings, ","),
        };
    }
    files
}
