//! The aggregate over a bundle: active and closed episodes, own and collateral ratings.

mod episodes;
mod lines;
mod suppress;
mod table;
mod tally;

pub use lines::{Line, Outcomes, Part};
pub use suppress::suppressed;
pub use table::{fit_norm_set, fit_outcomes, fit_outcomes_by_age};
pub(crate) use table::{real, row};

use crate::age::{AgeGroup, age_in_years};
use crate::norm::NormSet;
use crate::read::{Bundle, Client, RatingRow};
use crate::series::Rater;
use episodes::Episodes;
use helhed_domain::episode::Instrument;
use jiff::ToSpan;
use jiff::civil::Date;
use tally::Tally;

/// Whether every client's part of an episode is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Some client's part is open.
    Active,
    /// Every client's part is closed.
    Closed,
}

impl Group {
    /// Both, in the order of the table.
    pub const ALL: [Self; 2] = [Self::Active, Self::Closed];

    /// The word used in tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Closed => "closed",
        }
    }
}

/// Computes the table `fit_outcomes` and the same by age group.
pub fn outcomes(bundle: &Bundle, norms: &NormSet) -> Outcomes {
    let episodes = Episodes::of(bundle);
    let mut tallies = Group::ALL.map(|_| [(); 3].map(|()| Tally::default()));
    for (client, ratings) in by_client(bundle) {
        let group = episodes.group(client.episode);
        if let Some(years) = age_at_first_rating(client, ratings) {
            let tally = &mut tallies[group as usize][AgeGroup::of(years) as usize];
            tally.add_client(client.person, years, ratings, norms);
        }
    }
    lines::outcomes(&episodes, tallies)
}

/// Each client with ratings, and these in the order of series.
pub(crate) fn by_client(bundle: &Bundle) -> impl Iterator<Item = (&Client, &[RatingRow])> {
    let same = |a: &RatingRow, b: &RatingRow| a.client == b.client;
    bundle
        .ratings
        .chunk_by(same)
        .map(|rows| (&bundle.clients[rows[0].client as usize], rows))
}

/// One series' rows with the same rater and instrument.
pub(crate) fn by_series(
    ratings: &[RatingRow],
) -> impl Iterator<Item = (Instrument, Rater, u32, &[RatingRow])> {
    let key = |r: &RatingRow| (r.instrument, r.rater, r.rater_number);
    let same = move |a: &RatingRow, b: &RatingRow| key(a) == key(b);
    ratings.chunk_by(same).map(move |rows| {
        let (instrument, rater, number) = key(&rows[0]);
        (instrument, rater, number, rows)
    })
}

/// Whole years at the first rating in the episode, whoever gave it, skipped items or not.
pub(crate) fn age_at_first_rating(client: &Client, ratings: &[RatingRow]) -> Option<u8> {
    let first = ratings.iter().map(|r| r.day).min()?;
    age_in_years(client.birth, day(first))
}

pub(crate) fn day(number: i32) -> Date {
    Date::constant(1970, 1, 1).saturating_add(i64::from(number).days())
}

#[cfg(test)]
mod against_naive;
#[cfg(test)]
mod tests;
