//! Takes a family in: a course starts, and a coordinator has it.

use jiff::civil::Date;

use helhed_domain::assignment::Full;
use helhed_domain::course::{Course, StartError};
use helhed_domain::ids::{AccountId, CourseId, FamilyId, ReferralId};
use helhed_domain::referral::Outcome;
use helhed_store::{StoreError, course, waiting};

use crate::team::{GiveError, capacity_of, give};
use crate::{Ctx, Stop};

use super::DecideStop;
use super::decide::OnTable;

/// A family to take in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TakeIn {
    /// The referral.
    pub referral: ReferralId,
    /// Who will coordinate.
    pub coordinator: AccountId,
    /// The first day.
    pub start: Date,
}

/// Why the family was not taken in.
#[derive(Debug, thiserror::Error)]
pub enum TakeInError {
    /// The account is no coordinator who may sign in.
    #[error("no such coordinator")]
    NoSuchCoordinator,
    /// The coordinator has no free place, perhaps since a moment ago.
    #[error(transparent)]
    Full(#[from] Full),
    /// The course cannot start on that day.
    #[error(transparent)]
    Start(#[from] StartError),
    /// It cannot be decided so.
    #[error(transparent)]
    Decide(#[from] DecideStop),
}

impl From<Stop> for TakeInError {
    fn from(stop: Stop) -> Self {
        Self::Decide(stop.into())
    }
}

impl From<StoreError> for TakeInError {
    fn from(error: StoreError) -> Self {
        Self::Decide(error.into())
    }
}

impl From<GiveError> for TakeInError {
    fn from(error: GiveError) -> Self {
        match error {
            GiveError::NoSuchCoordinator => Self::NoSuchCoordinator,
            GiveError::Full(full) => Self::Full(full),
            GiveError::Stopped(stop) => stop.into(),
        }
    }
}

/// Takes a family in. Writers queue on both databases, so a place that is free here is free when this commits.
pub async fn take_in(ctx: &mut Ctx, command: TakeIn) -> Result<FamilyId, TakeInError> {
    let table = OnTable::read(ctx, command.referral).await?;
    if table.course_runs() {
        return Err(DecideStop::CourseRuns.into());
    }
    let assignments = table.lens.permit().ok_or(Stop::NotAllowed)?;
    let courses = table.lens.permit().ok_or(Stop::NotAllowed)?;
    capacity_of(ctx, command.coordinator).await?.take(1)?;
    let family = table.referral.family;
    let id: CourseId = ctx.new_id();
    let started = Course::start(id, family, command.start, table.referred_on(), ctx.today())?;
    table.decide(ctx, "take_in", Outcome::TakenIn).await?;
    let now = ctx.now();
    waiting::leave(&mut ctx.link, &table.permit, now).await?;
    course::insert(&mut ctx.link, &courses, &started).await?;
    give(ctx, &table.lens, &assignments, command.coordinator, None).await?;
    Ok(family)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::{Decline, decline, intake_page, put_on_waiting_list, reorder_waiting};
    use crate::storage::Address;
    use crate::testing::{House, tables_on_postgres};
    use helhed_domain::ids::ReferralId;
    use helhed_domain::referral::{DecideError, DeclineReason};
    use helhed_domain::waiting::{MoveError, WaitingMove};
    use jiff::civil::date;

    fn by(coordinator: &helhed_access::Actor, referral: ReferralId) -> TakeIn {
        TakeIn {
            referral,
            coordinator: coordinator.account,
            start: date(2026, 11, 24),
        }
    }

    #[tokio::test]
    async fn only_the_leader_takes_in_and_once() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await;
        for actor in [&house.karen, &house.jens, &house.it_admin] {
            let mut ctx = house.begin(actor, house.now()).await.expect("begun");
            assert!(matches!(
                take_in(&mut ctx, by(&house.karen, holm.referral)).await,
                Err(TakeInError::Decide(DecideStop::Stopped(_)))
            ));
        }
        let mut ctx = house.begin(&house.lone, house.now()).await.expect("begun");
        for nobody in [&house.jens, &house.lone] {
            assert!(matches!(
                take_in(&mut ctx, by(nobody, holm.referral)).await,
                Err(TakeInError::NoSuchCoordinator)
            ));
        }
        let early = TakeIn {
            start: date(2026, 11, 23),
            ..by(&house.karen, holm.referral)
        };
        assert!(matches!(
            take_in(&mut ctx, early).await,
            Err(TakeInError::Start(StartError::BeforeReferral))
        ));
        let forged = by(&house.karen, ReferralId::from(holm.id.uuid()));
        assert!(matches!(
            take_in(&mut ctx, forged).await,
            Err(TakeInError::Decide(DecideStop::Stopped(Stop::Absent)))
        ));
        take_in(&mut ctx, by(&house.karen, holm.referral))
            .await
            .expect("taken in");
        assert!(matches!(
            take_in(&mut ctx, by(&house.bo, holm.referral)).await,
            Err(TakeInError::Decide(DecideStop::CourseRuns))
        ));
    }

    #[tokio::test]
    async fn who_waits_leaves_the_list_when_taken_in_or_declined() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.put_on_list().await;
        let lund = house.a_family("Lund").await.put_on_list().await;
        let krog = house.a_family("Krog").await.put_on_list().await;
        let mut ctx = house.begin(&house.lone, house.now()).await.expect("begun");
        assert!(matches!(
            put_on_waiting_list(&mut ctx, holm.referral).await,
            Err(DecideStop::Decided(DecideError::AlreadyWaiting))
        ));
        reorder_waiting(&mut ctx, krog.referral, WaitingMove::First)
            .await
            .expect("moved");
        assert!(matches!(
            reorder_waiting(&mut ctx, krog.referral, WaitingMove::Sooner).await,
            Err(crate::intake::ReorderError::Move(MoveError::AtTheEnd))
        ));
        take_in(&mut ctx, by(&house.bo, holm.referral))
            .await
            .expect("taken in");
        ctx.commit().await.expect("committed");
        let mut reading = house.reading(&house.lone, house.now());
        let page = intake_page(&mut reading).await.expect("shown");
        let waiting: Vec<_> = page.waiting.iter().map(|it| it.referral).collect();
        assert_eq!(waiting, [krog.referral, lund.referral]);
        let no_reason = Decline {
            referral: krog.referral,
            reason: DeclineReason::new("too_difficult"),
            word: None,
        };
        let mut ctx = house.begin(&house.lone, house.now()).await.expect("begun");
        assert!(matches!(
            decline(&mut ctx, no_reason).await,
            Err(crate::intake::DeclineError::NoSuchReason)
        ));
        drop(ctx);
        krog.clone().declined().await;
        let page = intake_page(&mut reading).await.expect("shown");
        assert_eq!(page.waiting.len(), 1);
        // The team may think again.
        krog.put_on_list().await;
        let page = intake_page(&mut reading).await.expect("shown");
        assert_eq!(page.waiting.len(), 2);
        let mut ctx = house.begin(&house.karen, house.now()).await.expect("begun");
        assert!(matches!(
            reorder_waiting(&mut ctx, lund.referral, WaitingMove::Sooner).await,
            Err(crate::intake::ReorderError::Stopped(Stop::NotAllowed))
        ));
    }

    /// Many take the last place at once, each for another family: one gets it.
    async fn one_place_and_many_takers(address: &Address) {
        let house = House::at(address).await;
        for number in 0..9 {
            let family = house.a_family(&format!("Nummer {number}")).await;
            family.taken_in_by(&house.karen).await;
        }
        let mut takers = Vec::new();
        for number in 0..8 {
            let referral = house.a_family(&format!("Taker {number}")).await.referral;
            let (casework, leader, now) = (house.casework.clone(), house.lone, house.now());
            let command = by(&house.karen, referral);
            takers.push(tokio::spawn(async move {
                let mut ctx = casework.begin(&leader, now).await.expect("begun");
                match take_in(&mut ctx, command).await {
                    Ok(_) => {
                        ctx.commit().await.expect("committed");
                        true
                    }
                    Err(TakeInError::Full(Full {
                        families: 10,
                        most: 10,
                    })) => false,
                    Err(other) => panic!("{other}"),
                }
            }));
        }
        let mut taken = 0;
        for taker in takers {
            taken += i32::from(taker.await.expect("no panic"));
        }
        assert_eq!(taken, 1);
        let mut reading = house.reading(&house.lone, house.now());
        let page = intake_page(&mut reading).await.expect("shown");
        let karen = page
            .coordinators
            .iter()
            .find(|it| it.account == house.karen.account)
            .expect("Karen");
        assert_eq!((karen.families.len(), karen.capacity.free()), (10, 0));
        assert_eq!(page.undecided.len(), 7);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn two_takers_of_one_place_in_memory() {
        one_place_and_many_takers(&Address::SqliteMemory).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn two_takers_of_one_place_in_postgres() {
        one_place_and_many_takers(&tables_on_postgres().await).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn two_takers_of_one_place_in_a_file() {
        let folder = tempfile::tempdir().expect("a folder");
        one_place_and_many_takers(&Address::SqliteFile(folder.path().join("helhed.db"))).await;
    }
}
