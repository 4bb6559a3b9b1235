//! What collides in a family's calendar and plans: looked for after each change, told to the coordinator before it reaches the family.

mod add_pick_up;
mod agree_on_load;
mod collisions_page;
mod recheck;

pub use add_pick_up::{AddPickUp, AddPickUpError, add_pick_up};
pub use agree_on_load::{AgreeOnLoad, AgreeOnLoadError, agree_on_load};
pub use collisions_page::{CollisionLine, CollisionsPage, Item, collisions_page};
pub(crate) use recheck::recheck;
