//! The profile: which of their columns is which of ours, and what their words mean.
//!
//! ```toml
//! decimal = ","                     # what stands before the tenths; "." where it is left out
//! date = "%d-%m-%Y"                 # "%Y-%m-%d" where it is left out
//! skipped = ["-", "not answered"]   # beside the empty cell; 0 is a score
//!
//! [column]                          # ours = theirs
//! client = "Client no."
//! cpr = "CPR"                       # for taking ratings into the house
//! birth_date = "Born"               # for a bundle
//! rater = "Respondent"
//! rater_id = "Respondent no."
//! rater_name = "Respondent name"
//! instrument = "Form"
//! date = "Date"
//! item_1 = "Q1"                     # four items, or `total`
//! # may be left out: episode, family, opened, closed, outcome
//!
//! [value.rater]                     # theirs = self, parent, teacher, day_care, health_visitor, jobcentre or other
//! "Client" = "self"
//! [value.instrument]                # theirs = ors or srs
//! "ORS" = "ors"
//! [value.outcome]                   # theirs = planned, dropped_out or moved
//! "Ended as agreed" = "planned"
//! ```

use helhed_domain::episode::{EpisodeEnd, Instrument, RaterKind};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Their columns, by ours.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Columns {
    pub(super) client: Option<String>,
    pub(super) cpr: Option<String>,
    pub(super) birth_date: Option<String>,
    pub(super) episode: Option<String>,
    pub(super) family: Option<String>,
    pub(super) opened: Option<String>,
    pub(super) closed: Option<String>,
    pub(super) outcome: Option<String>,
    pub(super) rater: Option<String>,
    pub(super) rater_id: Option<String>,
    pub(super) rater_name: Option<String>,
    pub(super) instrument: Option<String>,
    pub(super) date: Option<String>,
    pub(super) item_1: Option<String>,
    pub(super) item_2: Option<String>,
    pub(super) item_3: Option<String>,
    pub(super) item_4: Option<String>,
    pub(super) total: Option<String>,
}

impl Columns {
    pub(super) fn items(&self) -> [&Option<String>; 4] {
        [&self.item_1, &self.item_2, &self.item_3, &self.item_4]
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Values {
    #[serde(default)]
    rater: BTreeMap<String, String>,
    #[serde(default)]
    instrument: BTreeMap<String, String>,
    #[serde(default)]
    outcome: BTreeMap<String, String>,
}

/// How another system's file is read.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    #[serde(default = "point")]
    pub(super) decimal: char,
    #[serde(default = "iso_date")]
    pub(super) date: String,
    #[serde(default)]
    pub(super) skipped: Vec<String>,
    pub(super) column: Columns,
    #[serde(default)]
    value: Values,
}

fn point() -> char {
    '.'
}

fn iso_date() -> String {
    "%Y-%m-%d".to_owned()
}

/// What is wrong with a profile.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfileFault {
    /// It is no TOML, or a key is missing, unknown or of the wrong kind.
    #[error("the profile: {0}")]
    NotRead(String),
    /// A column that every import needs is not mapped.
    #[error("the profile maps no column for {0}")]
    NoColumn(&'static str),
    /// A word is mapped to one that is not ours.
    #[error("the profile, value.{0}: {1} is not a word of ours")]
    NotAWord(&'static str, String),
}

/// Who gave a rating: the client, or somebody of a kind.
pub(super) type Who = Option<RaterKind>;

impl Profile {
    /// Reads a profile.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, ProfileFault> {
        let profile: Self = toml::from_str(text)
            .map_err(|error| ProfileFault::NotRead(error.message().to_owned()))?;
        let needed = [
            ("client", &profile.column.client),
            ("date", &profile.column.date),
            ("instrument", &profile.column.instrument),
        ];
        for (name, column) in needed {
            if column.is_none() {
                return Err(ProfileFault::NoColumn(name));
            }
        }
        let items = profile.column.items();
        if items.iter().any(|it| it.is_none()) && profile.column.total.is_none() {
            return Err(ProfileFault::NoColumn("item_1 to item_4, or total"));
        }
        let words = |name, map: &BTreeMap<String, String>, is_ours: fn(&str) -> bool| {
            let odd = map.values().find(|word| !is_ours(word));
            odd.map_or(Ok(()), |word| {
                Err(ProfileFault::NotAWord(name, word.clone()))
            })
        };
        words("rater", &profile.value.rater, |word| who(word).is_some())?;
        words("instrument", &profile.value.instrument, |word| {
            Instrument::from_code(word).is_some()
        })?;
        words("outcome", &profile.value.outcome, |word| {
            EpisodeEnd::from_code(word).is_some()
        })?;
        Ok(profile)
    }

    pub(super) fn who(&self, theirs: &str) -> Option<Who> {
        who(translated(&self.value.rater, theirs))
    }

    pub(super) fn instrument(&self, theirs: &str) -> Option<Instrument> {
        Instrument::from_code(translated(&self.value.instrument, theirs))
    }

    pub(super) fn outcome(&self, theirs: &str) -> Option<EpisodeEnd> {
        EpisodeEnd::from_code(translated(&self.value.outcome, theirs))
    }
}

fn translated<'a>(map: &'a BTreeMap<String, String>, theirs: &'a str) -> &'a str {
    map.get(theirs).map_or(theirs, String::as_str)
}

fn who(word: &str) -> Option<Who> {
    match word {
        "self" => Some(None),
        "collateral" => Some(Some(RaterKind::Other)),
        _ => RaterKind::from_code(word).map(Some),
    }
}
