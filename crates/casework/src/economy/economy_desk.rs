//! The team's scenarios and the prices they reckon with.

use helhed_access::{Resource, doing, what};
use helhed_domain::economy::{OwnPrices, Scenario};
use helhed_economics::PriceBook;
use helhed_economics::case::Case;
use helhed_store::economy;

use super::price_book;
use super::scenario_page::case_of;
use crate::{Reading, Stop, Visible};

/// Every scenario in its newest version, and the price book.
#[derive(Debug, Clone)]
pub struct EconomyDesk {
    /// The scenarios, the last saved first.
    pub scenarios: Vec<Scenario>,
    /// The price book that holds here.
    pub prices: PriceBook,
    /// The municipality's own rows, as they were taken in.
    pub own: Option<OwnPrices>,
    /// Whether the reader may save scenarios and take in prices.
    pub may_change: bool,
}

impl EconomyDesk {
    /// The case of a scenario; `None` where it rests on a price that is there no more.
    pub fn case(&self, scenario: &Scenario, year: i16) -> Option<Case> {
        case_of(scenario, &self.prices, year)
    }
}

/// The scenarios and the price book.
pub async fn economy_desk(reading: &mut Reading) -> Result<Visible<EconomyDesk>, Stop> {
    let permit = reading.house_permit::<what::Economy>()?;
    let own = economy::own_prices(&mut reading.link).await?;
    let desk = EconomyDesk {
        scenarios: economy::scenarios(&mut reading.link, &permit).await?,
        prices: price_book(own.as_ref()),
        own,
        may_change: reading.may_in_house::<what::Economy, doing::Change>(),
    };
    reading
        .show_list("economy_desk", Resource::Economy, permit.basis(), desk)
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::{
        AnnulScenario, PricesError, SaveScenario, ScenarioError, TakeInPrices, annul_scenario,
        save_scenario, scenario_page, take_in_prices,
    };
    use crate::testing::{House, line};
    use helhed_economics::case::Start;

    fn case() -> Case {
        let example = Start::examples().next().expect("a shipped model");
        Case::at(Start::Example(example)).expect("it reads")
    }

    #[tokio::test]
    async fn a_scenario_is_saved_in_versions_and_annulled() {
        let house = House::new().await;
        let mut ctx = house.change(&house.lone).await;
        let mut save = SaveScenario {
            of: None,
            name: line("Som udgivet"),
            case: case(),
        };
        let id = save_scenario(&mut ctx, save.clone()).await.expect("saved");
        save.of = Some((id, 1));
        save.case.effect = 6.0;
        save.name = line("Dobbelt virkning");
        save_scenario(&mut ctx, save.clone())
            .await
            .expect("saved again");
        let late = save_scenario(&mut ctx, save).await;
        assert!(matches!(late, Err(ScenarioError::Changed)));
        ctx.commit().await.expect("committed");

        let mut reading = house.reading(&house.lone, house.now());
        let desk = economy_desk(&mut reading).await.expect("a desk");
        assert_eq!(desk.scenarios.len(), 1);
        assert_eq!(desk.scenarios[0].name.as_str(), "Dobbelt virkning");
        let page = scenario_page(&mut reading, id).await.expect("a page");
        assert_eq!(
            page.versions
                .iter()
                .map(|it| it.version)
                .collect::<Vec<_>>(),
            [2, 1]
        );
        let cases: Vec<f64> = page
            .versions
            .iter()
            .map(|it| page.case(it).expect("reads").effect)
            .collect();
        assert_eq!(cases, [6.0, 3.0]);

        let mut ctx = house.change(&house.lone).await;
        let annul = |version| AnnulScenario {
            scenario: id,
            version,
            reason: line("Gættede tal"),
        };
        assert!(matches!(
            annul_scenario(&mut ctx, annul(1)).await,
            Err(ScenarioError::Changed)
        ));
        annul_scenario(&mut ctx, annul(2)).await.expect("annulled");
        ctx.commit().await.expect("committed");
        let mut reading = house.reading(&house.lone, house.now());
        assert!(
            economy_desk(&mut reading)
                .await
                .expect("a desk")
                .scenarios
                .is_empty()
        );
        assert!(matches!(
            scenario_page(&mut reading, id).await,
            Err(Stop::Absent)
        ));
    }

    #[tokio::test]
    async fn only_the_team_leader_saves_and_others_see_nothing() {
        let house = House::new().await;
        for actor in [&house.karen, &house.jens, &house.it_admin, &house.dpo] {
            let mut ctx = house.change(actor).await;
            let save = SaveScenario {
                of: None,
                name: line("Mit"),
                case: case(),
            };
            let refused = save_scenario(&mut ctx, save).await;
            assert!(matches!(
                refused,
                Err(ScenarioError::Stopped(Stop::NotAllowed))
            ));
            let prices = TakeInPrices {
                version: 0,
                text: String::new(),
            };
            let refused = take_in_prices(&mut ctx, prices).await;
            assert!(matches!(
                refused,
                Err(PricesError::Stopped(Stop::NotAllowed))
            ));
            drop(ctx);
            let mut reading = house.reading(actor, house.now());
            assert!(matches!(
                economy_desk(&mut reading).await,
                Err(Stop::NotAllowed)
            ));
        }
        assert_eq!(house.rows_of("economy_scenario").await, 0);
    }

    #[tokio::test]
    async fn own_prices_stand_over_the_shipped_ones() {
        let house = House::new().await;
        let head = "price_id,area,municipality,region,state,price_year\n";
        let mut ctx = house.change(&house.lone).await;
        let take = |version, rows: &str| TakeInPrices {
            version,
            text: format!("{head}{rows}\n"),
        };
        let wrong = take_in_prices(&mut ctx, take(0, "placement_year,x,ti,0,0,2026")).await;
        let Err(PricesError::Faults(faults)) = wrong else {
            panic!("the amount is no number")
        };
        assert_eq!(faults.findings[0].row, Some(2));
        take_in_prices(&mut ctx, take(0, "placement_year,x,9,0,0,2026"))
            .await
            .expect("taken in");
        let late = take_in_prices(&mut ctx, take(0, "placement_year,x,8,0,0,2026")).await;
        assert!(matches!(late, Err(PricesError::Changed)));
        ctx.commit().await.expect("committed");
        let mut reading = house.reading(&house.lone, house.now());
        let desk = economy_desk(&mut reading).await.expect("a desk");
        let row = desk.prices.in_year("placement_year", 2026).expect("priced");
        assert!(row.is_local && row.per_payer[0] == 9.into());
    }
}
