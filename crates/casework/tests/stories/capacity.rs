//! The ten places of a coordinator, held where two click at once.

use helhed_casework::Casework;
use helhed_casework::access::Actor;
use helhed_casework::domain::ids::ReferralId;
use helhed_casework::intake::{DecideStop, TakeIn, TakeInError, intake_page, take_in};
use helhed_casework::team::{HandOver, HandOverError, hand_over};
use jiff::Timestamp;

use crate::place::Place;

fn take(
    casework: &Casework,
    (leader, now): (Actor, Timestamp),
    referral: ReferralId,
    coordinator: &Actor,
) -> tokio::task::JoinHandle<Result<(), TakeInError>> {
    let (casework, coordinator) = (casework.clone(), coordinator.account);
    tokio::spawn(async move {
        let mut ctx = casework.begin(&leader, now).await?;
        let command = TakeIn {
            referral,
            coordinator,
            start: ctx.today(),
        };
        take_in(&mut ctx, command).await?;
        Ok(ctx.commit().await?)
    })
}

async fn families_of(place: &Place, coordinator: &Actor) -> usize {
    let mut there = place.other.reading(&place.house.lone, place.house.now());
    let page = intake_page(&mut there).await.expect("shown");
    let row = page
        .coordinators
        .iter()
        .find(|row| row.account == coordinator.account);
    row.expect("a row").families.len()
}

pub(crate) async fn the_tenth_place_goes_to_one_of_two(place: &Place) {
    let house = &place.house;
    let by = (house.lone, house.now());
    for number in 0..9 {
        let family = house.a_family(&format!("Nummer {number}")).await;
        family.taken_in_by(&house.karen).await;
    }
    let one = house.a_family("Holm").await.referral;
    let two = house.a_family("Lund").await.referral;
    let (here, there) = tokio::join!(
        take(&house.casework, by, one, &house.karen),
        take(&place.other, by, two, &house.karen),
    );
    let answers = [here.expect("no panic"), there.expect("no panic")];
    let refused: Vec<_> = answers.iter().filter_map(|it| it.as_ref().err()).collect();
    assert!(matches!(refused[..], [TakeInError::Full(_)]), "{refused:?}");
    assert_eq!(families_of(place, &house.karen).await, 10);
}

pub(crate) async fn one_family_is_taken_in_once(place: &Place) {
    let house = &place.house;
    let by = (house.lone, house.now());
    let holm = house.a_family("Holm").await.referral;
    let (here, there) = tokio::join!(
        take(&house.casework, by, holm, &house.karen),
        take(&place.other, by, holm, &house.bo),
    );
    let answers = [here.expect("no panic"), there.expect("no panic")];
    let refused: Vec<_> = answers.iter().filter_map(|it| it.as_ref().err()).collect();
    assert!(
        matches!(
            refused[..],
            [TakeInError::Decide(
                DecideStop::CourseRuns | DecideStop::Decided(_)
            )]
        ),
        "{refused:?}"
    );
    let (karens, bos) = (
        families_of(place, &house.karen).await,
        families_of(place, &house.bo).await,
    );
    assert_eq!(karens + bos, 1);
}

pub(crate) async fn a_hand_over_and_a_taking_in_do_not_pass_each_other(place: &Place) {
    let house = &place.house;
    for number in 0..5 {
        let of_karen = house.a_family(&format!("Karens {number}")).await;
        of_karen.taken_in_by(&house.karen).await;
        let of_bo = house.a_family(&format!("Bos {number}")).await;
        of_bo.taken_in_by(&house.bo).await;
    }
    // Bo has room for all five of Karen's, or for one more and none of them.
    let next = house.a_family("Holm").await.referral;
    let (casework, lone, now) = (place.other.clone(), house.lone, house.now());
    let command = HandOver {
        from: house.karen.account,
        to: house.bo.account,
        word: None,
    };
    let handing = tokio::spawn(async move {
        let mut ctx = casework.begin(&lone, now).await?;
        hand_over(&mut ctx, command).await?;
        Ok::<(), HandOverError>(ctx.commit().await?)
    });
    let taking = take(&house.casework, (lone, now), next, &house.bo);
    let handed = handing.await.expect("no panic");
    let taken = taking.await.expect("no panic");
    match (&handed, &taken) {
        (Ok(()), Err(TakeInError::Full(_))) => {
            assert_eq!(families_of(place, &house.bo).await, 10);
        }
        (Err(HandOverError::Full(_)), Ok(())) => {
            assert_eq!(families_of(place, &house.bo).await, 6);
            assert_eq!(families_of(place, &house.karen).await, 5);
        }
        other => panic!("{other:?}"),
    }
}
