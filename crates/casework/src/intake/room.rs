//! Whether there is room, and how long the list is: told to whoever may refer, before they write a word.

use helhed_access::{HousePermit, doing, what};
use helhed_domain::account::Role;
use helhed_domain::assignment::Capacity;
use helhed_store::{Link, StoreError, account, assignment, waiting};

use crate::{Reading, Stop};

/// Places and families that wait for one: numbers only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Free places over all coordinators.
    pub free: i64,
    /// Families on the waiting list.
    pub waiting: i64,
}

impl Room {
    /// Whether a place is left once all who wait have theirs.
    pub fn is_left(self) -> bool {
        self.free > self.waiting
    }

    pub(crate) async fn read(link: &mut Link, most: i64) -> Result<Self, StoreError> {
        let coordinators = account::with_role(link, Role::Coordinator).await?;
        let loads = assignment::loads(link).await?;
        let free = coordinators.iter().map(|coordinator| {
            let load = loads.iter().find(|(id, _)| *id == coordinator.id);
            let families = load.map_or(0, |(_, families)| *families);
            Capacity { families, most }.free()
        });
        Ok(Self {
            free: free.sum(),
            waiting: waiting::length(link).await?,
        })
    }
}

/// Tells whether there is room. No family is named, so no reading is recorded.
pub async fn room(reading: &mut Reading) -> Result<Room, Stop> {
    HousePermit::<what::Referrals, doing::Add>::of(reading.actor()).ok_or(Stop::NotAllowed)?;
    let most = reading.rules().coordinator_capacity;
    let room = Room::read(&mut reading.link, most).await;
    reading.link.rest();
    Ok(room?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::House;

    #[tokio::test]
    async fn whoever_may_refer_is_told_of_room_and_nobody_else() {
        let house = House::new().await;
        house.a_family("Holm").await.taken_in_by(&house.karen).await;
        house.a_family("Lund").await.put_on_list().await;
        let room_for = |actor| {
            let mut reading = house.reading(actor, house.now());
            async move { room(&mut reading).await }
        };
        let told = room_for(&house.jens).await.expect("told");
        assert_eq!((told.free, told.waiting), (19, 1));
        assert!(told.is_left());
        assert!(matches!(
            room_for(&house.it_admin).await,
            Err(Stop::NotAllowed)
        ));
    }
}
