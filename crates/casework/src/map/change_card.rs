//! Gives a card other words, takes it off, or chooses among two wordings.

use helhed_access::doing;
use helhed_domain::ids::{FamilyId, MapCardId, MapId};
use helhed_domain::map::MapCard;
use helhed_domain::text::Line;
use helhed_store::map as stored;

use super::leave::leave;
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A card as it is to be.
#[derive(Debug, Clone)]
pub struct ChangeCard {
    /// The family.
    pub family: FamilyId,
    /// The map.
    pub map: MapId,
    /// The wording that was read.
    pub card: MapCardId,
    /// The words from now on; nothing takes the card off.
    pub body: Option<Line>,
    /// Whether it takes the place of every wording that stands there: one of two is chosen.
    pub settles: bool,
}

/// What came of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changed {
    /// The new words stand alone.
    Alone,
    /// Somebody else changed it at the same time: both wordings stand.
    Beside,
}

/// Why a card was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeCardError {
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(ChangeCardError);

/// Changes a card. Whoever changes a wording that another has replaced meanwhile loses nothing: both stand side by side.
pub async fn change_card(ctx: &mut Ctx, command: ChangeCard) -> Result<Changed, ChangeCardError> {
    let lens = ctx.lens(command.family).await?;
    let permit = leave::<doing::Change>(&lens)?;
    let cards = stored::cards(&mut ctx.link, &permit, command.map).await?;
    let read = cards.iter().find(|it| it.card.id == command.card);
    let read = read.ok_or(Stop::Absent)?.card.clone();
    let standing = |it: &&MapCard| it.place == read.place && it.replaced_at.is_none();
    let here: Vec<MapCard> = cards
        .iter()
        .map(|it| &it.card)
        .filter(standing)
        .cloned()
        .collect();
    // The same words again are no change: nothing stands beside itself.
    if here.len() == 1 && here[0].body == command.body {
        return Ok(Changed::Alone);
    }
    let card = MapCard {
        id: ctx.new_id(),
        body: command.body,
        by: ctx.actor()?.account,
        written_at: ctx.now(),
        replaced_at: None,
        ..read
    };
    stored::insert_card(&mut ctx.link, &permit, &card).await?;
    let now = ctx.now();
    let mut beside = false;
    for other in here {
        if command.settles || other.id == command.card {
            stored::replace(&mut ctx.link, &permit, other.id, card.id, now).await?;
        } else {
            beside = true;
        }
    }
    ctx.notice(command.family);
    ctx.record("change_card", &permit, card.id.uuid());
    Ok(if beside {
        Changed::Beside
    } else {
        Changed::Alone
    })
}
