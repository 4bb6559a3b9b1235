//! What a change would make collide, told before it lasts and before the family sees it: whoever writes it down mends it, or saves it all
//! the same.

use helhed_casework::Ctx;
use helhed_casework::choices::Kin;
use helhed_casework::collision::CollisionLine;
use helhed_casework::domain::ids::FamilyId;
use jiff::civil::Date;

use super::page::{Shown, shown};
use crate::form::Form;
use crate::words::Words;

/// The tick that saves it all the same.
const DESPITE: &str = "despite";

/// What the change under way makes collide, told at its tick; nothing where it is to be saved all the same.
pub(crate) fn collided(ctx: &Ctx, form: &mut Form) -> Vec<CollisionLine> {
    if form.has(DESPITE, "yes") {
        return Vec::new();
    }
    let found = ctx.collided().to_vec();
    if !found.is_empty() {
        form.fault(DESPITE, "collision-ahead-title", "collision-ahead");
    }
    found
}

/// What a form shows of it.
#[derive(Default)]
pub(crate) struct Ahead {
    pub(crate) found: Vec<Shown>,
}

impl Ahead {
    /// In words.
    pub(crate) fn of(
        w: Words,
        (family, kin): (FamilyId, &[Kin]),
        found: &[CollisionLine],
        today: Date,
    ) -> Self {
        let found = found.iter();
        Self {
            found: found.map(|it| shown(w, (family, kin), it, today)).collect(),
        }
    }
}
