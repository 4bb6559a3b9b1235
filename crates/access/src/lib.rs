#![doc = include_str!("../README.md")]

mod actor;
mod asked;
mod invited;
mod lens;
mod mark;
mod matrix;
mod permit;
mod purge;
mod rating;
mod resource;
mod scope;
mod sight;

pub use actor::{Actor, Ties};
pub use asked::{permit_by_link, permit_when_asked};
pub use invited::permit_when_invited;
pub use lens::Lens;
pub use mark::{Mark, Seen};
pub use matrix::{Basis, may_by_link, may_house, may_in_family, may_when_asked, may_when_invited};
pub use permit::{HousePermit, Permit};
pub use purge::PurgeLeave;
pub use rating::{OWN_ANSWERS_FROM, RatedTie, RatingReach, ratings_of};
pub use resource::{Doing, Resource, Verb, What, doing, what};
pub use scope::{Reach, Scope};
pub use sight::{Opening, Relative, Sight};
