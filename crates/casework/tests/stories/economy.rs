//! Scenarios, prices and what a family costs.

use helhed_casework::domain::economy::{Amount, CostFacts, Units};
use helhed_casework::economics::case::{Case, Start};
use helhed_casework::economy::{
    AddCost, AnnulCost, AnnulScenario, ChangeCost, CostError, SaveScenario, ScenarioError,
    TakeInPrices, add_cost, annul_cost, annul_scenario, change_cost, costs_page, economy_desk,
    save_scenario, scenario_page, take_in_prices,
};
use helhed_casework::testing::line;
use rust_decimal::Decimal;

use crate::place::Place;

pub(crate) async fn scenarios_and_prices_are_kept_in_versions(place: &Place) {
    let house = &place.house;
    let example = Start::examples().next().expect("a shipped model");
    let case = Case::at(Start::Example(example)).expect("it reads");
    let mut save = SaveScenario {
        of: None,
        name: line("Som udgivet"),
        case,
    };
    let mut ctx = house.change(&house.lone).await;
    let id = save_scenario(&mut ctx, save.clone()).await.expect("saved");
    save.of = Some((id, 1));
    save.name = line("Æ & ø = 100 %; \"å\"");
    save_scenario(&mut ctx, save.clone())
        .await
        .expect("saved again");
    let text = "price_id,area,municipality,region,state,price_year\nplacement_year,x,9,0,0,2026\n";
    let prices = TakeInPrices {
        version: 0,
        text: text.to_owned(),
    };
    take_in_prices(&mut ctx, prices).await.expect("taken in");
    ctx.commit().await.expect("committed");

    let mut there = place.other.reading(&house.lone, house.now());
    let desk = economy_desk(&mut there).await.expect("a desk").into_inner();
    assert_eq!(desk.scenarios[0].name, save.name);
    assert_eq!(desk.case(&desk.scenarios[0], 2030), Some(save.case.clone()));
    assert!(
        desk.prices
            .in_year("placement_year", 2026)
            .expect("priced")
            .is_local
    );
    drop(there);
    let mut ctx = house.change(&house.lone).await;
    let late = save_scenario(&mut ctx, save).await;
    assert!(matches!(late, Err(ScenarioError::Changed)));
    let annul = AnnulScenario {
        scenario: id,
        version: 2,
        reason: line("Gættet"),
    };
    annul_scenario(&mut ctx, annul).await.expect("annulled");
    ctx.commit().await.expect("committed");
    let mut there = place.other.reading(&house.lone, house.now());
    assert!(scenario_page(&mut there, id).await.is_err());
}

pub(crate) async fn what_a_family_costs_is_noted_changed_and_annulled(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let facts = |what: &str, now| CostFacts {
        concerns: Some(holm.child),
        what: line(what),
        unit: Some(line("måned")),
        price_id: Some("cash_benefit_parent_month".to_owned()),
        source: None,
        now: Units(now),
        planned: Units(500),
        per_unit: [Amount(1_310_560), Amount(0), Amount(327_640)],
    };
    let mut ctx = house.change(&house.karen).await;
    let add = |what: &str| AddCost {
        family: holm.id,
        facts: facts(what, 12_000),
    };
    let kept = add_cost(&mut ctx, add("Kontanthjælp"))
        .await
        .expect("added");
    let wrong = add_cost(&mut ctx, add("Fejl")).await.expect("added");
    let change = ChangeCost {
        family: holm.id,
        cost: kept,
        version: 1,
        facts: facts("Kontanthjælp", 1_000),
    };
    change_cost(&mut ctx, change.clone())
        .await
        .expect("changed");
    let late = change_cost(&mut ctx, change).await;
    assert!(matches!(late, Err(CostError::Changed)));
    let annul = AnnulCost {
        family: holm.id,
        cost: wrong,
        version: 1,
        reason: line("Dobbelt"),
    };
    annul_cost(&mut ctx, annul).await.expect("annulled");
    ctx.commit().await.expect("committed");
    let mut there = place.other.reading(&house.karen, house.now());
    let page = costs_page(&mut there, holm.id).await.expect("a page");
    // 13,105.60 and 3,276.40 DKK.
    let ore = page
        .sum
        .now
        .map(|dkk| (dkk * Decimal::ONE_HUNDRED).normalize().to_string());
    assert_eq!(ore, ["1310560", "0", "327640"]);
    assert_eq!(page.lines.len(), 2);
    drop(there);
    let mut there = place.other.reading(&house.jens, house.now());
    assert!(costs_page(&mut there, holm.id).await.is_err());
}
