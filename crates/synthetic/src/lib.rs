#![doc = include_str!("../README.md")]

mod play;
pub mod story;

pub use play::{PopulateError, Populated, SignIn, populate};
