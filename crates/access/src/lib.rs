#![doc = include_str!("../README.md")]

mod actor;
mod lens;
mod matrix;
mod permit;
mod resource;
mod scope;

pub use actor::{Actor, Ties};
pub use lens::Lens;
pub use matrix::{Basis, may_house, may_in_family};
pub use permit::{HousePermit, Permit};
pub use resource::{Doing, Resource, Verb, What, doing, what};
pub use scope::{Reach, Scope};
