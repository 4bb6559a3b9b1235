#![doc = include_str!("../README.md")]

pub mod account;
pub mod appointment;
pub mod assignment;
pub mod authority;
pub mod code;
pub mod contact;
pub mod course;
pub mod cpr;
pub mod day;
pub mod family;
pub mod fold;
pub mod goal;
pub mod ids;
mod kinds;
pub mod note;
pub mod owner;
pub mod person;
pub mod referral;
pub mod review;
pub mod rule;
pub mod task;
pub mod text;
pub mod unit;
pub mod waiting;
