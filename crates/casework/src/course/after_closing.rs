//! What a freed place leads to: the next family on the list, offered to whoever may take it in.

use helhed_access::{doing, what};
use helhed_domain::assignment::{AssignmentKind, Capacity};
use helhed_domain::family::Family;
use helhed_domain::ids::FamilyId;
use helhed_store::{account, assignment, family};

use crate::intake::{Offer, Room, next_offer};
use crate::{Reading, Stop, Visible};

/// What the page after closing tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AfterClosing {
    /// The family whose course was closed.
    pub family: Family,
    /// Whether there is room, and how long the list is.
    pub room: Room,
    /// The place and the next on the list: for whoever may take in.
    pub offer: Option<Offer>,
}

/// Tells what a freed place leads to. Whose turn it is, only the leader is told.
pub async fn after_closing(
    reading: &mut Reading,
    id: FamilyId,
) -> Result<Visible<AfterClosing>, Stop> {
    let lens = reading.lens(id).await?;
    if !lens.may::<what::Courses, doing::Read>() {
        return Err(Stop::NotAllowed);
    }
    let face = lens.permit().ok_or(Stop::Absent)?;
    let family = family::find(&mut reading.link, &face)
        .await?
        .ok_or(Stop::Absent)?;
    let most = reading.rules().coordinator_capacity;
    let room = Room::read(&mut reading.link, most).await?;
    let offer = match reading.house_permit::<what::Intake>() {
        Ok(intake) => {
            // The place that became free comes first: it is that of the family's coordinator.
            let read = lens.permit().ok_or(Stop::NotAllowed)?;
            let had_it = assignment::of_family(&mut reading.link, &read)
                .await?
                .into_iter()
                .map(|(it, _)| it)
                .find(|it| it.to.is_none() && it.kind == AssignmentKind::Coordinator)
                .map(|it| it.account);
            let freed = match had_it {
                Some(id) => {
                    let capacity = Capacity {
                        families: assignment::load(&mut reading.link, id).await?,
                        most,
                    };
                    account::by_id(&mut reading.link, id)
                        .await?
                        .filter(|it| capacity.free() > 0 && !it.disabled)
                        .map(|it| (it.id, it.display_name))
                }
                None => None,
            };
            next_offer(reading, &intake, freed).await?
        }
        Err(_) => None,
    };
    let told = AfterClosing {
        family,
        room,
        offer,
    };
    reading
        .show::<what::Courses, _>("after_closing", &lens, told)
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::House;

    #[tokio::test]
    async fn the_freed_place_is_offered_to_the_first_who_waits_and_only_the_leader_is_told() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.bo).await;
        let lund = house.a_family("Lund").await.put_on_list().await;
        house.a_family("Krog").await.put_on_list().await;
        let holm = holm.closed().await;
        let mut reading = house.reading(&house.lone, house.now());
        let told = after_closing(&mut reading, holm.id).await.expect("told");
        let offer = told.offer.clone().expect("an offer");
        assert_eq!(
            (offer.referral, offer.coordinator),
            (lund.referral, house.bo.account)
        );
        let mut reading = house.reading(&house.bo, house.now());
        let told = after_closing(&mut reading, holm.id).await.expect("told");
        assert_eq!((told.room.waiting, told.offer.is_none()), (2, true));
        let mut reading = house.reading(&house.karen, house.now());
        assert!(matches!(
            after_closing(&mut reading, holm.id).await,
            Err(Stop::Absent)
        ));
    }
}
