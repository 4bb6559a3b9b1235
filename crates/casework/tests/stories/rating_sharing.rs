//! A rating reaches other parties by the lens alone.

use jiff::ToSpan;
use jiff::civil::date;

use helhed_casework::access::Actor;
use helhed_casework::domain::consent::Party;
use helhed_casework::domain::episode::Instrument;
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::domain::item::ItemKind;
use helhed_casework::rating::Rater;
use helhed_casework::sharing::{MarkItem, items_page, mark_item, shared_page};
use helhed_casework::testing::all_four;

use crate::place::Place;

/// What somebody sees of ratings on the page of what is shared: points, and by whom.
async fn seen(place: &Place, who: &Actor, family: FamilyId) -> Vec<(String, Option<String>)> {
    let mut reading = place.other.reading(who, place.house.now() + 1.second());
    let page = shared_page(&mut reading, family, None)
        .await
        .expect("a page");
    let told = page.told.iter();
    told.filter(|it| it.item.kind == ItemKind::Rating)
        .map(|it| (it.item.text.clone().expect("points"), it.item.more.clone()))
        .collect()
}

pub(crate) async fn a_rating_is_seen_by_consent_and_no_longer(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let holm = holm.with_custody().await;
    let on = date(2026, 11, 20);
    holm.rates_since(date(2026, 11, 2), &[holm.mother, holm.child])
        .await;
    let tove = holm.has_teacher(holm.child, "Tove Lærer").await;
    let jobcentre = Party::Unit(house.jobcentre);
    for (person, rater, form, tenths) in [
        (holm.mother, Rater::Own, Instrument::Outcome, 53),
        (holm.mother, Rater::Own, Instrument::Session, 90),
        (holm.child, Rater::Known(tove), Instrument::Outcome, 61),
    ] {
        let answer = (form, on, all_four(tenths));
        holm.answers(&house.karen, person, rater, answer)
            .await
            .expect("kept");
    }
    // The jobcentre referred the family and sees nothing of it.
    assert_eq!(seen(place, &house.jens, holm.id).await, []);
    holm.shares(holm.mother, &["health"], jobcentre).await;
    assert_eq!(seen(place, &house.jens, holm.id).await, []);
    // Her own wellbeing, and not the talk, which is between her and the team; nothing of the child.
    let consent = holm.shares(holm.mother, &["wellbeing"], jobcentre).await;
    let hers = vec![("21.2".to_owned(), None)];
    assert_eq!(seen(place, &house.jens, holm.id).await, hers);
    holm.shares(holm.child, &["wellbeing"], jobcentre).await;
    let both = seen(place, &house.jens, holm.id).await;
    assert_eq!(both.len(), 2);
    assert!(both.contains(&("24.4".to_owned(), Some("teacher".to_owned()))));
    // The mother meets her own here, and the child's on the child's course.
    let sofie = house.member(holm.mother);
    assert_eq!(seen(place, &sofie, holm.id).await, hers);

    // Marked for the team only, it is the team's.
    let mut reading = house.reading(&house.karen, house.now());
    let items = items_page(&mut reading, holm.id, None)
        .await
        .expect("a page");
    let of_mother = items
        .items
        .iter()
        .find(|it| it.kind == ItemKind::Rating && it.about == [holm.mother]);
    let mark = |restricted| MarkItem {
        family: holm.id,
        item: of_mother.expect("her rating").id,
        category: "wellbeing".to_owned(),
        restricted,
        crisis: false,
    };
    for (restricted, left) in [(true, 1), (false, 2)] {
        let mut ctx = house.change(&house.karen).await;
        mark_item(&mut ctx, mark(restricted)).await.expect("marked");
        ctx.commit().await.expect("committed");
        assert_eq!(seen(place, &house.jens, holm.id).await.len(), left);
    }
    // Taken back: gone from the next request.
    let ctx = house.change(&house.karen).await;
    holm.takes_back(ctx, consent).await;
    let left = seen(place, &house.jens, holm.id).await;
    assert_eq!(left, [("24.4".to_owned(), Some("teacher".to_owned()))]);
}
