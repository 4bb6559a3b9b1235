//! The waiting list.

use helhed_casework::course::after_closing;
use helhed_casework::domain::ids::ReferralId;
use helhed_casework::domain::waiting::WaitingMove;
use helhed_casework::intake::{TakeIn, intake_page, reorder_waiting, take_in};

use crate::place::Place;

async fn list(place: &Place) -> Vec<ReferralId> {
    let mut there = place.other.reading(&place.house.lone, place.house.now());
    let page = intake_page(&mut there).await.expect("shown");
    page.waiting.iter().map(|it| it.referral).collect()
}

pub(crate) async fn the_list_is_one_list(place: &Place) {
    let house = &place.house;
    let one = house.a_family("Aagaard").await.put_on_list().await.referral;
    let two = house.a_family("Ørsted").await.put_on_list().await.referral;
    let three = house.a_family("Berg").await.put_on_list().await.referral;
    assert_eq!(list(place).await, [one, two, three]);
    for (who, how, order) in [
        (three, WaitingMove::First, [three, one, two]),
        (three, WaitingMove::Later, [one, three, two]),
        (two, WaitingMove::Sooner, [one, two, three]),
    ] {
        let mut ctx = place.change_there(&house.lone).await;
        reorder_waiting(&mut ctx, who, how).await.expect("moved");
        ctx.commit().await.expect("committed");
        assert_eq!(list(place).await, order);
    }
    // Two who move at once move one after the other: nobody is lost and nobody is there twice.
    let moves = [(&house.casework, one), (&place.other, three)].map(|(casework, who)| {
        let (casework, lone, now) = (casework.clone(), house.lone, house.now());
        tokio::spawn(async move {
            let mut ctx = casework.begin(&lone, now).await.expect("begun");
            // Whoever comes second may find the family at the end of the list already.
            let moved = reorder_waiting(&mut ctx, who, WaitingMove::Sooner).await;
            if moved.is_ok() {
                ctx.commit().await.expect("committed");
            }
        })
    });
    for moving in moves {
        moving.await.expect("no panic");
    }
    let mut after = list(place).await;
    after.sort();
    let mut all = [one, two, three];
    all.sort();
    assert_eq!(after, all);
}

pub(crate) async fn a_place_that_comes_free_is_offered_to_the_first(place: &Place) {
    let house = &place.house;
    let mut last = None;
    for number in 0..10 {
        let family = house.a_family(&format!("Nummer {number}")).await;
        last = Some(family.taken_in_by(&house.karen).await);
    }
    let first = house.a_family("Holm").await.put_on_list().await;
    house.a_family("Lund").await.put_on_list().await;
    let closed = last.expect("ten families").closed().await;
    let mut there = place.other.reading(&house.lone, house.now());
    let told = after_closing(&mut there, closed.id).await.expect("told");
    let offer = told.offer.clone().expect("an offer");
    assert_eq!(
        (offer.referral, offer.coordinator, told.room.waiting),
        (first.referral, house.karen.account, 2)
    );
    let mut ctx = place.change_there(&house.lone).await;
    let command = TakeIn {
        referral: offer.referral,
        coordinator: offer.coordinator,
        start: ctx.today(),
    };
    take_in(&mut ctx, command).await.expect("taken in");
    ctx.commit().await.expect("committed");
    assert_eq!(list(place).await.len(), 1);
}
