#![doc = include_str!("../README.md")]
// The stories' smaller parts are there for the families; a bundle draws on the cohort only.
#![cfg_attr(not(feature = "families"), allow(dead_code, unused_imports))]

pub mod bundle;
#[cfg(feature = "families")]
mod play;
pub mod story;

#[cfg(feature = "families")]
pub use play::{PopulateError, Populated, SignIn, populate};
