//! The collaborative map: what matters to the family, what stands in the way, what supports it, and the next step, in its own words.
//!
//! A map is made on a day, from cards. A card keeps its place when its words change; nothing that somebody wrote is lost when two change
//! the same card at once: both wordings stand until one is chosen.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::ids::{AccountId, FamilyId, MapCardId, MapId, MapPlaceId, TaskId};
use crate::kinds::kinds;
use crate::text::Line;

kinds! {
    /// A part of the map.
    MapPart, "map-part" {
        /// What matters to us.
        Matters = "matters",
        /// What stands in the way.
        Hinders = "hinders",
        /// What supports us.
        Supports = "supports",
        /// The next step.
        Next = "next",
    }
}

/// A map of a family, as it was made on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FamilyMap {
    /// Its id.
    pub id: MapId,
    /// The family.
    pub family: FamilyId,
    /// The day it was made.
    pub made_on: Date,
    /// Who began it.
    pub by: AccountId,
    /// When.
    pub made_at: Timestamp,
}

/// A card of a map in one wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapCard {
    /// Its id: each wording has its own.
    pub id: MapCardId,
    /// The map.
    pub map: MapId,
    /// Its place, which it keeps when its words change, and from one map to the next.
    pub place: MapPlaceId,
    /// The part of the map.
    pub part: MapPart,
    /// The words; nothing where it was taken off.
    pub body: Option<Line>,
    /// Who wrote it.
    pub by: AccountId,
    /// When.
    pub written_at: Timestamp,
    /// When another wording took its place.
    pub replaced_at: Option<Timestamp>,
    /// The task that it became, where it is a next step.
    pub task: Option<TaskId>,
}

/// A place of a map with the wordings that stand there: several where two changed it at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapPlace {
    /// The place.
    pub place: MapPlaceId,
    /// The part of the map.
    pub part: MapPart,
    /// The wordings, the oldest first.
    pub wordings: Vec<MapCard>,
}

impl MapPlace {
    /// Whether two wordings stand beside each other, so that one must be chosen.
    pub fn is_divided(&self) -> bool {
        self.wordings.len() > 1
    }

    /// The words, where one wording stands and was not taken off.
    pub fn words(&self) -> Option<&Line> {
        match &self.wordings[..] {
            [one] => one.body.as_ref(),
            _ => None,
        }
    }
}

/// The places of a map in the order in which they were made, without those that were taken off.
pub fn places(cards: &[MapCard]) -> Vec<MapPlace> {
    let mut all: Vec<MapPlace> = Vec::new();
    let mut standing: Vec<&MapCard> = cards.iter().filter(|it| it.replaced_at.is_none()).collect();
    standing.sort_by_key(|it| it.id);
    let mut first: Vec<(MapPlaceId, MapCardId)> = Vec::new();
    for card in cards {
        match first.iter_mut().find(|(place, _)| *place == card.place) {
            Some((_, id)) => *id = (*id).min(card.id),
            None => first.push((card.place, card.id)),
        }
    }
    first.sort_by_key(|(_, id)| *id);
    for (place, _) in first {
        let wordings: Vec<MapCard> = standing
            .iter()
            .filter(|it| it.place == place)
            .map(|it| (*it).clone())
            .collect();
        let Some(part) = wordings.first().map(|it| it.part) else {
            continue;
        };
        if wordings.iter().any(|it| it.body.is_some()) {
            all.push(MapPlace {
                place,
                part,
                wordings,
            });
        }
    }
    all
}

/// What became of a card from one map to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MapChange {
    /// The same words.
    Kept(Line),
    /// Other words at the same place: before, and now.
    Reworded(Line, Line),
    /// It is new.
    New(Line),
    /// It is gone.
    Gone(Line),
}

fn words_of(place: &MapPlace) -> Option<Line> {
    let last = place.wordings.iter().rev();
    last.filter_map(|it| it.body.clone()).next()
}

/// Compares two maps, part by part: what was before in its order, then what is new.
pub fn compare(before: &[MapPlace], now: &[MapPlace]) -> Vec<(MapPart, MapChange)> {
    let mut all = Vec::new();
    for part in MapPart::ALL {
        let of = |side: &'_ [MapPlace]| -> Vec<MapPlace> {
            side.iter().filter(|it| it.part == *part).cloned().collect()
        };
        let (before, now) = (of(before), of(now));
        for old in &before {
            let Some(words) = words_of(old) else { continue };
            let found = now.iter().find(|it| it.place == old.place);
            all.push(match found.and_then(words_of) {
                Some(same) if same == words => (*part, MapChange::Kept(words)),
                Some(other) => (*part, MapChange::Reworded(words, other)),
                None => (*part, MapChange::Gone(words)),
            });
        }
        let is_new = |it: &&MapPlace| !before.iter().any(|old| old.place == it.place);
        let new = now.iter().filter(is_new).filter_map(words_of);
        all.extend(new.map(|words| (*part, MapChange::New(words))));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn card(id: u128, place: u128, part: MapPart, body: &str) -> MapCard {
        MapCard {
            id: MapCardId::from(Uuid::from_u128(id)),
            map: MapId::from(Uuid::from_u128(90)),
            place: MapPlaceId::from(Uuid::from_u128(place)),
            part,
            body: Line::parse(body).ok(),
            by: AccountId::from(Uuid::from_u128(91)),
            written_at: Timestamp::UNIX_EPOCH,
            replaced_at: None,
            task: None,
        }
    }

    #[test]
    fn a_place_keeps_both_wordings_until_one_is_chosen() {
        let first = MapCard {
            replaced_at: Some(Timestamp::UNIX_EPOCH),
            ..card(1, 1, MapPart::Matters, "Ro")
        };
        let mine = card(5, 1, MapPart::Matters, "Ro om aftenen");
        let theirs = card(4, 1, MapPart::Matters, "Ro i huset");
        let later = card(3, 2, MapPart::Matters, "Børnene");
        let gone = card(6, 3, MapPart::Next, "");
        let all = places(&[later, gone, mine, theirs, first]);
        assert_eq!(all.len(), 2);
        assert!(all[0].is_divided() && all[0].words().is_none());
        let words: Vec<&str> = all[0]
            .wordings
            .iter()
            .filter_map(|it| it.body.as_ref())
            .map(Line::as_str)
            .collect();
        assert_eq!(words, ["Ro i huset", "Ro om aftenen"]);
        assert_eq!(all[1].words().map(Line::as_str), Some("Børnene"));
    }

    #[test]
    fn two_maps_are_compared_place_by_place() {
        let before = places(&[
            card(1, 1, MapPart::Matters, "Ro"),
            card(2, 2, MapPart::Hinders, "Gæld"),
            card(3, 3, MapPart::Next, "Ringe til banken"),
        ]);
        let now = places(&[
            card(11, 1, MapPart::Matters, "Ro"),
            card(12, 2, MapPart::Hinders, "Lidt gæld"),
            card(13, 4, MapPart::Next, "Mødes med banken"),
        ]);
        let line = |text| Line::parse(text).expect("a line");
        assert_eq!(
            compare(&before, &now),
            [
                (MapPart::Matters, MapChange::Kept(line("Ro"))),
                (
                    MapPart::Hinders,
                    MapChange::Reworded(line("Gæld"), line("Lidt gæld"))
                ),
                (MapPart::Next, MapChange::Gone(line("Ringe til banken"))),
                (MapPart::Next, MapChange::New(line("Mødes med banken"))),
            ]
        );
    }
}
