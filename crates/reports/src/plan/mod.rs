//! Pictures of a family's plan: the road to a finish line.

mod road;
mod signs;

pub use road::{End, MOST, RoadWidth, RoadWords, Step, StepState, drawn, road, walked};
