//! The collaborative map: made together, in the family's words, kept by its date.

mod add_card;
mod change_card;
mod leave;
mod make_map;
mod map_page;
mod step_to_task;

pub use add_card::{AddCard, AddCardError, add_card};
pub use change_card::{ChangeCard, ChangeCardError, Changed, change_card};
pub use helhed_store::map::CardLine;
pub use make_map::{MakeMap, MakeMapError, make_map};
pub use map_page::{MapPage, map_page};
pub use step_to_task::{StepToTask, StepToTaskError, step_to_task};
