#![doc = include_str!("../README.md")]

pub mod benefits;
pub mod bundle;
pub mod calendar;
pub mod codes;
pub mod statistics;
