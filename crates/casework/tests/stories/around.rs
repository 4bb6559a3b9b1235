//! Everyone around a family.

use jiff::civil::date;

use helhed_casework::around::{
    AddInvolvement, AnnulInvolvement, AroundError, ChangeInvolvement, EndInvolvement,
    add_involvement, annul_involvement, around_page, change_involvement, end_involvement,
};
use helhed_casework::domain::involvement::{InvolvementFacts, Workplace};
use helhed_casework::domain::text::Name;
use helhed_casework::testing::line;

use crate::place::Place;

pub(crate) async fn everyone_around_and_how_many_there_were_before(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let facts = |name: &str, workplace, since| InvolvementFacts {
        concerns: Some(holm.child),
        professional: Name::parse(name).expect("a name"),
        title: Some(line("Rådgiver")),
        workplace,
        case: Some(line("Børnesag")),
        plan: None,
        legal_basis: Some("bl_32".into()),
        since,
        until: None,
    };
    let early = date(2025, 1, 1);
    let mut ctx = house.change(&house.karen).await;
    let mut ids = Vec::new();
    for facts in [
        facts("Eva Falk", Workplace::Unit(house.jobcentre), early),
        facts(
            "Per Dam",
            Workplace::Named(Name::parse("Lægehuset").expect("a name")),
            early,
        ),
        facts("Ida Bek", Workplace::Unknown, early),
        facts("Ny Mand", Workplace::Unknown, date(2026, 11, 24)),
    ] {
        let command = AddInvolvement {
            family: holm.id,
            facts,
        };
        ids.push(add_involvement(&mut ctx, command).await.expect("added"));
    }
    ctx.commit().await.expect("committed");
    let mut there = place.other.reading(&house.karen, house.now());
    let page = around_page(&mut there, holm.id).await.expect("a page");
    assert_eq!((page.points.before, page.points.now), (Some(3), 4));

    let mut ctx = place.change_there(&house.karen).await;
    let end = EndInvolvement {
        family: holm.id,
        involvement: ids[0],
        version: 1,
        until: date(2026, 11, 23),
    };
    end_involvement(&mut ctx, end.clone()).await.expect("ended");
    assert!(matches!(
        end_involvement(&mut ctx, end).await,
        Err(AroundError::Changed)
    ));
    let annul = AnnulInvolvement {
        family: holm.id,
        involvement: ids[1],
        version: 1,
        reason: line("En anden familie"),
    };
    annul_involvement(&mut ctx, annul).await.expect("annulled");
    let change = ChangeInvolvement {
        family: holm.id,
        involvement: ids[2],
        version: 1,
        facts: facts("Ida Bek", Workplace::Unit(house.school), early),
    };
    change_involvement(&mut ctx, change.clone())
        .await
        .expect("changed");
    assert!(matches!(
        change_involvement(&mut ctx, change).await,
        Err(AroundError::Changed)
    ));
    ctx.commit().await.expect("committed");
    let mut here = house.reading(&house.lone, house.now());
    let page = around_page(&mut here, holm.id).await.expect("a page");
    assert_eq!(page.around.len(), 4);
    assert_eq!((page.points.before, page.points.now), (Some(2), 2));
    let struck: Vec<_> = page
        .around
        .iter()
        .filter(|it| it.involvement.annulled.is_some())
        .collect();
    assert_eq!(struck.len(), 1);
}
