#![doc = include_str!("../README.md")]

mod absent;
mod bundle;
mod coding;
mod consent;
mod people;
mod plan;
mod told;

pub use bundle::bundle;
