//! Files kept with a family's case, and what the family and its people can ask about it.

mod data;
mod files;
mod log;
mod sent;
mod shared;
