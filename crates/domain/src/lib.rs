#![doc = include_str!("../README.md")]

pub mod account;
pub mod assignment;
pub mod authority;
pub mod code;
pub mod course;
pub mod cpr;
pub mod day;
pub mod family;
pub mod fold;
pub mod ids;
mod kinds;
pub mod owner;
pub mod person;
pub mod referral;
pub mod rule;
pub mod text;
pub mod unit;
pub mod waiting;
