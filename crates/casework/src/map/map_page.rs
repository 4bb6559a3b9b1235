//! A map of a family, with the one it is compared to.

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, MapId};
use helhed_domain::map::{FamilyMap, MapCard, MapChange, MapPart, MapPlace, compare, places};
use helhed_domain::text::Name;
use helhed_store::household;
use helhed_store::map::{self, CardLine};

use super::leave::leave;
use crate::{Reading, Stop, Visible};

/// A map of a family.
#[derive(Debug)]
pub struct MapPage {
    /// The family.
    pub family: FamilyId,
    /// What it is called.
    pub family_name: Name,
    /// The map that is shown; none before the first is made.
    pub map: Option<FamilyMap>,
    /// Its places in order.
    pub places: Vec<MapPlace>,
    /// Every wording of it, with who wrote it.
    pub cards: Vec<CardLine>,
    /// Every map of the family, the latest first.
    pub all: Vec<FamilyMap>,
    /// The map it is compared to, and what became of each card.
    pub compared: Option<(FamilyMap, Vec<(MapPart, MapChange)>)>,
    /// Whether the reader may lay and change cards.
    pub may_change: bool,
    /// Whether the reader may make a task of a next step.
    pub may_set_task: bool,
}

/// A map (the latest where none is named), compared to the one before it or to another: six queries at the most.
pub async fn map_page(
    reading: &mut Reading,
    family: FamilyId,
    shown: Option<MapId>,
    against: Option<MapId>,
) -> Result<Visible<MapPage>, Stop> {
    let lens = reading.lens(family).await?;
    let permit = leave::<doing::Read>(&lens)?;
    let face = lens.permit::<what::Face, doing::Read>();
    let face = face.ok_or(Stop::NotAllowed)?;
    let link = &mut reading.link;
    let all = map::of_family(link, &permit).await?;
    let find = |id: MapId| all.iter().position(|map| map.id == id);
    let at = match shown {
        Some(id) => Some(find(id).ok_or(Stop::Absent)?),
        None => (!all.is_empty()).then_some(0),
    };
    let other = match (at, against) {
        (Some(_), Some(id)) => Some(find(id).ok_or(Stop::Absent)?),
        (Some(at), None) => Some(at + 1),
        (None, _) => None,
    };
    let map = at.and_then(|at| all.get(at)).cloned();
    let before = other.and_then(|other| all.get(other)).cloned();
    let laid = async |link: &mut helhed_store::Link, of: &Option<FamilyMap>| match of {
        Some(map) => map::cards(link, &permit, map.id).await,
        None => Ok(Vec::new()),
    };
    let cards = laid(link, &map).await?;
    let earlier = laid(link, &before).await?;
    let of = |lines: &[CardLine]| -> Vec<MapPlace> {
        let cards: Vec<MapCard> = lines.iter().map(|it| it.card.clone()).collect();
        places(&cards)
    };
    let places = of(&cards);
    let page = MapPage {
        family,
        family_name: household::family_name(link, &face).await?,
        compared: before.map(|before| (before, compare(&of(&earlier), &places))),
        map,
        places,
        cards,
        all,
        may_change: lens.may::<what::Maps, doing::Change>(),
        may_set_task: lens.may::<what::Tasks, doing::Add>(),
    };
    reading.show::<what::Maps, _>("map_page", &lens, page).await
}
