//! What a family costs now, what it would cost under its plan, and who pays the difference.

use helhed_access::{doing, what};
use helhed_domain::economy::{Amount, Cost, Units};
use helhed_domain::ids::FamilyId;
use helhed_economics::{FamilyCost, PriceBook};
use helhed_store::person::Member;
use helhed_store::{economy, family_cost, person};
use rust_decimal::Decimal;

use super::price_book;
use crate::{Reading, Stop, Visible};

/// A measure with what it costs a year.
#[derive(Debug, Clone)]
pub struct CostLine {
    /// The measure.
    pub cost: Cost,
    /// DKK a year of all payers, now and under the plan.
    pub a_year: [Decimal; 2],
}

/// What a family costs.
#[derive(Debug, Clone)]
pub struct CostsPage {
    /// Its measures, in the order in which they were noted; those annulled too.
    pub lines: Vec<CostLine>,
    /// The sums a year by payer; annulled measures count no more.
    pub sum: FamilyCost,
    /// Its people: whom a measure is for.
    pub members: Vec<Member>,
    /// The price book that holds here.
    pub prices: PriceBook,
    /// Whether the reader may add and change.
    pub may_change: bool,
}

fn dkk(amount: Amount) -> Decimal {
    Decimal::new(amount.0, 2)
}

fn a_year(units: Units) -> Decimal {
    Decimal::new(units.0, 3)
}

fn sum<'a>(costs: impl IntoIterator<Item = &'a Cost>) -> FamilyCost {
    let facts = costs.into_iter().map(|cost| &cost.facts);
    FamilyCost::of(facts.map(|it| (a_year(it.now), a_year(it.planned), it.per_unit.map(dkk))))
}

/// What a family costs.
pub async fn costs_page(reading: &mut Reading, id: FamilyId) -> Result<Visible<CostsPage>, Stop> {
    let lens = reading.lens(id).await?;
    let (Some(costs), Some(people)) = (
        lens.permit::<what::Costs, doing::Read>(),
        lens.permit::<what::People, doing::Read>(),
    ) else {
        return Err(Stop::NotAllowed);
    };
    let house = reading.house().clone();
    let link = &mut reading.link;
    let rows = family_cost::of_family(link, &costs).await?;
    let own = economy::own_prices(link).await?;
    let page = CostsPage {
        members: person::of_family(link, house.keys(), &people).await?,
        sum: sum(rows.iter().filter(|cost| cost.annulled.is_none())),
        lines: rows
            .into_iter()
            .map(|cost| {
                let of = sum([&cost]);
                let a_year = [of.now, of.planned].map(|payers| payers.into_iter().sum());
                CostLine { cost, a_year }
            })
            .collect(),
        prices: price_book(own.as_ref()),
        may_change: lens.may::<what::Costs, doing::Change>(),
    };
    reading
        .show::<what::Costs, _>("costs_page", &lens, page)
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::{
        AddCost, AnnulCost, ChangeCost, CostError, add_cost, annul_cost, change_cost,
    };
    use crate::testing::{House, line};
    use helhed_domain::economy::CostFacts;

    fn measure(what: &str, now: i64, planned: i64, kroner: [i64; 3]) -> CostFacts {
        CostFacts {
            concerns: None,
            what: line(what),
            unit: Some(line("år")),
            price_id: None,
            source: None,
            now: Units(1000 * now),
            planned: Units(1000 * planned),
            per_unit: kroner.map(|it| Amount(100 * it)),
        }
    }

    #[tokio::test]
    async fn what_a_family_costs_is_told_by_payer() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let mut ctx = house.change(&house.karen).await;
        let add = |facts| AddCost {
            family: holm.id,
            facts,
        };
        let mut placed = measure("Anbringelse", 1, 0, [1_000_000, 0, 0]);
        placed.concerns = Some(holm.child);
        let placed = add_cost(&mut ctx, add(placed)).await.expect("added");
        add_cost(
            &mut ctx,
            add(measure("Familiebehandling", 0, 1, [235_000, 0, 0])),
        )
        .await
        .expect("added");
        add_cost(
            &mut ctx,
            add(measure("Kontanthjælp", 12, 6, [4_000, 0, 12_000])),
        )
        .await
        .expect("added");
        let wrong = add_cost(&mut ctx, add(measure("Skrevet forkert", 1, 1, [5, 5, 5])))
            .await
            .expect("added");
        let change = ChangeCost {
            family: holm.id,
            cost: wrong,
            version: 1,
            facts: measure("Stadig forkert", 2, 2, [5, 5, 5]),
        };
        change_cost(&mut ctx, change.clone())
            .await
            .expect("changed");
        assert!(matches!(
            change_cost(&mut ctx, change).await,
            Err(CostError::Changed)
        ));
        let annul = AnnulCost {
            family: holm.id,
            cost: wrong,
            version: 2,
            reason: line("Findes ikke"),
        };
        annul_cost(&mut ctx, annul).await.expect("annulled");
        ctx.commit().await.expect("committed");

        for reader in [&house.karen, &house.lone] {
            let mut reading = house.reading(reader, house.now());
            let page = costs_page(&mut reading, holm.id).await.expect("a page");
            let kroner = |it: i64| Decimal::from(it);
            assert_eq!(
                page.sum.now,
                [kroner(1_048_000), kroner(0), kroner(144_000)]
            );
            assert_eq!(
                page.sum.planned,
                [kroner(259_000), kroner(0), kroner(72_000)]
            );
            assert_eq!(page.lines.len(), 4);
            let line = page.lines.iter().find(|line| line.cost.id == placed);
            let a_year = line.map(|line| line.a_year);
            assert_eq!(a_year, Some([kroner(1_000_000), kroner(0)]));
            assert_eq!(page.may_change, reader.account == house.karen.account);
        }
    }

    #[tokio::test]
    async fn others_see_nothing_of_it_and_nothing_is_forged() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let berg = house.a_family("Berg").await.taken_in_by(&house.bo).await;
        let mut ctx = house.change(&house.karen).await;
        let facts = measure("Anbringelse", 1, 0, [1, 0, 0]);
        let add = AddCost {
            family: holm.id,
            facts: facts.clone(),
        };
        let id = add_cost(&mut ctx, add).await.expect("added");
        let mut of_another = facts.clone();
        of_another.concerns = Some(berg.mother);
        let forged = add_cost(
            &mut ctx,
            AddCost {
                family: holm.id,
                facts: of_another,
            },
        )
        .await;
        assert!(matches!(forged, Err(CostError::Stopped(Stop::Absent))));
        ctx.commit().await.expect("committed");
        for actor in [
            &house.jens,
            &house.sanne,
            &house.it_admin,
            &house.dpo,
            &house.bo,
        ] {
            let mut reading = house.reading(actor, house.now());
            assert!(
                costs_page(&mut reading, holm.id).await.is_err(),
                "{:?}",
                actor.role
            );
        }
        let mut ctx = house.change(&house.bo).await;
        let forged = ChangeCost {
            family: berg.id,
            cost: id,
            version: 1,
            facts: facts.clone(),
        };
        assert!(matches!(
            change_cost(&mut ctx, forged).await,
            Err(CostError::Stopped(Stop::Absent))
        ));
        drop(ctx);
        let mut ctx = house.change(&house.lone).await;
        let leaders = add_cost(
            &mut ctx,
            AddCost {
                family: holm.id,
                facts,
            },
        )
        .await;
        assert!(matches!(leaders, Err(CostError::Stopped(Stop::NotAllowed))));
    }
}
