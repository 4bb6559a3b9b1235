#![doc = include_str!("../README.md")]

mod line;
mod target;

pub use line::{Answer, Ask, AuthorityFault, Line, NoAnswer};
pub use target::{Target, TargetFault};
