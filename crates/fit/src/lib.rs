#![doc = include_str!("../README.md")]

mod age;
mod check;
mod course;
mod import;
mod interval;
mod norm;
mod normal;
mod outcomes;
mod progress;
mod read;
mod saw_tooth;
mod series;
mod signal;
mod supervision;
mod wording;

pub use age::{AgeGroup, age_in_years};
pub use check::{CheckLine, CheckSeries, check_values};
pub use course::{Band, Zone};
pub use helhed_domain::episode::{EpisodeEnd, Instrument};
pub use helhed_domain::rating::{NotARating, Rating, Total};
pub use import::{ForeignRater, ForeignRating, Profile, ProfileFault, foreign_files, read_foreign};
pub use interval::wilson;
pub use norm::{Norm, NormFault, NormSet, NormStatus, Respondent};
pub use outcomes::{
    Group, Line, Outcomes, Part, fit_norm_set, fit_outcomes, fit_outcomes_by_age, outcomes,
    suppressed,
};
pub use progress::{Indices, Progress};
pub use read::{
    BARE_TOTAL, Bundle, Client, EPISODE_COLUMNS, Fault, Faults, RATING_COLUMNS, ReadFailure,
    end_of_observation,
};
pub use saw_tooth::direction_changes;
pub use series::{Point, Rater, Series};
pub use signal::{SESSION_CUTOFF, Signal, Talk, session_signals, signals, talk_about};
pub use supervision::{Course, fit_supervision, supervision};
pub use wording::{Audience, Wording, WordingFault, Wordings};
