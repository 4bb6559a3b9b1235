//! What collides in a family's calendar and plans: looked for after each change, told to the coordinator before it reaches the family.

mod add_pick_up;
mod agree_on_load;
mod change_load;
mod change_pick_up;
mod collisions_page;
mod recheck;
mod set_collision_aside;

pub use add_pick_up::{AddPickUp, PickUpRefused, add_pick_up};
pub use agree_on_load::{AgreeOnLoad, LoadRefused, agree_on_load};
pub use change_load::{ChangeLoad, change_load};
pub use change_pick_up::{ChangePickUp, change_pick_up};
pub use collisions_page::{CollisionLine, CollisionsPage, Item, Month, collisions_page};
pub(crate) use recheck::{calendar_of, recheck};
pub use set_collision_aside::{SetCollisionAside, set_collision_aside, take_collision_up};
