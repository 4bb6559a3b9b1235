//! Files kept with a family's case, and what the family and its people can ask about it.

#[path = "../support/mod.rs"]
mod support;

mod data;
mod files;
mod log;
mod sent;
mod shared;
