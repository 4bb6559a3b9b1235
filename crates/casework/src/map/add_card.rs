//! Lays a card on a map.

use helhed_access::doing;
use helhed_domain::ids::{FamilyId, MapCardId, MapId};
use helhed_domain::map::{MapCard, MapPart, places};
use helhed_domain::text::Line;
use helhed_store::map as stored;

use super::leave::leave;
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// The most cards that a map holds: more than anybody lays, fewer than fill a wall.
const MOST: usize = 200;

/// A card to lay.
#[derive(Debug, Clone)]
pub struct AddCard {
    /// The family.
    pub family: FamilyId,
    /// The map.
    pub map: MapId,
    /// Where on it.
    pub part: MapPart,
    /// The words.
    pub body: Line,
}

/// Why a card was not laid.
#[derive(Debug, thiserror::Error)]
pub enum AddCardError {
    /// The map holds as many as it can.
    #[error("the map is full")]
    Full,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(AddCardError);

/// Lays a card at a place of its own: two who do so at once lay two.
pub async fn add_card(ctx: &mut Ctx, command: AddCard) -> Result<MapCardId, AddCardError> {
    let lens = ctx.lens(command.family).await?;
    let permit = leave::<doing::Add>(&lens)?;
    let all = stored::of_family(&mut ctx.link, &permit).await?;
    if !all.iter().any(|map| map.id == command.map) {
        return Err(Stop::Absent.into());
    }
    let cards = stored::cards(&mut ctx.link, &permit, command.map).await?;
    let cards: Vec<MapCard> = cards.into_iter().map(|it| it.card).collect();
    if places(&cards).len() >= MOST {
        return Err(AddCardError::Full);
    }
    let card = MapCard {
        id: ctx.new_id(),
        map: command.map,
        place: ctx.new_id(),
        part: command.part,
        body: Some(command.body),
        by: ctx.actor()?.account,
        written_at: ctx.now(),
        replaced_at: None,
        task: None,
    };
    stored::insert_card(&mut ctx.link, &permit, &card).await?;
    ctx.notice(command.family);
    ctx.record("add_card", &permit, card.id.uuid());
    Ok(card.id)
}
