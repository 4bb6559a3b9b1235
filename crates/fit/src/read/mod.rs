//! Reading `episodes.csv` and `ratings.csv`. Faults are told by file, row and column, all at once,
//! never with what stands in the cell; a bundle with faults gives no numbers.

mod day;
mod episodes;
mod faults;
mod key;
mod manifest;
mod ratings;
mod sheet;

use crate::series::Rater;
use helhed_domain::episode::{EpisodeEnd, Instrument};
use helhed_domain::rating::Total;
use jiff::civil::Date;
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

pub use episodes::COLUMNS as EPISODE_COLUMNS;
pub use ratings::{BARE_TOTAL, COLUMNS as RATING_COLUMNS};

pub use faults::{Fault, Faults, ReadFailure};
pub use manifest::end_of_observation;

pub(crate) const EPISODES: &str = "episodes.csv";
pub(crate) const RATINGS: &str = "ratings.csv";
pub(crate) const MANIFEST: &str = "manifest.toml";

/// One row of `episodes.csv`: a client in an episode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Client {
    /// The episode, counted from 0 in the order of the file.
    pub episode: u32,
    /// The person, counted from 0: the same person in two episodes has two rows.
    pub person: u32,
    /// Day of birth.
    pub birth: Date,
    /// First day.
    pub opened: Date,
    /// Last day and how it ended; `None` while open.
    pub closed: Option<(Date, EpisodeEnd)>,
}

/// One row of `ratings.csv`, small: there may be millions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RatingRow {
    /// Index into the clients.
    pub(crate) client: u32,
    pub(crate) rater: Rater,
    /// Which collateral rater; 0 for the client.
    pub(crate) rater_number: u32,
    pub(crate) instrument: Instrument,
    /// Days since 1970.
    pub(crate) day: i32,
    /// `None` with a skipped item.
    pub(crate) total: Option<Total>,
    pub(crate) row: u32,
}

impl RatingRow {
    /// What a series is: one per client, rater and instrument, in order of date.
    pub(crate) fn order(&self) -> (u32, Instrument, Rater, u32, i32) {
        (
            self.client,
            self.instrument,
            self.rater,
            self.rater_number,
            self.day,
        )
    }
}

/// Episodes and ratings without faults, and the end of observation.
#[derive(Debug, Clone, PartialEq)]
pub struct Bundle {
    pub(crate) clients: Vec<Client>,
    pub(crate) episodes: u32,
    /// In the order of series.
    pub(crate) ratings: Vec<RatingRow>,
    pub(crate) observed_to: Date,
    /// Columns that are not known and were left out.
    pub remarks: Vec<Fault>,
}

impl Bundle {
    /// Reads the two files. `observed_to` is the last day of observation.
    ///
    /// # Errors
    /// The faults of both files, or that a file could not be read.
    pub fn read(
        episodes: impl Read,
        ratings: impl Read,
        observed_to: Date,
    ) -> Result<Self, ReadFailure> {
        let mut faults = Faults::default();
        let register = episodes::read(episodes, observed_to, &mut faults)?;
        let ratings = ratings::read(ratings, &register, &mut faults)?;
        faults.none()?;
        Ok(Self {
            episodes: register.episodes,
            clients: register.clients,
            ratings,
            observed_to,
            remarks: faults.remarks,
        })
    }

    /// Whether a bundle's folder has ratings.
    pub fn is_in(folder: &Path) -> bool {
        [EPISODES, RATINGS]
            .iter()
            .all(|name| folder.join(name).is_file())
    }

    /// Reads the two files of a bundle's folder; its manifest says how long was observed.
    ///
    /// # Errors
    /// The faults of the files, or that one could not be read.
    pub fn of_folder(folder: &Path) -> Result<Self, ReadFailure> {
        let unreadable =
            |file: &'static str| move |source| ReadFailure::Unreadable { file, source };
        let open = |file| File::open(folder.join(file)).map_err(unreadable(file));
        let manifest = fs::read_to_string(folder.join(MANIFEST)).map_err(unreadable(MANIFEST))?;
        let observed_to = end_of_observation(&manifest)?;
        Self::read(open(EPISODES)?, open(RATINGS)?, observed_to)
    }

    /// The episodes that are closed, as a bundle for each year in which their last part was: over time.
    pub fn closed_by_year(&self) -> Vec<(i16, Self)> {
        let mut ends: Vec<Option<Date>> = vec![Some(Date::MIN); self.episodes as usize];
        for client in &self.clients {
            let end = &mut ends[client.episode as usize];
            let closed = client.closed.map(|(day, _)| day);
            *end = end.zip(closed).map(|(latest, day)| latest.max(day));
        }
        let mut years: Vec<i16> = ends.iter().flatten().map(|day| day.year()).collect();
        years.sort_unstable();
        years.dedup();
        years
            .into_iter()
            .map(|year| (year, self.part(|episode| ends[episode as usize], year)))
            .collect()
    }

    fn part(&self, end: impl Fn(u32) -> Option<Date>, year: i16) -> Self {
        let within = |client: &Client| end(client.episode).is_some_and(|day| day.year() == year);
        let mut places = vec![u32::MAX; self.clients.len()];
        let mut numbers = HashMap::new();
        let mut clients = Vec::new();
        for (client, place) in self.clients.iter().zip(&mut places) {
            if within(client) {
                *place = clients.len() as u32;
                let next = numbers.len() as u32;
                let episode = *numbers.entry(client.episode).or_insert(next);
                clients.push(Client { episode, ..*client });
            }
        }
        let place = |rating: &RatingRow| places[rating.client as usize];
        Self {
            clients,
            episodes: numbers.len() as u32,
            ratings: self
                .ratings
                .iter()
                .filter(|rating| place(rating) != u32::MAX)
                .map(|rating| RatingRow {
                    client: place(rating),
                    ..*rating
                })
                .collect(),
            observed_to: self.observed_to,
            remarks: Vec::new(),
        }
    }

    /// Rows of `episodes.csv`.
    pub fn clients(&self) -> &[Client] {
        &self.clients
    }

    /// Rows of `ratings.csv`.
    pub fn rating_count(&self) -> usize {
        self.ratings.len()
    }
}

#[cfg(test)]
mod tests;
