//! The team's table: capacity of each coordinator, the waiting list, and referrals that wait for a decision.

use helhed_access::{HousePermit, Resource, doing, what};
use helhed_domain::account::Role;
use helhed_domain::assignment::Capacity;
use helhed_domain::ids::{AccountId, FamilyId, ReferralId};
use helhed_domain::text::Name;
use helhed_store::assignment::TakenPlace;
use helhed_store::referral::Undecided;
use helhed_store::waiting::WaitingFamily;
use helhed_store::{StoreError, account, assignment, referral, waiting};

use crate::{Reading, Stop, Visible};

/// A coordinator's places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoordinatorRow {
    /// The account.
    pub account: AccountId,
    /// The name.
    pub name: Name,
    /// The families with a running course, the longest here first.
    pub families: Vec<(FamilyId, Name)>,
    /// How many, of how many.
    pub capacity: Capacity,
    /// Whether the account may no longer sign in, so that the families must go to another.
    pub gone: bool,
}

/// A free place and whose turn it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The referral that is first on the list.
    pub referral: ReferralId,
    /// The family.
    pub family: FamilyId,
    /// What the household is called.
    pub name: Name,
    /// Whose place is free.
    pub coordinator: AccountId,
    /// The coordinator's name.
    pub coordinator_name: Name,
}

/// What the team has before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntakePage {
    /// Coordinators and their places, by name.
    pub coordinators: Vec<CoordinatorRow>,
    /// The waiting list, in order.
    pub waiting: Vec<WaitingFamily>,
    /// Referrals that wait for a decision, the longest waiting first.
    pub undecided: Vec<Undecided>,
    /// A free place and the next on the list, where there are both.
    pub offer: Option<Offer>,
}

impl IntakePage {
    /// Free places over all coordinators.
    pub fn free(&self) -> i64 {
        let free = self.coordinators.iter().filter(|it| !it.gone);
        free.map(|it| it.capacity.free()).sum()
    }
}

/// Shows what the team has before it, to whoever leads it.
pub async fn intake_page(reading: &mut Reading) -> Result<Visible<IntakePage>, Stop> {
    let permit = reading.house_permit::<what::Intake>()?;
    let most = reading.rules().coordinator_capacity;
    let link = &mut reading.link;
    let coordinators = rows(
        account::with_role(link, Role::Coordinator).await?,
        assignment::taken_places(link, &permit).await?,
        most,
    );
    let waiting = waiting::families(link, &permit).await?;
    let undecided = referral::undecided(link, &permit).await?;
    let offer = offer(&coordinators, waiting.first(), None);
    let page = IntakePage {
        coordinators,
        waiting,
        undecided,
        offer,
    };
    reading
        .show_list("intake_page", Resource::Intake, permit.basis(), page)
        .await
}

fn rows(
    accounts: Vec<helhed_domain::account::Account>,
    taken: Vec<TakenPlace>,
    most: i64,
) -> Vec<CoordinatorRow> {
    let row = |account, name, gone| CoordinatorRow {
        account,
        name,
        families: Vec::new(),
        capacity: Capacity { families: 0, most },
        gone,
    };
    let mut rows: Vec<CoordinatorRow> = accounts
        .into_iter()
        .map(|it| row(it.id, it.display_name, false))
        .collect();
    for place in taken {
        let at = match rows.iter().position(|it| it.account == place.account) {
            Some(at) => at,
            None => {
                rows.push(row(place.account, place.coordinator, true));
                rows.len() - 1
            }
        };
        rows[at].families.push((place.family, place.name));
        rows[at].capacity.families += 1;
    }
    rows
}

/// The first on the list and the place offered: that which `freed` names, else that of who has the most room.
fn offer(
    rows: &[CoordinatorRow],
    first: Option<&WaitingFamily>,
    freed: Option<(AccountId, Name)>,
) -> Option<Offer> {
    let first = first?;
    let most_room = || {
        rows.iter()
            .rev()
            .filter(|it| !it.gone && it.capacity.free() > 0)
            .max_by_key(|it| it.capacity.free())
            .map(|it| (it.account, it.name.clone()))
    };
    let (coordinator, coordinator_name) = freed.or_else(most_room)?;
    Some(Offer {
        referral: first.referral,
        family: first.family,
        name: first.name.clone(),
        coordinator,
        coordinator_name,
    })
}

/// The next on the list and the place for it.
pub(crate) async fn next_offer(
    reading: &mut Reading,
    permit: &HousePermit<what::Intake, doing::Read>,
    freed: Option<(AccountId, Name)>,
) -> Result<Option<Offer>, StoreError> {
    let most = reading.rules().coordinator_capacity;
    let link = &mut reading.link;
    let waiting = waiting::families(link, permit).await?;
    let coordinators = rows(
        account::with_role(link, Role::Coordinator).await?,
        assignment::taken_places(link, permit).await?,
        most,
    );
    Ok(offer(&coordinators, waiting.first(), freed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::House;

    #[tokio::test]
    async fn the_leader_sees_places_list_and_referrals_and_nobody_else_does() {
        let house = House::new().await;
        house.a_family("Holm").await.taken_in_by(&house.karen).await;
        house.a_family("Lund").await.put_on_list().await;
        let krog = house.a_family("Krog").await;
        let mut reading = house.reading(&house.lone, house.now());
        let page = intake_page(&mut reading).await.expect("shown");
        let loads: Vec<i64> = page
            .coordinators
            .iter()
            .map(|it| it.capacity.families)
            .collect();
        // By name: Bo, then Karen.
        assert_eq!((loads, page.free()), (vec![0, 1], 19));
        assert_eq!(page.waiting.len(), 1);
        assert_eq!(
            page.undecided
                .iter()
                .map(|it| it.referral)
                .collect::<Vec<_>>(),
            [krog.referral]
        );
        let offer = page.offer.as_ref().expect("an offer");
        assert_eq!(
            (offer.name.as_str(), offer.coordinator),
            ("Lund", house.bo.account)
        );
        for actor in [&house.karen, &house.jens, &house.it_admin, &house.dpo] {
            let mut reading = house.reading(actor, house.now());
            assert!(matches!(
                intake_page(&mut reading).await,
                Err(Stop::NotAllowed)
            ));
        }
    }
}
