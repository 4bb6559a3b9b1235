//! The timeline of a whole family: a lane each, bars for what lasts, marks for what happened.

mod draw;
mod layout;
mod mark;

pub use draw::{TimelineWords, bar_sign, timeline};
pub use layout::{Bar, Laid, LaidBar, LaidLane, LaidSpot, Lane, Look, Spot, Width, layout, sheets};
pub use mark::{Sign, sign};
