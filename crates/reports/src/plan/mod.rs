//! Pictures of a family's plan: the road to a finish line.

mod road;
mod signs;

pub use road::{End, MOST, RoadWords, Step, StepState, drawn, road, walked};
