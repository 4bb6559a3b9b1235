//! What the actor's unit has referred, and where each referral stands.

use jiff::Timestamp;

use helhed_access::{HousePermit, Resource, doing, what};
use helhed_domain::ids::{FamilyId, ReferralId};
use helhed_domain::referral::{DeclineReason, Referral, Standing};
use helhed_domain::text::{Name, Prose};
use helhed_store::referral;

use crate::{Reading, Stop, Visible};

/// A referral as the unit that sent it sees it: its own words, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnReferral {
    /// The referral.
    pub id: ReferralId,
    /// The household, as its writer called it.
    pub household: Name,
    /// When it was sent.
    pub received_at: Timestamp,
    /// Its reasons.
    pub reasons: Prose,
    /// Where it stands.
    pub standing: Standing,
    /// Why it was declined; told on the page of one referral, not in the list.
    pub declined: Option<DeclineReason>,
    /// The family, once the unit may know that it is here.
    pub family: Option<FamilyId>,
}

impl OwnReferral {
    pub(super) fn of(referral: Referral, standing: Standing) -> Self {
        Self {
            id: referral.id,
            household: referral.household,
            received_at: referral.received_at,
            reasons: referral.reasons,
            standing,
            declined: None,
            family: referral.disclosed.then_some(referral.family),
        }
    }
}

/// Shows what the actor's unit has referred, newest first.
pub async fn my_referrals(reading: &mut Reading) -> Result<Visible<Vec<OwnReferral>>, Stop> {
    let permit =
        HousePermit::<what::Referrals, doing::Add>::of(reading.actor()).ok_or(Stop::NotAllowed)?;
    let sent = match reading.actor().unit {
        Some(unit) => referral::sent_by(&mut reading.link, &permit, unit).await?,
        None => Vec::new(),
    };
    let own = sent
        .into_iter()
        .map(|(it, standing)| OwnReferral::of(it, standing))
        .collect();
    reading
        .show_list("my_referrals", Resource::Referrals, permit.basis(), own)
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::House;

    #[tokio::test]
    async fn a_unit_sees_its_own_referrals_and_where_they_stand() {
        let house = House::new().await;
        house.a_family("Holm").await.taken_in_by(&house.karen).await;
        house.a_family("Lund").await.put_on_list().await;
        house.a_family("Krog").await.declined().await;
        house
            .referred_by(&house.sanne, house.referral_of("Birk"))
            .await;
        let mut reading = house.reading(&house.jens, house.now());
        let own = my_referrals(&mut reading).await.expect("shown");
        let mut standings: Vec<(&str, Standing)> = own
            .iter()
            .map(|it| (it.household.as_str(), it.standing))
            .collect();
        standings.sort();
        assert_eq!(
            standings,
            [
                ("Holm", Standing::TakenIn),
                ("Krog", Standing::Declined),
                ("Lund", Standing::Waiting)
            ]
        );
        let mut reading = house.reading(&house.it_admin, house.now());
        assert!(matches!(
            my_referrals(&mut reading).await,
            Err(Stop::NotAllowed)
        ));
    }
}
