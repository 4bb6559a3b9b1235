//! What comes first: needs in order, with the reasons, by the lens.

use std::collections::BTreeSet;

use jiff::ToSpan;

use helhed_casework::access::Actor;
use helhed_casework::domain::consent::Party;
use helhed_casework::domain::ids::{NeedId, PersonId};
use helhed_casework::domain::need::{NeedError, NeedFacts, NeedOutcome, Severity, Urgency, Wish};
use helhed_casework::first::{
    AddNeed, AddNeedError, ChangeNeed, ChangeNeedError, EndNeed, NeedsPage, SayWish, add_need,
    change_need, end_need, needs_page, say_wish,
};
use helhed_casework::testing::{AFamily, line};

use crate::place::Place;

fn need(person: Option<PersonId>, domain: &str, title: &str, severity: Severity) -> NeedFacts {
    NeedFacts {
        person,
        domain: domain.into(),
        title: line(title),
        word: None,
        severity,
        urgency: Urgency::Weeks,
    }
}

async fn needs(place: &Place, who: &Actor, holm: &AFamily<'_>) -> NeedsPage {
    let mut reading = place.other.reading(who, place.house.now() + 1.second());
    needs_page(&mut reading, holm.id)
        .await
        .expect("a page")
        .into_inner()
}

fn titles(page: &NeedsPage) -> Vec<&str> {
    let order = page.order.places.iter();
    order
        .filter_map(|it| Some(page.need(it.need)?.need.facts.title.as_str()))
        .collect()
}

/// First the son is safe, then sleep, then work; what somebody does not see has no part in their order.
pub(crate) async fn what_stands_in_the_way_comes_first(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let holm = holm.with_custody().await;
    let sofie = house.member(holm.mother);
    let (mother, child) = (Some(holm.mother), Some(holm.child));
    let add = async |who: &Actor, facts, blocks: Vec<NeedId>| {
        let mut ctx = place.change_there(who).await;
        let command = AddNeed {
            family: holm.id,
            facts,
            blocks,
        };
        let id = add_need(&mut ctx, command).await?;
        ctx.commit().await.expect("committed");
        Ok::<_, AddNeedError>(id)
    };
    let work = need(mother, "work", "Arbejde", Severity::Slight);
    let work = add(&sofie, work, vec![]).await.expect("added");
    let sleep = need(mother, "health", "Søvn", Severity::Marked);
    let sleep = add(&house.karen, sleep, vec![work]).await.expect("added");
    let son = need(child, "mental_health", "Emil er tryg", Severity::Critical);
    let son = add(&house.karen, son, vec![sleep]).await.expect("added");
    let page = needs(place, &sofie, &holm).await;
    assert_eq!(titles(&page), ["Emil er tryg", "Søvn", "Arbejde"]);
    assert_eq!(page.order.holds_most, [son]);
    assert!(page.may_add && !page.may_change);

    // The mother wishes for herself, whoever she names; it weighs, and does not come before what stands in the way.
    let mut ctx = place.change_there(&sofie).await;
    let wish = SayWish {
        family: holm.id,
        need: work,
        person: holm.child,
        wish: Wish::First,
    };
    say_wish(&mut ctx, wish).await.expect("said");
    ctx.commit().await.expect("committed");
    let page = needs(place, &house.karen, &holm).await;
    assert_eq!(page.wishes[0].person, holm.mother);
    assert_eq!(titles(&page), ["Emil er tryg", "Søvn", "Arbejde"]);
    assert_eq!(page.order.places[2].weight.wish, 2 * page.weights.wish);

    // Shared with the jobcentre: what is open to it, in an order of its own; the son is no part of it.
    holm.shares(
        holm.mother,
        &["work", "health"],
        Party::Unit(house.jobcentre),
    )
    .await;
    let page = needs(place, &house.jens, &holm).await;
    assert_eq!(titles(&page), ["Søvn", "Arbejde"]);
    assert_eq!(page.order.holds_most, [sleep]);
    assert_eq!(page.blocks.len(), 1);
    let mut ctx = place.change_there(&house.jens).await;
    let refused = say_wish(&mut ctx, wish).await;
    assert!(refused.is_err());
    drop(ctx);

    // A circle is told, and can be.
    let change = |version, blocks| ChangeNeed {
        family: holm.id,
        need: work,
        version,
        facts: need(mother, "work", "Arbejde", Severity::Slight),
        blocks,
    };
    let mut ctx = house.change(&house.karen).await;
    let itself = change_need(&mut ctx, change(1, vec![work])).await;
    assert!(matches!(
        itself,
        Err(ChangeNeedError::Wrong(NeedError::BlocksItself))
    ));
    change_need(&mut ctx, change(1, vec![son]))
        .await
        .expect("changed");
    // Of two who change it, the second is told.
    assert!(matches!(
        change_need(&mut ctx, change(1, vec![])).await,
        Err(ChangeNeedError::Changed)
    ));
    ctx.commit().await.expect("committed");
    let page = needs(place, &house.lone, &holm).await;
    assert_eq!(page.order.circles.len(), 1);
    let circle: BTreeSet<NeedId> = page.order.circles[0].iter().copied().collect();
    assert_eq!(circle, BTreeSet::from([work, sleep, son]));
    assert_eq!(titles(&page)[0], "Emil er tryg");

    // Met, it stands in nobody's way.
    let mut ctx = house.change(&house.karen).await;
    let end = EndNeed {
        family: holm.id,
        need: son,
        version: 1,
        outcome: NeedOutcome::Met,
        word: None,
    };
    end_need(&mut ctx, end).await.expect("ended");
    ctx.commit().await.expect("committed");
    let page = needs(place, &house.karen, &holm).await;
    assert!(page.order.circles.is_empty());
    assert_eq!(titles(&page), ["Søvn", "Arbejde"]);
    assert_eq!(page.ended.len(), 1);
    let gone = add(
        &house.karen,
        need(None, "housing", "Bolig", Severity::Marked),
        vec![son],
    );
    assert!(matches!(
        gone.await,
        Err(AddNeedError::Wrong(NeedError::NoSuchNeed))
    ));
    let another = house.a_family("Berg").await.taken_in_by(&house.karen).await;
    let stranger = need(Some(another.mother), "work", "Andres", Severity::Slight);
    assert!(matches!(
        add(&house.karen, stranger, vec![]).await,
        Err(AddNeedError::NotOfFamily)
    ));
}
