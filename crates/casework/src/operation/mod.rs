//! How the house runs: for the programs and the people that watch over it. Numbers only; no case content and nobody's name.

mod operation_page;

pub use helhed_store::figures::Figures;
pub use operation_page::{figures_now, operation_page};
