//! Begins a map on a day, from the last one or from nothing.

use helhed_access::doing;
use helhed_domain::ids::{FamilyId, MapId};
use helhed_domain::map::{FamilyMap, MapCard, places};
use helhed_store::map as stored;
use jiff::civil::Date;

use super::leave::leave;
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A map to begin.
#[derive(Debug, Clone, Copy)]
pub struct MakeMap {
    /// The family.
    pub family: FamilyId,
    /// The day it is made.
    pub on: Date,
    /// Whether it begins with what stands on the last one.
    pub from_last: bool,
}

/// Why a map was not begun.
#[derive(Debug, thiserror::Error)]
pub enum MakeMapError {
    /// On a day that has not been.
    #[error("a day that has not been")]
    InTheFuture,
    /// There is a map of that day.
    #[error("there is a map of that day")]
    AlreadyThere,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(MakeMapError);

/// Begins a map. Cards that come from the last keep their places, so that the two can be compared; a card of which two wordings stand is
/// brought over with both.
pub async fn make_map(ctx: &mut Ctx, command: MakeMap) -> Result<MapId, MakeMapError> {
    let lens = ctx.lens(command.family).await?;
    let permit = leave::<doing::Add>(&lens)?;
    if command.on > ctx.today() {
        return Err(MakeMapError::InTheFuture);
    }
    let all = stored::of_family(&mut ctx.link, &permit).await?;
    if all.iter().any(|map| map.made_on == command.on) {
        return Err(MakeMapError::AlreadyThere);
    }
    let map = FamilyMap {
        id: ctx.new_id(),
        family: command.family,
        made_on: command.on,
        by: ctx.actor()?.account,
        made_at: ctx.now(),
    };
    stored::insert(&mut ctx.link, &permit, &map).await?;
    let last = all.iter().find(|it| it.made_on < command.on);
    if let Some(last) = last.filter(|_| command.from_last) {
        let cards = stored::cards(&mut ctx.link, &permit, last.id).await?;
        let cards: Vec<MapCard> = cards.into_iter().map(|it| it.card).collect();
        for card in places(&cards).into_iter().flat_map(|it| it.wordings) {
            let card = MapCard {
                id: ctx.new_id(),
                map: map.id,
                ..card
            };
            stored::insert_card(&mut ctx.link, &permit, &card).await?;
        }
    }
    ctx.notice(command.family);
    ctx.record("make_map", &permit, map.id.uuid());
    Ok(map.id)
}
