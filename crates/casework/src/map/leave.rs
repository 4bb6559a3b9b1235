//! Who sees and makes the maps of a family: the team, and whoever of the family sees what concerns all of it.

use helhed_access::{Doing, Lens, Permit, what};

use crate::Stop;
use crate::assessment::sees_domain;

/// A map is about the whole family, and general.
const GENERAL: &str = "general";

/// Leave to do something to the maps of a lens's family.
pub(super) fn leave<V: Doing>(lens: &Lens) -> Result<Permit<what::Maps, V>, Stop> {
    let permit = lens.permit().ok_or(Stop::NotAllowed)?;
    if sees_domain(lens, None, GENERAL) {
        Ok(permit)
    } else {
        Err(Stop::NotAllowed)
    }
}
